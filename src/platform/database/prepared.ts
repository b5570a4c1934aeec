import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { QueryResultRow } from 'pg';
import type { Tx } from './database.ts';

const dialect = new PgDialect();

/**
 * Runs a statement that every request or every save needs, as a prepared one: the database plans it once per
 * connection, which for a join of many tables costs more than running it. The text must be the same each time;
 * what differs are its parameters.
 */
export async function executePrepared<Row extends QueryResultRow>(
  tx: Tx,
  name: string,
  query: SQL,
): Promise<readonly Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(query);
  const result = await tx.client.query<Row>({ name, text, values: params });
  return result.rows;
}
