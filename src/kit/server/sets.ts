import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import { Conflict } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/database/database.ts';
import { t } from './messages.ts';

const CHUNK = 10_000;

/**
 * Inserts many rows in one statement per 10,000: the rows travel as one JSON parameter, so neither the number of
 * parameters nor the time to build the statement grows with them. Columns that no row names get their default.
 */
export async function insertMany<T extends PgTable>(
  tx: Tx,
  table: T,
  rows: readonly T['$inferInsert'][],
): Promise<void> {
  for (const { columns, json } of chunks(table, rows)) {
    const names = list(columns.map((column) => sql.identifier(column.name)));
    await tx.execute(
      sql`insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, ${json}::jsonb)`,
    );
  }
}

/** A row to change: its id, the version that was read, and the new values of the changed columns. */
export type VersionedChange<T extends PgTable> = Partial<T['$inferInsert']> & {
  readonly id: string;
  readonly version: number;
};

/**
 * Updates many rows of one organisation in one statement per 10,000, each only if it still has the version that
 * was read; otherwise throws `Conflict` (and the transaction undoes all of it). Every change must name the same
 * columns. Versions go up by one.
 */
export async function updateMany<T extends PgTable>(
  tx: Tx,
  table: T,
  changes: readonly VersionedChange<T>[],
): Promise<void> {
  for (const { columns, json, count } of chunks(table, changes)) {
    const assignments = columns
      .filter((column) => !['id', 'version', 'organisation_id'].includes(column.name))
      .map((column) => sql`${sql.identifier(column.name)} = new.${sql.identifier(column.name)}`);
    const updated = await tx.execute(sql`
      update ${table} as old set ${list([...assignments, sql`version = old.version + 1`])}
      from jsonb_populate_recordset(null::${table}, ${json}::jsonb) as new
      where old.organisation_id = ${tx.organisationId} and old.id = new.id and old.version = new.version`);
    if (updated.rowCount !== count) throw new Conflict(t.ref('sets.conflict'));
  }
}

interface Chunk {
  readonly columns: readonly PgColumn[];
  readonly json: string;
  readonly count: number;
}

function* chunks(table: PgTable, rows: readonly Readonly<Record<string, unknown>>[]): Generator<Chunk> {
  const all = Object.entries(getTableColumns(table)) as [string, PgColumn][];
  if (rows.length > 0 && all.length === 0) throw new Error(`${getTableConfig(table).name} has no columns`);
  for (let start = 0; start < rows.length; start += CHUNK) {
    const part = rows.slice(start, start + CHUNK);
    const used = all.filter(([key]) => part.some((row) => row[key] !== undefined));
    const records = part.map((row) =>
      Object.fromEntries(used.map(([key, column]) => [column.name, plain(row[key])])),
    );
    yield { columns: used.map(([, column]) => column), json: JSON.stringify(records), count: part.length };
  }
}

/** Bytes in the form that PostgreSQL reads from text; everything else is JSON already. */
const plain = (value: unknown): unknown =>
  value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;

const list = (parts: SQL[] | ReturnType<typeof sql.identifier>[]): SQL => sql.join(parts as SQL[], sql`, `);
