import { and, eq, sql } from 'drizzle-orm';
import { formatDate } from '../../../kernel/dates.ts';
import { type FieldProblem, InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { loadPack } from '../../standards/index.ts';
import { t } from '../messages.ts';
import type { Focus, PopulationRule } from '../model.ts';
import { loadItems } from '../queries/campaign.ts';
import { type Campaign, campaignPeriods, campaigns } from '../tables.ts';
import { changeCampaign, requireDeed } from './change-campaign.ts';
import { orderItems } from './place-items.ts';

/** What the 年度自己点検計画 says, besides the items. */
export interface CampaignPlan {
  readonly fiscalYear: number;
  readonly packId: string;
  readonly title: string;
  readonly baseDate: string;
  readonly focus: Focus;
  readonly focusReason: string;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly rule: PopulationRule;
  readonly reminderDays: readonly number[];
  readonly urgePauseHours: number;
}

/** Periods of single units (with everything below them) that differ from the campaign's. */
export interface UnitPeriod {
  readonly unitId: string;
  readonly opensOn: string;
  readonly closesOn: string;
}

/** Begins a plan; its items are chosen next. */
export async function createCampaign(tx: Tx, actor: Actor, plan: CampaignPlan): Promise<Campaign> {
  refuseWrongPlan(plan);
  const [created] = await tx
    .insert(campaigns)
    .values({ organisationId: tx.organisationId, id: newId(), status: 'draft', ...columnsOf(plan) })
    .returning();
  if (!created) throw new Error('the campaign was not created');
  await recordEvent(tx, actor, {
    action: 'campaign.plan',
    entity: 'campaign',
    entityId: created.id,
    after: { ...created },
  });
  return created;
}

/** Changes a plan that is not decided yet. Another pack needs another plan: the items belong to the edition. */
export async function editCampaign(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number,
  plan: Omit<CampaignPlan, 'packId'>,
): Promise<Campaign> {
  refuseWrongPlan(plan);
  const { packId } = await requireDeed(tx, id, 'edit', version);
  const patch = columnsOf({ ...plan, packId });
  return changeCampaign(tx, actor, { id, version, deed: 'edit', action: 'campaign.plan', patch });
}

/** Replaces the units' own periods. */
export async function setPeriods(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number,
  periods: readonly UnitPeriod[],
): Promise<Campaign> {
  for (const period of periods) refuseWrongPeriod(period);
  if (new Set(periods.map((period) => period.unitId)).size !== periods.length) {
    throw new InvalidInput(t.ref('plan.periodTwice'));
  }
  const campaign = await changeCampaign(tx, actor, {
    id,
    version,
    deed: 'edit',
    action: 'campaign.plan',
    facts: { periods: await periodTexts(tx, periods) },
  });
  await tx
    .delete(campaignPeriods)
    .where(and(eq(campaignPeriods.organisationId, tx.organisationId), eq(campaignPeriods.campaignId, id)));
  if (periods.length > 0) {
    await tx
      .insert(campaignPeriods)
      .values(periods.map((period) => ({ ...period, organisationId: tx.organisationId, campaignId: id })));
  }
  return campaign;
}

/** The periods as the history tells them. */
async function periodTexts(tx: Tx, periods: readonly UnitPeriod[]): Promise<string[]> {
  const ids = sql.param(periods.map((period) => period.unitId));
  const units = await tx.execute<{ id: string; name: string }>(sql`
    select u.id, u.name from units u where u.organisation_id = ${tx.organisationId} and u.id = any (${ids}::uuid[])`);
  const names = new Map(units.rows.map(({ id, name }) => [id, name]));
  return periods.map(({ unitId, opensOn, closesOn }) =>
    t('plan.periodOfUnit', {
      unit: names.get(unitId) ?? unitId,
      from: formatDate(opensOn),
      to: formatDate(closesOn),
    }),
  );
}

/** Decides the plan: from here on the officers give their orders, and nothing in it changes. */
export async function decidePlan(tx: Tx, actor: Actor, id: string, version: number): Promise<Campaign> {
  const campaign = await requireDeed(tx, id, 'plan', version);
  const items = orderItems(await loadItems(tx, id), loadPack(campaign.packId));
  if (items.length === 0) throw new InvalidInput(t.ref('campaign.noItems'));
  const facts = { items: items.length };
  return changeCampaign(tx, actor, { id, version, deed: 'plan', action: 'campaign.plan', facts });
}

/** Takes a decided plan back, to change it. Orders that were given stay. */
export const withdrawPlan = (tx: Tx, actor: Actor, id: string, version: number): Promise<Campaign> =>
  changeCampaign(tx, actor, { id, version, deed: 'withdraw', action: 'campaign.plan' });

/** Deletes a plan that was never decided. */
export async function removeCampaign(tx: Tx, actor: Actor, id: string, version: number): Promise<void> {
  const campaign = await requireDeed(tx, id, 'remove', version);
  await tx
    .delete(campaigns)
    .where(and(eq(campaigns.organisationId, tx.organisationId), eq(campaigns.id, id)));
  await recordEvent(tx, actor, {
    action: 'campaign.plan',
    entity: 'campaign',
    entityId: id,
    before: { ...campaign },
  });
}

const columnsOf = (plan: CampaignPlan) => ({
  ...plan,
  edition: loadPack(plan.packId).edition,
  reminderDays: [...plan.reminderDays],
});

function refuseWrongPlan(plan: Omit<CampaignPlan, 'packId'>): void {
  const problems: FieldProblem[] = [];
  if (plan.title.trim() === '') problems.push({ field: 'title', message: t.ref('plan.titleMissing') });
  if (plan.closesOn < plan.opensOn)
    problems.push({ field: 'closesOn', message: t.ref('plan.periodBackwards') });
  if (plan.focus === 'focused' && plan.focusReason.trim() === '') {
    problems.push({ field: 'focusReason', message: t.ref('plan.focusReasonMissing') });
  }
  if (plan.rule.employments.length === 0) {
    problems.push({ field: 'rule.employments', message: t.ref('plan.employmentsMissing') });
  }
  if (problems.length > 0) throw new InvalidInput(t.ref('plan.invalid'), problems);
}

function refuseWrongPeriod(period: UnitPeriod): void {
  if (period.closesOn < period.opensOn) throw new InvalidInput(t.ref('plan.periodBackwards'));
}
