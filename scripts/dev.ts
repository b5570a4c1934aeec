/** `npm run dev`: the server, restarted when a source changes, and Vite's development server before it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createServer } from 'vite';
import { root } from './programs.ts';

const server = spawn(
  process.execPath,
  ['--watch-path', join(root, 'src'), join(root, 'src/app/cli.ts'), 'serve', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
const client = await createServer({ root, configFile: join(root, 'vite.config.ts') });
await client.listen();
client.printUrls();

server.once('exit', (code) => {
  void client.close().then(() => process.exit(code ?? 1));
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
