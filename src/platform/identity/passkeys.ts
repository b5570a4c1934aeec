import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { InvalidInput, NotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Config } from '../config.ts';
import type { Tx } from '../database/database.ts';
import type { Account } from './find-account.ts';
import { t } from './messages.ts';
import { passkeys } from './tables.ts';

/** The site that passkeys belong to: the address people use. */
function siteOf(config: Config): { readonly rpID: string; readonly origin: string } {
  const { hostname, origin } = new URL(config.publicUrl);
  return { rpID: hostname, origin };
}

const own = (tx: Tx, accountId: string) =>
  and(eq(passkeys.organisationId, tx.organisationId), eq(passkeys.accountId, accountId));

/** The account's passkeys as its owner sees them. */
export function listPasskeys(tx: Tx, accountId: string) {
  return tx
    .select({
      id: passkeys.id,
      name: passkeys.name,
      backedUp: passkeys.backedUp,
      createdAt: passkeys.createdAt,
      lastUsedAt: passkeys.lastUsedAt,
    })
    .from(passkeys)
    .where(own(tx, accountId))
    .orderBy(asc(passkeys.createdAt));
}

const credentialsOf = async (tx: Tx, accountId: string) => {
  const rows = await tx
    .select({ id: passkeys.credentialId, transports: passkeys.transports })
    .from(passkeys)
    .where(own(tx, accountId));
  return rows;
};

/** What the browser needs to make a passkey; its challenge has to be kept until the answer. */
export async function passkeyEnrolment(
  tx: Tx,
  config: Config,
  account: Account,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpName: 'Kijun',
    rpID: siteOf(config).rpID,
    userID: new Uint8Array(Buffer.from(account.id.replaceAll('-', ''), 'hex')),
    userName: account.loginName,
    userDisplayName: account.displayName,
    attestationType: 'none',
    excludeCredentials: await credentialsOf(tx, account.id),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
}

/** Verifies what the browser made and stores the public key. Throws InvalidInput. */
export async function addPasskey(
  tx: Tx,
  config: Config,
  accountId: string,
  challenge: string,
  input: { readonly name: string; readonly response: RegistrationResponseJSON },
): Promise<string> {
  const { rpID, origin } = siteOf(config);
  const verification = await verifyRegistrationResponse({
    response: input.response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: false,
  }).catch(() => null);
  if (!verification?.verified) throw new InvalidInput(t.ref('passkey.wrong'));
  const { credential, credentialBackedUp } = verification.registrationInfo;
  const id = newId();
  const added = await tx
    .insert(passkeys)
    .values({
      organisationId: tx.organisationId,
      id,
      accountId,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: [...(credential.transports ?? [])],
      name: input.name,
      backedUp: credentialBackedUp,
    })
    .onConflictDoNothing();
  if (added.rowCount === 0) throw new InvalidInput(t.ref('passkey.exists'));
  return id;
}

/** Removes one passkey of the account; returns its name. Throws NotFound. */
export async function removePasskey(tx: Tx, accountId: string, id: string): Promise<string> {
  const rows = await tx
    .delete(passkeys)
    .where(and(own(tx, accountId), eq(passkeys.id, id)))
    .returning({ name: passkeys.name });
  const row = rows[0];
  if (!row) throw new NotFound(t.ref('passkey.missing'));
  return row.name;
}

/**
 * What the browser needs to use a passkey: as a second factor those of the account, alone any that it has for
 * this site, and then the person must unlock it (that is the second factor).
 */
export async function passkeyRequest(
  tx: Tx,
  config: Config,
  accountId: string | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { rpID } = siteOf(config);
  if (accountId === null) return generateAuthenticationOptions({ rpID, userVerification: 'required' });
  const allowCredentials = await credentialsOf(tx, accountId);
  return generateAuthenticationOptions({ rpID, userVerification: 'preferred', allowCredentials });
}

/**
 * Verifies the browser's answer; returns the account, or null when it proves nothing. `accountId` binds it to the
 * account whose password was right; null leaves the choice to the passkey.
 */
export async function provenByPasskey(
  tx: Tx,
  config: Config,
  challenge: string,
  accountId: string | null,
  response: AuthenticationResponseJSON,
): Promise<string | null> {
  const [row] = await tx
    .select()
    .from(passkeys)
    .where(and(eq(passkeys.organisationId, tx.organisationId), eq(passkeys.credentialId, response.id)));
  if (!row || (accountId !== null && row.accountId !== accountId)) return null;
  const { rpID, origin } = siteOf(config);
  const result = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: accountId === null,
    credential: { id: row.credentialId, publicKey: new Uint8Array(row.publicKey), counter: row.counter },
  }).catch(() => null);
  if (!result?.verified) return null;
  const { newCounter, credentialBackedUp } = result.authenticationInfo;
  // In the same statement, so that of two answers with one counter (a copied key) only one passes.
  const fresh = lte(passkeys.counter, Math.max(newCounter - 1, 0));
  const updated = await tx
    .update(passkeys)
    .set({ counter: newCounter, backedUp: credentialBackedUp, lastUsedAt: sql`now()` })
    .where(and(own(tx, row.accountId), eq(passkeys.id, row.id), fresh));
  return updated.rowCount === 1 ? row.accountId : null;
}

/** Removes every passkey of the account. */
export async function removeAllPasskeys(tx: Tx, accountId: string): Promise<void> {
  await tx.delete(passkeys).where(own(tx, accountId));
}
