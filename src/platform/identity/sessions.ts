import { randomBytes } from 'node:crypto';
import { and, desc, eq, gt, ne, sql } from 'drizzle-orm';
import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../database/database.ts';
import { hashToken, idleMinutes } from './load-session.ts';
import { type Strength, sessions } from './tables.ts';
import { newToken } from './tickets.ts';

/** Absolute limit: after so many hours one signs in again, however busy. */
const absoluteHours = 12;

const newCsrfToken = (): string => randomBytes(24).toString('base64url');

/** Starts a session; returns the token for the cookie, which exists nowhere else. */
export async function startSession(
  tx: Tx,
  accountId: string,
  strength: Strength,
  userAgent: string,
): Promise<string> {
  const token = newToken();
  await tx.insert(sessions).values({
    organisationId: tx.organisationId,
    tokenHash: hashToken(token),
    id: newId(),
    accountId,
    csrfToken: newCsrfToken(),
    strength,
    expiresAt: sql`now() + ${absoluteHours} * interval '1 hour'`,
    userAgent: userAgent.slice(0, 300),
  });
  return token;
}

const own = (tx: Tx, accountId: string) =>
  and(eq(sessions.organisationId, tx.organisationId), eq(sessions.accountId, accountId));

/** Gives the session a new token, as its proof or its protection has changed; the old one is dead. */
export async function rotateSession(tx: Tx, accountId: string, id: string): Promise<string> {
  const token = newToken();
  await tx
    .update(sessions)
    .set({ tokenHash: hashToken(token), provedAt: sql`now()` })
    .where(and(own(tx, accountId), eq(sessions.id, id)));
  return token;
}

/** Ends the session of a token, if there is one. */
export async function endSessionOfToken(tx: Tx, token: string): Promise<void> {
  const match = and(eq(sessions.organisationId, tx.organisationId), eq(sessions.tokenHash, hashToken(token)));
  await tx.delete(sessions).where(match);
}

/** Ends one session of the account; false when it was none of its own. */
export async function endSession(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const gone = await tx.delete(sessions).where(and(own(tx, accountId), eq(sessions.id, id)));
  return gone.rowCount === 1;
}

/** Ends every session of the account, but for the one to keep. Returns how many. */
export async function endSessions(tx: Tx, accountId: string, keep?: string): Promise<number> {
  const gone = await tx
    .delete(sessions)
    .where(and(own(tx, accountId), keep === undefined ? undefined : ne(sessions.id, keep)));
  return gone.rowCount ?? 0;
}

/** The account's sessions that still work, the last used first. */
export function listSessions(tx: Tx, accountId: string) {
  return tx
    .select({
      id: sessions.id,
      strength: sessions.strength,
      createdAt: sessions.createdAt,
      seenAt: sessions.seenAt,
      userAgent: sessions.userAgent,
    })
    .from(sessions)
    .where(
      and(
        own(tx, accountId),
        gt(sessions.expiresAt, sql`now()`),
        gt(sessions.seenAt, sql`now() - ${idleMinutes} * interval '1 minute'`),
      ),
    )
    .orderBy(desc(sessions.seenAt));
}

/**
 * Removes what has run out: a few rows at a time, passing over what another sign-in removes at the moment. Called
 * at each sign-in, so the tables stay as small as the number of people who use them.
 */
export async function sweepExpired(tx: Tx): Promise<void> {
  const organisationId = tx.organisationId;
  await tx.execute(sql`
    delete from sign_in_tickets where organisation_id = ${organisationId} and token_hash in (
      select token_hash from sign_in_tickets where organisation_id = ${organisationId} and expires_at < now()
      limit 50 for update skip locked)`);
  await tx.execute(sql`
    delete from sign_in_failures where organisation_id = ${organisationId} and subject in (
      select subject from sign_in_failures where organisation_id = ${organisationId}
        and last_at < now() - interval '1 day' limit 50 for update skip locked)`);
  await tx.execute(sql`
    delete from sessions where organisation_id = ${organisationId} and token_hash in (
      select token_hash from sessions where organisation_id = ${organisationId} and expires_at < now()
      limit 50 for update skip locked)`);
}
