import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveTo, type ServerUser, serverUser } from './user.ts';

/** Where the parts of one managed server are, and who runs it. */
export interface Layout {
  readonly directory: string;
  /** PostgreSQL's data directory. */
  readonly cluster: string;
  /** The folder of the Unix socket: the only way in. */
  readonly run: string;
  readonly log: string;
  readonly user: ServerUser | null;
}

/** The kernel takes socket paths of at most 107 bytes. */
const LONGEST_SOCKET_PATH = 107;
const SOCKET = '.s.PGSQL.5432';

/**
 * Lays out the folders of a managed server and hands them to its user.
 * @param directory the server's own folder, such as `data/postgres`; made when absent
 */
export function prepareLayout(directory: string): Layout {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const home = realpathSync(directory);
  const cluster = join(home, 'cluster');
  const user = serverUser(cluster);
  ownFolder(home, user);
  return { directory: home, cluster, run: runDirectory(home, user), log: join(home, 'postgres.log'), user };
}

/**
 * The paths by which the server itself reaches its cluster and its socket folder.
 * When root hands over to another user, that user may be unable to walk down to the folder (think of /root).
 * The kernel's link to a process's own working directory needs no walk: the server is started inside the
 * cluster, stays there for life, and so do its children.
 */
export function seenByServer(layout: Pick<Layout, 'user' | 'directory' | 'cluster' | 'run'>): {
  readonly cluster: string;
  readonly run: string;
} {
  if (!layout.user) return layout;
  return { cluster: '/proc/self/cwd', run: layout.run.replace(layout.directory, '..') };
}

function ownFolder(path: string, user: ServerUser | null): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  giveTo(user, path);
}

function runDirectory(home: string, user: ServerUser | null): string {
  const near = join(home, 'run');
  if (Buffer.byteLength(join(near, SOCKET)) <= LONGEST_SOCKET_PATH) {
    ownFolder(near, user);
    return near;
  }
  return shortRunDirectory(join(home, 'run-directory'), user);
}

/** A folder with a short name, remembered in a file so that the next start finds a server left by a crash. */
function shortRunDirectory(memo: string, user: ServerUser | null): string {
  const remembered = remembers(memo, user);
  if (remembered) return remembered;
  const made = mkdtempSync(join(tmpdir(), 'kijun-'));
  ownFolder(made, user);
  try {
    writeFileSync(memo, made, { flag: 'wx' });
    return made;
  } catch {
    rmSync(made, { recursive: true });
    const winner = remembers(memo, user);
    if (winner) return winner;
    rmSync(memo, { force: true });
    return shortRunDirectory(memo, user);
  }
}

function remembers(memo: string, user: ServerUser | null): string | null {
  try {
    const path = readFileSync(memo, 'utf8');
    const found = lstatSync(path);
    const owner = user?.uid ?? process.getuid?.();
    return found.isDirectory() && found.uid === owner ? path : null;
  } catch {
    return null;
  }
}
