import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { looksLikeMyNumber } from '../../../kernel/japanese.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { type ReportKind, staffReports } from '../tables.ts';

export interface NewReport {
  readonly kind: ReportKind;
  readonly occurredAt: Date | null;
  readonly body: string;
  readonly contact: string;
}

/** Keeps a report of the signed-in person. The trail says that it was made, not what it says. */
export async function sendReport(tx: Tx, actor: Actor, accountId: string, report: NewReport) {
  if (looksLikeMyNumber(report.body)) {
    throw InvalidInput.at('body', t.ref('myNumber'));
  }
  const row = {
    organisationId: tx.organisationId,
    id: newId(),
    personId: actor.personId,
    accountId,
    reportedAt: new Date(),
    ...report,
  };
  const [saved] = await tx.insert(staffReports).values(row).returning();
  await recordEvent(tx, actor, {
    action: 'staff-report.send',
    entity: 'staff-report',
    entityId: row.id,
    facts: { kind: report.kind },
  });
  return saved ?? { ...row, takenBy: null, takenAt: null, note: '', version: 1 };
}
