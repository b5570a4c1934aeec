import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { type Layout, seenByServer } from './layout.ts';
import { t } from './messages.ts';
import { giveTo } from './user.ts';

/** The account that bootstraps a cluster; the product itself never works as this one. */
export const SUPERUSER = 'postgres';

/** The major version that made the cluster, or null when there is none yet. */
export function clusterMajor(cluster: string): number | null {
  const file = join(cluster, 'PG_VERSION');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').trim()) : null;
}

/** What the server's programs see of the environment: no secret, one time zone, one locale. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

/**
 * Makes the cluster when there is none: in a folder of its own, renamed when complete, so that a crash or a
 * second process in the middle leaves nothing half made.
 */
export function ensureCluster(layout: Layout, binaries: Binaries): void {
  if (clusterMajor(layout.cluster) !== null) return;
  const half = mkdtempSync(join(layout.directory, 'new-'));
  giveTo(layout.user, half);
  try {
    initialise(half, layout, binaries);
    renameSync(half, layout.cluster);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (clusterMajor(layout.cluster) === null) throw error;
  }
}

/** Locale C.UTF-8: code point order, and Japanese letters count as letters (trigram search needs that). */
function initialise(directory: string, layout: Layout, binaries: Binaries): void {
  const seen = seenByServer({ ...layout, cluster: directory });
  const result = spawnSync(
    join(binaries.directory, 'initdb'),
    [
      ...['-D', seen.cluster, '-U', SUPERUSER, '-E', 'UTF8', '--locale=C.UTF-8'],
      ...['--auth-local=trust', '--auth-host=reject', '--data-checksums', '--no-instructions'],
    ],
    { ...layout.user, cwd: directory, env: serverEnvironment(), encoding: 'utf8' },
  );
  if (result.status !== 0) {
    throw new Error(t('initFailed', { detail: result.error?.message ?? result.stderr.trim() }));
  }
}
