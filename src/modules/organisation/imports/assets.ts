import { sql } from 'drizzle-orm';
import { newId } from '../../../kernel/ids.ts';
import { normaliseForSearch } from '../../../kernel/japanese.ts';
import { type ImportDefinition, resolved } from '../../../kit/server/import.ts';
import { codeColumn, dateColumn, required, textColumn } from '../../../kit/server/import-columns.ts';
import { insertMany, updateMany } from '../../../kit/server/sets.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { carryOver } from '../commands/carry-over.ts';
import { assetSearch } from '../commands/create-asset.ts';
import { inForce } from '../fragments.ts';
import { t } from '../messages.ts';
import type { AssetKind, AssetStage } from '../model.ts';
import { attributeCodes } from '../queries/attributes.ts';
import { assets, assetUnits } from '../tables.ts';
import { assetKindColumn, assetStageColumn } from './columns.ts';
import { given, unitsByCode } from './lookups.ts';

const columns = {
  kind: required(assetKindColumn),
  code: required(codeColumn(t('asset.code'), { aliases: ['システムID', 'コード'] })),
  name: required(
    textColumn(t('asset.name'), { aliases: ['システム名', '区域名', 'サービス名'], limit: 100 }),
  ),
  unitCode: required(codeColumn(t('column.assetUnitCode'), { aliases: ['所管コード', '組織コード'] })),
  stage: assetStageColumn,
  attributes: textColumn(t('asset.attributes'), { limit: 2000 }),
  description: textColumn(t('asset.description'), { limit: 2000 }),
  recognisedOn: dateColumn(t('asset.recognisedOn')),
};

