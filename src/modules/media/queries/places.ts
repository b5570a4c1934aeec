import { type SQL, sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { type ListSource, matchesSearch, orderOf } from '../../../kit/server/list.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { currentAssets } from '../../organisation/index.ts';
import { mediumState } from '../fragments.ts';
import { t } from '../messages.ts';
import { storagePlaces } from '../tables.ts';
import { mediumWithin } from './media.ts';

export const placeSorts = ['name', 'unit'] as const;

export interface PlaceRow {
  readonly id: string;
  readonly unit: { readonly id: string; readonly name: string };
  readonly name: string;
  readonly fireproof: boolean;
  readonly heatproof: boolean;
  readonly waterproof: boolean;
  readonly moistureproof: boolean;
  readonly lockable: boolean;
  readonly region: string;
  readonly lowDisaster: boolean;
  readonly note: string;
  readonly media: number;
  readonly version: number;
}

const columnsFor = (scope: Scope) => ({
  id: storagePlaces.id,
  unit: sql<PlaceRow['unit']>`json_build_object('id', u.id, 'name', u.name)`.as('unit'),
  name: storagePlaces.name,
  fireproof: storagePlaces.fireproof,
  heatproof: storagePlaces.heatproof,
  waterproof: storagePlaces.waterproof,
  moistureproof: storagePlaces.moistureproof,
  lockable: storagePlaces.lockable,
  region: storagePlaces.region,
  lowDisaster: storagePlaces.lowDisaster,
  note: storagePlaces.note,
  // As many as the ledger shows of the place to the same scope.
  media:
    sql<number>`(select count(*)::int from media where media.organisation_id = storage_places.organisation_id
    and media.place_id = storage_places.id and ${mediumState} <> 'disposed'
    and ${withinScope(scope, mediumWithin)})`.as('media'),
  version: storagePlaces.version,
});

const fromPlaces = (tx: Tx, scope: Scope) =>
  tx
    .select(columnsFor(scope))
    .from(storagePlaces)
    .innerJoin(
      sql`units u`,
      sql`u.organisation_id = storage_places.organisation_id and u.id = storage_places.unit_id`,
    );

/**
 * Whether places of the unit `u` are the scope's: of its units, and for who answers for systems, of the units that keep
 * these.
 */
export const keepsPlacesOf = (organisationId: string, scope: Scope, today: string): SQL =>
  sql`(${withinScope(scope, { unitPath: sql`u.path` })} or exists (
    select 1 from ${currentAssets(organisationId, today)} ca
    where ca.unit_id = u.id and ${withinScope(scope, { assetId: sql`ca.asset_id` })}))`;

/** Places of storage as far as the scope shows them. */
export function placeList(
  tx: Tx,
  scope: Scope,
  filter: {
    readonly q?: string | undefined;
    readonly sort?: 'name' | '-name' | 'unit' | '-unit' | undefined;
  },
  today: string,
): ListSource<PlaceRow> {
  return {
    select: (where) => fromPlaces(tx, scope).where(where).$dynamic(),
    organisation: storagePlaces.organisationId,
    // Systems reach places through their unit: `keepsPlacesOf` says the whole of it.
    scope: { ...scope, whole: true },
    within: {},
    where: [
      keepsPlacesOf(tx.organisationId, scope, today),
      matchesSearch(
        sql`lower(normalize(storage_places.name || ' ' || storage_places.region || ' ' || u.name, NFKC))`,
        filter.q,
      ),
    ],
    orderBy: orderOf(filter.sort, { name: storagePlaces.name, unit: sql`u.path` }, storagePlaces.id),
  };
}

/** The place is one of the scope's units. Throws NotFound. */
export async function requirePlaceWithin(tx: Tx, scope: Scope, id: string, today: string): Promise<void> {
  const result = await tx.execute(sql`
    select 1 from storage_places sp join units u on u.organisation_id = sp.organisation_id and u.id = sp.unit_id
    where sp.organisation_id = ${tx.organisationId} and sp.id = ${id}::uuid
      and ${keepsPlacesOf(tx.organisationId, scope, today)}`);
  if (result.rows.length === 0) throw new NotFound(t.ref('place.notFound'));
}
