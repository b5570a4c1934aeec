import { and, count, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { InvalidInput, NotFound } from '../../kernel/errors.ts';
import type { Actor } from '../authorisation/actor.ts';
import type { Tx } from '../database/database.ts';
import { t } from './messages.ts';
import { type MailState, mailMessages, notices } from './tables.ts';

interface Page {
  readonly page: number;
  readonly pageSize: number;
}

/** The outbox, newest first. */
export async function listMails(
  tx: Tx,
  filter: { readonly state?: MailState | undefined },
  { page, pageSize }: Page,
) {
  const where = and(
    eq(mailMessages.organisationId, tx.organisationId),
    filter.state ? eq(mailMessages.state, filter.state) : undefined,
  );
  const items = await tx
    .select()
    .from(mailMessages)
    .where(where)
    .orderBy(desc(mailMessages.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [counted] = await tx.select({ total: count() }).from(mailMessages).where(where);
  return { items, total: counted?.total ?? 0 };
}

/** Puts a failed mail back into the queue. */
export async function retryMail(tx: Tx, id: string): Promise<void> {
  const where = and(eq(mailMessages.organisationId, tx.organisationId), eq(mailMessages.id, id));
  const [found] = await tx
    .select({ state: mailMessages.state })
    .from(mailMessages)
    .where(where)
    .for('update');
  if (!found) throw new NotFound(t.ref('message.missing'));
  if (found.state !== 'failed') throw new InvalidInput(t.ref('message.notFailed'));
  await tx
    .update(mailMessages)
    .set({
      state: 'queued',
      attempts: 0,
      nextAttemptAt: sql`now()`,
      version: sql`${mailMessages.version} + 1`,
    })
    .where(where);
}

/** What is addressed to the actor: as a person, or as an account that is none. */
function ownNotices(tx: Tx, actor: Actor): SQL {
  const own = or(
    actor.personId === null ? undefined : eq(notices.personId, actor.personId),
    actor.accountId === null ? undefined : eq(notices.accountId, actor.accountId),
  );
  return and(eq(notices.organisationId, tx.organisationId), own ?? sql`false`) ?? sql`false`;
}

/** The actor's own notices, newest first, with the number of those not yet read. */
export async function listNotices(tx: Tx, actor: Actor, { page, pageSize }: Page) {
  const where = ownNotices(tx, actor);
  const items = await tx
    .select()
    .from(notices)
    .where(where)
    .orderBy(desc(notices.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const unread = sql<number>`(count(*) filter (where ${isNull(notices.readAt)}))::int`;
  const [counted] = await tx.select({ total: count(), unread }).from(notices).where(where);
  return { items, total: counted?.total ?? 0, unread: counted?.unread ?? 0 };
}

/** Marks the actor's own notices as read: those named, or all. Others' are left alone without a word. */
export async function markRead(tx: Tx, actor: Actor, ids: readonly string[] | undefined): Promise<void> {
  await tx
    .update(notices)
    .set({ readAt: sql`now()` })
    .where(
      and(ownNotices(tx, actor), isNull(notices.readAt), ids ? inArray(notices.id, [...ids]) : undefined),
    );
}
