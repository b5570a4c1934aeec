import { sql } from 'drizzle-orm';
import type { Scope } from '../../platform/authorisation/authorise.ts';
import type { Tx } from '../../platform/database/database.ts';
import {
  currentAssets,
  currentPosts,
  loadProfile,
  personWithin,
  type RoleHolding,
  roleHoldings,
} from '../organisation/index.ts';
import { loadPack, type OrgKind } from '../standards/index.ts';
import type { Holding, PackInForce } from './model.ts';

/** The packs that the organisation adopted, the primary one first, with its kind and adopted recommendations. */
export async function loadPacksInForce(tx: Tx): Promise<readonly PackInForce[]> {
  const profile = await loadProfile(tx);
  const adopted = await tx.execute<{ pack_id: string; adopted_recommendations: string[] }>(sql`
    select pack_id, adopted_recommendations from organisation_packs where organisation_id = ${tx.organisationId}`);
  const recommendations = new Map(adopted.rows.map((row) => [row.pack_id, row.adopted_recommendations]));
  return profile.packIds.map((id) => inForce(id, profile.kind, recommendations.get(id) ?? []));
}

const inForce = (id: string, orgKind: OrgKind, adopted: readonly string[]): PackInForce => ({
  pack: loadPack(id),
  orgKind,
  adopted: new Set(adopted),
});

type HoldingRow = RoleHolding & Record<string, unknown> & { readonly scope_name: string | null };

/** What a person holds on a day under these packs, with the names of the places; one statement per pack. */
export async function loadHoldings(
  tx: Tx,
  personId: string,
  date: string,
  packs: readonly PackInForce[],
): Promise<readonly Holding[]> {
  const found: Holding[] = [];
  for (const { pack } of packs) {
    const holdings = roleHoldings(tx, { date, packId: pack.id, roles: pack.roles, personId });
    const result = await tx.execute<HoldingRow>(sql`
      select h.*, case when h.appointment_id is null then null when h.asset_id is not null then ca.name
        else u.name end as scope_name
      from ${holdings} h
      left join ${currentAssets(tx.organisationId, date)} ca on ca.asset_id = h.asset_id
      left join units u on u.organisation_id = ${tx.organisationId} and u.id = h.unit_id
      order by h.role_id, u.sort_order, ca.code`);
    found.push(...result.rows.map(toHolding));
  }
  return found;
}

function toHolding(row: HoldingRow): Holding {
  const unit = row.scope_kind === 'unit' ? row.unit_id : null;
  return {
    packId: row.pack_id,
    roleId: row.role_id,
    appointmentId: row.appointment_id,
    scopeKind: row.scope_kind,
    scopeId: row.asset_id ?? unit,
    scopeName: row.asset_id === null && unit === null ? '' : (row.scope_name ?? ''),
    attributes: row.asset_id === null ? null : row.attributes,
    deputy: row.deputy,
    forBody: row.for_body,
  };
}

/** A person as the page of duties names them. */
export interface DutyPerson {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly unitName: string;
}

/** The person if the scope reaches them on the day, else null. */
export async function findPerson(tx: Tx, scope: Scope, id: string, date: string): Promise<DutyPerson | null> {
  const result = await tx.execute<{ id: string; name: string; number: string; unit_name: string | null }>(sql`
    select p.id, p.name, p.number, cp.unit_name
    from people p
    left join ${currentPosts(tx.organisationId, date)} cp on cp.person_id = p.id and cp.main
    where p.organisation_id = ${tx.organisationId} and p.id = ${id} and ${personWithin(scope, sql`p.id`, date)}
    limit 1`);
  const row = result.rows[0];
  return row ? { id: row.id, name: row.name, number: row.number, unitName: row.unit_name ?? '' } : null;
}
