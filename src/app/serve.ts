import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { setDemoCreator, setupNotice } from '../modules/installation/index.ts';
import { readConfig } from '../platform/config.ts';
import { createServer } from '../platform/http/server.ts';
import { createLog } from '../platform/log.ts';
import type { Services } from '../platform/services.ts';
import { compose } from './compose.ts';
import { removeUnfinished } from './demo/unfinished.ts';
import { t } from './messages.ts';
import { modules } from './modules.ts';
import { startWorker } from './worker.ts';

const webFolder = join(import.meta.dirname, '../../dist/web');

/** `kijun serve`: runs until SIGINT or SIGTERM. `--demo` fills an empty installation with the sample ministry. */
export async function serve(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { demo: { type: 'boolean', default: false } } });
  const stopped = stopSignal();
  const config = readConfig();
  const log = createLog(config.logLevel);
  const runtime = await compose(config, log);
  try {
    await serveUntil(stopped, runtime.services, values.demo);
    return 0;
  } finally {
    await runtime.close();
  }
}

/** From the first request to the last; a signal that comes while starting is obeyed as soon as the start is through. */
async function serveUntil(stopped: Promise<void>, services: Services, demo: boolean): Promise<void> {
  const { config, log } = services;
  const app = await createServer(
    services,
    modules.flatMap((module) => module.routes),
  );
  await serveWeb(app);
  setDemoCreator(async (given, report) => {
    const { createSampleDemo } = await import('./demo/ensure-demo.ts');
    return createSampleDemo(given, report);
  });
  await removeUnfinished(services.database);
  if (demo) await fillDemo(services);
  const stopWorker = config.process === 'web' ? async () => undefined : await startWorker(services);
  try {
    if (config.process !== 'worker') await app.listen({ host: config.host, port: config.port });
    await announce(app, services);
    await stopped;
    log.info('stopping');
  } finally {
    // Also when the port is taken: the worker is not to find the database gone under it.
    await app.close();
    await stopWorker();
  }
}

async function fillDemo(services: Services): Promise<void> {
  const { ensureDemo } = await import('./demo/ensure-demo.ts');
  await ensureDemo(services, (message) => process.stderr.write(`${message}\n`));
}

/** The built pages: hashed files are cached for good, the page itself never, and unknown paths are the page's own. */
async function serveWeb(app: FastifyInstance): Promise<void> {
  if (!existsSync(webFolder)) return;
  await app.register(fastifyStatic, {
    root: webFolder,
    wildcard: false,
    preCompressed: true,
    setHeaders: (response, path) => {
      const hashed = path.includes(`${webFolder}/static/`);
      response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const page =
      request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/static/');
    if (page) return reply.sendFile('index.html');
    return Promise.reject(Object.assign(new Error('not found'), { statusCode: 404 }));
  });
}

/** Tells the person at the terminal where to go; the log goes on as JSON lines. */
async function announce(app: FastifyInstance, services: Services): Promise<void> {
  const port = app.addresses().find((address) => typeof address === 'object')?.port ?? services.config.port;
  const url = services.config.port === 0 ? `http://localhost:${port}` : services.config.publicUrl;
  process.stdout.write(`\n  ${t('ready', { url })}\n  ${t('howToStop')}\n\n`);
  const notice = await setupNotice(services);
  if (notice) process.stdout.write(`  ${notice}\n\n`);
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
