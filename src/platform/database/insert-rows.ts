import type { Tx } from './database.ts';

const chunk = 5000;

/** A row in the database's own column names; every row of one call has the same columns. */
export type NewRow = Readonly<Record<string, unknown>>;

/**
 * Inserts many rows with one statement per 5,000, typed by the table itself. For bulk work of our own making
 * (samples, imports): table and column names come from the code, never from a request.
 */
export async function insertRows(tx: Tx, table: string, rows: readonly NewRow[]): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first)
    .map((name) => `"${name}"`)
    .join(', ');
  const text = `insert into "${table}" (${columns}) select ${columns} from json_populate_recordset(null::"${table}", $1)`;
  for (let start = 0; start < rows.length; start += chunk) {
    await tx.client.query(text, [JSON.stringify(rows.slice(start, start + chunk))]);
  }
}
