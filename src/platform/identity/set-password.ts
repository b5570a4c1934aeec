import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import type { Organisation } from '../database/organisations.ts';
import type { Account } from './find-account.ts';
import { checkPassword } from './password-policy.ts';
import { hashPassword } from './passwords.ts';
import { accounts, recoveryLinks } from './tables.ts';

/**
 * Checks a new password against the policy and stores it. Links that were issued before stop working. Ending sessions
 * is the caller's part.
 */
export async function setPassword(
  tx: Tx,
  account: Pick<Account, 'id' | 'loginName' | 'displayName' | 'email'>,
  organisation: Pick<Organisation, 'name' | 'slug'>,
  password: string,
  field?: string,
): Promise<void> {
  const names = [account.loginName, account.displayName, account.email, organisation.name, organisation.slug];
  checkPassword(password, { names }, field);
  await tx
    .update(accounts)
    .set({ passwordHash: await hashPassword(password), passwordChangedAt: sql`now()` })
    .where(and(eq(accounts.organisationId, tx.organisationId), eq(accounts.id, account.id)));
  await tx
    .delete(recoveryLinks)
    .where(and(eq(recoveryLinks.organisationId, tx.organisationId), eq(recoveryLinks.accountId, account.id)));
}
