import { sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { type ListSource, matchesSearch, orderOf } from '../../../kit/server/list.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { inForce, personWithin } from '../fragments.ts';
import { t } from '../messages.ts';
import type { AssetKind, AssetStage, ScopeKind } from '../model.ts';
import { assets } from '../tables.ts';

export const assetSorts = ['code', 'name', 'stage'] as const;

export interface AssetFilter {
  readonly q?: string | undefined;
  readonly unitId?: string | undefined;
  readonly stage?: AssetStage | undefined;
  readonly attribute?: string | undefined;
  readonly sort?: (typeof assetSorts)[number] | `-${(typeof assetSorts)[number]}` | undefined;
}

export interface AssetRow {
  readonly id: string;
  readonly kind: AssetKind;
  readonly code: string;
  readonly name: string;
  readonly stage: AssetStage;
  readonly attributes: readonly string[];
  readonly unit: { readonly id: string; readonly name: string } | null;
  /** People who hold a role for it today. */
  readonly officers: readonly { readonly roleId: string; readonly name: string; readonly deputy: boolean }[];
}

const unitOn = (what: ReturnType<typeof sql>, date: string) => sql`(select ${what} from asset_units au
  join units u on u.organisation_id = au.organisation_id and u.id = au.unit_id
  where au.organisation_id = assets.organisation_id and au.asset_id = assets.id and ${inForce('au', date)} limit 1)`;

/** One ledger (systems, areas or services) as far as the scope shows it, for `listPage` and `listAll`. */
export function assetList(
  tx: Tx,
  scope: Scope,
  kind: AssetKind,
  filter: AssetFilter,
  today: string,
): ListSource<AssetRow> {
  const path = unitOn(sql`u.path`, today);
  return {
    select: (where) => tx.select(rowColumns(today)).from(assets).where(where).$dynamic(),
    organisation: assets.organisationId,
    scope,
    within: { unitPath: path, assetId: sql`assets.id` },
    where: [
      sql`assets.kind = ${kind}`,
      matchesSearch(assets.search, filter.q),
      filter.stage === undefined ? undefined : sql`assets.stage = ${filter.stage}`,
      filter.attribute === undefined ? undefined : sql`${filter.attribute} = any (assets.attributes)`,
      filter.unitId === undefined ? undefined : sql`${path} like '%/' || ${filter.unitId}::text || '/%'`,
    ],
    orderBy: orderOf(filter.sort, { code: assets.code, name: assets.name, stage: assets.stage }, assets.id),
  };
}

const rowColumns = (today: string) => ({
  id: assets.id,
  kind: assets.kind,
  code: assets.code,
  name: assets.name,
  stage: assets.stage,
  attributes: assets.attributes,
  unit: sql<AssetRow['unit']>`${unitOn(sql`json_build_object('id', u.id, 'name', u.name)`, today)}`,
  officers: sql<
    AssetRow['officers']
  >`coalesce((select json_agg(json_build_object('roleId', ap.role_id, 'name', p.name,
      'deputy', ap.deputy_of is not null) order by ap.role_id, ap.deputy_of is not null, ap.id)
    from appointments ap join people p on p.organisation_id = ap.organisation_id and p.id = ap.person_id
    where ap.organisation_id = assets.organisation_id and ap.asset_id = assets.id and ${inForce('ap', today)}), '[]'::json)`,
});

export interface AssetDetail {
  readonly id: string;
  readonly kind: AssetKind;
  readonly code: string;
  readonly name: string;
  readonly stage: AssetStage;
  readonly attributes: readonly string[];
  readonly description: string;
  readonly recognisedOn: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly version: number;
  readonly units: readonly {
    readonly id: string;
    readonly name: string;
    readonly validFrom: string;
    readonly validTo: string | null;
  }[];
  readonly officers: readonly {
    readonly id: string;
    readonly roleId: string;
    readonly scopeKind: ScopeKind;
    /** `visible`: whether the caller may open the person's page. */
    readonly person: { readonly id: string; readonly name: string; readonly visible: boolean };
    readonly deputy: boolean;
    readonly validFrom: string;
    readonly validTo: string | null;
  }[];
}

/** One entry with its units and officers over time. Throws NotFound outside the scope. */
export async function assetDetail(tx: Tx, scope: Scope, id: string, today: string): Promise<AssetDetail> {
  const result = await tx.execute<AssetDetail & Record<string, unknown>>(sql`
    select assets.id, assets.kind, assets.code, assets.name, assets.stage, assets.attributes, assets.description,
      assets.recognised_on as "recognisedOn", assets.valid_from as "validFrom", assets.valid_to as "validTo", assets.version,
      coalesce((select json_agg(json_build_object('id', u.id, 'name', u.name, 'validFrom', au.valid_from, 'validTo', au.valid_to)
          order by au.valid_from desc)
        from asset_units au join units u on u.organisation_id = au.organisation_id and u.id = au.unit_id
        where au.organisation_id = assets.organisation_id and au.asset_id = assets.id), '[]'::json) as units,
      coalesce((select json_agg(json_build_object('id', ap.id, 'roleId', ap.role_id, 'scopeKind', ap.scope_kind,
          'person', json_build_object('id', p.id, 'name', p.name,
            'visible', ${personWithin(scope, sql`p.id`, today)}), 'deputy', ap.deputy_of is not null,
          'validFrom', ap.valid_from, 'validTo', ap.valid_to) order by ap.valid_from desc, ap.id)
        from appointments ap join people p on p.organisation_id = ap.organisation_id and p.id = ap.person_id
        where ap.organisation_id = assets.organisation_id and ap.asset_id = assets.id), '[]'::json) as officers
    from assets
    where assets.organisation_id = ${tx.organisationId} and assets.id = ${id}::uuid
      and ${withinScope(scope, { unitPath: unitOn(sql`u.path`, today), assetId: sql`assets.id` })}`);
  const [asset] = result.rows;
  if (!asset) throw new NotFound(t.ref('asset.notFound'));
  return asset;
}
