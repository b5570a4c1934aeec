import { sql } from 'drizzle-orm';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';

/** Nothing is on the medium any more: no class, no entries of the register. */
export async function emptyMedium(tx: Tx, actor: Actor, id: string): Promise<void> {
  const emptied =
    await tx.execute(sql`update media set empty = true, confidentiality = null, integrity = null,
      availability = null, specific_personal = false, version = version + 1
    where organisation_id = ${tx.organisationId} and id = ${id} and not empty`);
  if (emptied.rowCount === 0) return;
  await tx.execute(
    sql`delete from media_contents where organisation_id = ${tx.organisationId} and medium_id = ${id}`,
  );
  await recordEvent(tx, actor, {
    action: 'media.edit',
    entity: 'medium',
    entityId: id,
    before: { empty: false },
    after: { empty: true },
  });
}
