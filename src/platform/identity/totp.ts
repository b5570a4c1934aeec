import { and, eq, isNull, lt, or } from 'drizzle-orm';
import { generateSecret, generateURI, verifySync } from 'otplib/functional';
import { renderSVG } from 'uqr';
import { InvalidInput } from '../../kernel/errors.ts';
import type { Secrets } from '../audit/secrets.ts';
import type { Tx } from '../database/database.ts';
import { t } from './messages.ts';
import { seal, unseal } from './sealed-secret.ts';
import { accounts } from './tables.ts';

/** Seconds of one time step; a neighbour on either side is accepted, for clocks that differ. */
const period = 30;

/** What an authenticator needs: as an image to scan, and as text to type. */
export interface TotpEnrolment {
  readonly secret: string;
  readonly uri: string;
  readonly qrSvg: string;
}

const owner = (tx: Tx, accountId: string): string => `${tx.organisationId}/${accountId}`;
const own = (tx: Tx, accountId: string) =>
  and(eq(accounts.organisationId, tx.organisationId), eq(accounts.id, accountId));

/** Begins an enrolment; the authenticator counts only once a code of it was confirmed. */
export async function beginTotp(
  tx: Tx,
  secrets: Secrets,
  accountId: string,
  names: { readonly issuer: string; readonly label: string },
): Promise<TotpEnrolment> {
  const secret = generateSecret({ length: 20 });
  const sealed = seal(secrets.key('totp'), owner(tx, accountId), secret);
  await tx.update(accounts).set({ totpPending: sealed }).where(own(tx, accountId));
  const uri = generateURI({ ...names, secret });
  return { secret, uri, qrSvg: renderSVG(uri, { ecc: 'M', border: 2, pixelSize: 4 }) };
}

/** Confirms the enrolment with a first code. Throws InvalidInput. */
export async function confirmTotp(tx: Tx, secrets: Secrets, accountId: string, code: string): Promise<void> {
  const [row] = await tx
    .select({ pending: accounts.totpPending })
    .from(accounts)
    .where(own(tx, accountId))
    .for('update');
  if (!row?.pending) throw new InvalidInput(t.ref('totp.notStarted'));
  const step = stepOf(unseal(secrets.key('totp'), owner(tx, accountId), row.pending), code);
  if (step === null) {
    throw InvalidInput.at('code', t.ref('code.wrong'));
  }
  await tx
    .update(accounts)
    .set({ totpSecret: row.pending, totpPending: null, totpLastStep: step })
    .where(own(tx, accountId));
}

/** Whether the code is right now and was not used before: its time step is remembered, in the same statement. */
export async function spendTotp(
  tx: Tx,
  secrets: Secrets,
  accountId: string,
  sealed: string,
  code: string,
): Promise<boolean> {
  const step = stepOf(unseal(secrets.key('totp'), owner(tx, accountId), sealed), code);
  if (step === null) return false;
  const unused = or(isNull(accounts.totpLastStep), lt(accounts.totpLastStep, step));
  const used = await tx
    .update(accounts)
    .set({ totpLastStep: step })
    .where(and(own(tx, accountId), unused));
  return used.rowCount === 1;
}

/** The time step that a code belongs to, or null when it is wrong. */
function stepOf(secret: string, code: string): number | null {
  const token = code.normalize('NFKC').replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const epoch = Math.floor(Date.now() / 1000);
  const result = verifySync({ secret, token, period, epoch, epochTolerance: period });
  return result.valid ? Math.floor(epoch / period) + result.delta : null;
}

/** Removes the authenticator of an account, confirmed or not. */
export async function removeTotp(tx: Tx, accountId: string): Promise<void> {
  await tx
    .update(accounts)
    .set({ totpSecret: null, totpPending: null, totpLastStep: null })
    .where(own(tx, accountId));
}
