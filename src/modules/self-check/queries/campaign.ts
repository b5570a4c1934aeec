import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { type Campaign, type CampaignItem, campaignItems, campaigns } from '../tables.ts';

/** The campaign; throws NotFound. Plans and results of a campaign are no secret among those with `campaign.read`. */
export async function loadCampaign(tx: Tx, id: string): Promise<Campaign> {
  const [campaign] = await tx
    .select()
    .from(campaigns)
    .where(and(eq(campaigns.organisationId, tx.organisationId), eq(campaigns.id, id)));
  if (!campaign) throw new NotFound(t.ref('campaign.missing'));
  return campaign;
}

/** The same, locked against other deeds on the campaign as a whole. */
export async function lockCampaign(tx: Tx, id: string): Promise<Campaign> {
  const [campaign] = await tx
    .select()
    .from(campaigns)
    .where(and(eq(campaigns.organisationId, tx.organisationId), eq(campaigns.id, id)))
    .for('no key update');
  if (!campaign) throw new NotFound(t.ref('campaign.missing'));
  return campaign;
}

/** Campaigns of a year, or of all years, newest first. */
export function listCampaigns(tx: Tx, fiscalYear?: number): Promise<Campaign[]> {
  return tx
    .select()
    .from(campaigns)
    .where(
      and(
        eq(campaigns.organisationId, tx.organisationId),
        fiscalYear === undefined ? sql`true` : eq(campaigns.fiscalYear, fiscalYear),
      ),
    )
    .orderBy(desc(campaigns.fiscalYear), desc(campaigns.createdAt));
}

/** The items of a campaign; in the order of their positions once these are fixed. */
export function loadItems(tx: Tx, campaignId: string): Promise<CampaignItem[]> {
  return tx
    .select()
    .from(campaignItems)
    .where(and(eq(campaignItems.organisationId, tx.organisationId), eq(campaignItems.campaignId, campaignId)))
    .orderBy(asc(campaignItems.position), asc(campaignItems.roleGroup), asc(campaignItems.itemId));
}

/** An item of a campaign whose positions are fixed. */
export interface PlacedItem {
  readonly position: number;
  readonly roleGroup: string;
  readonly itemId: string;
}

/** The same by `placeKey`. */
export type ItemsByKey = ReadonlyMap<string, PlacedItem>;

export const placeKey = (roleGroup: string, itemId: string): string => `${roleGroup}/${itemId}`;

interface Placed {
  readonly items: readonly PlacedItem[];
  readonly byKey: ItemsByKey;
}

const placedItems = new Map<string, Placed>();

/** Which item stands at which position. */
export const loadPlacedItems = async (tx: Tx, campaignId: string): Promise<readonly PlacedItem[]> =>
  (await loadPlaced(tx, campaignId)).items;

export const loadItemsByKey = async (tx: Tx, campaignId: string): Promise<ItemsByKey> =>
  (await loadPlaced(tx, campaignId)).byKey;

/**
 * Fixed when the campaign opens and never changed afterwards, so it is read once per process; the answering of sheets
 * asks for it with every save.
 */
async function loadPlaced(tx: Tx, campaignId: string): Promise<Placed> {
  const key = `${tx.organisationId}/${campaignId}`;
  const known = placedItems.get(key);
  if (known) return known;
  const items = (await loadItems(tx, campaignId)).flatMap(({ position, roleGroup, itemId }) =>
    position === null ? [] : [{ position, roleGroup, itemId }],
  );
  const byKey = new Map(items.map((item) => [placeKey(item.roleGroup, item.itemId), item]));
  if (items.length > 0) {
    if (placedItems.size > 100) placedItems.clear();
    placedItems.set(key, { items, byKey });
  }
  return { items, byKey };
}
