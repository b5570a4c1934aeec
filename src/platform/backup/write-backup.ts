import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Database, onStreamingConnection } from '../database/database.ts';
import { dataFiles } from './data-files.ts';
import { END, type End, MANIFEST, type Manifest, memberDigest, partName } from './format.ts';
import { type BackupTable, columnList, listTables, quoted } from './tables.ts';
import { type TarEntry, tarEnd, tarMember } from './tar.ts';

/** Rows are gathered into members of about this size. */
const PART_BYTES = 1024 * 1024;

/** What was written. */
export interface BackupSummary {
  readonly rows: number;
  readonly tables: number;
}

/**
 * Writes the whole installation to one file while it is in use: all rows from one snapshot, and the files of the
 * data folder. The file appears only when it is complete and on the disk; it is readable by its owner alone.
 */
export async function writeBackup(
  database: Database,
  dataFolder: string,
  file: string,
): Promise<BackupSummary> {
  const half = `${file}.${process.pid}.part`;
  let summary: BackupSummary = { rows: 0, tables: 0 };
  try {
    await onStreamingConnection(database, (client) => {
      const archive = archiveOf(client, dataFolder, (done) => {
        summary = done;
      });
      return pipeline(
        Readable.from(archive),
        createGzip(),
        createWriteStream(half, { mode: 0o600, flags: 'wx' }),
      );
    });
    await onDisk(half);
    await rename(half, file);
    return summary;
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}

async function onDisk(file: string): Promise<void> {
  const handle = await open(file, 'r');
  await handle.sync();
  await handle.close();
}

async function* archiveOf(
  client: pg.ClientBase,
  dataFolder: string,
  onDone: (summary: BackupSummary) => void,
): AsyncGenerator<Buffer> {
  const digest = memberDigest();
  const rows: Record<string, number> = {};
  for await (const entry of membersOf(client, dataFolder, rows)) {
    digest.add(entry);
    yield tarMember(entry);
  }
  const end: End = { ...digest.result(), rows };
  yield tarMember({ name: END, body: json(end) });
  yield tarEnd();
  onDone({
    rows: Object.values(rows).reduce((sum, count) => sum + count, 0),
    tables: Object.keys(rows).length,
  });
}

async function* membersOf(
  client: pg.ClientBase,
  dataFolder: string,
  rows: Record<string, number>,
): AsyncGenerator<TarEntry> {
  const sealed: TarEntry[] = [];
  for await (const entry of dataFiles(dataFolder, 'before')) sealed.push(entry);
  await client.query('begin isolation level repeatable read, read only');
  const manifest = await describe(client);
  yield { name: MANIFEST, body: json(manifest) };
  yield* sealed;
  const organisations = await organisationIds(client);
  for (const [index, table] of manifest.tables.entries()) {
    const count = yield* rowsOf(client, manifest, index, table.tenant ? organisations : [null]);
    rows[table.name] = count;
  }
  await client.query('commit');
  yield* dataFiles(dataFolder, 'after');
}

async function describe(client: pg.ClientBase): Promise<Manifest> {
  const migrations = await client.query<{ name: string }>('select name from schema_migrations order by name');
  return {
    product: 'kijun',
    format: 1,
    createdAt: new Date().toISOString(),
    migrations: migrations.rows.map((row) => row.name),
    tables: (await listTables(client)).map((table) => ({ ...table, columns: [...table.columns] })),
  };
}

async function organisationIds(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>('select id from organisations order by id');
  return rows.map((row) => row.id);
}

/** The rows of a table in PostgreSQL's copy format, tenant by tenant as row-level security wants; returns how many. */
async function* rowsOf(
  client: pg.ClientBase,
  manifest: Manifest,
  index: number,
  organisations: readonly (string | null)[],
): AsyncGenerator<TarEntry, number> {
  const table = manifest.tables[index];
  if (!table) return 0;
  let rows = 0;
  let parts = 0;
  for (const organisation of organisations) {
    if (organisation) await client.query(`select set_config('app.organisation', $1, true)`, [organisation]);
    const stream = client.query(copyTo(copyStatement(table, organisation)));
    for await (const body of inParts(stream)) {
      parts += 1;
      yield { name: partName(manifest.tables, index, parts), body };
    }
    rows += stream.rowCount;
  }
  return rows;
}

function copyStatement(table: BackupTable, organisation: string | null): string {
  // The id comes from the database itself and is a uuid; COPY takes no parameters.
  const where = organisation ? ` where organisation_id = '${organisation}'` : '';
  return `copy (select ${columnList(table.columns)} from ${quoted(table.name)}${where}) to stdout`;
}

async function* inParts(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    held.push(chunk);
    size += chunk.length;
    if (size >= PART_BYTES) {
      yield Buffer.concat(held);
      held = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(held);
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
