import { and, eq } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { loadPacksInForce, requirementsInForce } from '../../duties/index.ts';
import type { Pack, Requirement } from '../../standards/index.ts';
import { t } from '../messages.ts';
import { loadCampaign } from '../queries/campaign.ts';
import { type Campaign, campaignItems } from '../tables.ts';
import { changeCampaign } from './change-campaign.ts';

/** A requirement that the campaign is to ask, and why it was chosen. */
export interface ChosenItem {
  readonly itemId: string;
  readonly reason?: string | undefined;
}

/** A requirement that a campaign of the pack can ask, with the reporting groups that answer it. */
export interface AskableItem {
  readonly requirement: Requirement;
  readonly groups: readonly { readonly id: string; readonly roles: readonly string[] }[];
}

/**
 * What a campaign of the organisation can ask under a pack: duties in force whose actors stand in a reporting group.
 * A body (機関等, 委員会) answers through the role that represents it.
 */
export async function askableItems(tx: Tx, packId: string): Promise<readonly AskableItem[]> {
  const inForce = (await loadPacksInForce(tx)).find((each) => each.pack.id === packId);
  if (!inForce) throw new InvalidInput(t.ref('plan.packNotAdopted'));
  return requirementsInForce(inForce).flatMap((requirement) => {
    const groups = groupsOf(requirement, inForce.pack);
    return groups.length === 0 ? [] : [{ requirement, groups }];
  });
}

/** The reporting groups that answer for a requirement, each with those of its actors that belong to the group. */
export function groupsOf(requirement: Pick<Requirement, 'actors'>, pack: Pack): AskableItem['groups'] {
  const represented = new Map(pack.roles.map((role) => [role.id, role.representedBy ?? role.id]));
  return pack.reporting.groups.flatMap(({ id, roles }) => {
    const own = requirement.actors.filter((actor) => roles.includes(represented.get(actor) ?? actor));
    return own.length === 0 ? [] : [{ id, roles: own }];
  });
}

/** Replaces the items of a plan. An item that nobody could be asked is refused. */
export async function chooseItems(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number,
  chosen: readonly ChosenItem[],
): Promise<Campaign> {
  const { packId } = await loadCampaign(tx, id);
  const askable = new Map((await askableItems(tx, packId)).map((item) => [item.requirement.id, item]));
  const unknown = chosen.find((each) => !askable.has(each.itemId));
  if (unknown) throw new InvalidInput(t.ref('plan.itemUnknown', { item: unknown.itemId }));
  const rows = chosen.flatMap(({ itemId, reason }) => {
    const item = askable.get(itemId);
    return item ? rowsOf(tx.organisationId, id, item, reason ?? '') : [];
  });
  const campaign = await changeCampaign(tx, actor, {
    id,
    version,
    deed: 'edit',
    action: 'campaign.plan',
    facts: { items: chosen.map((each) => each.itemId) },
  });
  await tx
    .delete(campaignItems)
    .where(and(eq(campaignItems.organisationId, tx.organisationId), eq(campaignItems.campaignId, id)));
  if (rows.length > 0) await tx.insert(campaignItems).values(rows);
  return campaign;
}

function rowsOf(organisationId: string, campaignId: string, item: AskableItem, reason: string) {
  const { requirement } = item;
  return item.groups.map((group) => ({
    organisationId,
    campaignId,
    roleGroup: group.id,
    itemId: requirement.id,
    roles: [...group.roles],
    question: requirement.question.ja,
    summary: requirement.summary.ja,
    evidence: requirement.evidence?.ja ?? '',
    notApplicableWhen: requirement.notApplicableWhen?.ja ?? '',
    reason,
  }));
}
