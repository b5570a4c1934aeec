import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { Conflict, type Difference, NotFound } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/database/database.ts';
import { t } from './messages.ts';

/** A table whose rows are edited: organisation, id and version. */
export type VersionedTable = PgTable & {
  readonly organisationId: PgColumn;
  readonly id: PgColumn;
  readonly version: PgColumn;
};

/** A row, and the version in which the caller saw it. */
export interface VersionKey {
  readonly id: string;
  readonly version: number;
}

export interface Updated<T extends PgTable> {
  readonly before: T['$inferSelect'];
  readonly after: T['$inferSelect'];
}

/**
 * Changes one row if it still has the version that the caller saw, and gives the row before and after (for the
 * audit event). Throws `NotFound`, or `Conflict` with the fields in which the caller's values differ from the
 * current ones. Who may change the row has been decided by the caller.
 */
export async function updateVersioned<T extends VersionedTable>(
  tx: Tx,
  table: T,
  key: VersionKey,
  patch: Partial<T['$inferInsert']>,
): Promise<Updated<T>> {
  const before = await lockVersion(tx, table, key, patch);
  const [after] = await tx
    .update(table as VersionedTable)
    .set({ ...patch, version: sql`${table.version} + 1` })
    .where(same(tx, table, key.id))
    .returning();
  if (!after) throw new NotFound(t.ref('versioned.missing'));
  return { before, after: after as T['$inferSelect'] };
}

/** Deletes one row if it still has the version that the caller saw; gives the row that was. */
export async function deleteVersioned<T extends VersionedTable>(
  tx: Tx,
  table: T,
  key: VersionKey,
): Promise<T['$inferSelect']> {
  const before = await lockVersion(tx, table, key, {});
  await tx.delete(table as VersionedTable).where(same(tx, table, key.id));
  return before;
}

async function lockVersion<T extends VersionedTable>(
  tx: Tx,
  table: T,
  key: VersionKey,
  patch: Readonly<Record<string, unknown>>,
): Promise<T['$inferSelect']> {
  const rows = await tx
    .select(getTableColumns(table as VersionedTable))
    .from(table as VersionedTable)
    .where(same(tx, table, key.id))
    .for('update');
  const current = rows[0] as (T['$inferSelect'] & { version: number }) | undefined;
  if (!current) throw new NotFound(t.ref('versioned.missing'));
  if (current.version !== key.version) {
    // The search text follows from what was entered: nobody chooses between two of it.
    const { search: _search, ...entered } = patch;
    throw new Conflict(t.ref('versioned.conflict'), differencesOf(entered, current), current.version);
  }
  return current;
}

const same = (tx: Tx, table: VersionedTable, id: string) =>
  and(eq(table.organisationId, tx.organisationId), eq(table.id, id));

/** The fields of `yours` whose value is not the current one. */
export function differencesOf(
  yours: Readonly<Record<string, unknown>>,
  current: Readonly<Record<string, unknown>>,
): Difference[] {
  return Object.keys(yours)
    .filter(
      (field) =>
        yours[field] !== undefined && JSON.stringify(yours[field]) !== JSON.stringify(current[field]),
    )
    .map((field) => ({ field, yours: yours[field], current: current[field] }));
}
