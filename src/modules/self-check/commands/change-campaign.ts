import { and, eq, sql } from 'drizzle-orm';
import { Conflict, KijunError } from '../../../kernel/errors.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { type CampaignDeed, campaignLife, mayDo } from '../model.ts';
import { lockCampaign } from '../queries/campaign.ts';
import { type Campaign, campaigns } from '../tables.ts';

/** A deed on a campaign as a whole. */
export interface CampaignChange {
  readonly id: string;
  /** The version that the caller saw; absent for deeds that do not depend on it. */
  readonly version?: number;
  readonly deed: CampaignDeed;
  /** The action under which the audit trail keeps it. */
  readonly action: string;
  readonly patch?: Partial<typeof campaigns.$inferInsert>;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Locks the campaign and refuses a deed that its state does not allow, or that was decided on an old version. */
export async function requireDeed(
  tx: Tx,
  id: string,
  deed: CampaignDeed,
  version?: number,
): Promise<Campaign> {
  const campaign = await lockCampaign(tx, id);
  if (!mayDo(deed, campaign.status)) {
    throw new KijunError(409, t.ref('campaign.wrongState', { status: t(`status.${campaign.status}`) }));
  }
  if (version !== undefined && version !== campaign.version) {
    throw new Conflict(t.ref('campaign.conflict'), [], campaign.version);
  }
  return campaign;
}

/** Does the deed: checks state and version, moves the state where the deed moves it, applies the patch, records it. */
export async function changeCampaign(tx: Tx, actor: Actor, change: CampaignChange): Promise<Campaign> {
  const before = await requireDeed(tx, change.id, change.deed, change.version);
  const to = campaignLife[change.deed].to;
  const [after] = await tx
    .update(campaigns)
    .set({ ...change.patch, ...(to && { status: to }), version: sql`${campaigns.version} + 1` })
    .where(and(eq(campaigns.organisationId, tx.organisationId), eq(campaigns.id, change.id)))
    .returning();
  if (!after) throw new Error('a locked campaign is gone');
  await recordEvent(tx, actor, {
    action: change.action,
    entity: 'campaign',
    entityId: change.id,
    before: { ...before },
    after: { ...after },
    ...(change.facts && { facts: change.facts }),
  });
  return after;
}
