import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { today } from '../../kernel/dates.ts';
import { Forbidden, InvalidInput, KijunError, Unauthenticated } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Actor } from '../authorisation/actor.ts';
import type { Scope } from '../authorisation/authorise.ts';
import { withFormerUnits } from '../authorisation/former-units.ts';
import { inOrganisation, type Tx } from '../database/database.ts';
import { loadSession, type Session } from '../identity/load-session.ts';
import { touchSession } from '../identity/touch-session.ts';
import type { Services } from '../services.ts';
import { t } from './messages.ts';
import { refuseMyNumbers } from './refuse-my-numbers.ts';
import type { Access, AnyRoute, Download, Upload } from './route.ts';

/** The name of the session cookie; `__Host-` binds it to this host where there is https. */
export const sessionCookie = (services: Services): string =>
  services.config.publicUrl.startsWith('https:') ? '__Host-kijun_session' : 'kijun_session';

interface Parsed {
  readonly body: unknown;
  readonly files: ReadonlyMap<string, Upload>;
}

/**
 * The one way into a handler: session → CSRF → authorisation → handler, all in one transaction of the actor's
 * organisation. A refused attempt is recorded in a transaction of its own, because the request's is rolled back.
 */
export function handlerOf(services: Services, route: AnyRoute) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const base = { params: request.params, query: request.query, services, request, reply };
    if (route.access === 'public') {
      return send(reply, await finished(await route.handle({ ...base, ...(await parse(route, request)) })));
    }
    const token = sessionToken(services, request);
    const { database, authorisation } = services;
    let actor: Actor | null = null;
    const admit = async (tx: Tx) => {
      const day = today();
      const session = await requireSession(tx, token.secret, day, request);
      actor = session.actor;
      const scope =
        typeof route.access === 'string'
          ? {}
          : { scope: await scopeOf(tx, authorisation.authorise(actor, route.access.action), route.access) };
      return { ...scope, tx, session, actor, authorisation, today: day };
    };
    try {
      // Who may not call the route does not make the server take files into its memory.
      if (route.upload) await inOrganisation(database, token.organisationId, admit);
      const parsed = await parse(route, request);
      const work = async (tx: Tx) => {
        const admitted = await admit(tx);
        // Only now: who is not signed in does not make the server read through what they sent.
        refuseMyNumbers(parsed.body);
        return route.handle({ ...base, ...parsed, ...admitted });
      };
      return send(reply, await finished(await inOrganisation(database, token.organisationId, work)));
    } catch (error) {
      // After the rollback, in a transaction of its own: a refused attempt leaves a trace, and holds no second connection.
      if (error instanceof Forbidden && actor) await recordRefusal(services, actor, error.action, route);
      throw error;
    }
  };
}

const scopeOf = (tx: Tx, scope: Scope, access: Exclude<Access, string>): Scope | Promise<Scope> =>
  access.formerUnits ? withFormerUnits(tx, scope) : scope;

function sessionToken(
  services: Services,
  request: FastifyRequest,
): { organisationId: string; secret: string } {
  const value = request.cookies[sessionCookie(services)] ?? '';
  const dot = value.indexOf('.');
  const organisationId = value.slice(0, Math.max(dot, 0));
  if (!isId(organisationId)) throw new Unauthenticated(t.ref('signInNeeded'));
  return { organisationId, secret: value.slice(dot + 1) };
}

async function requireSession(
  tx: Tx,
  secret: string,
  day: string,
  request: FastifyRequest,
): Promise<Session> {
  const session = await loadSession(tx, secret, day, request.id);
  if (!session) throw new Unauthenticated(t.ref('signInNeeded'));
  if (session.actor.accountId) request.accountId = session.actor.accountId;
  // Browsers do not let another site set this header; the token binds it to this session besides.
  if (request.method !== 'GET' && request.headers['x-csrf-token'] !== session.csrfToken) {
    throw new KijunError(403, t.ref('csrf'));
  }
  await touchSession(tx, session);
  return session;
}

async function recordRefusal(
  services: Services,
  actor: Actor,
  action: string,
  route: AnyRoute,
): Promise<void> {
  await inOrganisation(services.database, actor.organisationId, (tx) =>
    recordEvent(tx, actor, { action, outcome: 'refused', facts: { route: `${route.method} ${route.path}` } }),
  );
}

async function parse(route: AnyRoute, request: FastifyRequest): Promise<Parsed> {
  if (!route.upload) return { body: request.body, files: new Map() };
  if (!request.isMultipart()) throw new InvalidInput(t.ref('badRequest'));
  const files = new Map<string, Upload>();
  const fields: Record<string, unknown> = {};
  for await (const part of request.parts()) {
    if (part.type === 'file')
      files.set(part.fieldname, { fileName: part.filename, content: await part.toBuffer() });
    else fields[part.fieldname] = part.value;
  }
  return { body: route.body ? parseFields(route.body, fields) : undefined, files };
}

function parseFields(schema: z.ZodType, fields: unknown): unknown {
  const result = schema.safeParse(fields);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => ({
    field: issue.path.join('.'),
    message: t.ref('field', { reason: issue.message }),
  }));
  throw new InvalidInput(t.ref('invalid'), problems);
}

/** Makes what an answer or a download leaves until the transaction is over. */
async function finished(result: unknown): Promise<unknown> {
  if (typeof result === 'function') return finished(await result());
  if (!isDownload(result) || typeof result.content !== 'function') return result;
  return { ...result, content: Buffer.from(await result.content()) };
}

function send(reply: FastifyReply, result: unknown): unknown {
  if (reply.sent) return reply;
  if (isDownload(result)) {
    const name = encodeURIComponent(result.fileName).replaceAll("'", '%27');
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
      .type(result.contentType)
      .serializer((payload: string) => payload)
      .send(result.content);
  }
  // A handler that redirects has set its own status.
  if (result === undefined) return reply.code(reply.statusCode === 200 ? 204 : reply.statusCode).send();
  return result;
}

function isDownload(value: unknown): value is Download {
  return (
    typeof value === 'object' &&
    value !== null &&
    'fileName' in value &&
    'contentType' in value &&
    'content' in value
  );
}
