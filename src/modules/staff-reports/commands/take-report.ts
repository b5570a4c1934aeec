import { and, eq, sql } from 'drizzle-orm';
import { Conflict, NotFound } from '../../../kernel/errors.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { staffReports } from '../tables.ts';

/** Takes a report up (once) and keeps the officer's note; refuses when somebody else was quicker. */
export async function takeReport(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number,
  note: string,
): Promise<void> {
  const key = and(eq(staffReports.organisationId, tx.organisationId), eq(staffReports.id, id));
  const [before] = await tx.select().from(staffReports).where(key).for('update');
  if (!before) throw new NotFound(t.ref('notFound'));
  if (before.version !== version) {
    throw new Conflict(
      t.ref('conflict'),
      [{ field: 'note', yours: note, current: before.note }],
      before.version,
    );
  }
  await tx
    .update(staffReports)
    .set({
      note,
      takenBy: before.takenBy ?? actor.accountId,
      takenAt: before.takenAt ?? new Date(),
      version: sql`${staffReports.version} + 1`,
    })
    .where(key);
  await recordEvent(tx, actor, {
    action: 'staff-report.take',
    entity: 'staff-report',
    entityId: id,
    before: { taken: before.takenAt !== null, note: before.note },
    after: { taken: true, note },
  });
}
