import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ManagedPostgres, startManagedPostgres } from './managed.ts';

/** Other processes that use a server: a small program that starts it and says so. */
const PROGRAM = `
  const { startManagedPostgres } = await import(process.argv[1]);
  const server = await startManagedPostgres({ directory: process.argv[2] });
  process.stdout.write(JSON.stringify({ adopted: server.adopted, host: server.connection.host }) + '\\n');
  process.stdin.once('data', async () => { await server.stop(); process.exit(0); });
`;

interface Neighbour {
  readonly process: ChildProcess;
  readonly adopted: boolean;
  stop(): Promise<void>;
}

let directory: string;
const running: ManagedPostgres[] = [];

beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'kijun-managed-')), 'postgres');
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

async function start(at = directory, report?: (message: string) => void): Promise<ManagedPostgres> {
  const server = await startManagedPostgres({ directory: at, ...(report ? { report } : {}) });
  running.push(server);
  return server;
}

async function neighbour(): Promise<Neighbour> {
  const module = new URL('./managed.ts', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, module, directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { adopted } = JSON.parse(line.toString()) as { adopted: boolean };
  const stop = async () => {
    child.stdin.write('stop\n');
    await once(child, 'exit');
  };
  return { process: child, adopted, stop };
}

async function query<Row extends pg.QueryResultRow>(server: ManagedPostgres, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function postmaster(): number {
  return Number.parseInt(readFileSync(join(directory, 'cluster', 'postmaster.pid'), 'utf8'), 10);
}

describe('the managed PostgreSQL', () => {
  it('keeps its data over a stop and a start, and serves a role that is bound by row-level security', async () => {
    const first = await start();
    expect(first.adopted).toBe(false);
    await query(first, 'create table kept (word text); ');
    await query(first, `insert into kept values ('基準')`);
    await first.stop();
    await expect(query(first, 'select 1')).rejects.toThrow();

    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await query(second, 'select word from kept')).toEqual([{ word: '基準' }]);
    const [role] = await query<{ rolsuper: boolean; rolbypassrls: boolean; rolcreatedb: boolean }>(
      second,
      'select rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname = current_user',
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreatedb: true });
  });

  it('listens on no network address and treats Japanese letters as letters', async () => {
    const server = await start();
    const [found] = await query(
      server,
      `select current_setting('listen_addresses') as net, '誤' ~ '\\w' as letter`,
    );
    expect(found).toEqual({ net: '', letter: true });
  });

  it('adopts a server whose process was killed, and stops it in the end', async () => {
    const doomed = await neighbour();
    const pid = postmaster();
    doomed.process.kill('SIGKILL');
    await once(doomed.process, 'exit');

    const server = await start();
    expect(server.adopted).toBe(true);
    expect(postmaster()).toBe(pid);
    await server.stop();
    await expect(query(server, 'select 1')).rejects.toThrow();
  });

  it('leaves the server to another process that still uses it', async () => {
    const server = await start();
    const other = await neighbour();
    expect(other.adopted).toBe(true);
    await other.stop();
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('starts again after everything was killed', async () => {
    const doomed = await neighbour();
    process.kill(postmaster(), 'SIGKILL');
    doomed.process.kill('SIGKILL');
    await once(doomed.process, 'exit');
    const server = await start();
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('starts a server again that dies while it is used', async () => {
    const said: string[] = [];
    const server = await start(directory, (message) => said.push(message));
    process.kill(postmaster(), 'SIGKILL');
    for (let i = 0; i < 200 && said.length < 2; i += 1) await sleep(50);
    expect(said).toHaveLength(2);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('lets two processes make the same new cluster at once', async () => {
    const [one, two] = await Promise.all([neighbour(), neighbour()]);
    expect([one.adopted, two.adopted].filter(Boolean)).toHaveLength(1);
    const server = await start();
    await Promise.all([one.stop(), two.stop()]);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('works in a folder whose path is too long for a socket, and finds its server there again', async () => {
    directory = join(directory, '長い名前の課室'.repeat(6), 'postgres');
    const doomed = await neighbour();
    doomed.process.kill('SIGKILL');
    await once(doomed.process, 'exit');
    const server = await start();
    expect(server.adopted).toBe(true);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    rmSync(server.connection.host, { recursive: true, force: true });
    directory = join(directory, '..', '..');
  });

  it.runIf(process.getuid?.() === 0)('works for root in a folder that other users cannot enter', async () => {
    mkdirSync(join(directory, 'closed'), { recursive: true, mode: 0o700 });
    const server = await start(join(directory, 'closed', 'postgres'));
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('removes a lock file that names a process of something else', async () => {
    await (await start()).stop();
    writeFileSync(join(directory, 'cluster', 'postmaster.pid'), `${process.pid}\n/elsewhere\n`);
    const server = await start();
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  }, 20_000);

  it('says which version is missing when the data were made by another major', async () => {
    mkdirSync(join(directory, 'cluster'), { recursive: true });
    writeFileSync(join(directory, 'cluster', 'PG_VERSION'), '11\n');
    await expect(start()).rejects.toThrow('PostgreSQL 11');
  });
});
