import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { recordEvent, setAuditSecrets } from '../audit/record-event.ts';
import { readHeads, sealLog } from '../audit/seal-log.ts';
import { loadSecrets } from '../audit/secrets.ts';
import { verifyLog } from '../audit/verify-log.ts';
import { systemActor } from '../authorisation/actor.ts';
import { inOrganisation } from '../database/database.ts';
import { emptyDatabase, type TestDatabase, testDatabase } from '../database/testing.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const ministry = newId();
const town = newId();
const PEOPLE = 3000;

let source: TestDatabase;
let folder: string;
let target: TestDatabase;
let targetFolder: string;
let file = '';
const expected = new Map<string, unknown>();

beforeAll(async () => {
  source = await testDatabase();
  folder = newFolder();
  setAuditSecrets(await loadSecrets(folder));
  await source.pool.query(
    `insert into organisations (id, slug, name, kind) values ($1, 'ministry', '見本省', 'national'), ($2, 'town', '見本町', 'local')`,
    [ministry, town],
  );
  for (const organisation of [ministry, town]) await fillOrganisation(organisation);
  for (const organisation of [ministry, town]) {
    expected.set(organisation, await contents(source, organisation));
  }
  file = join(folder, '..', `${ministry}.backup`);
  await writeBackup(source, folder, file);
});

afterAll(async () => {
  await source.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(file, { force: true });
});

beforeEach(async () => {
  target = await emptyDatabase();
  targetFolder = newFolder();
});

afterEach(async () => {
  await target.close();
  rmSync(targetFolder, { recursive: true, force: true });
});

const newFolder = () => mkdtempSync(join(tmpdir(), 'kijun-backup-'));

async function fillOrganisation(organisation: string): Promise<void> {
  const actor = systemActor(organisation, '試験');
  await inOrganisation(source, organisation, async (tx) => {
    await tx.client.query(
      `insert into people (organisation_id, id, number, name, employment)
       select $1, gen_random_uuid(), n::text, '職員' || n || chr(9) || '改行' || chr(10) || '\\N', 'regular'
       from generate_series(1, $2::int) n`,
      [organisation, PEOPLE],
    );
    const parent = newId();
    const child = newId();
    await tx.client.query(
      `insert into units (organisation_id, id, parent_id, path, code, name, kind, valid_from)
       values ($1, $2, null, $4, '1', '局', 'bureau', '2026-04-01'),
              ($1, $3, $2, $5, '2', '課', 'section', '2026-04-01')`,
      [organisation, parent, child, `/${parent}/`, `/${parent}/${child}/`],
    );
    await recordEvent(tx, actor, { action: 'person.import', after: { count: PEOPLE } });
  });
  await sealLog(source, organisation, folder);
  await inOrganisation(source, organisation, (tx) => recordEvent(tx, actor, { action: 'person.edit' }));
}

async function contents(database: TestDatabase, organisation: string): Promise<unknown> {
  return inOrganisation(database, organisation, async (tx) => {
    const people = await tx.client.query(
      `select count(*), md5(string_agg(p::text, '|' order by id)) from people p`,
    );
    const units = await tx.client.query('select * from units order by code');
    const events = await tx.client.query('select * from audit_events order by id');
    return [people.rows, units.rows, events.rows];
  });
}

const isEmpty = async (database: TestDatabase) =>
  (await database.pool.query(`select to_regclass('organisations') is null as none`)).rows[0]?.none ||
  (await database.pool.query('select 1 from organisations')).rowCount === 0;

