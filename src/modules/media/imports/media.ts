import { sql } from 'drizzle-orm';
import { newId } from '../../../kernel/ids.ts';
import type { ImportDefinition } from '../../../kit/server/import.ts';
import {
  booleanColumn,
  choiceColumn,
  codeColumn,
  dateColumn,
  integerColumn,
  required,
  spellings,
  textColumn,
} from '../../../kit/server/import-columns.ts';
import { insertMany, updateMany } from '../../../kit/server/sets.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { inForce } from '../../organisation/index.ts';
import { consistent, mediumSearch } from '../commands/save-medium.ts';
import { mediumState } from '../fragments.ts';
import { t } from '../messages.ts';
import { classAxes, type MediumKind, mediumKinds } from '../model.ts';
import { media } from '../tables.ts';

const kinds = spellings(mediumKinds, (kind) => t(`kind.${kind}`));
const levels = <const L extends string>(values: readonly L[]) => spellings(values, (value) => value);

const columns = {
  number: required(codeColumn(t('medium.number'), { aliases: ['媒体番号', '番号'] })),
  kind: required(choiceColumn<MediumKind>(t('medium.kind'), kinds, { aliases: ['媒体の種別'] })),
  name: required(textColumn(t('medium.name'), { aliases: ['名称', '品名'], limit: 100 })),
  quantity: integerColumn(t('medium.quantity'), { aliases: ['数量'] }),
  unitCode: required(codeColumn(t('import.unitCode'), { aliases: ['組織コード', '所管コード'] })),
  placeName: textColumn(t('medium.place'), { aliases: ['保管場所名'], limit: 100 }),
  approved: booleanColumn(t('medium.approved'), { aliases: ['承認'] }),
  encrypted: booleanColumn(t('medium.encrypted'), { aliases: ['暗号化'] }),
  confidentiality: choiceColumn(t('classes.axis.confidentiality'), levels(['1', '2', '3'])),
  integrity: choiceColumn(t('classes.axis.integrity'), levels(['1', '2'])),
  availability: choiceColumn(t('classes.axis.availability'), levels(['1', '2'])),
  empty: booleanColumn(t('medium.empty')),
  longTerm: booleanColumn(t('medium.longTerm')),
  writeProtected: booleanColumn(t('medium.writeProtected'), { aliases: ['書込禁止'] }),
  acquiredOn: dateColumn(t('medium.acquiredOn')),
  note: textColumn(t('medium.note'), { limit: 2000 }),
};

interface MediumRecord {
  readonly number: string;
  readonly kind: MediumKind;
  readonly name: string;
  readonly quantity: number;
  readonly unitCode: string;
  readonly placeName: string;
  readonly approved: boolean;
  readonly encrypted: boolean;
  readonly empty: boolean;
  readonly confidentiality: 1 | 2 | 3 | null;
  readonly integrity: 1 | 2 | null;
  readonly availability: 1 | 2 | null;
  readonly longTerm: boolean;
  readonly writeProtected: boolean;
  readonly acquiredOn: string | null;
  readonly note: string;
}

interface Existing {
  readonly id: string;
  readonly version: number;
  readonly visible: boolean;
  readonly gone: boolean;
  readonly specificPersonal: boolean;
  readonly record: MediumRecord;
}

interface Context {
  readonly units: ReadonlyMap<string, string>;
  /** `unit id/name` to the id of the place. */
  readonly places: ReadonlyMap<string, string>;
  readonly existing: ReadonlyMap<string, Existing>;
}

const blank = {
  quantity: 1,
  placeName: '',
  approved: false,
  encrypted: false,
  empty: true,
  confidentiality: null,
  integrity: null,
  availability: null,
  longTerm: false,
  writeProtected: false,
  acquiredOn: null,
  note: '',
};

