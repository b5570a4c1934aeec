/**
 * `npm run build`: the web client into dist/web. With `--if-changed` only when a source of it differs from the
 * last build, which is what `npm start` asks for.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist', 'web', '.sources');

/** Everything under src may be part of the client: messages and models are shared with the server. */
const SOURCES = [
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'src/**/*.{ts,tsx,css,svg,png,woff2,json}',
] as const;

function fingerprint(): string {
  const hash = createHash('sha256');
  const files = globSync([...SOURCES], { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function isBuilt(now: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === now;
}

async function buildClient(now: string): Promise<void> {
  const { build } = await import('vite');
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  writeFileSync(stamp, now);
}

const now = fingerprint();
if (!process.argv.includes('--if-changed')) {
  await buildClient(now);
} else if (!isBuilt(now)) {
  process.stderr.write('画面を組み立てています… / Building the web client\n');
  await buildClient(now);
}
