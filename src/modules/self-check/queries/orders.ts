import { sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { inForce } from '../../organisation/index.ts';
import { loadPack } from '../../standards/index.ts';
import { t } from '../messages.ts';
import type { Campaign } from '../tables.ts';

/** A unit whose officer gives the order, and whether it was given. */
export interface Order {
  readonly unitId: string;
  readonly unitName: string;
  readonly unitPath: string;
  readonly officers: string;
  readonly orderedAt: string | null;
  readonly orderedBy: string | null;
  readonly note: string;
}

/** The roles of a pack that are granted an action within a unit. */
export const rolesGranted = (packId: string, action: string): string[] =>
  loadPack(packId)
    .roles.filter((role) => role.grants.includes(action))
    .map((role) => role.id);

/** The units whose officers are to give the order, on the campaign's base date, and the orders given. */
export async function loadOrders(tx: Tx, campaign: Campaign): Promise<readonly Order[]> {
  const roles = rolesGranted(campaign.packId, 'campaign.order');
  const result = await tx.execute<Order & Record<string, unknown>>(sql`
    select u.id as "unitId", u.name as "unitName", u.path as "unitPath", coalesce(o.officers, '') as officers,
      to_char(co.ordered_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as "orderedAt", by.name as "orderedBy",
      coalesce(co.note, '') as note
    from units u
    left join (
      select ap.unit_id, string_agg(distinct p.name, '、') as officers
      from appointments ap join people p on p.organisation_id = ap.organisation_id and p.id = ap.person_id
      where ap.organisation_id = ${tx.organisationId} and ap.pack_id = ${campaign.packId} and ap.unit_id is not null
        and ap.role_id = any (${sql.param(roles)}::text[]) and ap.deputy_of is null and ${inForce('ap', campaign.baseDate)}
      group by ap.unit_id
    ) o on o.unit_id = u.id
    left join campaign_orders co on co.organisation_id = u.organisation_id and co.campaign_id = ${campaign.id}
      and co.unit_id = u.id
    left join people by on by.organisation_id = u.organisation_id and by.id = co.ordered_by
    where u.organisation_id = ${tx.organisationId} and (o.unit_id is not null or co.unit_id is not null)
    order by u.sort_order, u.code`);
  return result.rows;
}

/** A unit within the scope; throws NotFound for one beyond it. */
export async function requireUnit(
  tx: Tx,
  scope: Scope,
  unitId: string,
): Promise<{ readonly id: string; readonly name: string; readonly path: string }> {
  const result = await tx.execute<{ id: string; name: string; path: string }>(sql`
    select u.id, u.name, u.path from units u
    where u.organisation_id = ${tx.organisationId} and u.id = ${unitId} and ${withinScope(scope, { unitPath: sql`u.path` })}`);
  const unit = result.rows[0];
  if (!unit) throw new NotFound(t.ref('unit.missing'));
  return unit;
}
