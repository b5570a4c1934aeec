import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import type { Layout } from './layout.ts';
import { canReach } from './user.ts';

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Where root keeps a copy of the programs that another user can walk to. */
const SHARED_CACHE = '/var/cache/kijun';

/**
 * Makes the registry's PostgreSQL package ready to run and returns its folder of programs.
 * The package leaves its library links to an install script; we install without scripts, so we make them.
 * When the package cannot be changed, or the server's user cannot reach it, a copy is used.
 * @param root the package's folder
 * @param cache where root keeps copies for other users
 */
export function installPackage(
  root: string,
  layout: Pick<Layout, 'user' | 'directory'>,
  cache = SHARED_CACHE,
): string {
  const bin = join(root, 'native', 'bin');
  if (linked(root) && canReach(layout.user, bin)) return bin;
  return copied(root, layout.user ? cache : layout.directory);
}

/** Makes the missing links; false when the package is read-only. Safe to run from several processes at once. */
function linked(root: string): boolean {
  for (const link of wantedLinks(root)) {
    const target = join(root, link.target);
    try {
      symlinkSync(relative(dirname(target), join(root, link.source)), target);
    } catch (error) {
      if (!isCode(error, 'EEXIST')) return lstatSync(target, { throwIfNoEntry: false }) !== undefined;
    }
  }
  return true;
}

function wantedLinks(root: string): z.infer<typeof links> {
  return links.parse(JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')));
}

function copied(root: string, parent: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const target = join(parent, `postgresql-${version}`);
  if (!existsSync(target)) copyInto(root, parent, target);
  return join(target, 'native', 'bin');
}

/** Copies beside the target and renames, so that nobody ever sees half a copy. */
function copyInto(root: string, parent: string, target: string): void {
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  const half = mkdtempSync(join(parent, 'copy-'));
  try {
    cpSync(join(root, 'native'), join(half, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    });
    linked(half);
    openToRead(half);
    renameSync(half, target);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!isCode(error, 'EEXIST') && !isCode(error, 'ENOTEMPTY')) throw error;
  }
}

function openToRead(root: string): void {
  chmodSync(root, 0o755);
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
}

/** Whether an error is the system error of that code. */
function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
