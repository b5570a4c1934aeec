import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../database/database.ts';
import { createServer } from '../http/server.ts';
import { type TestServer, testServer } from '../http/testing.ts';
import { identityRoutes } from './routes.ts';
import { goodPassword, makeAccount, TestBrowser, takeCsrfToken } from './testing.ts';

let server: TestServer;
let organisationId: string;
let browser: TestBrowser;
let number = 0;

beforeAll(async () => {
  server = await testServer([{ routes: identityRoutes, actions: [] }]);
});
afterAll(() => server.close());

/** Every test has an organisation of its own, so that counted failures do not meet. */
beforeEach(async () => {
  organisationId = await server.organisation();
  browser = new TestBrowser(server.app);
  number += 1;
  browser.address = `192.0.2.${number}`;
});

const signIn = (loginName: string, password = goodPassword, from = browser) =>
  from.post('/api/v1/sign-in', { organisation: organisationId, loginName, password });
const isSignedIn = async (from = browser) => (await from.call('GET', '/api/v1/me/security')).status === 200;
const inOrg = (statement: string, values: unknown[] = []) =>
  inOrganisation(server.database, organisationId, (tx) => tx.client.query(statement, values));

describe('signing in with a password', () => {
  it('starts a session whose cookie script cannot read', async () => {
    await makeAccount(server, organisationId, 'hanako');
    const answer = await signIn('hanako');
    expect(answer.json).toEqual({ step: 'done', methods: [] });
    const cookie = answer.setCookies.find((each) => each.startsWith('kijun_session='));
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).toContain('Path=/');
    expect(cookie).not.toContain('Secure');
    expect(await isSignedIn()).toBe(true);
  });

  it('binds the cookie to the host where there is https', async () => {
    await makeAccount(server, organisationId, 'hanako');
    const config = { ...server.services.config, publicUrl: 'https://kijun.example.go.jp' };
    const app = await createServer({ ...server.services, config }, identityRoutes);
    const answer = await signIn('hanako', goodPassword, new TestBrowser(app));
    const cookie = answer.setCookies.find((each) => each.startsWith('__Host-kijun_session='));
    expect(cookie).toContain('Secure');
    await app.close();
  });

  it('takes the login name in any width and letter case', async () => {
    await makeAccount(server, organisationId, 'a0012');
    expect((await signIn('Ａ００１２')).status).toBe(200);
  });

  it('answers alike for a wrong password, an unknown name, a disabled account and one without password', async () => {
    await makeAccount(server, organisationId, 'hanako');
    await makeAccount(server, organisationId, 'jiro', { password: null });
    const disabled = await makeAccount(server, organisationId, 'taro');
    await inOrg('update accounts set disabled = true where id = $1', [disabled]);
    const answers = [
      await signIn('hanako', 'wrong password'),
      await signIn('nobody'),
      await signIn('taro'),
      await signIn('jiro'),
    ];
    const plain = answers.map(({ status, json }) => [status, json.type, json.detail]);
    expect(new Set(plain.map(String)).size).toBe(1);
    expect(plain[0]?.[0]).toBe(401);
  });

  it('does not let somebody in who has left, and ends what sessions they have', async () => {
    const personId = newId();
    await inOrg(
      "insert into people (organisation_id, id, number, name, employment, left_on) values ($1, $2, '1', '退職 太郎', 'regular', null)",
      [organisationId, personId],
    );
    await makeAccount(server, organisationId, 'taro', { personId });
    expect((await signIn('taro')).status).toBe(200);
    await inOrg('update people set left_on = current_date - 1 where id = $1', [personId]);
    expect(await isSignedIn()).toBe(false);
    expect((await signIn('taro')).status).toBe(401);
  });

  it('finds no account of another organisation', async () => {
    const other = await server.organisation();
    await makeAccount(server, other, 'hanako');
    expect((await signIn('hanako')).status).toBe(401);
  });

  it('asks for the organisation when there are several', async () => {
    await server.organisation();
    const answer = await browser.post('/api/v1/sign-in', { loginName: 'x', password: 'y' });
    expect(answer.status).toBe(422);
    expect(answer.json.problems[0].field).toBe('organisation');
  });

  it('refuses a sign-in that another site sends', async () => {
    await makeAccount(server, organisationId, 'hanako');
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/sign-in',
      headers: { origin: 'https://evil.example' },
      payload: { organisation: organisationId, loginName: 'hanako', password: goodPassword },
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('records successes and failures, and never a name that is nobody’s', async () => {
    await makeAccount(server, organisationId, 'hanako');
    await signIn('hanako');
    await signIn('hanako', 'wrong password');
    await signIn('my-secret-password-typed-too-early');
    const events = await inOrg('select outcome, actor_name, detail from audit_events order by id');
    expect(events.rows.map((row) => row.outcome)).toEqual(['done', 'refused', 'refused']);
    expect(JSON.stringify(events.rows)).not.toContain('typed-too-early');
  });

  it('renews a hash that was made with weaker parameters', async () => {
    const { hash } = await import('@node-rs/argon2');
    const id = await makeAccount(server, organisationId, 'hanako');
    const weak = await hash(goodPassword, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await inOrg('update accounts set password_hash = $2 where id = $1', [id, weak]);
    expect((await signIn('hanako')).status).toBe(200);
    const stored = await inOrg('select password_hash from accounts where id = $1', [id]);
    expect(stored.rows[0].password_hash).toContain('m=19456,t=2');
    expect((await signIn('hanako')).status).toBe(200);
  });
});

describe('guessing', () => {
  const fail = async (times: number, name = 'hanako') => {
    for (let i = 0; i < times; i += 1) expect((await signIn(name, `guess ${i}`)).status).toBe(401);
  };
  const lockEnds = () => inOrg("update sign_in_failures set locked_until = now() - interval '1 second'");

  it('locks after five failures, also against the right password, and longer each time', async () => {
    await makeAccount(server, organisationId, 'hanako');
    await fail(5);
    const first = await signIn('hanako');
    expect(first.status).toBe(429);
    expect(first.json.retryAfter).toBeGreaterThan(25);
    expect(first.json.retryAfter).toBeLessThanOrEqual(30);
    await lockEnds();
    await fail(1);
    expect((await signIn('hanako')).json.retryAfter).toBeGreaterThan(50);
    await lockEnds();
    expect((await signIn('hanako')).status).toBe(200);
    await fail(4);
    expect((await signIn('hanako')).status).toBe(200);
  });

  it('locks names that do not exist just the same', async () => {
    await fail(5, 'nobody');
    expect((await signIn('nobody')).status).toBe(429);
  });

  it('is counted before it is judged: of thirty guesses at once, few are judged', async () => {
    await makeAccount(server, organisationId, 'hanako');
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => signIn('hanako', `guess ${i}`)));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5);
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(25);
  });

  it('is still counted after a restart', async () => {
    await makeAccount(server, organisationId, 'hanako');
    await fail(5);
    const app = await createServer(server.services, identityRoutes);
    expect((await signIn('hanako', goodPassword, new TestBrowser(app))).status).toBe(429);
    await app.close();
  });

  it('over many names from one address stops that address, and no other', async () => {
    await makeAccount(server, organisationId, 'hanako');
    await fail(1, 'someone');
    await inOrg("update sign_in_failures set failures = 100, locked_until = now() + interval '60 seconds'");
    expect((await signIn('hanako')).status).toBe(429);
    const elsewhere = new TestBrowser(server.app);
    elsewhere.address = '198.51.100.7';
    expect((await signIn('hanako', goodPassword, elsewhere)).status).toBe(200);
  });

  it('right passwords of a whole office at one address are no failures', async () => {
    await makeAccount(server, organisationId, 'hanako');
    for (let i = 0; i < 3; i += 1) await signIn('hanako');
    const counted = await inOrg('select coalesce(sum(failures), 0)::int as n from sign_in_failures');
    expect(counted.rows[0].n).toBe(0);
  });
});

