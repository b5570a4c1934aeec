import { InvalidInput, type KijunError, TooMany } from '../../kernel/errors.ts';
import type { Tx } from '../database/database.ts';
import type { Exchange } from './cookies.ts';
import type { Account } from './find-account.ts';
import { t } from './messages.ts';
import { verifyPassword } from './passwords.ts';
import { forgiveAttempt, reserveAttempt } from './throttle.ts';

/**
 * Checks the password of somebody who is signed in already. The attempt is counted in the request's transaction,
 * which is committed before a refusal is thrown: a second connection held by many requests at once could starve
 * the pool. Throws InvalidInput or TooMany.
 */
export async function checkOwnPassword(
  { services: { secrets }, request }: Exchange,
  tx: Tx,
  account: Account,
  password: string,
  field: string,
): Promise<void> {
  const attempt = { loginName: account.loginName, address: request.ip };
  const seconds = await reserveAttempt(tx, secrets, attempt);
  if (seconds !== null) throw new TooMany(t.ref('signIn.blocked', { seconds }), seconds);
  if (!(await verifyPassword(account.passwordHash, password))) {
    await keepAndRefuse(tx, InvalidInput.at(field, t.ref('password.wrong')));
  }
  await forgiveAttempt(tx, secrets, attempt);
}

async function keepAndRefuse(tx: Tx, error: KijunError): Promise<never> {
  await tx.client.query('commit');
  throw error;
}
