import { and, asc, eq, exists, gt, lt, sql } from 'drizzle-orm';
import { type Database, inOrganisation, type Tx } from '../database/database.ts';
import { expiredMac, isGenuine } from './record-event.ts';
import { auditEvents, auditLeaves } from './tables.ts';

const PAGE = 2000;

/**
 * Ends the retention of events: empties the bodies of sealed events older than `years`, and keeps their hashes, so
 * that the log as a whole stays provable. What remains is authenticated anew: nobody without the key can pass a change
 * off as an expiry. An event that was altered before stays as it is, and is shown. Returns how many were emptied.
 */
export async function expireBodies(
  database: Database,
  organisationId: string,
  years: number,
): Promise<number> {
  let emptied = 0;
  let after: string | null = '00000000-0000-0000-0000-000000000000';
  while (after !== null) {
    const from: string = after;
    const page = await inOrganisation(database, organisationId, (tx) => expirePage(tx, years, from));
    emptied += page.emptied;
    after = page.last;
  }
  return emptied;
}

async function expirePage(
  tx: Tx,
  years: number,
  after: string,
): Promise<{ emptied: number; last: string | null }> {
  const sealed = tx
    .select({ one: sql`1` })
    .from(auditLeaves)
    .where(
      and(
        eq(auditLeaves.organisationId, auditEvents.organisationId),
        eq(auditLeaves.eventId, auditEvents.id),
      ),
    );
  const events = await tx
    .select()
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.organisationId, tx.organisationId),
        eq(auditEvents.bodyExpired, false),
        gt(auditEvents.id, after),
        lt(auditEvents.at, sql`now() - make_interval(years => ${years})`),
        exists(sealed),
      ),
    )
    .orderBy(asc(auditEvents.id))
    .limit(PAGE);
  const genuine = events.filter(isGenuine);
  await tx.client.query(
    `update audit_events e
     set detail = null, actor_name = '', account_id = null, person_id = null, body_expired = true, mac = expired.mac
     from unnest($2::uuid[], $3::bytea[]) as expired (id, mac)
     where e.organisation_id = $1 and e.id = expired.id`,
    [tx.organisationId, genuine.map(({ id }) => id), genuine.map(expiredMac)],
  );
  return { emptied: genuine.length, last: events.at(-1)?.id ?? null };
}
