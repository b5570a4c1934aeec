import { createHmac, randomInt } from 'node:crypto';
import { and, count, eq, isNull, sql } from 'drizzle-orm';
import type { Secrets } from '../audit/secrets.ts';
import type { Tx } from '../database/database.ts';
import { recoveryCodes } from './tables.ts';

const howMany = 10;
/** Without letters and digits that are mistaken for each other on paper. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Ten characters, about 49 bits: guessed no sooner than the throttle allows. */
const newCode = (): string => {
  const letters = Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]);
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
};

const hashOf = (secrets: Secrets, code: string): Buffer =>
  createHmac('sha256', secrets.key('recovery-codes'))
    .update(
      code
        .normalize('NFKC')
        .toUpperCase()
        .replaceAll(/[^A-Z0-9]/g, ''),
    )
    .digest();

const own = (tx: Tx, accountId: string) =>
  and(eq(recoveryCodes.organisationId, tx.organisationId), eq(recoveryCodes.accountId, accountId));

/** Makes ten new codes and forgets the old ones. They are shown this once. */
export async function renewRecoveryCodes(tx: Tx, secrets: Secrets, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: howMany }, newCode);
  await removeRecoveryCodes(tx, accountId);
  const organisationId = tx.organisationId;
  await tx
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ organisationId, accountId, codeHash: hashOf(secrets, code) })));
  return codes;
}

/** Uses up a code; false when it is wrong or was used. */
export async function spendRecoveryCode(
  tx: Tx,
  secrets: Secrets,
  accountId: string,
  code: string,
): Promise<boolean> {
  const match = and(
    own(tx, accountId),
    eq(recoveryCodes.codeHash, hashOf(secrets, code)),
    isNull(recoveryCodes.usedAt),
  );
  const used = await tx.update(recoveryCodes).set({ usedAt: sql`now()` }).where(match);
  return used.rowCount === 1;
}

/** How many codes are left to use. */
export async function recoveryCodesLeft(tx: Tx, accountId: string): Promise<number> {
  const rows = await tx
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(own(tx, accountId), isNull(recoveryCodes.usedAt)));
  return rows[0]?.left ?? 0;
}

/** Forgets the codes; without another factor they would be the weakest way in. */
export async function removeRecoveryCodes(tx: Tx, accountId: string): Promise<void> {
  await tx.delete(recoveryCodes).where(own(tx, accountId));
}
