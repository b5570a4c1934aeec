import { sql } from 'drizzle-orm';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { OrgKind, Pack, Role } from '../../standards/index.ts';
import { currentAssets, inForce } from '../fragments.ts';
import type { AssetKind, ScopeKind, UnitKind } from '../model.ts';
import { type Holder, holdersOn } from './holders.ts';

/** A line of the 責任分担表: a role at a place, with who holds it. */
export interface Responsibility {
  readonly roleId: string;
  readonly role: string;
  readonly clause: string;
  readonly scopeKind: ScopeKind;
  readonly scopeName: string | null;
  readonly unitName: string | null;
  readonly holder: Holder | null;
  readonly deputies: readonly Holder[];
}

interface Place extends Record<string, unknown> {
  readonly id: string;
  readonly kind: UnitKind | AssetKind;
  readonly name: string;
  readonly unitName: string | null;
}

/**
 * Every place where the pack wants a role, held or not, and every holder besides: role by role in the pack's order,
 * place by place in the order of the tree. Three statements.
 */
export async function responsibilities(
  tx: Tx,
  scope: Scope,
  pack: Pack,
  orgKind: OrgKind,
  date: string,
): Promise<Responsibility[]> {
  const places = await placesOn(tx, scope, date);
  const holders = (await holdersOn(tx, pack, date)).filter((each) => visible(scope, each));
  const byRole = Map.groupBy(holders, (each) => each.roleId);
  return pack.roles
    .filter((role) => role.orgKinds.includes(orgKind) && !role.everyone)
    .flatMap((role) => linesOf(role, places, byRole.get(role.id) ?? [], scope.whole));
}

function visible(scope: Scope, holder: Holder): boolean {
  if (scope.whole) return true;
  if (holder.scopeId !== null && scope.assetIds.includes(holder.scopeId)) return true;
  const path = holder.unitPath;
  return path !== null && scope.unitPaths.some((own) => path.startsWith(own));
}

async function placesOn(tx: Tx, scope: Scope, date: string): Promise<readonly Place[]> {
  const result = await tx.execute<Place>(sql`
    select * from (
      select u.id, u.kind, u.name, null::text as "unitName", u.path, '' as code, 0 as rank from units u
      where u.organisation_id = ${tx.organisationId} and ${inForce('u', date)}
        and ${withinScope(scope, { unitPath: sql`u.path` })}
      union all
      select ca.asset_id, ca.kind, ca.name, ca.unit_name, coalesce(ca.unit_path, ''), ca.code, 1
      from ${currentAssets(tx.organisationId, date)} ca
      where ca.stage <> 'retired' and ${withinScope(scope, { unitPath: sql`ca.unit_path`, assetId: sql`ca.asset_id` })}
    ) place order by rank, path, code`);
  return result.rows;
}

function linesOf(
  role: Role,
  places: readonly Place[],
  holders: readonly Holder[],
  whole: boolean,
): Responsibility[] {
  const head = { roleId: role.id, role: role.title.ja, clause: role.clause ?? '' };
  const line = (place: Place | null, holder: Holder | null): Responsibility => ({
    ...head,
    scopeKind: role.scope,
    scopeName: place?.name ?? holder?.scopeName ?? null,
    unitName: place?.unitName ?? null,
    holder,
    deputies: holders.filter((each) => each.deputyOf !== null && each.deputyOf === holder?.appointmentId),
  });
  const principals = holders.filter((each) => each.deputyOf === null);
  const wanted = expected(role, places);
  const wantedIds = new Set(wanted.map((place) => place.id));
  const byPlace = Map.groupBy(principals, (each) => each.scopeId ?? '');
  const atPlaces = wanted.flatMap((place) => {
    const here = byPlace.get(place.id) ?? [];
    return here.length === 0 ? [line(place, null)] : here.map((holder) => line(place, holder));
  });
  const elsewhere = principals
    .filter((each) => !wantedIds.has(each.scopeId ?? ''))
    .map((holder) => line(places.find((place) => place.id === holder.scopeId) ?? null, holder));
  const vacant =
    role.scope === 'organisation' && principals.length === 0 && role.count.min > 0 && whole && !role.body;
  return [...(vacant ? [line(null, null)] : []), ...elsewhere, ...atPlaces];
}

/** Places where at least one is wanted. */
function expected(role: Role, places: readonly Place[]): readonly Place[] {
  if (role.count.min === 0 || !role.perScope) return [];
  const kind = role.scope === 'unit' ? role.unitKind : role.scope;
  return places.filter((place) => place.kind === kind);
}
