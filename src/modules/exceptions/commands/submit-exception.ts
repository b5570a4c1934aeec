import { and, eq } from 'drizzle-orm';
import { today as dayOf } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { requireDeed } from '../find-exception.ts';
import { t } from '../messages.ts';
import { numberOf } from '../model.ts';
import { type Tell, tellAbout } from '../notify.ts';
import { type ExceptionContext, roleTitles } from '../queries/context.ts';
import { recordChange } from '../record-change.ts';
import { type Exception, exceptionPeople, exceptions } from '../tables.ts';
import { assignReviewers, findReviewers } from './assign-reviewers.ts';
import { checkActed, checkComplete, type ExceptionFields, requireClause } from './check-fields.ts';
import { createException, requireApplicant } from './save-exception.ts';

/** What every deed that tells people needs. */
export interface Surroundings {
  readonly context: ExceptionContext;
  readonly today: string;
  readonly publicUrl: string;
}

/** Hands a draft in: complete, and with somebody other than the applicant who reviews it. */
export async function submitException(
  tx: Tx,
  actor: Actor,
  key: VersionKey,
  { context, today, publicUrl }: Surroundings,
): Promise<Exception> {
  const draft = await requireDeed(tx, actor.personId, key.id, 'submit');
  await requireApplicant(tx, context, actor, today);
  requireClause(context, draft.packId, draft.clause);
  checkComplete(draft.kind, { ...draft, personIds: await peopleOf(tx, draft.id) }, today);
  const reviewers = await findReviewers(tx, context, [draft], today);
  if ((reviewers.get(draft.id) ?? []).length === 0)
    throw new InvalidInput(t.ref('apply.noReviewer', { roles: roleTitles(context, context.rule.reviewers) }));
  // How long the report of an emergency took counts to the first time it was handed in.
  const submittedAt = (draft.kind === 'emergency' ? draft.submittedAt : null) ?? new Date();
  const patch = { status: 'submitted' as const, submittedAt };
  const { before, after } = await updateVersioned(tx, exceptions, key, patch);
  const added = await assignReviewers(tx, reviewers);
  // Who sent it back is told again: it comes to all of them, as if it were new.
  const told =
    draft.status === 'sent_back'
      ? reviewers.get(after.id)?.map((each) => each.personId)
      : added.get(after.id);
  await recordChange(tx, actor, 'exceptions.submit', { before, after });
  await tellAbout(tx, reviewTells(after, told ?? []), publicUrl);
  return after;
}

/** What those who review are told when it comes to them. */
export function reviewTells(exception: Exception, personIds: readonly string[]): readonly Tell[] {
  const number = numberOf(exception.fiscalYear, exception.serial);
  return personIds.map((personId) => ({
    personId,
    topic: 'exceptions.review',
    title: t(exception.kind === 'emergency' ? 'notice.reviewEmergency' : 'notice.review', { number }),
    clause: exception.clause,
    subject: exception.title,
    href: `/exceptions/${exception.id}`,
  }));
}

/** Reports what could not wait and was done first. It is handed in at once: there is nothing left to permit beforehand. */
export async function reportEmergency(
  tx: Tx,
  actor: Actor,
  fields: ExceptionFields,
  actedAt: Date,
  surroundings: Surroundings,
): Promise<Exception> {
  const actedOn = dayOf(actedAt);
  const { context, today } = surroundings;
  checkActed(actedAt, actedOn, fields.validUntil);
  const own = { ...fields, validFrom: actedOn };
  checkComplete('emergency', own, today);
  const made = { kind: 'emergency' as const, actedAt, renews: null };
  const draft = await createException(tx, actor, context, own, today, made);
  return submitException(tx, actor, { id: draft.id, version: draft.version }, surroundings);
}

/** Takes it back before it is decided. */
export async function withdrawException(tx: Tx, actor: Actor, key: VersionKey): Promise<void> {
  await requireDeed(tx, actor.personId, key.id, 'withdraw');
  const { before, after } = await updateVersioned(tx, exceptions, key, { status: 'withdrawn' as const });
  await recordChange(tx, actor, 'exceptions.withdraw', { before, after });
}

async function peopleOf(tx: Tx, exceptionId: string): Promise<readonly string[]> {
  const rows = await tx
    .select({ personId: exceptionPeople.personId })
    .from(exceptionPeople)
    .where(
      and(
        eq(exceptionPeople.organisationId, tx.organisationId),
        eq(exceptionPeople.exceptionId, exceptionId),
      ),
    );
  return rows.map((row) => row.personId);
}
