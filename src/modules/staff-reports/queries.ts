import { and, count, desc, eq, isNull, min, sql } from 'drizzle-orm';
import type { ListSource } from '../../kit/server/list.ts';
import type { Scope } from '../../platform/authorisation/authorise.ts';
import type { Tx } from '../../platform/database/database.ts';
import { accounts } from '../../platform/identity/tables.ts';
import { staffReports } from './tables.ts';

export interface ReportRow {
  readonly report: typeof staffReports.$inferSelect;
  readonly reporter: string;
}

const fromReports = (tx: Tx) =>
  tx
    .select({ report: staffReports, reporter: accounts.displayName })
    .from(staffReports)
    .innerJoin(
      accounts,
      and(eq(accounts.organisationId, staffReports.organisationId), eq(accounts.id, staffReports.accountId)),
    );

/** All reports: those waiting first, then the newest. */
export const reportList = (tx: Tx, scope: Scope): ListSource<ReportRow> => ({
  select: (where) => fromReports(tx).where(where).$dynamic(),
  organisation: staffReports.organisationId,
  scope,
  within: { personId: staffReports.personId },
  orderBy: [sql`${staffReports.takenAt} is not null`, desc(staffReports.reportedAt), desc(staffReports.id)],
});

/** The reports of one account, newest first; the last fifty. */
export const listOwnReports = (tx: Tx, accountId: string): Promise<ReportRow[]> =>
  fromReports(tx)
    .where(and(eq(staffReports.organisationId, tx.organisationId), eq(staffReports.accountId, accountId)))
    .orderBy(desc(staffReports.reportedAt))
    .limit(50);

/** How many reports wait, and since when. */
export async function waitingReports(tx: Tx): Promise<{ count: number; oldest: Date | null }> {
  const [row] = await tx
    .select({ count: count(), oldest: min(staffReports.reportedAt) })
    .from(staffReports)
    .where(and(eq(staffReports.organisationId, tx.organisationId), isNull(staffReports.takenAt)));
  return { count: row?.count ?? 0, oldest: row?.oldest ?? null };
}
