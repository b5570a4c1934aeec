import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import type { Pack } from '../../standards/index.ts';
import { belongs, currentAssets, inForce } from '../fragments.ts';
import type { ScopeKind } from '../model.ts';

/** Who holds a role of the pack on a day: what everybody may know (whom do I ask?). */
export interface Holder extends Record<string, unknown> {
  readonly appointmentId: string;
  readonly roleId: string;
  readonly personId: string;
  readonly name: string;
  /** Unit and title of the main post. */
  readonly post: string;
  readonly scopeKind: ScopeKind;
  readonly scopeId: string | null;
  readonly scopeName: string | null;
  /** Unit scope: the unit. System, area, service: the unit that answers for it. */
  readonly unitId: string | null;
  readonly unitPath: string | null;
  readonly deputyOf: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly decision: string;
  readonly decidedOn: string | null;
}

/** The holders of the pack's roles on the day, in one statement. `unitId` narrows to one unit and its assets. */
export async function holdersOn(tx: Tx, pack: Pack, date: string, unitId?: string): Promise<Holder[]> {
  const org = tx.organisationId;
  const result = await tx.execute<Holder>(sql`
    select ap.id as "appointmentId", ap.role_id as "roleId", ap.person_id as "personId", p.name,
      coalesce((select concat_ws(' ', pu.name, nullif(po.title, '')) from posts po
        join units pu on pu.organisation_id = po.organisation_id and pu.id = po.unit_id
        where po.organisation_id = ap.organisation_id and po.person_id = ap.person_id and po.main and ${inForce('po', date)} limit 1), '') as post,
      ap.scope_kind as "scopeKind", coalesce(u.id, ca.asset_id) as "scopeId", coalesce(u.name, ca.name) as "scopeName",
      coalesce(u.id, ca.unit_id) as "unitId", coalesce(u.path, ca.unit_path) as "unitPath",
      ap.deputy_of as "deputyOf", ap.valid_from as "validFrom", ap.valid_to as "validTo", ap.decision, ap.decided_on as "decidedOn"
    from appointments ap
    join people p on p.organisation_id = ap.organisation_id and p.id = ap.person_id and ${belongs('p', date)}
    left join units u on u.organisation_id = ap.organisation_id and u.id = ap.unit_id and ${inForce('u', date)}
    left join ${currentAssets(org, date)} ca on ca.asset_id = ap.asset_id
    where ap.organisation_id = ${org} and ap.pack_id = ${pack.id} and ${inForce('ap', date)}
      and (ap.unit_id is null or u.id is not null) and (ap.asset_id is null or ca.asset_id is not null)
      ${unitId === undefined ? sql`` : sql`and coalesce(u.id, ca.unit_id) = ${unitId}::uuid`}
    order by array_position(${sql.param(pack.roles.map((role) => role.id))}::text[], ap.role_id),
      coalesce(u.path, ca.unit_path) nulls first, ca.code, ap.deputy_of is not null, ap.valid_from, ap.id`);
  return result.rows;
}
