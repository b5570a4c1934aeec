import { InvalidInput, KijunError } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { countsOf, periodFigures } from '../queries/figures.ts';
import { findPeriodReport } from '../queries/period-reports.ts';
import { exceptionPeriodReports } from '../tables.ts';

/** Reports the applications of a period, with the figures frozen. */
export async function reportPeriod(
  tx: Tx,
  actor: Actor,
  given: { readonly from: string; readonly until: string; readonly remarks: string },
  today: string,
): Promise<string> {
  if (actor.personId === null) throw new InvalidInput(t.ref('apply.noPerson'));
  if (given.until < given.from) throw InvalidInput.at('until', t.ref('period.order'));
  if (given.until > today) throw InvalidInput.at('until', t.ref('period.future'));
  const figures = await periodFigures(tx, given, today);
  const row = {
    organisationId: tx.organisationId,
    id: newId(),
    periodFrom: given.from,
    periodUntil: given.until,
    figures,
    remarks: given.remarks,
    reportedBy: actor.personId,
    reportedAt: new Date(),
  };
  await tx.insert(exceptionPeriodReports).values(row);
  await recordEvent(tx, actor, {
    action: 'exceptions.report',
    entity: 'exception-period-report',
    entityId: row.id,
    facts: { from: given.from, until: given.until, ...countsOf(figures) },
  });
  return row.id;
}

/** Receives a report of somebody else, with a note to those who report. */
export async function receivePeriod(tx: Tx, actor: Actor, key: VersionKey, note: string): Promise<void> {
  const found = await findPeriodReport(tx, key.id);
  if (found.receivedAt !== null) throw new KijunError(409, t.ref('period.received'));
  if (found.reportedBy === actor.personId) throw new InvalidInput(t.ref('period.own'));
  await updateVersioned(tx, exceptionPeriodReports, key, {
    receivedBy: actor.personId,
    receivedAt: new Date(),
    receivedNote: note,
  });
  await recordEvent(tx, actor, {
    action: 'exceptions.receive',
    entity: 'exception-period-report',
    entityId: key.id,
    facts: { from: found.periodFrom, until: found.periodUntil, note },
  });
}
