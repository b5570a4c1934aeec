/** Vitest's global set-up: one PostgreSQL for the whole run, in memory-like settings, thrown away afterwards. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startManagedPostgres } from '../src/platform/postgres/managed.ts';

const PREFIX = 'kijun-test-';

/** Nothing here has to survive a power cut. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: '200',
  // Its worker would stand in the way of dropping a database, and only a superuser may end it.
  autovacuum: 'off',
};

export default async function provide(): Promise<() => Promise<void>> {
  sweep();
  const directory = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const server = await startManagedPostgres({ directory, settings: SETTINGS });
  process.env.KIJUN_TEST_PG = server.url;
  return async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}

/** A run that was killed leaves its server and folder; the next run clears them away. */
function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const owner = Number(name.slice(PREFIX.length).split('-')[0]);
    if (isAlive(owner)) continue;
    const directory = join(tmpdir(), name);
    endServer(directory);
    rmSync(directory, { recursive: true, force: true });
  }
}

function endServer(directory: string): void {
  try {
    const pid = Number.parseInt(readFileSync(join(directory, 'cluster', 'postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 'SIGQUIT');
  } catch {
    // It has ended already.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