interface AssetRecord {
  readonly kind: AssetKind;
  readonly code: string;
  readonly name: string;
  readonly unitCode: string;
  readonly stage?: AssetStage;
  readonly attributes?: readonly string[];
  readonly description?: string;
  readonly recognisedOn?: string | null;
}
interface Existing extends Required<AssetRecord> {
  readonly id: string;
  readonly version: number;
}
interface Context {
  readonly today: string;
  readonly units: ReadonlyMap<string, { readonly id: string; readonly validFrom: string }>;
  readonly existing: ReadonlyMap<string, Existing>;
  /** Titles and codes of attributes, levelled, to the code. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** Systems, areas and services with the unit that answers for each, and their attributes by title or code. */
export const assetImport = (today: string): ImportDefinition<typeof columns, Context, AssetRecord> => ({
  title: t('import.assets'),
  action: 'organisation.import',
  columns,
  keyOf: (values) => `${values.kind} ${values.code}`,
  async load(tx) {
    const titles = await attributeCodes(tx);
    return {
      today,
      units: await unitsByCode(tx, today),
      existing: await existingAssets(tx, today),
      attributes: new Map(
        [...titles].flatMap(([code, title]) => [code, title].map((text) => [normaliseForSearch(text), code])),
      ),
    };
  },
  resolve({ values }, context) {
    const { kind, code, name, unitCode, stage, description, recognisedOn } = values;
    const attributes = readAttributes(values.attributes, context.attributes);
    const optional = given({
      stage: stage === null ? undefined : stage,
      attributes: attributes?.codes,
      description: description === null ? '' : description,
      recognisedOn,
    });
    const own = { kind: kind ?? 'system', code: code ?? '', name: name ?? '', unitCode: unitCode ?? '' };
    return resolved(
      [
        !context.units.has(own.unitCode) && {
          problem: t.ref('import.unitUnknown', { code: own.unitCode }),
          field: 'unitCode',
        },
        ...(attributes?.unknown ?? []).map((code) => ({
          problem: t.ref('asset.attributeUnknown', { code }),
          field: 'attributes',
        })),
      ],
      () => ({ ...own, ...optional }) as AssetRecord,
    );
  },
  current: (key, context) => {
    const found = context.existing.get(key);
    if (!found) return undefined;
    const { id: _id, version: _version, ...record } = found;
    return record;
  },
  async apply(tx, actor, plan, context) {
    const { organisationId } = tx;
    const blank = { stage: 'operating' as const, attributes: [], description: '', recognisedOn: null };
    const created = plan.created.map(({ record }) => ({ ...blank, ...record, id: newId() }));
    const row = ({ unitCode: _unit, ...asset }: AssetRecord & { readonly id: string }) => ({
      ...asset,
      attributes: [...(asset.attributes ?? [])],
      search: assetSearch(asset),
    });
    await insertMany(
      tx,
      assets,
      // A ledger that is entered later than its systems were built: the past must know them too.
      created.map((each) => ({ organisationId, ...row(each), validFrom: each.recognisedOn, version: 1 })),
    );
    const changed = plan.changed.flatMap(({ key, record }) => {
      const before = context.existing.get(key);
      return before ? [{ before, after: { ...before, ...record } }] : [];
    });
    await updateMany(
      tx,
      assets,
      changed.map(({ after }) => ({ ...row(after), version: after.version })),
    );
    const moved = changed
      .filter(({ before, after }) => before.unitCode !== after.unitCode)
      .map(({ after }) => after);
    const place = (
      { id, unitCode }: { readonly id: string; readonly unitCode: string },
      from?: string | null,
    ) => {
      const unit = context.units.get(unitCode);
      const opened = unit?.validFrom ?? context.today;
      return { id, unitId: unit?.id ?? '', from: from && from > opened ? from : opened };
    };
    await placeAssets(tx, [
      ...created.map((each) => place(each, each.recognisedOn)),
      ...moved.map((each) => place(each, context.today)),
    ]);
    await recordEvents(tx, actor, [
      ...created.map((after) => ({
        action: 'organisation.import',
        entity: 'asset',
        entityId: after.id,
        after,
      })),
      ...changed.map(({ before, after }) => ({
        action: 'organisation.import',
        entity: 'asset',
        entityId: after.id,
        before: { ...before },
        after: { ...after },
      })),
    ]);
  },
});

/** Codes of the named attributes in a fixed order, and the words that nobody knows; undefined without the column. */
function readAttributes(text: string | null | undefined, known: ReadonlyMap<string, string>) {
  if (text === undefined) return undefined;
  const words = (text ?? '')
    .split(/[、,，;；\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const codes = words.flatMap((word) => known.get(normaliseForSearch(word)) ?? []);
  return {
    codes: [...new Set(codes)].sort(),
    unknown: words.filter((word) => !known.has(normaliseForSearch(word))),
  };
}

async function existingAssets(tx: Tx, today: string): Promise<Map<string, Existing>> {
  const result = await tx.execute<Existing & Record<string, unknown>>(sql`
    select a.id, a.version, a.kind, a.code, a.name, coalesce(u.code, '') as "unitCode", a.stage, a.attributes, a.description,
      a.recognised_on as "recognisedOn"
    from assets a
    left join asset_units au on au.organisation_id = a.organisation_id and au.asset_id = a.id and ${inForce('au', today)}
    left join units u on u.organisation_id = au.organisation_id and u.id = au.unit_id
    where a.organisation_id = ${tx.organisationId}`);
  return new Map(
    result.rows.map((row) => [`${row.kind} ${row.code}`, { ...row, attributes: row.attributes.toSorted() }]),
  );
}

/** Puts assets under their units, each from its day on. */
async function placeAssets(
  tx: Tx,
  places: readonly { readonly id: string; readonly unitId: string; readonly from: string }[],
): Promise<void> {
  if (places.length === 0) return;
  const { organisationId } = tx;
  const rows = places.map(({ id, from }) => ({ id, valid_from: from }));
  const days = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, valid_from date)`;
  await tx.execute(sql`delete from asset_units au using ${days}
    where au.organisation_id = ${organisationId} and au.asset_id = n.id and au.valid_from >= n.valid_from`);
  await tx.execute(sql`update asset_units au set valid_to = n.valid_from from ${days}
    where au.organisation_id = ${organisationId} and au.asset_id = n.id
      and (au.valid_to is null or au.valid_to > n.valid_from)`);
  await insertMany(
    tx,
    assetUnits,
    places.map(({ id, unitId, from }) => ({
      organisationId,
      id: newId(),
      assetId: id,
      unitId,
      validFrom: from,
    })),
  );
  await carryOver(
    tx,
    'asset_units',
    places.map((place) => place.unitId),
  );
}
