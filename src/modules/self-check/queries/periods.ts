import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';

/** The units that have a period of their own, with their names. */
export async function loadPeriods(tx: Tx, campaignId: string) {
  const result = await tx.execute<{
    unitId: string;
    unitName: string;
    opensOn: string;
    closesOn: string;
  }>(sql`
    select p.unit_id as "unitId", u.name as "unitName", p.opens_on as "opensOn", p.closes_on as "closesOn"
    from campaign_periods p
    join units u on u.organisation_id = p.organisation_id and u.id = p.unit_id
    where p.organisation_id = ${tx.organisationId} and p.campaign_id = ${campaignId}
    order by u.sort_order, u.code`);
  return result.rows;
}
