/** Starts the product itself on a data folder of its own, which goes when it ends: node e2e/serve.ts PORT [ARGUMENT…] */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [port = '', ...args] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'kijun-e2e-'));
const cli = join(import.meta.dirname, '..', 'src', 'app', 'cli.ts');

const server = spawn(process.execPath, [cli, 'serve', ...args], {
  stdio: 'inherit',
  env: {
    ...process.env,
    NODE_ENV: 'production',
    PORT: port,
    KIJUN_DATA: folder,
    KIJUN_LOG_LEVEL: 'warn',
  },
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
/** A test runner that is killed cannot tell us to stop. */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) server.kill('SIGTERM');
}, 1000).unref();

server.once('exit', (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
