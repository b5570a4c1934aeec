import { sql } from 'drizzle-orm';
import { newId } from '../../../kernel/ids.ts';
import { type ImportDefinition, type PlannedLine, resolved } from '../../../kit/server/import.ts';
import {
  codeColumn,
  dateColumn,
  emailColumn,
  required,
  textColumn,
} from '../../../kit/server/import-columns.ts';
import { insertMany, updateMany } from '../../../kit/server/sets.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { personSearch } from '../commands/create-person.ts';
import { currentPosts } from '../fragments.ts';
import { t } from '../messages.ts';
import type { Employment } from '../model.ts';
import { people } from '../tables.ts';
import { employmentColumn, personNumber, titleColumn } from './columns.ts';
import { afterLastDay, given, unitsByCode } from './lookups.ts';
import { type PostMove, placePeople } from './place-people.ts';

const columns = {
  number: personNumber,
  name: required(textColumn(t('person.name'), { limit: 100 })),
  kana: textColumn(t('person.kana'), { aliases: ['ふりがな', 'カナ'], limit: 100 }),
  employment: employmentColumn,
  email: emailColumn(t('person.email'), { aliases: ['メール', 'E-mail'] }),
  joinedOn: dateColumn(t('person.joinedOn'), { aliases: ['採用年月日'] }),
  leftOn: dateColumn(t('person.leftOn'), { aliases: ['退職日', '退職年月日'] }),
  unitCode: codeColumn(t('column.mainUnitCode'), { aliases: ['所属コード', '部署コード'] }),
  title: titleColumn,
  movedOn: dateColumn(t('column.movedOn'), { aliases: ['発令日'] }),
};

interface PersonRecord {
  readonly number: string;
  readonly name: string;
  readonly kana?: string;
  readonly employment?: Employment;
  readonly email?: string;
  readonly joinedOn?: string | null;
  readonly leftOn?: string | null;
  readonly unitCode?: string;
  readonly title?: string;
}

interface Existing extends PersonRecord {
  readonly id: string;
  readonly version: number;
  readonly postFrom: string | null;
}

interface Context {
  readonly existing: ReadonlyMap<string, Existing>;
  readonly units: ReadonlyMap<string, { readonly id: string }>;
  /** From which day a main post in the file holds, by staff number. */
  readonly movedOn: ReadonlyMap<string, string>;
}

/** People with their main post. A different unit in the file is a move: the post before ends, the past stays. */
export const peopleImport = (today: string): ImportDefinition<typeof columns, Context, PersonRecord> => ({
  title: t('import.people'),
  action: 'organisation.import',
  columns,
  keyOf: (values) => values.number ?? '',
  async load(tx, lines) {
    const numbers = lines.map((line) => line.values.number ?? '');
    return {
      existing: await existingPeople(tx, numbers, today),
      units: await unitsByCode(tx, today),
      movedOn: new Map(
        lines.map(({ values }) => [
          values.number ?? '',
          values.movedOn ?? (values.joinedOn && values.joinedOn > today ? values.joinedOn : today),
        ]),
      ),
    };
  },
  resolve({ values }, context) {
    const { number, name, kana, employment, email, joinedOn, leftOn, unitCode, title } = values;
    const optional = given({
      kana: kana === null ? '' : kana,
      employment: employment === null ? undefined : employment,
      email: email === null ? '' : email,
      joinedOn,
      leftOn: leftOn === undefined ? undefined : afterLastDay(leftOn),
      unitCode: unitCode === null ? undefined : unitCode,
      title: title === null ? '' : title,
    });
    return resolved(
      [
        typeof unitCode === 'string' &&
          !context.units.has(unitCode) && {
            problem: t.ref('import.unitUnknown', { code: unitCode }),
            field: 'unitCode',
          },
        typeof joinedOn === 'string' &&
          typeof leftOn === 'string' &&
          leftOn < joinedOn && { problem: t.ref('person.leftBeforeJoined'), field: 'leftOn' },
      ],
      () => ({ number: number ?? '', name: name ?? '', ...optional }) as PersonRecord,
    );
  },
  current: (key, context) => {
    const found = context.existing.get(key);
    if (!found) return undefined;
    const { id: _id, version: _version, postFrom: _postFrom, ...record } = found;
    return record;
  },
  async apply(tx, actor, plan, context) {
    const ids = new Map(plan.created.map(({ key }) => [key, newId()]));
    await insertPeople(tx, plan.created, ids);
    const changed = plan.changed.flatMap(({ key, record }) => {
      const before = context.existing.get(key);
      return before ? [{ before, after: { ...before, ...record } }] : [];
    });
    await updateMany(
      tx,
      people,
      changed.map(({ before, after }) => ({
        id: before.id,
        version: before.version,
        ...personColumns(after),
      })),
    );
    const moves = [
      ...plan.created.flatMap(({ key, record }) => firstPost(ids.get(key) ?? '', record, context)),
      ...changed.flatMap(({ before, after }) => nextPost(before, after, context)),
    ];
    await placePeople(tx, moves);
    await recordEvents(tx, actor, [
      ...plan.created.map(({ key, record }) => ({
        action: 'organisation.import',
        entity: 'person',
        entityId: ids.get(key) ?? '',
        after: { ...record },
      })),
      ...changed.map(({ before, after }) => ({
        action: 'organisation.import',
        entity: 'person',
        entityId: before.id,
        before: { ...before },
        after: { ...after },
      })),
    ]);
  },
});

