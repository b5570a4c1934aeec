import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Database, onStreamingConnection } from '../database/database.ts';
import { migrate, migrationNames } from '../database/migrate.ts';
import { type StagedFiles, stageFiles } from './data-files.ts';
import { type End, FILES, type Manifest, tableIndexOf } from './format.ts';
import { t } from './messages.ts';
import { type BackupReader, readBackup, verifyBackup } from './read-backup.ts';
import { type BackupTable, columnList, quoted } from './tables.ts';
import type { TarEntry } from './tar.ts';

/** What was restored. */
export interface RestoreSummary {
  readonly createdAt: string;
  readonly rows: number;
  readonly tables: number;
  /** Migrations that the backup did not have yet. */
  readonly upgraded: readonly string[];
}

const SECRET = `${FILES}keys/secret`;

/**
 * Fills an empty installation from a backup file: all of it or nothing. A backup of an earlier release gets its
 * own schema first, then the rows, then the migrations since.
 * @throws when the place is not empty, or the file is damaged, or it comes from a later release
 */
export async function restoreBackup(
  database: Database,
  dataFolder: string,
  file: string,
): Promise<RestoreSummary> {
  await verifyBackup(file);
  const backup = await readBackup(file);
  const files = stageFiles(dataFolder);
  try {
    await prepareSchema(database, backup.manifest);
    const end = await fill(database, backup, files, dataFolder);
    await files.commit();
    const upgraded = await migrate(database);
    const rows = Object.values(end.rows).reduce((sum, count) => sum + count, 0);
    const { createdAt, tables } = backup.manifest;
    return { createdAt, rows, tables: tables.length, upgraded };
  } finally {
    backup.close();
    await files.discard();
  }
}

/** Gives the empty database the very schema that the backup was taken from. */
async function prepareSchema(database: Database, manifest: Manifest): Promise<void> {
  const known = new Set(await migrationNames());
  const unknown = manifest.migrations.find((name) => !known.has(name));
  if (unknown) throw new Error(t('newerFormat', { migration: unknown }));
  const applied = await appliedMigrations(database);
  await refuseUnlessEmpty(database);
  const same = applied.join() === manifest.migrations.join();
  if (!same && applied.length > 0) {
    await database.pool.query('drop schema public cascade; create schema public');
  }
  if (!same) await migrate(database, manifest.migrations.at(-1));
}

async function appliedMigrations(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ there: boolean }>(
    `select to_regclass('public.schema_migrations') is not null as there`,
  );
  if (!rows[0]?.there) return [];
  const names = await database.pool.query<{ name: string }>(
    'select name from schema_migrations order by name',
  );
  return names.rows.map((row) => row.name);
}

/**
 * Empty means: no row in any table outside the organisations, the table of organisations among them; every other
 * row belongs to an organisation by its key.
 */
async function refuseUnlessEmpty(database: Database): Promise<void> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select c.relname::text as name from pg_class c
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and c.relname <> 'schema_migrations'
       and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id')
     order by 1`,
  );
  for (const { name } of rows) {
    const found = await database.pool.query(`select 1 from ${quoted(name)} limit 1`);
    if (found.rowCount !== 0) throw new Error(t('notEmpty', { table: name }));
  }
}

/** One transaction for all rows; the counts and the hash of the whole file are right, or nothing stays. */
async function fill(
  database: Database,
  backup: BackupReader,
  files: StagedFiles,
  dataFolder: string,
): Promise<End> {
  const tables = backup.manifest.tables;
  return onStreamingConnection(database, async (client) => {
    await client.query('begin');
    await guardTenants(client, tables, false);
    const end = await takeMembers(client, backup, files, dataFolder);
    await guardTenants(client, tables, true);
    await client.query('commit');
    return end;
  });
}

/** COPY cannot write under row-level security; the owner lifts it inside this transaction, where nobody sees it. */
async function guardTenants(
  client: pg.ClientBase,
  tables: readonly BackupTable[],
  on: boolean,
): Promise<void> {
  for (const { name } of tables.filter((table) => table.tenant)) {
    await client.query(`alter table ${quoted(name)} ${on ? '' : 'no '}force row level security`);
  }
}

async function takeMembers(
  client: pg.ClientBase,
  backup: BackupReader,
  files: StagedFiles,
  dataFolder: string,
): Promise<End> {
  const loader = tableLoader(client, backup.manifest.tables);
  for (;;) {
    const next = await backup.members.next();
    if (next.done) {
      compareCounts(next.value.rows, await loader.finish());
      return next.value;
    }
    const index = tableIndexOf(next.value.name);
    if (index !== null) await loader.add(index, next.value.body);
    else if (next.value.name.startsWith(FILES)) await takeFile(next.value, files, dataFolder);
  }
}

async function takeFile(entry: TarEntry, files: StagedFiles, dataFolder: string): Promise<void> {
  if (entry.name === SECRET) {
    const present = await readFile(join(dataFolder, 'keys', 'secret')).catch(() => null);
    if (present && !present.equals(entry.body)) await refuseIfUsed(dataFolder);
  }
  await files.add(entry);
}

/** A fresh start has already made a key; one that has sealed something belongs to another installation. */
async function refuseIfUsed(dataFolder: string): Promise<void> {
  const seals = await readdir(join(dataFolder, 'audit')).catch(() => []);
  if (seals.length > 0) throw new Error(t('secretDiffers', { folder: dataFolder }));
}

function compareCounts(
  expected: Readonly<Record<string, number>>,
  actual: ReadonlyMap<string, number>,
): void {
  for (const [table, count] of Object.entries(expected)) {
    if ((actual.get(table) ?? 0) !== count) throw new Error(t('altered', { detail: table }));
  }
}

/** Sends the parts of each table through one COPY, in the order of the manifest. */
function tableLoader(client: pg.ClientBase, tables: readonly BackupTable[]) {
  const counts = new Map<string, number>();
  let open: { index: number; table: BackupTable; stream: ReturnType<typeof startCopy> } | null = null;
  const close = async () => {
    if (!open) return;
    const { stream, table } = open;
    open = null;
    stream.end();
    await finished(stream);
    counts.set(table.name, stream.rowCount ?? 0);
  };
  return {
    async add(index: number, body: Buffer): Promise<void> {
      if (open?.index !== index) {
        await close();
        const table = tables[index];
        if (!table) throw new Error(t('altered', { detail: String(index) }));
        open = { index, table, stream: startCopy(client, table) };
      }
      if (open) await written(open.stream, body);
    },
    async finish(): Promise<ReadonlyMap<string, number>> {
      await close();
      return counts;
    },
  };
}

function startCopy(client: pg.ClientBase, table: BackupTable) {
  const stream = client.query(
    copyFrom(`copy ${quoted(table.name)} (${columnList(table.columns)}) from stdin`),
  );
  // An error reaches whoever writes or waits; when nobody does, the restore has failed already.
  stream.on('error', () => undefined);
  return stream;
}

function written(stream: Writable, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('error', reject);
    stream.write(body, (error) => {
      stream.off('error', reject);
      if (error) reject(error);
      else resolve();
    });
  });
}
