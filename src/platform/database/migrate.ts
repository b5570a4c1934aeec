import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { Database } from './database.ts';

const folder = join(import.meta.dirname, '../../../migrations');

/**
 * Brings the database to the newest schema: each `migrations/NNNN-name.sql` once, in order, each in its own
 * transaction, then row-level security on every table with an organisation. Safe to run from several processes.
 * Returns the names that were applied now. Refuses a database made by a newer release.
 * @param last the last migration to apply, for the schema of an earlier release; all of them when absent
 */
export async function migrate(database: Database, last?: string): Promise<string[]> {
  const files = (await migrationNames()).filter((name) => last === undefined || name <= last);
  const client = await database.pool.connect();
  try {
    await client.query(
      'create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())',
    );
    await refuseNewer(client, files);
    const applied: string[] = [];
    for (const name of files) {
      if (await apply(client, name)) applied.push(name);
    }
    await protectTenants(client);
    return applied;
  } finally {
    client.release();
  }
}

/** The migrations of this release, in order. */
export async function migrationNames(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
}

async function refuseNewer(client: pg.PoolClient, files: readonly string[]): Promise<void> {
  const unknown = await client.query<{ name: string }>(
    'select name from schema_migrations where not (name = any($1))',
    [files],
  );
  const first = unknown.rows[0];
  if (first)
    throw new Error(
      `This database was made by a newer release (${first.name}); start that release or restore a backup.`,
    );
}

async function apply(client: pg.PoolClient, name: string): Promise<boolean> {
  const sql = await readFile(join(folder, name), 'utf8');
  await client.query('begin');
  try {
    // The row itself is the lock: a second process waits here and then finds the work done.
    const claimed = await client.query(
      'insert into schema_migrations (name) values ($1) on conflict do nothing',
      [name],
    );
    if (claimed.rowCount === 1) await client.query(sql);
    await client.query('commit');
    return claimed.rowCount === 1;
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${name} failed`, { cause: error });
  }
}

/** Whether the database's account passes over row-level security, so that nothing but our queries parts the tenants. */
export async function bypassesTenants(database: Database): Promise<boolean> {
  const { rows } = await database.pool.query<{ bypasses: boolean }>(
    'select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user',
  );
  return rows[0]?.bypasses === true;
}

/** Default deny: a table with an organisation shows no row unless the transaction names that organisation. */
export async function protectTenants(client: pg.PoolClient): Promise<void> {
  const tables = await client.query<{ name: string }>(`
    select c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not c.relforcerowsecurity
    order by 1`);
  for (const { name } of tables.rows) {
    await client.query(`
      alter table "${name}" enable row level security;
      alter table "${name}" force row level security;
      create policy tenant on "${name}"
        using (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid)
        with check (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid)`);
  }
}
