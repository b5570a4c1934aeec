import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { newId } from '../../kernel/ids.ts';
import { type ActionDefinition, createAuthorisation, type GrantsOf } from '../authorisation/authorise.ts';
import { readConfig } from '../config.ts';
import { inCatalogue, inOrganisation } from '../database/database.ts';
import { type TestDatabase, testDatabase, testSecrets } from '../database/testing.ts';
import { hashToken } from '../identity/load-session.ts';
import { Jobs } from '../jobs/jobs.ts';
import { createLog } from '../log.ts';
import type { Module } from '../module.ts';
import type { Services } from '../services.ts';
import type { AnyRoute } from './route.ts';
import { createServer } from './server.ts';

/** A signed-in caller of a test. */
export interface TestUser {
  readonly organisationId: string;
  readonly accountId: string;
  readonly personId: string | null;
  /** Sends a request as this user, with session cookie and CSRF token. */
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown): Promise<TestAnswer>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface TestAnswer {
  readonly status: number;
  readonly text: string;
  readonly raw: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts on the shape it expects
  readonly json: any;
}

interface UserOptions {
  readonly personId?: string;
  /** Makes a person too, who holds this role in the whole organisation. What it is granted says `grantsOf`. */
  readonly role?: string;
  readonly administrator?: boolean;
  readonly name?: string;
}

export interface TestServer {
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly database: TestDatabase;
  /** Makes an organisation; returns its id. */
  organisation(options?: { kind?: string; name?: string }): Promise<string>;
  /** Makes an account with a live session; see `UserOptions`. */
  user(organisationId: string, options?: UserOptions): Promise<TestUser>;
  close(): Promise<void>;
}

/**
 * The given modules on a real database and a real HTTP stack, without a socket.
 * `grantsOf` is the pack's by default when the caller passes it; tests of one rule may give their own.
 * `environment` is what the configuration is read from besides.
 */
export async function testServer(
  modules: readonly Pick<Module, 'routes' | 'actions'>[],
  grantsOf: GrantsOf = () => [],
  environment: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const database = await testDatabase();
  const config = readConfig({ KIJUN_DATA: '/nonexistent', PORT: '3000', ...environment });
  const log = createLog('silent');
  const actions: ActionDefinition[] = modules.flatMap((module) => [...module.actions]);
  const routes: AnyRoute[] = modules.flatMap((module) => [...module.routes]);
  const services: Services = {
    config,
    database,
    authorisation: createAuthorisation(actions, grantsOf),
    secrets: testSecrets,
    jobs: new Jobs(database.url, database, log),
    log,
  };
  const app = await createServer(services, routes);
  return {
    app,
    services,
    database,
    organisation: (options = {}) => makeOrganisation(services, options),
    user: (organisationId, options = {}) => makeUser(app, services, organisationId, options),
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

async function makeOrganisation(
  services: Services,
  options: { kind?: string; name?: string },
): Promise<string> {
  const id = newId();
  await inCatalogue(services.database, (db) =>
    db.execute(sql`insert into organisations (id, slug, name, kind)
      values (${id}, ${id}, ${options.name ?? '試験省'}, ${options.kind ?? 'national'})`),
  );
  return id;
}

async function makeUser(
  app: FastifyInstance,
  services: Services,
  organisationId: string,
  options: UserOptions,
): Promise<TestUser> {
  const accountId = newId();
  const token = newId();
  const name = options.name ?? '試験 太郎';
  const personId =
    options.role === undefined
      ? (options.personId ?? null)
      : await makeHolder(services, organisationId, options.role, name);
  await inOrganisation(services.database, organisationId, async (tx) => {
    await tx.execute(sql`insert into accounts (organisation_id, id, person_id, login_name, display_name, administrator)
      values (${organisationId}, ${accountId}, ${personId}, ${accountId}, ${name}, ${options.administrator ?? false})`);
    await tx.execute(sql`insert into sessions (organisation_id, token_hash, id, account_id, csrf_token, strength, expires_at)
      values (${organisationId}, ${hashToken(token)}, ${newId()}, ${accountId}, 'csrf', 'password', now() + interval '1 hour')`);
  });
  const headers = { cookie: `kijun_session=${organisationId}.${token}`, 'x-csrf-token': 'csrf' };
  return {
    organisationId,
    accountId,
    personId,
    headers,
    call: async (method, url, body) => {
      const payload = body === undefined ? {} : { payload: body as object };
      const response = await app.inject({ method, url, headers, ...payload });
      const isJson = String(response.headers['content-type']).includes('json');
      return {
        status: response.statusCode,
        text: response.body,
        raw: response.rawPayload,
        headers: response.headers,
        json: isJson ? response.json() : undefined,
      };
    },
  };
}

async function makeHolder(
  services: Services,
  organisationId: string,
  role: string,
  name: string,
): Promise<string> {
  const id = newId();
  await inOrganisation(services.database, organisationId, async (tx) => {
    await tx.execute(sql`insert into people (organisation_id, id, number, name, employment)
      values (${organisationId}, ${id}, ${id}, ${name}, 'regular')`);
    await tx.execute(sql`insert into organisation_packs (organisation_id, pack_id, adopted_on)
      values (${organisationId}, 'test', '2020-04-01') on conflict do nothing`);
    await tx.execute(sql`insert into appointments (organisation_id, id, pack_id, role_id, person_id, scope_kind, valid_from)
      values (${organisationId}, ${newId()}, 'test', ${role}, ${id}, 'organisation', '2020-04-01')`);
  });
  return id;
}
