import { and, count, desc, eq, isNull, min, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database/database.ts';
import { accounts } from '../../platform/identity/tables.ts';
import { staffReports } from './tables.ts';

const columns = { report: staffReports, reporter: accounts.displayName };

const fromReports = (tx: Tx) =>
  tx
    .select(columns)
    .from(staffReports)
    .innerJoin(
      accounts,
      and(eq(accounts.organisationId, staffReports.organisationId), eq(accounts.id, staffReports.accountId)),
    );

/** A page of all reports: those waiting first, then the newest. */
export async function listReports(tx: Tx, page: number, pageSize: number) {
  const mine = eq(staffReports.organisationId, tx.organisationId);
  const items = await fromReports(tx)
    .where(mine)
    .orderBy(sql`${staffReports.takenAt} is not null`, desc(staffReports.reportedAt))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [counted] = await tx.select({ total: count() }).from(staffReports).where(mine);
  return { items, total: counted?.total ?? 0 };
}

/** The reports of one account, newest first; the last fifty. */
export const listOwnReports = (tx: Tx, accountId: string) =>
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
