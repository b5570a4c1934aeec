import { and, eq } from 'drizzle-orm';
import { Forbidden, KijunError, NotFound } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/database/database.ts';
import { t } from './messages.ts';
import { type Deed, deedsOf, life } from './model.ts';
import { type Exception, exceptionReviewers, exceptions } from './tables.ts';

/** The exception, locked until the transaction ends. Throws NotFound. */
export async function lockException(tx: Tx, id: string): Promise<Exception> {
  const [found] = await tx
    .select()
    .from(exceptions)
    .where(and(eq(exceptions.organisationId, tx.organisationId), eq(exceptions.id, id)))
    .for('update');
  if (!found) throw new NotFound(t.ref('missing'));
  return found;
}

/** Ids of those who review it. */
export async function reviewerIds(tx: Tx, id: string): Promise<readonly string[]> {
  const rows = await tx
    .select({ personId: exceptionReviewers.personId })
    .from(exceptionReviewers)
    .where(
      and(eq(exceptionReviewers.organisationId, tx.organisationId), eq(exceptionReviewers.exceptionId, id)),
    );
  return rows.map((row) => row.personId);
}

/**
 * The exception if this person may do this deed with it now. Throws NotFound for somebody who neither asked nor
 * reviews, 409 for the wrong state, and Forbidden (which is recorded) for what is the other's to do.
 */
export async function requireDeed(
  tx: Tx,
  personId: string | null,
  id: string,
  deed: Deed,
): Promise<Exception> {
  const found = await lockException(tx, id);
  const reviewers = await reviewerIds(tx, id);
  if (deedsOf(found, personId, reviewers).includes(deed)) return found;
  const own = found.applicantId === personId;
  const concerned = own || (personId !== null && found.status !== 'draft' && reviewers.includes(personId));
  if (!concerned) throw new NotFound(t.ref('missing'));
  if (!life[deed].includes(found.status))
    throw new KijunError(409, t.ref('wrongState', { state: t(`phase.${found.status}`) }));
  throw new Forbidden(t.ref(own ? 'ownReview' : 'notOwn'), own ? 'exceptions.review' : 'exceptions.apply');
}
