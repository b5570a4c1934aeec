import { sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { belongs } from '../fragments.ts';
import { t } from '../messages.ts';

/** Anybody of the organisation may be appointed, also from outside the scope of who appoints. */
export async function requireAppointee(tx: Tx, personId: string, date: string): Promise<void> {
  const found = await tx.execute(sql`
    select 1 from people p where p.organisation_id = ${tx.organisationId} and p.id = ${personId}::uuid
      and ${belongs('p', date)}`);
  if (found.rows.length === 0) {
    throw InvalidInput.at('personId', t.ref('appointment.personLeft'));
  }
}
