import { and, eq } from 'drizzle-orm';
import { type FieldProblem, InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { insertMany } from '../../../kit/server/sets.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { requireDeed } from '../find-exception.ts';
import { t } from '../messages.ts';
import { type Decision, numberOf, type Status } from '../model.ts';
import { tellAbout } from '../notify.ts';
import { recordChange } from '../record-change.ts';
import { type Exception, exceptionConditions, exceptionReviewers, exceptions } from '../tables.ts';
import { settleRenewals } from './live-on.ts';
import { raiseRuleReviews } from './rule-reviews.ts';
import type { Surroundings } from './submit-exception.ts';

/** Takes a waiting one up for review, so that the applicant and the others see that it is in hand. */
export async function takeException(tx: Tx, actor: Actor, key: VersionKey): Promise<void> {
  await requireDeed(tx, actor.personId, key.id, 'take');
  const patch = { status: 'reviewing' as const, takenBy: actor.personId, takenAt: new Date() };
  const { before, after } = await updateVersioned(tx, exceptions, key, patch);
  await recordChange(tx, actor, 'exceptions.review', { before, after });
}

/** Sends it back to be mended, with what is missing; nothing is decided by it. */
export async function sendBack(
  tx: Tx,
  actor: Actor,
  key: VersionKey,
  reason: string,
  publicUrl: string,
): Promise<void> {
  await requireDeed(tx, actor.personId, key.id, 'send_back');
  if (reason === '') {
    throw InvalidInput.at('reason', t.ref('sendBack.reasonMissing'));
  }
  const { before, after } = await updateVersioned(tx, exceptions, key, {
    status: 'sent_back' as const,
    sentBackReason: reason,
    sentBackBy: actor.personId,
    sentBackAt: new Date(),
    takenBy: null,
    takenAt: null,
  });
  await recordChange(tx, actor, 'exceptions.send-back', { before, after });
  const number = numberOf(after.fiscalYear, after.serial);
  const tell = {
    personId: after.applicantId,
    topic: 'exceptions.sent-back',
    title: t('notice.sentBack', { number }),
    clause: after.clause,
    subject: after.title,
    href: `/exceptions/${after.id}`,
    hint: t('mail.sentBackHint', { reason }),
  };
  await tellAbout(tx, [tell], publicUrl);
}

export interface DecisionGiven {
  readonly id: string;
  readonly version: number;
  readonly decision: Decision;
  readonly reason: string;
  readonly conditions: readonly { readonly text: string; readonly dueOn: string | null }[];
  /** The last day, where the reviewer permits a shorter time; null for the time asked for. */
  readonly validUntil: string | null;
}

/**
 * Decides. A refusal is kept with its reason like a permission. An emergency that is over already ends with its
 * confirmation; what renews another puts that one to rest.
 */
export async function decideException(
  tx: Tx,
  actor: Actor,
  given: DecisionGiven,
  { context, today, publicUrl }: Surroundings,
): Promise<Exception> {
  const current = await requireDeed(tx, actor.personId, given.id, 'decide');
  checkDecision(given, current, today);
  const { before, after } = await updateVersioned(
    tx,
    exceptions,
    { id: given.id, version: given.version },
    await patchOf(tx, actor, given, current, today),
  );
  const conditions = given.conditions.map((each, at) => ({
    organisationId: tx.organisationId,
    id: newId(),
    exceptionId: given.id,
    position: at + 1,
    ...each,
  }));
  await insertMany(tx, exceptionConditions, conditions);
  await recordChange(
    tx,
    actor,
    'exceptions.review',
    { before, after },
    conditions.length === 0 ? undefined : { conditions: conditions.map((each) => each.text) },
  );
  await settleRenewals(tx, actor, today);
  await tellApplicant(tx, after, publicUrl);
  await raiseRuleReviews(tx, actor, context, publicUrl);
  return after;
}

function checkDecision(given: DecisionGiven, current: Exception, today: string): void {
  const { decision, reason, conditions, validUntil } = given;
  const problems: FieldProblem[] = [];
  const refuse = (field: string, message: FieldProblem['message']) => problems.push({ field, message });
  const last = validUntil ?? current.validUntil;
  if (current.kind === 'application' && decision !== 'refused' && last !== null && last < today)
    refuse('validUntil', t.ref('decide.past'));
  if (reason === '' && decision !== 'permitted') refuse('reason', t.ref('decide.reasonMissing'));
  if (decision === 'conditional' && conditions.length === 0)
    refuse('conditions', t.ref('decide.conditionMissing'));
  if (decision !== 'conditional' && conditions.length > 0)
    refuse('conditions', t.ref('decide.conditionUnasked'));
  if (conditions.some((each) => each.text === '')) refuse('conditions', t.ref('decide.conditionEmpty'));
  if (validUntil !== null && current.validUntil !== null && validUntil > current.validUntil)
    refuse('validUntil', t.ref('decide.longer'));
  if (validUntil !== null && current.validFrom !== null && validUntil < current.validFrom)
    refuse('validUntil', t.ref('field.periodOrder'));
  const [first] = problems;
  if (first) throw new InvalidInput(first.message, problems);
}

async function patchOf(tx: Tx, actor: Actor, given: DecisionGiven, current: Exception, today: string) {
  const validUntil = given.validUntil ?? current.validUntil;
  const over = current.kind === 'emergency' && validUntil !== null && validUntil < today;
  const status: Status = given.decision === 'refused' ? 'refused' : over ? 'ended' : 'permitted';
  const [role] = await tx
    .select({ roleId: exceptionReviewers.roleId })
    .from(exceptionReviewers)
    .where(
      and(
        eq(exceptionReviewers.organisationId, tx.organisationId),
        eq(exceptionReviewers.exceptionId, given.id),
        eq(exceptionReviewers.personId, actor.personId ?? ''),
      ),
    );
  // A permission begins on the day on which it is given, at the earliest.
  const begun = current.kind === 'application' && current.validFrom !== null && current.validFrom < today;
  return {
    status,
    validUntil,
    ...(begun && status === 'permitted' && { validFrom: today }),
    decision: given.decision,
    decisionReason: given.reason,
    decidedBy: actor.personId,
    decidedRole: role?.roleId ?? null,
    decidedAt: new Date(),
    ...(status === 'ended' && { endedOn: validUntil }),
  };
}

async function tellApplicant(tx: Tx, exception: Exception, publicUrl: string): Promise<void> {
  if (exception.decision === null) return;
  const words = {
    number: numberOf(exception.fiscalYear, exception.serial),
    decision: t(`decision.${exception.decision}`),
  };
  const tell = {
    personId: exception.applicantId,
    topic: 'exceptions.decided',
    title: t(exception.kind === 'emergency' ? 'notice.emergencyDecided' : 'notice.decided', words),
    clause: exception.clause,
    subject: exception.title,
    href: `/exceptions/${exception.id}`,
  };
  await tellAbout(tx, [tell], publicUrl);
}
