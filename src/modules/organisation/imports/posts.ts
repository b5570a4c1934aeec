import { sql } from 'drizzle-orm';
import { newId } from '../../../kernel/ids.ts';
import { type ImportDefinition, type PlannedLine, resolved } from '../../../kit/server/import.ts';
import { choiceColumn, codeColumn, required } from '../../../kit/server/import-columns.ts';
import { insertMany, updateMany } from '../../../kit/server/sets.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { carryOver } from '../commands/carry-over.ts';
import { t } from '../messages.ts';
import { posts } from '../tables.ts';
import { joinChains, type Link, linkColumns } from './chains.ts';
import { lastDayColumn, personNumber, titleColumn, validFromColumn } from './columns.ts';
import { afterLastDay, endsBefore, given, overlapping, peopleByNumber, unitsByCode } from './lookups.ts';
import { refuseTwoMainPosts } from './place-people.ts';

const columns = {
  number: personNumber,
  unitCode: required(codeColumn(t('unit.code'), { aliases: ['所属コード', '部署コード'] })),
  main: choiceColumn<'main' | 'additional'>(t('post.kind'), {
    main: [t('post.main'), '本務'],
    additional: [t('post.additional')],
  }),
  title: titleColumn,
  validFrom: validFromColumn,
  validTo: lastDayColumn,
};

interface PostRecord {
  readonly personId: string;
  readonly unitId: string;
  readonly main: boolean;
  readonly title?: string;
  readonly validFrom: string;
  readonly validTo?: string | null;
}
interface Existing extends Required<PostRecord> {
  readonly id: string;
  readonly version: number;
}
interface Context {
  readonly people: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<string, { readonly id: string }>;
  readonly existing: ReadonlyMap<string, Existing>;
}

const keyOf = (number: string, unitCode: string, validFrom: string): string =>
  `${number} ${unitCode} ${validFrom}`;

/** Posts (主務 and 兼務), each from its first day. */
export const postImport = (today: string): ImportDefinition<typeof columns, Context, PostRecord> => ({
  title: t('import.posts'),
  action: 'organisation.import',
  columns,
  keyOf: (values) => keyOf(values.number ?? '', values.unitCode ?? '', values.validFrom ?? ''),
  async load(tx, lines) {
    const found = await peopleByNumber(
      tx,
      lines.map((line) => line.values.number),
    );
    return {
      people: found,
      units: await unitsByCode(tx, today),
      existing: await existingPosts(tx, [...found.values()], today),
    };
  },
  resolve({ values }, context) {
    const { number, unitCode, main, title, validFrom, validTo } = values;
    const personId = context.people.get(number ?? '');
    const unit = context.units.get(unitCode ?? '');
    const optional = given({
      title: title === null ? '' : title,
      validTo: validTo === undefined ? undefined : afterLastDay(validTo),
    });
    return resolved(
      [
        personId === undefined && {
          problem: t.ref('import.personUnknown', { number: number ?? '' }),
          field: 'number',
        },
        unit === undefined && {
          problem: t.ref('import.unitUnknown', { code: unitCode ?? '' }),
          field: 'unitCode',
        },
        endsBefore(validFrom, validTo),
      ],
      () =>
        ({ personId, unitId: unit?.id, main: main !== 'additional', validFrom, ...optional }) as PostRecord,
    );
  },
  inspect: twoMainPosts,
  current: (key, context) => {
    const found = context.existing.get(key);
    if (!found) return undefined;
    const { id: _id, version: _version, ...record } = found;
    return record;
  },
  async apply(tx, actor, plan, context) {
    const { organisationId } = tx;
    const created = plan.created.map(({ record }) => ({
      organisationId,
      id: newId(),
      title: '',
      validTo: null,
      ...record,
      version: 1,
    }));
    await endMainPosts(
      tx,
      created.filter((row) => row.main),
    );
    await insertMany(tx, posts, created);
    await carryOver(
      tx,
      'posts',
      created.map((row) => row.unitId),
    );
    const changed = plan.changed.flatMap(({ key, record }) => {
      const before = context.existing.get(key);
      return before ? [{ before, after: { ...before, ...record } }] : [];
    });
    await updateMany(
      tx,
      posts,
      changed.map(({ after: { id, version, main, title, validTo } }) => ({
        id,
        version,
        main,
        title,
        validTo,
      })),
    );
    const touched = [...created, ...changed.map(({ after }) => after)];
    await refuseTwoMainPosts(
      tx,
      touched.map((row) => row.personId),
    );
    await recordEvents(
      tx,
      actor,
      touched.map((row) => ({
        action: 'organisation.import',
        entity: 'person',
        entityId: row.personId,
        facts: {
          post: row.id,
          unitId: row.unitId,
          main: row.main,
          validFrom: row.validFrom,
          validTo: row.validTo,
        },
      })),
    );
  },
});

