import { sql } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import type { Session } from './load-session.ts';

const interval = 60_000;

/**
 * Moves the idle limit on, at most once a minute, so that reading pages does not write. Of several requests at the
 * same moment one does it, and the others do not wait for that one to end.
 */
export async function touchSession(tx: Tx, session: Session): Promise<void> {
  if (Date.now() - session.seenAt.getTime() < interval) return;
  await tx.execute(sql`
    update sessions set seen_at = now()
    where organisation_id = ${tx.organisationId} and token_hash in (
      select token_hash from sessions
      where organisation_id = ${tx.organisationId} and account_id = ${session.actor.accountId}
        and id = ${session.id} for update skip locked)`);
}
