/** Who answers for which role, where, on a day: the set from which duties and populations are made. */
import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database/database.ts';
import { absentOn, belongs, currentAssets, currentPosts, inForce } from './fragments.ts';
import type { AssetKind, ScopeKind } from './model.ts';

/** What holdings need to know of a role of a pack. */
export interface HoldingRole {
  readonly id: string;
  readonly everyone?: boolean;
  readonly body?: boolean;
  readonly representedBy?: string;
}

/** One row of `roleHoldings`, as the columns come. */
export interface RoleHolding {
  readonly person_id: string;
  readonly pack_id: string;
  readonly role_id: string;
  /** Null for a role that everyone holds. */
  readonly appointment_id: string | null;
  readonly scope_kind: ScopeKind;
  /** Unit scope: that unit. System, area, service: the unit that answers for it. Everyone: the main post. */
  readonly unit_id: string | null;
  readonly unit_path: string | null;
  readonly asset_id: string | null;
  readonly asset_kind: AssetKind | null;
  /** Condition codes of the system, area or service; empty otherwise. */
  readonly attributes: readonly string[];
  readonly deputy: boolean;
  /** A deputy whose principal is absent, has left or no longer holds the role: the deputy answers. */
  readonly acting: boolean;
  /** The person is on leave that day (recorded absence). */
  readonly absent: boolean;
  /** Held on behalf of a body (委員会, 推進体制) that this role represents. */
  readonly for_body: boolean;
}

export interface HoldingsQuery {
  readonly date: string;
  readonly packId: string;
  readonly roles: readonly HoldingRole[];
  /** Narrows to one person. */
  readonly personId?: string;
}

/**
 * A subquery with one row for each (person, role, scope) of the pack that holds on the day; columns as in
 * `RoleHolding`. Set-based: `select … from ${roleHoldings(tx, …)} h`. It names everyone, deputies and absent people
 * too; take `where not h.absent and (not h.deputy or h.acting)` for those who answer on that day.
 * People who left, closed units and retired assets give no row.
 */
export function roleHoldings(tx: Tx, query: HoldingsQuery): SQL {
  const parts = [appointed(tx.organisationId, query), ...everyone(tx.organisationId, query)];
  return sql`(${sql.join(parts, sql` union all `)})`;
}

/** The holdings of one person, in memory. */
export async function roleHoldingsOf(
  tx: Tx,
  query: HoldingsQuery & { readonly personId: string },
): Promise<RoleHolding[]> {
  const result = await tx.execute<RoleHolding & Record<string, unknown>>(
    sql`select h.* from ${roleHoldings(tx, query)} h order by h.role_id, h.unit_path, h.asset_id`,
  );
  return result.rows;
}

/** Pairs (role that is answered for, role that is appointed): a body is answered for by who represents it. */
function answeredBy(roles: readonly HoldingRole[]): { role: string; source: string; body: boolean }[] {
  return roles.flatMap((role) => {
    if (role.everyone) return [];
    const source = (role.body ? role.representedBy : undefined) ?? role.id;
    return [{ role: role.id, source, body: role.body === true }];
  });
}

function appointed(organisationId: string, query: HoldingsQuery): SQL {
  const { date, packId } = query;
  const pairs = answeredBy(query.roles);
  const onlyPerson = query.personId ? sql`and ap.person_id = ${query.personId}::uuid` : sql``;
  return sql`(
    select distinct on (ap.person_id, r.role, ap.scope_kind, ap.unit_id, ap.asset_id, ap.deputy_of is not null)
      ap.person_id, ap.pack_id, r.role as role_id, ap.id as appointment_id, ap.scope_kind,
      coalesce(u.id, ca.unit_id) as unit_id, coalesce(u.path, ca.unit_path) as unit_path,
      ap.asset_id, ca.kind as asset_kind, coalesce(ca.attributes, '{}') as attributes,
      ap.deputy_of is not null as deputy,
      ap.deputy_of is not null and not ${principalServes(organisationId, date)} as acting,
      ${absentOn(organisationId, sql`ap.person_id`, date)} as absent,
      r.body as for_body
    from appointments ap
    join unnest(${sql.param(pairs.map((pair) => pair.role))}::text[], ${sql.param(pairs.map((pair) => pair.source))}::text[],
      ${sql.param(pairs.map((pair) => pair.body))}::boolean[]) as r (role, source, body) on r.source = ap.role_id
    join people p on p.organisation_id = ap.organisation_id and p.id = ap.person_id and ${belongs('p', date)}
    left join units u on u.organisation_id = ap.organisation_id and u.id = ap.unit_id and ${inForce('u', date)}
    left join ${currentAssets(organisationId, date)} ca on ca.asset_id = ap.asset_id and ca.stage <> 'retired'
    where ap.organisation_id = ${organisationId} and ap.pack_id = ${packId} and ${inForce('ap', date)} ${onlyPerson}
      and (ap.unit_id is null or u.id is not null) and (ap.asset_id is null or ca.asset_id is not null)
    order by ap.person_id, r.role, ap.scope_kind, ap.unit_id, ap.asset_id, ap.deputy_of is not null, ap.valid_from, ap.id)`;
}

function principalServes(organisationId: string, date: string): SQL {
  return sql`exists (select 1 from appointments pr
    join people pp on pp.organisation_id = pr.organisation_id and pp.id = pr.person_id and ${belongs('pp', date)}
    where pr.organisation_id = ${organisationId} and pr.id = ap.deputy_of and ${inForce('pr', date)}
      and not ${absentOn(organisationId, sql`pr.person_id`, date)})`;
}

function everyone(organisationId: string, query: HoldingsQuery): SQL[] {
  const { date, packId } = query;
  const roles = query.roles.filter((role) => role.everyone).map((role) => role.id);
  if (roles.length === 0) return [];
  const onlyPerson = query.personId ? sql`and p.id = ${query.personId}::uuid` : sql``;
  return [
    sql`
    select p.id as person_id, ${packId}::text as pack_id, r.role as role_id, null::uuid as appointment_id,
      'organisation' as scope_kind, cp.unit_id, cp.unit_path, null::uuid as asset_id, null::text as asset_kind,
      '{}'::text[] as attributes, false as deputy, false as acting,
      ${absentOn(organisationId, sql`p.id`, date)} as absent, false as for_body
    from people p
    cross join unnest(${sql.param(roles)}::text[]) as r (role)
    left join ${currentPosts(organisationId, date)} cp on cp.person_id = p.id and cp.main
    where p.organisation_id = ${organisationId} and ${belongs('p', date)} ${onlyPerson}`,
  ];
}
