import { sql } from 'drizzle-orm';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { roleHoldings } from '../../organisation/index.ts';
import type { ReviewHolder } from '../resolve-reviewers.ts';
import type { ExceptionContext } from './context.ts';

interface HolderRow extends Record<string, unknown> {
  readonly person_id: string;
  readonly role_id: string;
  readonly deputy: boolean;
  readonly acting: boolean;
  readonly absent: boolean;
  readonly principal_id: string | null;
  readonly name: string;
}

/** A holder with the name, for the page of the authorities. */
export type NamedHolder = ReviewHolder & { readonly name: string };

/** Who holds these roles of the deciding pack on the day; one statement. */
export async function loadHolders(
  tx: Tx,
  { pack }: ExceptionContext,
  roleIds: readonly string[],
  date: string,
): Promise<readonly NamedHolder[]> {
  const roles = pack.roles.filter((role) => roleIds.includes(role.id));
  if (roles.length === 0) return [];
  const result = await tx.execute<HolderRow>(sql`
    select h.person_id, h.role_id, h.deputy, h.acting, h.absent, pr.person_id as principal_id, p.name
    from ${roleHoldings(tx, { date, packId: pack.id, roles })} h
    join people p on p.organisation_id = ${tx.organisationId} and p.id = h.person_id
    left join appointments ap on ap.organisation_id = ${tx.organisationId} and ap.id = h.appointment_id
    left join appointments pr on pr.organisation_id = ${tx.organisationId} and pr.id = ap.deputy_of
    order by array_position(${sql.param(roleIds)}::text[], h.role_id), h.deputy, p.name, p.id`);
  return result.rows.map((row) => ({
    personId: row.person_id,
    roleId: row.role_id,
    deputy: row.deputy,
    acting: row.acting,
    absent: row.absent,
    principalId: row.principal_id,
    name: row.name,
  }));
}

/** Those of the roles that may ask who answer for the units of the actor: whom a member of staff turns to. */
export async function officersNear(
  tx: Tx,
  { pack, rule }: ExceptionContext,
  actor: Actor,
  date: string,
): Promise<readonly { readonly name: string; readonly roleId: string }[]> {
  const roles = pack.roles.filter((role) => rule.applicants.includes(role.id) && role.scope === 'unit');
  if (roles.length === 0 || actor.unitPaths.length === 0) return [];
  const result = await tx.execute<{ name: string; role_id: string }>(sql`
    select distinct p.name, h.role_id
    from ${roleHoldings(tx, { date, packId: pack.id, roles })} h
    join people p on p.organisation_id = ${tx.organisationId} and p.id = h.person_id
    where not h.absent and (not h.deputy or h.acting) and exists (
      select 1 from unnest(${sql.param([...actor.unitPaths])}::text[]) own (path) where own.path like h.unit_path || '%')
    order by p.name limit 5`);
  return result.rows.map((row) => ({ name: row.name, roleId: row.role_id }));
}
