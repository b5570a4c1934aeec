import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import underPressure from '@fastify/under-pressure';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { createJsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { newId } from '../../kernel/ids.ts';
import { sqlState } from '../database/database.ts';
import type { Services } from '../services.ts';
import { replyToBadAddress, replyToError } from './errors.ts';
import { handlerOf } from './handler.ts';
import { t } from './messages.ts';
import { countRequests } from './metrics.ts';
import { refuseHeaps } from './refuse-heaps.ts';
import type { AnyRoute } from './route.ts';
import { shapeMessage } from './shape-messages.ts';

z.config({ localeError: shapeMessage });

const megabyte = 1024 * 1024;
export const uploadLimit = 20 * megabyte;

/** Builds the HTTP server of the given routes: everything that holds for all of them is here and nowhere else. */
export async function createServer(
  services: Services,
  routes: readonly AnyRoute[],
): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = services.log;
  const app: FastifyInstance = fastify({
    loggerInstance: logger,
    genReqId: () => newId(),
    requestIdHeader: false,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustedHops(services.config.trustProxy),
    bodyLimit: 5 * megabyte,
    // A request that trickles in holds a connection for no longer than a file takes over a slow line.
    requestTimeout: 300_000,
    // Hyphenated Japanese file names and long filters fit; nothing of ours needs more.
    routerOptions: { maxParamLength: 300 },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    // An address that cannot be read at all never reaches the error handler below.
    frameworkErrors: (error, request, reply) => replyToBadAddress(services, error, request, reply),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => replyToError(services, error, request, reply));
  await protect(app, services);
  await describe(app);
  app.addHook('preValidation', async (request) => refuseHeaps(request.body));
  countRequests(app, services);
  logRequests(app);
  for (const route of routes) add(app, services, route);
  health(app, services);
  return app;
}

/**
 * Believes as many entries of X-Forwarded-For as there are proxies, counted from the server: what stands before them
 * was written by whoever sent the request, and would let them choose the address that limits and the trail see.
 */
const trustedHops = (proxies: number) =>
  proxies === 0 ? false : (_address: string, hop: number) => hop < proxies;

async function protect(app: FastifyInstance, services: Services): Promise<void> {
  const https = services.config.publicUrl.startsWith('https:');
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'manifest-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        ...(https ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    strictTransportSecurity: https,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: true,
  });
  await app.register(cookie);
  await app.register(multipart, { limits: { fileSize: uploadLimit, files: 5, fields: 20 } });
  await app.register(rateLimit, {
    global: true,
    // A whole office may come from one address (proxy, VDI), so the general limit is high; sign-in has its own.
    max: 6000,
    timeWindow: '1 minute',
  });
  await app.register(underPressure, {
    maxEventLoopDelay: 2000,
    message: t('busy'),
    retryAfter: 5,
  });
  await app.register(compress, { threshold: 1024 });
}

async function describe(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Kijun', version: '1' } },
    transform: createJsonSchemaTransform({ skipList: [] }),
  });
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

function add(app: FastifyInstance, services: Services, route: AnyRoute): void {
  app.route({
    method: route.method,
    url: route.path,
    schema: {
      summary: route.summary,
      tags: [route.path.split('/')[3] ?? 'general'],
      ...(route.params && { params: route.params }),
      ...(route.query && { querystring: route.query }),
      ...(route.body && !route.upload && { body: route.body }),
      ...(route.response && { response: { 200: route.response } }),
    },
    ...(route.rateLimit && { config: { rateLimit: { max: route.rateLimit, timeWindow: '1 minute' } } }),
    handler: handlerOf(services, route),
  });
}

function health(app: FastifyInstance, services: Services): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    try {
      await services.database.pool.query('select 1');
      return { status: 'ready' };
    } catch (error) {
      return reply.code(503).send({ status: 'database unavailable', code: sqlState(error) });
    }
  });
}

/** One line per request, without query values, bodies, cookies or names. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    if (request.url === '/healthz' || request.url === '/readyz') return;
    request.log.info({
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
      accountId: accountOf(request),
    });
  });
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
  });
}

const accountOf = (request: FastifyRequest): string | undefined => request.accountId;

declare module 'fastify' {
  interface FastifyRequest {
    /** The account that asks, once its session is known; for the log. */
    accountId?: string;
  }
}