async function existingPeople(
  tx: Tx,
  numbers: readonly string[],
  today: string,
): Promise<Map<string, Existing>> {
  const result = await tx.execute<Existing & Record<string, unknown>>(sql`
    select p.id, p.version, p.number, p.name, p.kana, p.employment, p.email, p.joined_on as "joinedOn", p.left_on as "leftOn",
      coalesce(cp.unit_code, '') as "unitCode", coalesce(cp.title, '') as title,
      (select po.valid_from from posts po where po.organisation_id = p.organisation_id and po.id = cp.post_id) as "postFrom"
    from people p left join ${currentPosts(tx.organisationId, today)} cp on cp.person_id = p.id and cp.main
    where p.organisation_id = ${tx.organisationId} and p.number = any (${sql.param([...numbers])}::text[])`);
  return new Map(result.rows.map((row) => [row.number, row]));
}

/** Columns of the person itself, the same for every row, as set-based writing needs them. */
const personColumns = (record: PersonRecord) => ({
  name: record.name,
  kana: record.kana ?? '',
  employment: record.employment ?? ('regular' as const),
  email: record.email ?? '',
  joinedOn: record.joinedOn ?? null,
  leftOn: record.leftOn ?? null,
  search: personSearch({ name: record.name, kana: record.kana ?? '', number: record.number }),
});

async function insertPeople(
  tx: Tx,
  created: readonly PlannedLine<PersonRecord>[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const { organisationId } = tx;
  await insertMany(
    tx,
    people,
    created.map(({ key, record }) => ({
      organisationId,
      id: ids.get(key) ?? '',
      number: record.number,
      ...personColumns(record),
      version: 1,
    })),
  );
}

/** A new person's post begins with the appointment to it, or with the day of joining. */
function firstPost(personId: string, record: PersonRecord, context: Context): PostMove[] {
  const unit = context.units.get(record.unitCode ?? '');
  const from = record.joinedOn ?? context.movedOn.get(record.number);
  return unit && from ? [{ personId, unitId: unit.id, title: record.title ?? '', from }] : [];
}

/** Another unit is a new post from the day of the move; another title of the same unit is corrected in place. */
function nextPost(before: Existing, after: PersonRecord, context: Context): PostMove[] {
  const unit = context.units.get(after.unitCode ?? '');
  if (!unit || (before.unitCode === after.unitCode && before.title === after.title)) return [];
  const same = before.unitCode === after.unitCode && before.postFrom !== null;
  const from = same ? before.postFrom : context.movedOn.get(after.number);
  return from ? [{ personId: before.id, unitId: unit.id, title: after.title ?? '', from }] : [];
}
