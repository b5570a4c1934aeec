import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { isId } from '../../kernel/ids.ts';

/** Dates of law stay `YYYY-MM-DD` strings and bigint counts stay exact numbers; neither becomes a JS Date or float. */
const parsers = new pg.TypeOverrides();
parsers.setTypeParser(pg.types.builtins.DATE, (text) => text);
parsers.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`integer out of range: ${text}`);
  return value;
});

/** A transaction bound to one organisation; the only way to reach tenant tables. */
export interface Tx extends NodePgDatabase {
  readonly organisationId: string;
  readonly client: pg.PoolClient;
  /**
   * Sends the last statement of the transaction without waiting for it, so that it travels together with the commit.
   * When it fails, the transaction fails. Nothing may be done in the transaction after it.
   */
  conclude(statement: pg.QueryConfig): void;
}

export interface Database {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** Where the database is: a URL, or the socket folder, user and name of the managed server. */
export type Connection = string | { readonly host: string; readonly user: string; readonly database: string };

/** Opens a pool. `max` connections are shared by all requests of the process. */
export function openDatabase(
  connection: Connection,
  options: { max?: number; onError?: (error: Error) => void } = {},
): Database {
  const pool = new pg.Pool({
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    max: options.max ?? 20,
    types: parsers,
    application_name: 'kijun',
    // Statements are sent as they come, not one per reply; the database still works them off in order.
    pipeline: true,
  });
  // An idle connection that the server closed must not bring the process down: the next query opens another.
  pool.on('error', options.onError ?? (() => undefined));
  // Nor may one that is in use: the query that was under way fails, and says so to its caller.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { pool, close: () => pool.end() };
}

const retryable = new Set(['40001', '40P01']);

/**
 * Runs `work` in one transaction as one organisation: `SET LOCAL` names the tenant for row-level security.
 * Serialisation failures and deadlocks are tried again (three times); any other error rolls back and is thrown.
 */
export async function inOrganisation<T>(
  database: Database,
  organisationId: string,
  work: (tx: Tx) => Promise<T>,
  options: { isolation?: 'repeatable read' } = {},
): Promise<T> {
  if (!isId(organisationId)) throw new Error('not an organisation id');
  const isolation = options.isolation ? ` isolation level ${options.isolation}` : '';
  const begin = `begin${isolation}; set local app.organisation = '${organisationId}'`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction(database, begin, (client, conclude) =>
        work(bind(client, organisationId, conclude)),
      );
    } catch (error) {
      if (attempt === 3 || !retryable.has(sqlState(error))) throw error;
    }
  }
}

/** Runs `work` in a transaction without a tenant: catalogues only, row-level security hides every tenant row. */
export function inCatalogue<T>(database: Database, work: (db: NodePgDatabase) => Promise<T>): Promise<T> {
  return transaction(database, 'begin', (client) => work(drizzle(client)));
}

/** The SQLSTATE of a database error, also when Drizzle has wrapped it; '' when it is none. */
export function sqlState(error: unknown): string {
  if (error instanceof pg.DatabaseError) return error.code ?? '';
  return error instanceof Error && error.cause !== undefined ? sqlState(error.cause) : '';
}

/**
 * Runs `work` on a connection of its own that can stream: COPY reads and writes in its own rhythm, which the
 * connections of the pool do not allow. The connection ends with the work, and with it whatever was half way.
 */
export async function onStreamingConnection<T>(
  database: Database,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...database.pool.options, pipeline: false });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

type Conclude = Tx['conclude'];

/** Lets what is sent on the connection in this turn of the event loop go out in one write: writes are what costs. */
export function sendTogether(client: pg.PoolClient): void {
  const { stream } = client.connection;
  stream.cork();
  setImmediate(() => stream.uncork());
}

async function transaction<T>(
  database: Database,
  begin: string,
  work: (client: pg.PoolClient, conclude: Conclude) => Promise<T>,
): Promise<T> {
  const client = await database.pool.connect();
  const underway: Promise<unknown>[] = [];
  // Without a reader its failure is no event of its own: it is met where the transaction ends.
  const send = (statement: string | pg.QueryConfig) => {
    sendTogether(client);
    const sent = client.query(statement);
    sent.catch(() => undefined);
    underway.push(sent);
  };
  let broken: Error | undefined;
  try {
    send(begin);
    const result = await work(client, send);
    send('commit');
    // A commit after a failed statement is a rollback; the statement says why.
    for (const sent of underway) await sent;
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function bind(client: pg.PoolClient, organisationId: string, conclude: Conclude): Tx {
  return Object.assign(drizzle(client), { organisationId, client, conclude }) as unknown as Tx;
}