/** Lines that would give a person two main posts on one day. What is held already ends where a new one begins. */
function twoMainPosts(lines: readonly PlannedLine<PostRecord>[], { existing }: Context) {
  const mains = lines.filter(({ record }) => record.main);
  const inFile = new Set(mains.map(({ key }) => key));
  const starts = Map.groupBy(
    mains.filter(({ key }) => !existing.has(key)),
    ({ record }) => record.personId,
  );
  const ended = ({ personId, validFrom, validTo }: Existing): string | null => {
    const days = (starts.get(personId) ?? []).map(({ record }) => record.validFrom);
    const next = days.filter((day) => day > validFrom && (validTo === null || day < validTo));
    return next.toSorted()[0] ?? validTo;
  };
  const held = [...existing].filter(([key, post]) => post.main && !inFile.has(key));
  const clashing = overlapping([
    ...held.map(([, post]) => ({ ...post, validTo: ended(post), row: null })),
    ...mains.map(({ key, record, row }) => ({ validTo: null, ...existing.get(key), ...record, row })),
  ]);
  const problem = t.ref('import.secondMainPost');
  return [...clashing].map((row) => ({ row, field: 'validFrom', problem }));
}

type PostLink = Existing & Link & { readonly number: string };

async function existingPosts(
  tx: Tx,
  personIds: readonly string[],
  today: string,
): Promise<Map<string, Existing>> {
  const result = await tx.execute<PostLink & Record<string, unknown>>(sql`
    select po.id, po.version, po.person_id as "personId", po.unit_id as "unitId", po.main, po.title,
      po.valid_from as "validFrom", po.valid_to as "validTo", p.number, u.code, ${linkColumns}
    from posts po join people p on p.organisation_id = po.organisation_id and p.id = po.person_id
    join units u on u.organisation_id = po.organisation_id and u.id = po.unit_id
    where po.organisation_id = ${tx.organisationId} and po.person_id = any (${sql.param([...personIds])}::uuid[])`);
  const posts = joinChains<PostLink>(result.rows, (row) => `${row.personId} ${row.main}`, today);
  return new Map(
    posts.map(({ number, code, unitEnd: _end, successors: _successors, ...row }) => [
      keyOf(number, code ?? '', row.validFrom),
      row,
    ]),
  );
}

/** The main post of the day ends where a new one begins. */
async function endMainPosts(
  tx: Tx,
  mains: readonly { readonly personId: string; readonly validFrom: string }[],
): Promise<void> {
  if (mains.length === 0) return;
  const rows = JSON.stringify(mains.map((row) => ({ person_id: row.personId, valid_from: row.validFrom })));
  await tx.execute(sql`
    update posts as p set valid_to = n.valid_from, version = p.version + 1
    from jsonb_populate_recordset(null::posts, ${rows}::jsonb) as n
    where p.organisation_id = ${tx.organisationId} and p.person_id = n.person_id and p.main
      and p.valid_from < n.valid_from and (p.valid_to is null or p.valid_to > n.valid_from)`);
}