describe('backup and restore', () => {
  it('restores every organisation into an empty place, row for row', async () => {
    const summary = await restoreBackup(target, targetFolder, file);
    expect(summary.rows).toBeGreaterThan(2 * PEOPLE);
    expect(summary.upgraded).toEqual([]);
    for (const organisation of [ministry, town]) {
      expect(await contents(target, organisation)).toEqual(expected.get(organisation));
    }
  });

  it('restores an audit log that still proves itself, with its key and its outside seals', async () => {
    await restoreBackup(target, targetFolder, file);
    setAuditSecrets(await loadSecrets(targetFolder));
    for (const organisation of [ministry, town]) {
      const heads = await readHeads(targetFolder, organisation);
      expect(heads).toHaveLength(1);
      const result = await verifyLog(target, organisation, heads);
      expect(result).toMatchObject({ findings: [], sealed: 1, unsealed: 1 });
    }
  });

  it('keeps organisations apart after the restore', async () => {
    await restoreBackup(target, targetFolder, file);
    expect((await target.pool.query('select 1 from people')).rowCount).toBe(0);
    const own = await inOrganisation(target, town, (tx) => tx.client.query('select 1 from people'));
    expect(own.rowCount).toBe(PEOPLE);
  });

  it('is one snapshot: what is written meanwhile is not half in it', async () => {
    const other = join(targetFolder, 'busy.backup');
    let stop = false;
    const insert = async () => {
      for (let n = 0; !stop; n += 1) {
        await inOrganisation(source, town, async (tx) => {
          const id = newId();
          const values = [town, id, `x${n}-${id}`];
          await tx.client.query(
            `insert into people (organisation_id, id, number, name, employment) values ($1, $2, $3, '新人', 'regular')`,
            values,
          );
          await tx.client.query(
            `insert into absences (organisation_id, id, person_id, reason, valid_from) values ($1, $2, $2, '研修', '2026-04-01')`,
            values.slice(0, 2),
          );
        });
      }
    };
    const writing = insert();
    await writeBackup(source, folder, other);
    stop = true;
    await writing;
    await restoreBackup(target, targetFolder, other);
    const { rows } = await inOrganisation(target, town, (tx) =>
      tx.client.query<{ people: string; absences: string }>(
        `select (select count(*) from people where name = '新人') as people, (select count(*) from absences) as absences`,
      ),
    );
    expect(rows[0]?.people).toBe(rows[0]?.absences);
  });

  it('restores into an installation that was started but never set up, also of a later schema', async () => {
    const earlier = await testDatabase();
    await earlier.pool.query(`create table later (word text)`);
    await earlier.pool.query(`insert into schema_migrations (name) values ('9999-later.sql')`);
    await loadSecrets(targetFolder);
    await restoreBackup(earlier, targetFolder, file);
    expect(await contents(earlier, town)).toEqual(expected.get(town));
    expect((await earlier.pool.query(`select to_regclass('later') is null as gone`)).rows[0]?.gone).toBe(
      true,
    );
    await earlier.close();
  });

  it('is readable by its owner alone and leaves no half file', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, '..')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('refuses a place that is not empty', async () => {
    await restoreBackup(target, targetFolder, file);
    await expect(restoreBackup(target, targetFolder, file)).rejects.toThrow('空ではありません');
  });

  it('refuses a data folder with the key of another installation', async () => {
    await loadSecrets(targetFolder);
    mkdirSync(join(targetFolder, 'audit'));
    writeFileSync(join(targetFolder, 'audit', `${newId()}.heads`), '1 00\n');
    await expect(restoreBackup(target, targetFolder, file)).rejects.toThrow('別の鍵');
    expect(await isEmpty(target)).toBe(true);
  });
});

describe('a damaged backup', () => {
  const damaged = (change: (bytes: Buffer) => Buffer): string => {
    const path = join(targetFolder, 'damaged.backup');
    writeFileSync(path, change(readFileSync(file)));
    return path;
  };

  const cases: readonly [string, (bytes: Buffer) => Buffer, string][] = [
    ['cut off in the middle', (bytes) => bytes.subarray(0, bytes.length / 2), '途中で切れた'],
    ['cut off in the archive', (bytes) => gzipSync(gunzipSync(bytes).subarray(0, -20_000)), '途中で切れた'],
    ['one bit of the file flipped', (bytes) => flip(bytes, bytes.length / 2), '違います'],
    ['one byte of a row changed', (bytes) => gzipSync(inRow(gunzipSync(bytes))), '違います'],
    ['something else', () => Buffer.from('氏名,所属\n'), 'バックアップではありません'],
    ['something else, compressed', () => gzipSync('氏名,所属\n'), 'バックアップではありません'],
  ];

  it.each(cases)('is refused and changes nothing: %s', async (_name, change, message) => {
    const path = damaged(change);
    await expect(restoreBackup(target, targetFolder, path)).rejects.toThrow(message);
    expect(await isEmpty(target)).toBe(true);
    expect(readdirSync(targetFolder)).toEqual(['damaged.backup']);
  });

  it('names a file that is not there', async () => {
    await expect(restoreBackup(target, targetFolder, '/nowhere.backup')).rejects.toThrow('/nowhere.backup');
  });

  it('refuses one of a later release', async () => {
    const later = await testDatabase();
    await later.pool.query(`insert into schema_migrations (name) values ('9999-later.sql')`);
    const path = join(targetFolder, 'later.backup');
    await writeBackup(later, folder, path);
    await later.close();
    await expect(restoreBackup(target, targetFolder, path)).rejects.toThrow('9999-later.sql');
  });
});

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const index = Math.floor(at);
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
}

function inRow(archive: Buffer): Buffer {
  const at = archive.indexOf('職員1000');
  expect(at).toBeGreaterThan(0);
  const copy = Buffer.from(archive);
  copy.write('聴', at);
  return copy;
}
