import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { Conflict, InvalidInput, KijunError, TooMany } from '../../kernel/errors.ts';
import { sqlState } from '../database/database.ts';
import type { Services } from '../services.ts';
import { t } from './messages.ts';
import { problemOf } from './problem.ts';

/** Turns anything thrown into problem details. What is not ours becomes 500 and tells the caller only the request id. */
export async function replyToError(
  services: Services,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const known = refusalOf(error, request);
  if (!known)
    services.log.error({ err: error, reqId: request.id, sqlState: sqlState(error) }, 'unexpected error');
  const refusal = known ?? new KijunError(500, t.ref('unexpected', { requestId: request.id }));
  if (refusal instanceof TooMany) reply.header('retry-after', String(refusal.retryAfter));
  return reply
    .code(refusal.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problemOf(refusal, request.id));
}

/** An address that cannot be read at all, such as one cut off in a mail: in words for a browser, too. */
export function replyToBadAddress(
  services: Services,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (request.url.startsWith('/api/')) return replyToError(services, error, request, reply);
  return reply.code(400).type('text/plain; charset=utf-8').send(t('badAddress'));
}

/** What the database refused because of the values and not because of us; null for every other state. */
function refusalOfData(state: string): KijunError | null {
  // Somebody else wrote the same, or took away what this refers to, after we looked.
  if (state === '23505' || state === '23503') return new Conflict(t.ref('overtaken'));
  // Characters that cannot be stored (NUL), numbers and days out of range.
  if (state === '22021' || state === '22P05') return new InvalidInput(t.ref('unstorable'));
  if (state === '22003' || state === '22008') return new InvalidInput(t.ref('outOfRange'));
  return null;
}

/** More than a form shows at once. */
const MOST_PROBLEMS = 100;

function refusalOf(error: unknown, request: FastifyRequest): KijunError | null {
  if (error instanceof KijunError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const problems = error.validation.slice(0, MOST_PROBLEMS).map((issue) => ({
      field: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: t.ref('field', { reason: issue.message ?? '' }),
    }));
    return new InvalidInput(t.ref('invalid'), problems);
  }
  const ofData = refusalOfData(sqlState(error));
  if (ofData) {
    // Rare, and a form could have said it better: worth a look.
    request.log.warn({ err: error, sqlState: sqlState(error) }, 'refused by the database');
    return ofData;
  }
  if (!(error instanceof Error) || !('statusCode' in error)) return null;
  if (error.statusCode === 429) {
    const seconds = 60;
    return new TooMany(t.ref('tooMany', { seconds }), seconds);
  }
  if (error.statusCode === 413) return new KijunError(413, t.ref('tooLarge', { megabytes: 20 }));
  if (error.statusCode === 503) return new KijunError(503, t.ref('busy'));
  if (error.statusCode === 404) return new KijunError(404, t.ref('notFound'));
  const status = Number(error.statusCode);
  if (status >= 400 && status < 500) {
    request.log.info({ err: error }, 'bad request');
    return new KijunError(status, t.ref('badRequest'));
  }
  return null;
}
