import { and, eq, gt, sql } from 'drizzle-orm';
import { NotFound } from '../../kernel/errors.ts';
import type { Tx } from '../database/database.ts';
import { joinToken } from './cookies.ts';
import { hashToken } from './load-session.ts';
import { t } from './messages.ts';
import { recoveryLinks } from './tables.ts';
import { newToken } from './tickets.ts';

/** Hours for which a link for one person works; the lists handed out at the start last longer. */
export const linkHours = 24;
export const initialLinkHours = 14 * 24;

/** A link by which an account sets its password. */
export interface RecoveryLink {
  readonly accountId: string;
  readonly url: string;
}

/**
 * Issues one link for each account, in two statements; earlier links of the accounts stop working. The secret
 * stands behind `#`, so that it reaches no server log, proxy or referrer.
 */
export async function issueRecoveryLinks(
  tx: Tx,
  publicUrl: string,
  accountIds: readonly string[],
  options: { readonly issuedBy: string | null; readonly hours: number },
): Promise<RecoveryLink[]> {
  if (accountIds.length === 0) return [];
  const links = accountIds.map((accountId) => ({ accountId, token: newToken() }));
  const organisationId = tx.organisationId;
  await tx.execute(sql`
    delete from recovery_links
    where organisation_id = ${organisationId} and account_id = any (${sql.param([...accountIds])}::uuid[])`);
  await tx.execute(sql`
    insert into recovery_links (organisation_id, token_hash, account_id, issued_by, expires_at)
    select ${organisationId}, decode(l.hash, 'hex'), l.account_id, ${options.issuedBy}::uuid,
      now() + ${options.hours} * interval '1 hour'
    from unnest(${sql.param(links.map(({ token }) => hashToken(token).toString('hex')))}::text[],
      ${sql.param([...accountIds])}::uuid[]) as l (hash, account_id)`);
  return links.map(({ accountId, token }) => ({
    accountId,
    url: `${publicUrl}/recover#${joinToken({ organisationId, token })}`,
  }));
}

const valid = (tx: Tx, token: string) =>
  and(
    eq(recoveryLinks.organisationId, tx.organisationId),
    eq(recoveryLinks.tokenHash, hashToken(token)),
    gt(recoveryLinks.expiresAt, sql`now()`),
  );

/** The account of a link that still works. Throws NotFound. */
export async function accountOfLink(tx: Tx, token: string): Promise<string> {
  const rows = await tx
    .select({ accountId: recoveryLinks.accountId })
    .from(recoveryLinks)
    .where(valid(tx, token));
  const row = rows[0];
  if (!row) throw new NotFound(t.ref('recoveryLink.over'));
  return row.accountId;
}

/** Uses a link up; of two at once only one gets the account. Throws NotFound. */
export async function takeRecoveryLink(tx: Tx, token: string): Promise<string> {
  const rows = await tx
    .delete(recoveryLinks)
    .where(valid(tx, token))
    .returning({ accountId: recoveryLinks.accountId });
  const row = rows[0];
  if (!row) throw new NotFound(t.ref('recoveryLink.over'));
  return row.accountId;
}
