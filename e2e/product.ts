/** The product as a process of its own on a data folder, for tests that kill it and for the bench. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const cli = join(import.meta.dirname, '..', 'src', 'app', 'cli.ts');

/** A running server. */
export interface Product {
  readonly url: string;
  readonly process: ChildProcess;
  /** Milliseconds from the call to the first answer of `/readyz`. */
  readonly startMs: number;
  /** In order, as an administrator does it. */
  stop(): Promise<void>;
  /** As a power cut does it, for this process alone. */
  kill(): Promise<void>;
}

/** A port that nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Starts `kijun serve` on a folder and waits until it is ready. Its output goes to `server.log` there. */
export async function startProduct(folder: string, port: number): Promise<Product> {
  const started = performance.now();
  const log = openSync(join(folder, 'server.log'), 'a');
  const child = spawn(process.execPath, [cli, 'serve'], {
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      KIJUN_DATA: folder,
      KIJUN_LOG_LEVEL: 'warn',
      // Every respondent has an address of its own, or the limit for one address would be what is measured.
      KIJUN_TRUST_PROXY: '1',
    },
  });
  closeSync(log);
  process.once('exit', () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url, folder);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return {
    url,
    process: child,
    startMs: performance.now() - started,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

async function untilReady(child: ChildProcess, url: string, folder: string): Promise<void> {
  for (let i = 0; i < 6000; i += 1) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(10);
  }
  throw new Error(
    `the server did not start:\n${readFileSync(join(folder, 'server.log'), 'utf8').slice(-2000)}`,
  );
}
