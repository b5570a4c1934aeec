import { and, eq } from 'drizzle-orm';
import { InvalidInput, KijunError, NotFound } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { updateVersioned } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { type ImprovementDeed, improvementLife } from '../model.ts';
import { requireUnit } from '../queries/orders.ts';
import { type Improvement, improvements } from '../tables.ts';
import { requireDeed } from './change-campaign.ts';

/** An order to improve, given to the officers of a unit after the results are known. */
export interface ImprovementOrder {
  readonly campaignId: string;
  readonly unitId: string;
  /** The item it is about, or ''. */
  readonly itemId: string;
  readonly title: string;
  readonly body: string;
  readonly dueOn: string;
}

/** Gives an order to a unit within the scope of the evaluation. */
export async function orderImprovement(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  action: string,
  order: ImprovementOrder,
): Promise<Improvement> {
  await requireDeed(tx, order.campaignId, 'improve');
  await requireUnit(tx, scope, order.unitId);
  if (order.title.trim() === '') throw new InvalidInput(t.ref('improve.titleMissing'));
  const values = {
    organisationId: tx.organisationId,
    id: newId(),
    status: 'ordered' as const,
    orderedBy: actor.personId,
    ...order,
  };
  const [created] = await tx.insert(improvements).values(values).returning();
  if (!created) throw new Error('the order was not written');
  await recordEvent(tx, actor, {
    action,
    entity: 'improvement',
    entityId: created.id,
    after: { ...created },
  });
  return created;
}

/** A step in the life of an order: the report of the unit, its confirmation, or its return with a remark. */
export interface ImprovementStep {
  readonly id: string;
  readonly version: number;
  readonly deed: ImprovementDeed;
  /** The report, or the remark. */
  readonly text: string;
}

/** Takes the step if the unit is in the scope and the order is in the state for it. */
export async function stepImprovement(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  action: string,
  step: ImprovementStep,
): Promise<Improvement> {
  const { id, version, deed } = step;
  const [current] = await tx
    .select()
    .from(improvements)
    .where(and(eq(improvements.organisationId, tx.organisationId), eq(improvements.id, id)));
  if (!current) throw new NotFound(t.ref('improve.missing'));
  await requireUnit(tx, scope, current.unitId);
  refuseOwnReport(actor, action, deed, current);
  const { from, to } = improvementLife[deed];
  if (current.status !== from) throw new KijunError(409, t.ref('improve.wrongState'));
  const patch = { ...patchOf(actor, step), status: to };
  const { before, after } = await updateVersioned(tx, improvements, { id, version }, patch);
  await recordEvent(tx, actor, { action, entity: 'improvement', entityId: id, before, after });
  return after;
}

/** Whoever reported does not confirm it as the same unit's evaluator; those above may, whatever else they hold. */
function refuseOwnReport(actor: Actor, action: string, deed: ImprovementDeed, current: Improvement): void {
  const own = current.reportedBy !== null && current.reportedBy === actor.personId;
  if (own && deed !== 'report' && action === 'campaign.evaluate-unit') {
    throw new InvalidInput(t.ref('improve.ownReport'));
  }
}

function patchOf(actor: Actor, { deed, text }: ImprovementStep): Partial<Improvement> {
  if (deed !== 'confirm' && text.trim() === '') throw new InvalidInput(t.ref('improve.textMissing'));
  if (deed === 'report') return { report: text, reportedBy: actor.personId, reportedAt: new Date() };
  if (deed === 'sendBack') return { remark: text };
  return { remark: text, confirmedBy: actor.personId, confirmedAt: new Date() };
}
