import { and, eq, isNull, type SQL } from 'drizzle-orm';
import { Conflict, InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { updateVersioned } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { type EvaluationLevel, WHOLE } from '../model.ts';
import { readFigures } from '../queries/figures.ts';
import { requireUnit } from '../queries/orders.ts';
import { type Campaign, campaignEvaluations } from '../tables.ts';
import { changeCampaign, requireDeed } from './change-campaign.ts';

export type Evaluation = typeof campaignEvaluations.$inferSelect;

/** What an officer writes about the results. */
export interface EvaluationDraft {
  readonly campaignId: string;
  readonly level: EvaluationLevel;
  /** The unit of a unit's evaluation; null for the common and the final one. */
  readonly unitId: string | null;
  readonly findings: string;
  readonly measures: string;
  /** The version that the officer saw; null for the first draft. */
  readonly version: number | null;
  /** Hands it on to the next level. The final one concludes the campaign. */
  readonly submit: boolean;
}

/**
 * Keeps an evaluation of a closed campaign, and hands it on. The common one comes before the final one; a unit
 * without an officer does not hold the others up. With it the counts are kept that the evaluator saw.
 */
export async function evaluateCampaign(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  draft: EvaluationDraft,
): Promise<Evaluation> {
  const campaign = await requireDeed(tx, draft.campaignId, 'evaluate');
  if ((draft.level === 'unit') !== (draft.unitId !== null))
    throw new InvalidInput(t.ref('evaluate.unitMissing'));
  if (draft.unitId !== null) await requireUnit(tx, scope, draft.unitId);
  if (draft.submit) await refuseUnready(tx, draft);
  const current = await findEvaluation(tx, draft);
  if (current?.submittedAt) throw new Conflict(t.ref('evaluate.submitted'), [], current.version);
  const patch = await patchOf(tx, actor, campaign, draft);
  const after = current
    ? (await updateVersioned(tx, campaignEvaluations, { id: current.id, version: draft.version ?? 0 }, patch))
        .after
    : await insert(tx, draft, patch);
  const { figures: _figures, ...told } = after;
  await recordEvent(tx, actor, {
    action: `campaign.evaluate-${draft.level}`,
    entity: 'campaign',
    entityId: draft.campaignId,
    before: current ? { findings: current.findings, measures: current.measures } : {},
    after: { ...told },
  });
  if (draft.submit && draft.level === 'final') await conclude(tx, actor, draft.campaignId);
  return after;
}

async function refuseUnready(tx: Tx, draft: EvaluationDraft): Promise<void> {
  if (draft.findings.trim() === '') throw new InvalidInput(t.ref('evaluate.findingsMissing'));
  if (draft.level !== 'final') return;
  const common = await findEvaluation(tx, { campaignId: draft.campaignId, level: 'common', unitId: null });
  if (!common?.submittedAt) throw new InvalidInput(t.ref('evaluate.commonMissing'));
}

const conclude = (tx: Tx, actor: Actor, id: string): Promise<Campaign> =>
  changeCampaign(tx, actor, {
    id,
    deed: 'conclude',
    action: 'campaign.evaluate-final',
    patch: { evaluatedAt: new Date() },
  });

async function findEvaluation(
  tx: Tx,
  key: Pick<EvaluationDraft, 'campaignId' | 'level' | 'unitId'>,
): Promise<Evaluation | undefined> {
  const unit: SQL =
    key.unitId === null ? isNull(campaignEvaluations.unitId) : eq(campaignEvaluations.unitId, key.unitId);
  const [found] = await tx
    .select()
    .from(campaignEvaluations)
    .where(
      and(
        eq(campaignEvaluations.organisationId, tx.organisationId),
        eq(campaignEvaluations.campaignId, key.campaignId),
        eq(campaignEvaluations.level, key.level),
        unit,
      ),
    );
  return found;
}

async function patchOf(tx: Tx, actor: Actor, campaign: Campaign, draft: EvaluationDraft) {
  const { findings, measures } = draft;
  if (!draft.submit) return { findings, measures };
  const [seen] = await readFigures(tx, campaign, [draft.unitId ?? WHOLE]);
  return {
    findings,
    measures,
    submittedAt: new Date(),
    submittedBy: actor.personId,
    figures: { groups: seen?.groups, items: seen?.items, stages: seen?.stages },
  };
}

async function insert(tx: Tx, draft: EvaluationDraft, patch: Partial<Evaluation>): Promise<Evaluation> {
  const { campaignId, level, unitId } = draft;
  const [created] = await tx
    .insert(campaignEvaluations)
    .values({ organisationId: tx.organisationId, id: newId(), campaignId, level, unitId, ...patch })
    .onConflictDoNothing()
    .returning();
  if (!created) throw new Conflict(t.ref('campaign.conflict'));
  return created;
}