describe('sessions', () => {
  it('a token planted before the sign-in is worth nothing after it', async () => {
    await makeAccount(server, organisationId, 'hanako');
    await signIn('hanako');
    const planted = browser.cookies.get('kijun_session') ?? '';
    await signIn('hanako');
    expect(browser.cookies.get('kijun_session')).not.toBe(planted);
    expect(await isSignedIn()).toBe(true);
    browser.cookies.set('kijun_session', planted);
    expect(await isSignedIn()).toBe(false);
  });

  it('end after an hour without use, and are kept by use', async () => {
    await makeAccount(server, organisationId, 'hanako');
    await signIn('hanako');
    await inOrg("update sessions set seen_at = now() - interval '59 minutes'");
    expect(await isSignedIn()).toBe(true);
    const seen = await inOrg("select seen_at > now() - interval '1 minute' as fresh from sessions");
    expect(seen.rows[0].fresh).toBe(true);
    await inOrg("update sessions set seen_at = now() - interval '61 minutes'");
    expect(await isSignedIn()).toBe(false);
  });

  it('end after twelve hours, however busy', async () => {
    await makeAccount(server, organisationId, 'hanako');
    await signIn('hanako');
    const limit = await inOrg(
      'select round(extract(epoch from expires_at - created_at) / 3600) as hours from sessions',
    );
    expect(Number(limit.rows[0].hours)).toBe(12);
    await inOrg("update sessions set expires_at = now() - interval '1 second'");
    expect(await isSignedIn()).toBe(false);
  });

  it('end with the sign-out, for which the CSRF token is needed', async () => {
    await makeAccount(server, organisationId, 'hanako');
    await signIn('hanako');
    expect((await browser.post('/api/v1/sign-out')).status).toBe(403);
    expect(await isSignedIn()).toBe(true);
    await takeCsrfToken(server, browser);
    const token = browser.cookies.get('kijun_session') ?? '';
    expect((await browser.post('/api/v1/sign-out')).status).toBe(204);
    expect(browser.cookies.has('kijun_session')).toBe(false);
    browser.cookies.set('kijun_session', token);
    expect(await isSignedIn()).toBe(false);
  });

  it('are listed and ended one by one or all others, and only one’s own', async () => {
    const id = await makeAccount(server, organisationId, 'hanako');
    const stranger = await server.user(organisationId);
    const phone = new TestBrowser(server.app);
    await signIn('hanako', goodPassword, phone);
    await signIn('hanako');
    await takeCsrfToken(server, browser);
    const { sessions } = (await browser.call('GET', '/api/v1/me/security')).json;
    expect(sessions.map((each: { current: boolean }) => each.current).sort()).toEqual([false, true]);
    const other = sessions.find((each: { current: boolean }) => !each.current);
    expect((await stranger.call('DELETE', `/api/v1/me/sessions/${other.id}`)).status).toBe(404);
    expect((await browser.call('DELETE', `/api/v1/me/sessions/${other.id}`)).status).toBe(204);
    expect(await isSignedIn(phone)).toBe(false);
    await signIn('hanako', goodPassword, phone);
    expect((await browser.call('DELETE', '/api/v1/me/sessions')).json).toEqual({ ended: 1 });
    expect(await isSignedIn(phone)).toBe(false);
    expect(await isSignedIn()).toBe(true);
    const left = await inOrg('select count(*)::int as n from sessions where account_id = $1', [id]);
    expect(left.rows[0].n).toBe(1);
  });

  it('what has run out is swept at a sign-in', async () => {
    await makeAccount(server, organisationId, 'hanako');
    await signIn('hanako', goodPassword, new TestBrowser(server.app));
    await inOrg("update sessions set expires_at = now() - interval '1 hour'");
    await signIn('hanako');
    const left = await inOrg('select count(*)::int as n from sessions');
    expect(left.rows[0].n).toBe(1);
  });
});

