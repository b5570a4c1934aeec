import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A browser and what it needs to start. */
export interface Browser {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
] as const;

const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'browser');

/**
 * The browser for the tests: `KIJUN_BROWSER`, one of the system, or the one that came from the registry.
 * @throws when the machine has none at all
 */
export async function findBrowser(): Promise<Browser> {
  const configured = process.env.KIJUN_BROWSER;
  const path = configured || SYSTEM.find((candidate) => existsSync(candidate));
  if (path && !existsSync(path)) throw new Error(`KIJUN_BROWSER: ${path} がありません。`);
  if (path) return { path, environment: {} };
  return packaged();
}

/** The packaged browser is compressed; it and its few libraries are unpacked once. */
async function packaged(): Promise<Browser> {
  const bin = packagedFolder();
  if (!existsSync(bin)) {
    throw new Error(
      'ブラウザーが見つかりません。npm ci をやり直すか、Chromium を入れるか、KIJUN_BROWSER に実行ファイルを指定してください。',
    );
  }
  if (!existsSync(cache)) await unpack(bin);
  const environment = {
    LD_LIBRARY_PATH: join(cache, 'al2023', 'lib'),
    ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(cache, 'fonts') }),
  };
  return { path: join(cache, 'chromium'), environment };
}

function packagedFolder(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  return join(dirname(entry), '..', 'bin');
}

async function unpack(bin: string): Promise<void> {
  const half = `${cache}-${process.pid}`;
  mkdirSync(half, { recursive: true });
  // The package unpacks into the temporary folder of the process, whichever that is.
  const temporary = process.env.TMPDIR;
  process.env.TMPDIR = half;
  const { inflate } = await import('@sparticuz/chromium');
  for (const name of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
    await inflate(join(bin, name));
  }
  if (temporary === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = temporary;
  try {
    renameSync(half, cache);
  } catch {
    rmSync(half, { recursive: true, force: true });
  }
}
