import { and, desc, eq, sql } from 'drizzle-orm';
import type { IsoDate } from '../../../kernel/dates.ts';
import { addDays, addMonths, fiscalYearOf, fiscalYearRange } from '../../../kernel/dates.ts';
import { NotFound } from '../../../kernel/errors.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { exceptionPeriodReports } from '../tables.ts';

export type PeriodReport = typeof exceptionPeriodReports.$inferSelect;

export interface PeriodReportRow {
  readonly report: PeriodReport;
  readonly reportedBy: string;
  readonly receivedBy: string | null;
}

const ofPerson = (column: string) =>
  sql<string>`(select p.name from people p where p.organisation_id = exception_period_reports.organisation_id
    and p.id = exception_period_reports.${sql.raw(column)})`;

/** The periodic reports, the newest first; the last fifty. */
export const listPeriodReports = (tx: Tx): Promise<PeriodReportRow[]> =>
  tx
    .select({
      report: exceptionPeriodReports,
      reportedBy: ofPerson('reported_by'),
      receivedBy: ofPerson('received_by'),
    })
    .from(exceptionPeriodReports)
    .where(eq(exceptionPeriodReports.organisationId, tx.organisationId))
    .orderBy(desc(exceptionPeriodReports.periodUntil), desc(exceptionPeriodReports.id))
    .limit(50);

/** One report. Throws NotFound. */
export async function findPeriodReport(tx: Tx, id: string): Promise<PeriodReport> {
  const [found] = await tx
    .select()
    .from(exceptionPeriodReports)
    .where(
      and(eq(exceptionPeriodReports.organisationId, tx.organisationId), eq(exceptionPeriodReports.id, id)),
    );
  if (!found) throw new NotFound(t.ref('period.missing'));
  return found;
}

/** The period that is to be reported next, and the day on which it is over; both days are included. */
export interface DuePeriod {
  readonly from: IsoDate;
  readonly until: IsoDate;
}

/**
 * The next period: after the last report for as many months as the organisation set; the first begins with the fiscal
 * year of the day.
 */
export function nextPeriod(lastUntil: IsoDate | null, months: number, today: IsoDate): DuePeriod {
  const from = lastUntil === null ? fiscalYearRange(fiscalYearOf(today)).from : addDays(lastUntil, 1);
  return { from, until: addDays(addMonths(from, months), -1) };
}