describe('changing the password', () => {
  const change = (currentPassword: string, newPassword: string) =>
    browser.post('/api/v1/me/password', { currentPassword, newPassword });

  it('ends other sessions, renews this one, and makes the old password useless', async () => {
    await makeAccount(server, organisationId, 'hanako');
    const phone = new TestBrowser(server.app);
    await signIn('hanako', goodPassword, phone);
    await signIn('hanako');
    await takeCsrfToken(server, browser);
    const before = browser.cookies.get('kijun_session');
    expect((await change(goodPassword, 'ame no hi no toshokan')).status).toBe(204);
    expect(browser.cookies.get('kijun_session')).not.toBe(before);
    expect(await isSignedIn()).toBe(true);
    expect(await isSignedIn(phone)).toBe(false);
    expect((await signIn('hanako', goodPassword, phone)).status).toBe(401);
    expect((await signIn('hanako', 'ame no hi no toshokan', phone)).status).toBe(200);
  });

  it('refuses a wrong current password, the same one and a weak one, and counts the guesses', async () => {
    await makeAccount(server, organisationId, 'hanako');
    await signIn('hanako');
    await takeCsrfToken(server, browser);
    const wrong = await change('wrong', 'ame no hi no toshokan');
    expect([wrong.status, wrong.json.problems[0].field]).toEqual([422, 'currentPassword']);
    expect((await change(goodPassword, goodPassword)).status).toBe(422);
    expect((await change(goodPassword, 'password2026!')).json.problems[0].field).toBe('newPassword');
    for (let i = 0; i < 4; i += 1)
      expect((await change(`wrong ${i}`, 'ame no hi no toshokan')).status).toBe(422);
    expect((await change(goodPassword, 'ame no hi no toshokan')).status).toBe(429);
  });

  it('leaves no password in the audit trail', async () => {
    await makeAccount(server, organisationId, 'hanako');
    await signIn('hanako');
    await takeCsrfToken(server, browser);
    await change(goodPassword, 'ame no hi no toshokan');
    const events = await inOrganisation(server.database, organisationId, (tx) =>
      tx.execute(sql`select * from audit_events`),
    );
    expect(JSON.stringify(events.rows)).not.toMatch(/toshokan|argon2|kokoro/);
  });
});
