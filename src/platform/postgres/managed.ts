import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, chooseBinaries } from './binaries.ts';
import { clusterMajor, ensureCluster, SUPERUSER } from './cluster.ts';
import { type Layout, prepareLayout } from './layout.ts';
import { t } from './messages.ts';
import { clearStaleLock, isRunning, type Launched, launch, logTail, serverPid } from './processes.ts';

/** How the product connects: over the Unix socket, as a role that row-level security binds. */
export interface ManagedConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** A running local server that belongs to this product. */
export interface ManagedPostgres {
  readonly connection: ManagedConnection;
  /** The same as a URL, for `DATABASE_URL` of a child process. */
  readonly url: string;
  /** True when a server left running by an earlier or another process was taken over. */
  readonly adopted: boolean;
  readonly major: number;
  /** Lets go of the server and stops it, unless another process of the product still uses it. */
  stop(): Promise<void>;
}

export interface ManagedOptions {
  /** The server's own folder, such as `data/postgres`. */
  readonly directory: string;
  /** Server settings beyond the usual ones. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told, in words for an administrator, when the server was lost and regained. */
  readonly report?: (message: string) => void;
}

interface Server {
  readonly layout: Layout;
  readonly binaries: Binaries;
  readonly settings: Readonly<Record<string, string>>;
}

/** A session held for as long as this process uses the server; it carries the shared lock. */
interface Lease {
  readonly client: pg.Client;
  readonly adopted: boolean;
}

const ROLE = 'kijun';
const PORT = 5432;
/** Users of the server hold this advisory lock shared; who can take it alone is the last and may stop it. */
const USERS_LOCK = 7_262_611;
const MOST_LAUNCHES = 75;
const STOP_SECONDS = 60;

/**
 * Starts the local PostgreSQL of the product, or adopts the one that still runs.
 * The first start makes the cluster, the role `kijun` (no superuser, may create databases) and its database.
 * While in use, a server that dies is started again; the caller's pool reconnects by itself.
 * @throws with words for an administrator when no server can be had
 */
export async function startManagedPostgres(options: ManagedOptions): Promise<ManagedPostgres> {
  if (process.platform !== 'linux') throw new Error(t('platformUnsupported', { platform: process.platform }));
  const server = prepareServer(options);
  let lease = await reach(server);
  await provision(lease.client);
  let stopping = false;
  const supervise = () =>
    watch(
      lease.client,
      async () => {
        if (stopping) return;
        options.report?.(t('lost'));
        lease = await reach(server);
        options.report?.(t('regained'));
        supervise();
      },
      (error) => options.report?.(error.message),
    );
  supervise();
  const { run } = server.layout;
  return {
    connection: { host: run, port: PORT, user: ROLE, database: ROLE },
    url: `postgresql://${ROLE}@/${ROLE}?host=${encodeURIComponent(run)}`,
    adopted: lease.adopted,
    major: server.binaries.major,
    stop: async () => {
      if (stopping) return;
      stopping = true;
      await letGo(server, lease.client);
    },
  };
}

function prepareServer(options: ManagedOptions): Server {
  const layout = prepareLayout(options.directory);
  const binaries = chooseBinaries(clusterMajor(layout.cluster), layout);
  ensureCluster(layout, binaries);
  return { layout, binaries, settings: options.settings ?? {} };
}

/** Connects, starting the server as often as it takes; a lock file of a process that just died fails a few. */
async function reach(server: Server): Promise<Lease> {
  let launched: Launched | null = null;
  for (let launches = 0; launches <= MOST_LAUNCHES; ) {
    const answer = await tryLease(server.layout);
    if (answer instanceof pg.Client) {
      return { client: answer, adopted: launched === null || launched.exited() };
    }
    if (answer === 'absent' && (launched === null || launched.exited())) {
      if (launches > 0) await sleep(200);
      if (launches > 10) clearStaleLock(server.layout);
      launched = launch(server.layout, server.binaries, server.settings);
      launches += 1;
    }
    await sleep(25);
  }
  throw new Error(t('notStarted', { log: server.layout.log, detail: logTail(server.layout) }));
}

/** One attempt: a session with the shared lock, or how the server stands. */
async function tryLease(layout: Layout): Promise<pg.Client | 'absent' | 'starting'> {
  const client = new pg.Client({ host: layout.run, port: PORT, user: SUPERUSER, database: SUPERUSER });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(`set application_name = 'kijun-lease'`);
    await client.query('select pg_advisory_lock_shared($1)', [USERS_LOCK]);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    return isStarting(error) ? 'starting' : 'absent';
  }
}

/** 57P03: the server is starting up, recovering or shutting down. */
function isStarting(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '57P03';
}

function watch(client: pg.Client, onLoss: () => Promise<void>, onError: (error: Error) => void): void {
  client.once('end', () => {
    onLoss().catch((error: unknown) => onError(error instanceof Error ? error : new Error(String(error))));
  });
}

/** The role and database of the product; two processes may come here at once, and the later one finds them. */
async function provision(client: pg.Client): Promise<void> {
  const role = await client.query('select 1 from pg_roles where rolname = $1', [ROLE]);
  if (role.rowCount === 0) await unlessThere(client, `create role ${ROLE} login createdb`);
  const database = await client.query('select 1 from pg_database where datname = $1', [ROLE]);
  if (database.rowCount === 0) await unlessThere(client, `create database ${ROLE} owner ${ROLE}`);
}

const ALREADY_THERE = new Set(['42710', '42P04', '23505']);

async function unlessThere(client: pg.Client, statement: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && ALREADY_THERE.has(error.code ?? ''))) throw error;
  }
}

async function letGo(server: Server, client: pg.Client): Promise<void> {
  if (await isLastUser(client)) await shutDown(server.layout);
  await client.end().catch(() => undefined);
}

/** Gives up the shared lock and asks for it alone: granted only when no other process of the product has it. */
async function isLastUser(client: pg.Client): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [USERS_LOCK]);
    const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
      USERS_LOCK,
    ]);
    return rows[0]?.alone === true;
  } catch {
    return false;
  }
}

/** A fast shutdown: sessions end, everything is written, the process leaves. */
async function shutDown(layout: Layout): Promise<void> {
  const pid = serverPid(layout);
  if (pid === null || !isRunning(pid)) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + STOP_SECONDS * 1000;
  while (isRunning(pid)) {
    if (Date.now() > deadline) {
      throw new Error(t('notStopped', { pid, seconds: STOP_SECONDS, log: layout.log }));
    }
    await sleep(20);
  }
}
