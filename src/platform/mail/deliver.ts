import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { InvalidInput } from '../../kernel/errors.ts';
import { type Database, inOrganisation } from '../database/database.ts';
import { mailMessages, secretTopics } from './tables.ts';
import { isPermanent, type MailTransport } from './transport.ts';

const BATCH = 50;
/** A worker that dies while sending leaves its mails to the next one after this time. */
const LEASE_MINUTES = 10;
/** Minutes until the next attempt, after the first, second … failure; then the mail has failed. */
const RETRY_MINUTES = [1, 5, 15, 60, 240, 720, 1440] as const;

type Mail = typeof mailMessages.$inferSelect;

export interface Delivered {
  readonly sent: number;
  readonly failed: number;
  readonly deferred: number;
}

/**
 * Sends what is due in one organisation's outbox. A mail is claimed before and marked after it is sent: it can be
 * sent twice if the process dies in between (with the same Message-ID), and is never lost.
 */
export async function deliverDue(
  database: Database,
  organisationId: string,
  transport: MailTransport,
): Promise<Delivered> {
  const result = { sent: 0, failed: 0, deferred: 0 };
  for (;;) {
    const mails = await claim(database, organisationId);
    const outcomes = await Promise.all(mails.map((mail) => deliver(database, mail, transport)));
    for (const outcome of outcomes) result[outcome] += 1;
    // A whole batch put off means that the server is away: the rest waits for the next round.
    if (mails.length < BATCH || outcomes.every((outcome) => outcome === 'deferred')) return result;
  }
}

function claim(database: Database, organisationId: string): Promise<Mail[]> {
  return inOrganisation(database, organisationId, (tx) => {
    const due = tx
      .select({ id: mailMessages.id })
      .from(mailMessages)
      .where(
        and(
          eq(mailMessages.organisationId, organisationId),
          eq(mailMessages.state, 'queued'),
          lte(mailMessages.nextAttemptAt, sql`now()`),
        ),
      )
      .orderBy(mailMessages.nextAttemptAt, mailMessages.id)
      .limit(BATCH)
      .for('update', { skipLocked: true });
    return tx
      .update(mailMessages)
      .set({
        attempts: sql`${mailMessages.attempts} + 1`,
        nextAttemptAt: sql`now() + make_interval(mins => ${LEASE_MINUTES})`,
      })
      .where(and(eq(mailMessages.organisationId, organisationId), inArray(mailMessages.id, due)))
      .returning();
  });
}

async function deliver(database: Database, mail: Mail, transport: MailTransport): Promise<keyof Delivered> {
  const { id, recipient: to, subject, body, createdAt: at } = mail;
  try {
    await transport.send({ id, to, subject, body, at });
  } catch (error) {
    return fail(database, mail, error);
  }
  const forgotten = secretTopics.has(mail.topic) && { body: '' };
  await mark(database, mail, { state: 'sent', sentAt: new Date(), problem: '', ...forgotten });
  return 'sent';
}

async function fail(database: Database, mail: Mail, error: unknown): Promise<'failed' | 'deferred'> {
  const minutes = RETRY_MINUTES[mail.attempts - 1];
  const problem = error instanceof Error ? error.message.slice(0, 500) : String(error);
  if (minutes === undefined || isPermanent(error) || error instanceof InvalidInput) {
    await mark(database, mail, { state: 'failed', problem });
    return 'failed';
  }
  await mark(database, mail, { problem, nextAttemptAt: new Date(Date.now() + minutes * 60_000) });
  return 'deferred';
}

const mark = (
  database: Database,
  mail: Mail,
  change: Partial<typeof mailMessages.$inferInsert>,
): Promise<unknown> =>
  inOrganisation(database, mail.organisationId, (tx) =>
    tx
      .update(mailMessages)
      .set({ ...change, version: sql`${mailMessages.version} + 1` })
      .where(and(eq(mailMessages.organisationId, mail.organisationId), eq(mailMessages.id, mail.id))),
  );
