import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { setAuditSecrets } from '../audit/record-event.ts';
import { secretsFrom } from '../audit/secrets.ts';
import { type Database, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';

/** The secret of every test: fixed, so that a failing run can be repeated. */
export const testSecrets = secretsFrom(createHash('sha256').update('test').digest());

export interface TestDatabase extends Database {
  readonly url: string;
}

/**
 * A fresh, migrated database of one's own on the test server (`KIJUN_TEST_PG`, started by Vitest's global set-up),
 * copied from a template in 50–150 ms. Call `close()` in `afterAll`: it drops the database.
 */
export function testDatabase(): Promise<TestDatabase> {
  return create(async (client, server) => `template ${await ensureTemplate(client, server)}`);
}

/** An empty, not migrated database on the test server. */
export function emptyDatabase(): Promise<TestDatabase> {
  return create(async () => '');
}

async function create(
  options: (client: pg.Client, server: string) => Promise<string>,
): Promise<TestDatabase> {
  setAuditSecrets(testSecrets);
  const server = serverUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withClient(server, async (client) =>
    client.query(`create database ${name} ${await options(client, server)}`),
  );
  const url = withDatabase(server, name);
  const database = openDatabase(url, { max: 8 });
  return {
    pool: database.pool,
    url,
    close: async () => {
      await database.close();
      await withClient(server, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

function serverUrl(): string {
  const url = process.env.KIJUN_TEST_PG;
  if (!url)
    throw new Error(
      'KIJUN_TEST_PG is not set: run the tests through Vitest, whose global set-up starts PostgreSQL',
    );
  return url;
}

/** The template is named after the migrations, so a changed migration makes a new one. */
async function ensureTemplate(client: pg.Client, server: string): Promise<string> {
  const name = `template_${await migrationsHash()}`;
  await client.query('select pg_advisory_lock(4711)');
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await makeTemplate(client, server, name);
    return name;
  } finally {
    await client.query('select pg_advisory_unlock(4711)');
  }
}

async function makeTemplate(client: pg.Client, server: string, name: string): Promise<void> {
  const draft = `draft_${randomBytes(6).toString('hex')}`;
  await client.query(`create database ${draft}`);
  const database = openDatabase(withDatabase(server, draft), { max: 1 });
  try {
    await migrate(database);
  } finally {
    await database.close();
  }
  await client.query(`alter database ${draft} rename to ${name}`);
}

async function migrationsHash(): Promise<string> {
  const folder = join(import.meta.dirname, '../../../migrations');
  const hash = createHash('sha256');
  for (const file of (await readdir(folder)).sort())
    hash.update(file).update(await readFile(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A plain URL cannot be parsed here: `postgresql://user@/name?host=/socket` has no host. */
const withDatabase = (url: string, name: string): string =>
  url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${name}`);
