/**
 * Answering and closing keep each other out: whoever answers holds the campaign's lock shared, whoever closes holds it
 * alone. It lives in the memory of the database, so that a thousand people who answer write nothing for it. An answer
 * that was under way is finished before the campaign is closed; one that comes later sees that it is.
 */
import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';

/** SQL that holds the lock shared until the transaction ends, of the campaign that a parameter of the statement names. */
export const answeringLock = (parameter: `$${number}`): string =>
  `pg_advisory_xact_lock_shared(hashtextextended(${parameter}::uuid::text, 0))`;

/** The same in a statement of its own. What depends on it is read afterwards. */
export async function beginAnswering(tx: Tx, campaignId: string): Promise<void> {
  await tx.client.query(`select ${answeringLock('$1')}`, [campaignId]);
}

/** Waits until nobody is answering, and lets nobody begin until the transaction ends. */
export async function holdAnswering(tx: Tx, campaignId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${campaignId}::text, 0))`);
}