/** Media of the units within the scope; what the file has no column for stays as it is. */
export const mediaImport = (
  scope: Scope,
  today: string,
): ImportDefinition<typeof columns, Context, MediumRecord> => ({
  title: t('page.media'),
  action: 'media.edit',
  columns,
  keyOf: (values) => values.number ?? '',
  async load(tx) {
    return {
      units: await visibleUnits(tx, scope, today),
      places: await placesByName(tx),
      existing: await existingMedia(tx, scope),
    };
  },
  resolve({ values }, context) {
    const before = context.existing.get(values.number ?? '');
    if (before && !before.visible) return { problem: t.ref('import.numberElsewhere'), field: 'number' };
    if (before?.gone)
      return { problem: t.ref('medium.disposed', { number: values.number ?? '' }), field: 'number' };
    const unitId = context.units.get(values.unitCode ?? '');
    if (unitId === undefined) {
      return { problem: t.ref('import.unitUnknown', { code: values.unitCode ?? '' }), field: 'unitCode' };
    }
    const base = { ...blank, ...before?.record };
    const record = { ...base, ...present(values) };
    if (record.quantity < 1 || record.quantity > 9999)
      return { problem: t.ref('input.count'), field: 'quantity' };
    const classed = [record.confidentiality, record.integrity, record.availability].some(
      (each) => each !== null,
    );
    const empty = values.empty === undefined || values.empty === null ? base.empty && !classed : values.empty;
    if (record.placeName !== '' && !context.places.has(`${unitId}/${record.placeName}`)) {
      return { problem: t.ref('import.placeUnknown', { name: record.placeName }), field: 'placeName' };
    }
    const { specificPersonal: _flag, ...sound } = consistent({ ...record, empty, specificPersonal: false });
    return { record: { ...record, empty, ...sound } };
  },
  current: (key, context) => context.existing.get(key)?.record,
  async apply(tx, actor, plan, context) {
    const { organisationId } = tx;
    const row = ({ unitCode, placeName, ...record }: MediumRecord) => {
      const unitId = context.units.get(unitCode) ?? '';
      const placeId = context.places.get(`${unitId}/${placeName}`) ?? null;
      return { ...record, unitId, placeId, search: mediumSearch(record) };
    };
    const created = plan.created.map(({ record }) => ({ id: newId(), record }));
    await insertMany(
      tx,
      media,
      created.map(({ id, record }) => ({ organisationId, id, ...row(record), version: 1 })),
    );
    const changed = plan.changed.flatMap(({ key, record }) => {
      const before = context.existing.get(key);
      return before ? [{ before, record }] : [];
    });
    await updateMany(
      tx,
      media,
      changed.map(({ before, record }) => ({ id: before.id, version: before.version, ...row(record) })),
    );
    await recordEvents(tx, actor, [
      ...created.map(({ id, record }) => ({
        action: 'media.edit',
        entity: 'medium',
        entityId: id,
        after: { ...record },
      })),
      ...changed.map(({ before, record }) => ({
        action: 'media.edit',
        entity: 'medium',
        entityId: before.id,
        before: { ...before.record },
        after: { ...record },
      })),
    ]);
  },
});

type Values = Partial<Record<keyof typeof columns, unknown>>;

/** What the file says: a column that is not there, or an empty cell of one that has a default, says nothing. */
function present(values: Values): Omit<MediumRecord, keyof typeof blank> & Partial<MediumRecord> {
  const level = (text: unknown) => (typeof text === 'string' ? Number(text) : null);
  const axes: readonly string[] = classAxes;
  const said = Object.entries(values)
    .filter(([field, value]) => value !== undefined && field !== 'empty')
    .map(([field, value]): readonly [string, unknown] => {
      if (axes.includes(field)) return [field, level(value)];
      return [field, value ?? blank[field as keyof typeof blank]];
    });
  return Object.fromEntries(said) as unknown as Omit<MediumRecord, keyof typeof blank> &
    Partial<MediumRecord>;
}

async function visibleUnits(tx: Tx, scope: Scope, today: string): Promise<Map<string, string>> {
  const result = await tx.execute<{ code: string; id: string }>(sql`
    select u.code, u.id from units u where u.organisation_id = ${tx.organisationId} and ${inForce('u', today)}
      and ${withinScope(scope, { unitPath: sql`u.path` })}`);
  return new Map(result.rows.map((row) => [row.code, row.id]));
}

async function placesByName(tx: Tx): Promise<Map<string, string>> {
  const result = await tx.execute<{ id: string; key: string }>(sql`
    select id, unit_id || '/' || name as key from storage_places where organisation_id = ${tx.organisationId}`);
  return new Map(result.rows.map((row) => [row.key, row.id]));
}

async function existingMedia(tx: Tx, scope: Scope): Promise<Map<string, Existing>> {
  const result = await tx.execute<MediumRecord & Existing & Record<string, unknown>>(sql`
    select media.id, media.version, ${withinScope(scope, { unitPath: sql`u.path` })} as visible,
      ${mediumState} = 'disposed' as gone, media.specific_personal as "specificPersonal",
      media.number, media.kind, media.name, media.quantity, u.code as "unitCode", coalesce(sp.name, '') as "placeName",
      media.approved, media.encrypted, media.empty, media.confidentiality, media.integrity, media.availability,
      media.long_term as "longTerm", media.write_protected as "writeProtected", media.acquired_on as "acquiredOn", media.note
    from media join units u on u.organisation_id = media.organisation_id and u.id = media.unit_id
    left join storage_places sp on sp.organisation_id = media.organisation_id and sp.id = media.place_id
    where media.organisation_id = ${tx.organisationId}`);
  return new Map(
    result.rows.map(({ id, version, visible, gone, specificPersonal, ...record }) => [
      record.number,
      { id, version, visible, gone, specificPersonal, record: record as MediumRecord },
    ]),
  );
}
