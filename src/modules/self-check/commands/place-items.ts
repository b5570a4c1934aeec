import { and, eq, sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Pack } from '../../standards/index.ts';
import { t } from '../messages.ts';
import { spansOf } from '../model.ts';
import { loadItems } from '../queries/campaign.ts';
import { type Campaign, type CampaignItem, campaigns } from '../tables.ts';

/** Items with the positions they get: by reporting group, then in the order of the standard. */
export function orderItems(items: readonly CampaignItem[], pack: Pack): readonly CampaignItem[] {
  const groupOrder = new Map(pack.reporting.groups.map((group, index) => [group.id, index]));
  const itemOrder = new Map(pack.requirements.map((requirement, index) => [requirement.id, index]));
  const rank = (item: CampaignItem) =>
    (groupOrder.get(item.roleGroup) ?? groupOrder.size) * 10_000 + (itemOrder.get(item.itemId) ?? 9_999);
  return [...items]
    .sort((a, b) => rank(a) - rank(b))
    .map((item, index) => ({ ...item, position: index + 1 }));
}

/** Fixes the position of every item; from here on a position means the same item for ever. */
export async function placeItems(tx: Tx, campaign: Campaign, pack: Pack): Promise<readonly CampaignItem[]> {
  const items = orderItems(await loadItems(tx, campaign.id), pack);
  if (items.length === 0) throw new InvalidInput(t.ref('campaign.noItems'));
  await tx.execute(sql`
    update campaign_items i set position = p.position
    from unnest(${sql.param(items.map((item) => item.roleGroup))}::text[],
      ${sql.param(items.map((item) => item.itemId))}::text[]) with ordinality as p (role_group, item_id, position)
    where i.organisation_id = ${tx.organisationId} and i.campaign_id = ${campaign.id}
      and i.role_group = p.role_group and i.item_id = p.item_id`);
  const titles = new Map(pack.reporting.groups.map((group) => [group.id, group.title.ja]));
  await tx
    .update(campaigns)
    .set({ roleGroups: spansOf(items, titles) })
    .where(and(eq(campaigns.organisationId, tx.organisationId), eq(campaigns.id, campaign.id)));
  return items;
}
