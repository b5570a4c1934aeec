import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { serverEnvironment } from './cluster.ts';
import { type Layout, seenByServer } from './layout.ts';
import { giveTo } from './user.ts';

/** A server process that this process started. */
export interface Launched {
  readonly exited: () => boolean;
}

/** Settings that suit one server for the product; each can be overridden by the caller. */
const SETTINGS: Readonly<Record<string, string>> = {
  cluster_name: 'kijun',
  listen_addresses: '',
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  wal_compression: 'on',
  jit: 'off',
  random_page_cost: '1.1',
  log_min_messages: 'warning',
  // Statements may carry what people wrote; the product logs its own errors.
  log_min_error_statement: 'panic',
  log_line_prefix: '%m [%p] %a ',
  log_checkpoints: 'off',
};

const LARGEST_LOG = 10 * 1024 * 1024;

/** Starts the server; it lives on when this process dies, so that the next start can adopt it. */
export function launch(
  layout: Layout,
  binaries: Binaries,
  settings: Readonly<Record<string, string>>,
): Launched {
  const log = openLog(layout);
  const options = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const seen = seenByServer(layout);
  const child = spawn(
    join(binaries.directory, 'postgres'),
    ['-D', seen.cluster, '-k', seen.run, ...options],
    {
      ...layout.user,
      cwd: layout.cluster,
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  let gone = false;
  const markGone = () => {
    gone = true;
  };
  child.once('exit', markGone).once('error', markGone).unref();
  return { exited: () => gone };
}

function openLog(layout: Layout): number {
  const size = statSync(layout.log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_LOG) renameSync(layout.log, `${layout.log}.1`);
  const log = openSync(layout.log, 'a', 0o600);
  giveTo(layout.user, layout.log);
  return log;
}

/** The last lines of the server's log, for an error message. */
export function logTail(layout: Layout): string {
  if (!existsSync(layout.log)) return '';
  return readFileSync(layout.log, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
}

/** The process id in the cluster's lock file, or null. */
export function serverPid(layout: Layout): number | null {
  try {
    const pid = Number.parseInt(readFileSync(lockFile(layout), 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** Whether a process runs; one that died and waits to be buried by its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}

/**
 * Removes a lock file whose server is surely dead. PostgreSQL itself gives up when the process id was taken by
 * another process or is still held by an unburied one. Every process of a server has the cluster as its working
 * directory: while one is left, the file stays.
 */
export function clearStaleLock(layout: Layout): void {
  if (serverPid(layout) !== null && !hasLiveProcess(layout.cluster))
    rmSync(lockFile(layout), { force: true });
}

function hasLiveProcess(cluster: string): boolean {
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && worksIn(name, cluster));
}

function worksIn(pid: string, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster && Number(pid) !== process.pid;
  } catch {
    return false;
  }
}

function lockFile(layout: Layout): string {
  return join(layout.cluster, 'postmaster.pid');
}
