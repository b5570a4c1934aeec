import { randomBytes } from 'node:crypto';
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { hashToken } from './load-session.ts';
import { signInTickets } from './tables.ts';

/** What a ticket lets its bearer go on with. */
export type TicketPurpose = 'second-factor' | 'passkey' | 'passkey-enrolment' | 'oidc';

export interface Ticket {
  readonly tokenHash: Buffer;
  readonly purpose: string;
  readonly accountId: string | null;
  readonly detail: Readonly<Record<string, string>>;
}

/** A new secret of 256 bits for a cookie or a link; only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

const minutes = 5;

/** Issues a ticket for a few minutes; returns its token, which goes into a cookie of the browser that asked. */
export async function issueTicket(
  tx: Tx,
  purpose: TicketPurpose,
  accountId: string | null,
  detail: Readonly<Record<string, string>> = {},
): Promise<string> {
  const token = newToken();
  await tx.insert(signInTickets).values({
    organisationId: tx.organisationId,
    tokenHash: hashToken(token),
    purpose,
    accountId,
    detail,
    expiresAt: new Date(Date.now() + minutes * 60_000),
  });
  return token;
}

const valid = (tx: Tx, purposes: readonly TicketPurpose[], token: string) =>
  and(
    eq(signInTickets.organisationId, tx.organisationId),
    eq(signInTickets.tokenHash, hashToken(token)),
    sql`${signInTickets.purpose} = any (${sql.param(purposes)}::text[])`,
    gt(signInTickets.expiresAt, sql`now()`),
  );

/** The ticket of a token, left in place: a mistyped code may be typed again. */
export async function findTicket(tx: Tx, purpose: TicketPurpose, token: string): Promise<Ticket | null> {
  const rows = await tx
    .select()
    .from(signInTickets)
    .where(valid(tx, [purpose], token));
  return rows[0] ?? null;
}

/** Takes the ticket: it works once, whatever comes of it. */
export async function takeTicket(
  tx: Tx,
  purposes: readonly TicketPurpose[],
  token: string,
): Promise<Ticket | null> {
  const rows = await tx
    .delete(signInTickets)
    .where(valid(tx, purposes, token))
    .returning();
  return rows[0] ?? null;
}
