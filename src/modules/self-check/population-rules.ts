import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database/database.ts';
import { holdingBinds } from '../duties/index.ts';
import { type HoldingRole, roleHoldings } from '../organisation/index.ts';
import type { Pack } from '../standards/index.ts';
import { WHOLE } from './model.ts';
import type { Campaign, CampaignItem } from './tables.ts';

/** Which role is asked what: everywhere (`asset` is the nil id), or for one system, area or service. */
export interface AskedRules {
  readonly roles: readonly string[];
  readonly assets: readonly string[];
  readonly positions: readonly number[];
}

/** The roles of a pack as the holdings need them. */
export const holdingRoles = (pack: Pack): readonly HoldingRole[] => pack.roles;

/**
 * The rule of duties, applied once per role and once per role and asset, so that the population of tens of thousands
 * is made by one join in the database. Items are given with their final positions.
 */
export async function askedRules(
  tx: Tx,
  campaign: Campaign,
  items: readonly CampaignItem[],
  pack: Pack,
): Promise<AskedRules> {
  const requirements = new Map(pack.requirements.map((requirement) => [requirement.id, requirement]));
  const asked: { role: string; asset: string; position: number }[] = [];
  const collect = (role: string, asset: string, attributes: readonly string[] | null) => {
    for (const item of items) {
      const requirement = requirements.get(item.itemId);
      if (!requirement || item.position === null || !item.roles.includes(role)) continue;
      if (holdingBinds(requirement, { roleId: role, attributes }, pack)) {
        asked.push({ role, asset, position: item.position });
      }
    }
  };
  for (const role of new Set(items.flatMap((item) => item.roles))) collect(role, WHOLE, null);
  for (const bound of await boundAssets(tx, campaign, pack))
    collect(bound.role_id, bound.asset_id, bound.attributes);
  return {
    roles: asked.map((each) => each.role),
    assets: asked.map((each) => each.asset),
    positions: asked.map((each) => each.position),
  };
}

async function boundAssets(tx: Tx, campaign: Campaign, pack: Pack) {
  const holdings = roleHoldings(tx, { date: campaign.baseDate, packId: pack.id, roles: holdingRoles(pack) });
  const result = await tx.execute<{ role_id: string; asset_id: string; attributes: string[] }>(
    sql`select distinct h.role_id, h.asset_id, h.attributes from ${holdings} h where h.asset_id is not null`,
  );
  return result.rows;
}
