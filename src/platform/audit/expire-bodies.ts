import { sql } from 'drizzle-orm';
import { type Database, inOrganisation } from '../database/database.ts';

/**
 * Ends the retention of events: empties the bodies of sealed events older than `years`, and keeps their hashes, so
 * that the log as a whole stays provable. Returns how many were emptied.
 */
export function expireBodies(database: Database, organisationId: string, years: number): Promise<number> {
  return inOrganisation(database, organisationId, async (tx) => {
    const result = await tx.execute(sql`
      update audit_events e set detail = null, actor_name = '', account_id = null, person_id = null, body_expired = true
      where e.organisation_id = ${tx.organisationId} and not e.body_expired and e.at < now() - make_interval(years => ${years})
        and exists (select 1 from audit_leaves l where l.organisation_id = e.organisation_id and l.event_id = e.id)`);
    return result.rowCount ?? 0;
  });
}
