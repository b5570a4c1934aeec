import { and, eq, sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { JobKind, Jobs } from '../../../platform/jobs/jobs.ts';
import { loadPack } from '../../standards/index.ts';
import { t } from '../messages.ts';
import { loadOrders, requireUnit } from '../queries/orders.ts';
import { type Campaign, campaignOrders, campaignPeriods, campaigns } from '../tables.ts';
import { holdAnswering } from './against-closing.ts';
import { changeCampaign, requireDeed } from './change-campaign.ts';
import { freezePopulation } from './freeze-population.ts';
import { placeItems } from './place-items.ts';

/** The officer of a unit orders the self-check of that unit and everything below it. Giving it twice changes nothing. */
export async function giveOrder(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  order: { readonly campaignId: string; readonly unitId: string; readonly note: string },
): Promise<void> {
  if (actor.personId === null) throw new InvalidInput(t.ref('order.personNeeded'));
  await requireDeed(tx, order.campaignId, 'order');
  await requireUnit(tx, scope, order.unitId);
  const given = await tx
    .insert(campaignOrders)
    .values({ organisationId: tx.organisationId, orderedBy: actor.personId, ...order })
    .onConflictDoNothing()
    .returning();
  if (given.length === 0) return;
  await recordEvent(tx, actor, {
    action: 'campaign.order',
    entity: 'campaign',
    entityId: order.campaignId,
    after: { unitId: order.unitId, note: order.note },
  });
}

/** Freezes the population and opens; long work with progress, repeatable after a crash. */
export const openCampaignJob: JobKind<{ readonly campaignId: string }> = {
  kind: 'self-check.open',
  run: async ({ data, actor, services, progress }) => {
    await freezePopulation(services.database, actor, data.campaignId, progress);
    return { campaignId: data.campaignId };
  },
};

/** Fixes the items and marks the campaign as being opened. The caller then runs `freezePopulation`. */
export async function beginOpening(
  tx: Tx,
  actor: Actor,
  opening: { readonly id: string; readonly version: number; readonly withoutOrders: boolean },
): Promise<Campaign> {
  const { id, version } = opening;
  const campaign = await requireDeed(tx, id, 'open', version);
  const missing = (await loadOrders(tx, campaign)).filter((order) => order.orderedAt === null);
  if (missing.length > 0 && !opening.withoutOrders) {
    const units = missing.map((order) => order.unitName).join('、');
    throw new InvalidInput(t.ref('open.ordersMissing', { units }));
  }
  await placeItems(tx, campaign, loadPack(campaign.packId));
  const facts = { ordersMissing: missing.map((order) => order.unitName) };
  return changeCampaign(tx, actor, { id, version, deed: 'open', action: 'campaign.operate', facts });
}

/** Opens in the background; returns the run whose progress the screen follows. */
export async function openCampaign(
  tx: Tx,
  actor: Actor,
  jobs: Jobs,
  opening: Parameters<typeof beginOpening>[2],
): Promise<string> {
  await beginOpening(tx, actor, opening);
  return jobs.enqueue(tx, actor, openCampaignJob, { campaignId: opening.id });
}

/** Ends the answering, after whoever is just saving. What is unanswered stays unanswered. */
export async function closeCampaign(tx: Tx, actor: Actor, id: string, version: number): Promise<Campaign> {
  await requireDeed(tx, id, 'close', version);
  await holdAnswering(tx, id);
  return changeCampaign(tx, actor, {
    id,
    version,
    deed: 'close',
    action: 'campaign.operate',
    patch: { closedAt: new Date() },
  });
}

/** Takes up the answering again, before the evaluation is concluded. */
export const reopenCampaign = (tx: Tx, actor: Actor, id: string, version: number): Promise<Campaign> =>
  changeCampaign(tx, actor, {
    id,
    version,
    deed: 'reopen',
    action: 'campaign.operate',
    patch: { closedAt: null },
  });

/** Moves the last day of answering: of a unit with everything below it, or (unit null) of all. */
export async function extendPeriod(
  tx: Tx,
  actor: Actor,
  change: {
    readonly id: string;
    readonly version: number;
    readonly unitId: string | null;
    readonly closesOn: string;
  },
): Promise<Campaign> {
  const { id, version, unitId, closesOn } = change;
  const current = await requireDeed(tx, id, 'answer', version);
  if (closesOn < current.opensOn) throw new InvalidInput(t.ref('plan.periodBackwards'));
  const within = unitId === null ? sql`true` : sql`strpos(unit_path, ${`/${unitId}/`}) > 0`;
  await tx.execute(sql`
    update sheets set closes_on = ${closesOn}::date
    where organisation_id = ${tx.organisationId} and campaign_id = ${id} and opens_on <= ${closesOn}::date and ${within}`);
  if (unitId !== null) await keepPeriod(tx, current, unitId, closesOn);
  const patch: Partial<typeof campaigns.$inferInsert> = unitId === null ? { closesOn } : {};
  const facts = { unitId, closesOn };
  return changeCampaign(tx, actor, { id, version, deed: 'answer', action: 'campaign.operate', patch, facts });
}

async function keepPeriod(tx: Tx, campaign: Campaign, unitId: string, closesOn: string): Promise<void> {
  const key = { organisationId: tx.organisationId, campaignId: campaign.id, unitId };
  await tx
    .insert(campaignPeriods)
    .values({ ...key, opensOn: campaign.opensOn, closesOn })
    .onConflictDoUpdate({
      target: [campaignPeriods.organisationId, campaignPeriods.campaignId, campaignPeriods.unitId],
      set: { closesOn },
    });
}

/** Closes campaigns whose last period is over; done by the clock every day. Returns their ids. */
export async function closeOverdue(tx: Tx, actor: Actor, today: string): Promise<readonly string[]> {
  const over = await tx
    .select({ id: campaigns.id, version: campaigns.version })
    .from(campaigns)
    .where(
      and(
        eq(campaigns.organisationId, tx.organisationId),
        eq(campaigns.status, 'open'),
        sql`not exists (select 1 from sheets s where s.organisation_id = ${campaigns.organisationId}
          and s.campaign_id = ${campaigns.id} and s.closes_on >= ${today}::date)`,
      ),
    );
  for (const { id, version } of over) await closeCampaign(tx, actor, id, version);
  return over.map(({ id }) => id);
}
