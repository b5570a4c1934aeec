import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../database/database.ts';
import { createServer } from '../http/server.ts';
import { type TestServer, testServer } from '../http/testing.ts';
import { type OidcConfig, readOidcConfig } from './oidc-config.ts';
import { identityRoutes } from './routes.ts';
import { makeAccount, TestBrowser } from './testing.ts';

const callback = 'http://localhost:3000/api/v1/sign-in/oidc/sso/callback';

/** Whom the provider has: subject → claims. */
const subjects: Record<string, { email?: string; email_verified?: boolean; preferred_username?: string }> =
  {};

let http: Server;
let issuer: string;
let server: TestServer;
let app: FastifyInstance;
let config: OidcConfig;
let organisationId: string;
let browser: TestBrowser;

beforeAll(async () => {
  http = createHttpServer();
  await new Promise<void>((resolve) => http.listen(0, 'localhost', resolve));
  issuer = `http://localhost:${(http.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'kijun', client_secret: 'a secret of the test', redirect_uris: [callback] }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['preferred_username'] },
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...subjects[sub] }),
    }),
    cookies: { keys: ['test'] },
  });
  http.on('request', provider.callback());
  server = await testServer([{ routes: identityRoutes, actions: [] }]);
});
afterAll(async () => {
  await app?.close();
  await server.close();
  await new Promise((resolve) => http.close(resolve));
});
beforeEach(async () => {
  await app?.close();
  organisationId = await server.organisation();
  config = {
    issuer,
    clientId: 'kijun',
    clientSecret: 'a secret of the test',
    label: '職員認証基盤',
    claim: 'email',
    organisation: organisationId,
  };
  app = await restart();
  browser = new TestBrowser(app);
});

const restart = (change: Partial<OidcConfig> = {}) =>
  createServer(
    { ...server.services, config: { ...server.services.config, oidc: { ...config, ...change } } },
    identityRoutes,
  );
const start = async (from = browser) => (await from.call('GET', '/api/v1/sign-in/oidc/sso')).location ?? '';
const inOrg = (statement: string) =>
  inOrganisation(server.database, organisationId, (tx) => tx.client.query(statement));
const isSignedIn = async (from = browser) => (await from.call('GET', '/api/v1/me/security')).status === 200;

/** Follows the provider's redirects and its two forms (sign-in, consent) as a person; ends at our callback. */
async function atProvider(address: string, sub: string): Promise<string> {
  const jar = new Map<string, string>();
  let next = address;
  for (let hop = 0; hop < 12; hop += 1) {
    if (next.startsWith(callback)) return next.slice('http://localhost:3000'.length);
    const form = new URL(next).pathname.startsWith('/interaction/');
    const prompt =
      form && !jar.has('signed') ? { prompt: 'login', login: sub, password: 'x' } : { prompt: 'consent' };
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(prompt as Record<string, string>) }),
    });
    if (form) jar.set('signed', '1');
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const equals = pair.indexOf('=');
      jar.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    const location = response.headers.get('location');
    if (!location)
      throw new Error(`the provider stopped at ${next}: ${response.status} ${await response.text()}`);
    next = new URL(location, next).href;
  }
  throw new Error('the provider goes in circles');
}

/** The whole way: to the provider as `sub`, and back. Gives the place where our callback sends the browser. */
async function roundTrip(sub: string, from = browser): Promise<string | undefined> {
  return (await from.call('GET', await atProvider(await start(from), sub))).location;
}

describe('sign-in through an identity provider', () => {
  it('goes there with PKCE, state and nonce, and comes back signed in', async () => {
    await makeAccount(server, organisationId, 'hanako', { email: 'Hanako@mihon.go.jp' });
    const sub = newId();
    subjects[sub] = { email: 'hanako@mihon.go.jp', email_verified: true };
    const query = new URL(await start()).searchParams;
    expect(query.get('code_challenge_method')).toBe('S256');
    expect([query.get('state'), query.get('nonce')].every((each) => (each?.length ?? 0) > 20)).toBe(true);
    expect(await roundTrip(sub)).toBe('/');
    expect(await isSignedIn()).toBe(true);
    const stored = await inOrg('select strength from sessions');
    expect(stored.rows).toEqual([{ strength: 'federated' }]);
  });

  it('refuses a return with another state', async () => {
    await makeAccount(server, organisationId, 'hanako', { email: 'hanako@mihon.go.jp' });
    const sub = newId();
    subjects[sub] = { email: 'hanako@mihon.go.jp' };
    const back = await atProvider(await start(), sub);
    const forged = back.replace(/state=[^&]+/, 'state=forged');
    expect((await browser.call('GET', forged)).location).toBe('/sign-in?oidc=refused');
    expect(await isSignedIn()).toBe(false);
    expect((await browser.call('GET', back)).location).toBe('/sign-in?oidc=over');
  });

  it('refuses an identity token with another nonce, and a code with another verifier', async () => {
    await makeAccount(server, organisationId, 'hanako', { email: 'hanako@mihon.go.jp' });
    const sub = newId();
    subjects[sub] = { email: 'hanako@mihon.go.jp' };
    for (const part of ['nonce', 'verifier']) {
      const back = await atProvider(await start(), sub);
      await inOrg(
        `update sign_in_tickets set detail = jsonb_set(detail, '{${part}}', to_jsonb(repeat('x', 43)))`,
      );
      expect((await browser.call('GET', back)).location).toBe('/sign-in?oidc=refused');
      expect(await isSignedIn()).toBe(false);
    }
  });

  it('refuses a return in a browser that did not set out, so nobody is signed in as somebody else', async () => {
    await makeAccount(server, organisationId, 'hanako', { email: 'hanako@mihon.go.jp' });
    const sub = newId();
    subjects[sub] = { email: 'hanako@mihon.go.jp' };
    const back = await atProvider(await start(), sub);
    const victim = new TestBrowser(app);
    expect((await victim.call('GET', back)).location).toBe('/sign-in?oidc=over');
    await start(victim);
    expect((await victim.call('GET', back)).location).toBe('/sign-in?oidc=refused');
    expect(await isSignedIn(victim)).toBe(false);
  });

  it('makes no accounts, and lets in none that is disabled or whose address is not verified', async () => {
    const sub = newId();
    subjects[sub] = { email: 'nobody@mihon.go.jp' };
    expect(await roundTrip(sub)).toBe('/sign-in?oidc=unknown-account');
    await makeAccount(server, organisationId, 'jiro', { email: 'jiro@mihon.go.jp' });
    const unverified = newId();
    subjects[unverified] = { email: 'jiro@mihon.go.jp', email_verified: false };
    expect(await roundTrip(unverified)).toBe('/sign-in?oidc=unknown-account');
    await inOrg('update accounts set disabled = true');
    const disabled = newId();
    subjects[disabled] = { email: 'jiro@mihon.go.jp' };
    expect(await roundTrip(disabled)).toBe('/sign-in?oidc=unknown-account');
    expect((await inOrg('select 1 from accounts')).rowCount).toBe(1);
    expect((await inOrg('select 1 from sessions')).rowCount).toBe(0);
  });

  it('binds the subject at the first sign-in: an address that is given to somebody else opens nothing', async () => {
    await makeAccount(server, organisationId, 'hanako', { email: 'hanako@mihon.go.jp' });
    const [first, second] = [newId(), newId()];
    subjects[first] = { email: 'hanako@mihon.go.jp' };
    expect(await roundTrip(first)).toBe('/');
    subjects[second] = { email: 'hanako@mihon.go.jp' };
    expect(await roundTrip(second, new TestBrowser(app))).toBe('/sign-in?oidc=unknown-account');
    subjects[first] = { email: 'hanako.new@mihon.go.jp' };
    expect(await roundTrip(first, new TestBrowser(app))).toBe('/');
  });

  it('matches by login name where that is configured', async () => {
    await makeAccount(server, organisationId, 'hanako');
    const other = await restart({ claim: 'preferred_username' });
    const sub = newId();
    subjects[sub] = { preferred_username: 'HANAKO' };
    expect(await roundTrip(sub, new TestBrowser(other))).toBe('/');
    await other.close();
  });

  it('leads back to the sign-in page while the provider is out of reach', async () => {
    await app.close();
    app = await restart({ issuer: 'http://127.0.0.1:9' });
    expect(await start(new TestBrowser(app))).toBe('/sign-in?oidc=refused');
  });

  it('is for the configured organisation only', async () => {
    const elsewhere = await server.organisation();
    await makeAccount(server, elsewhere, 'hanako', { email: 'hanako@mihon.go.jp' });
    const sub = newId();
    subjects[sub] = { email: 'hanako@mihon.go.jp' };
    expect(await roundTrip(sub)).toBe('/sign-in?oidc=unknown-account');
    const unclear = await restart({ organisation: null });
    expect((await new TestBrowser(unclear).call('GET', '/api/v1/sign-in/oidc/sso')).status).toBe(422);
    await unclear.close();
  });

  it('does not exist where none is configured', async () => {
    const answer = await new TestBrowser(server.app).call('GET', '/api/v1/sign-in/oidc/sso');
    expect(answer.status).toBe(404);
  });
});

describe('the configuration', () => {
  it('takes plain http for this machine only', () => {
    const read = (url: string) => readOidcConfig({ KIJUN_OIDC_ISSUER: url, KIJUN_OIDC_CLIENT_ID: 'x' });
    expect(read('http://localhost:8080')?.label).toBe('localhost');
    expect(read('https://idp.example.go.jp/realm')?.claim).toBe('email');
    expect(() => read('http://idp.example.go.jp')).toThrow('KIJUN_OIDC_ISSUER');
    expect(() => read('nonsense')).toThrow('KIJUN_OIDC_ISSUER');
    expect(() => readOidcConfig({ KIJUN_OIDC_ISSUER: 'https://a.example' })).toThrow('KIJUN_OIDC_CLIENT_ID');
    expect(readOidcConfig({})).toBeNull();
  });
});
