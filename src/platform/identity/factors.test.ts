import { generateSync } from 'otplib/functional';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { inOrganisation } from '../database/database.ts';
import { type TestServer, testServer } from '../http/testing.ts';
import { identityRoutes } from './routes.ts';
import { goodPassword, makeAccount, TestBrowser, takeCsrfToken } from './testing.ts';

let server: TestServer;
let organisationId: string;
let browser: TestBrowser;
let accountId: string;

beforeAll(async () => {
  server = await testServer([{ routes: identityRoutes, actions: [] }]);
});
afterAll(() => server.close());
beforeEach(async () => {
  organisationId = await server.organisation();
  accountId = await makeAccount(server, organisationId, 'hanako');
  browser = new TestBrowser(server.app);
  await signIn();
  await takeCsrfToken(server, browser);
});
afterEach(() => {
  vi.useRealTimers();
});

const signIn = (from = browser) =>
  from.post('/api/v1/sign-in', { organisation: organisationId, loginName: 'hanako', password: goodPassword });
const second = (code: string, method = 'totp', from = browser) =>
  from.post('/api/v1/sign-in/second-factor', { method, code });
const inOrg = (statement: string, values: unknown[] = []) =>
  inOrganisation(server.database, organisationId, (tx) => tx.client.query(statement, values));

/** The code of the time step that lies so many steps from now. */
const codeAt = (secret: string, steps = 0): string =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + steps * 30 });

async function enrol(): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = (await browser.post('/api/v1/me/totp')).json;
  const confirmed = await browser.post('/api/v1/me/totp/confirm', { code: codeAt(secret, -1) });
  expect(confirmed.status).toBe(200);
  return { secret, recoveryCodes: confirmed.json.recoveryCodes };
}

describe('an authenticator', () => {
  it('is offered as text and as a QR code drawn here, and counts once a code was confirmed', async () => {
    const begun = (await browser.post('/api/v1/me/totp')).json;
    expect(begun.qrSvg).toMatch(/^<svg /);
    expect(begun.uri).toContain('otpauth://totp/');
    expect(begun.uri).toContain(begun.secret);
    expect((await signIn(new TestBrowser(server.app))).json.step).toBe('done');
    const wrong = await browser.post('/api/v1/me/totp/confirm', { code: '000000' });
    expect([wrong.status, wrong.json.problems[0].field]).toEqual([422, 'code']);
    await browser.post('/api/v1/me/totp/confirm', { code: codeAt(begun.secret) });
    const step = await signIn(new TestBrowser(server.app));
    expect(step.json).toEqual({ step: 'second-factor', methods: ['totp', 'recovery'] });
  });

  it('is asked for after the password, and only then there is a session', async () => {
    const { secret } = await enrol();
    const other = new TestBrowser(server.app);
    await signIn(other);
    expect(other.cookies.has('kijun_session')).toBe(false);
    expect((await second(codeAt(secret), 'totp', other)).json.step).toBe('done');
    expect((await other.call('GET', '/api/v1/me/security')).json.totp).toBe(true);
  });

  it('has each code taken once, and codes of a wrong clock by one step only', async () => {
    const { secret } = await enrol();
    const code = codeAt(secret);
    const other = new TestBrowser(server.app);
    await signIn(other);
    expect((await second(codeAt(secret, 3), 'totp', other)).status).toBe(401);
    expect((await second(code, 'totp', other)).status).toBe(200);
    await signIn(other);
    expect((await second(code, 'totp', other)).status).toBe(401);
    expect((await second(codeAt(secret, -1), 'totp', other)).status).toBe(401);
    expect((await second(codeAt(secret, 1), 'totp', other)).status).toBe(200);
  });

  it('one code used at the same moment by two browsers lets in one', async () => {
    const { secret } = await enrol();
    const both = [new TestBrowser(server.app), new TestBrowser(server.app)];
    for (const each of both) await signIn(each);
    const code = codeAt(secret);
    const answers = await Promise.all(both.map((each) => second(code, 'totp', each)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('cannot be guessed: wrong codes lock the account', async () => {
    await enrol();
    const other = new TestBrowser(server.app);
    await signIn(other);
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await second('000000', 'totp', other)).status);
    expect(statuses).toContain(429);
    expect((await signIn(other)).status).toBe(429);
  });

  it('is not reached without the ticket of a right password, nor with one that is over', async () => {
    const { secret } = await enrol();
    expect((await second(codeAt(secret), 'totp', new TestBrowser(server.app))).status).toBe(401);
    const other = new TestBrowser(server.app);
    await signIn(other);
    await inOrg("update sign_in_tickets set expires_at = now() - interval '1 second'");
    expect((await second(codeAt(secret), 'totp', other)).status).toBe(401);
  });

  it('is stored encrypted for its account', async () => {
    const { secret } = await enrol();
    const stored = await inOrg('select totp_secret from accounts where id = $1', [accountId]);
    expect(stored.rows[0].totp_secret).toMatch(/^v1\./);
    expect(stored.rows[0].totp_secret).not.toContain(secret);
  });

  it('is set up and removed only soon after a proof, and then the session is renewed', async () => {
    await inOrg("update sessions set proved_at = now() - interval '16 minutes'");
    const refused = await browser.post('/api/v1/me/totp');
    expect([refused.status, refused.json.type]).toEqual([403, 'urn:kijun:problem:identity.proof.needed']);
    expect((await browser.post('/api/v1/me/proof', { password: 'wrong' })).status).toBe(422);
    const before = browser.cookies.get('kijun_session');
    expect((await browser.post('/api/v1/me/proof', { password: goodPassword })).status).toBe(204);
    expect(browser.cookies.get('kijun_session')).not.toBe(before);
    await enrol();
    expect((await browser.call('DELETE', '/api/v1/me/totp')).status).toBe(204);
    expect((await signIn(new TestBrowser(server.app))).json.step).toBe('done');
    const left = await inOrg('select count(*)::int as n from recovery_codes');
    expect(left.rows[0].n).toBe(0);
  });

  it('puts other devices out when it is added', async () => {
    const phone = new TestBrowser(server.app);
    await signIn(phone);
    await enrol();
    expect((await phone.call('GET', '/api/v1/me/security')).status).toBe(401);
    expect((await browser.call('GET', '/api/v1/me/security')).status).toBe(200);
  });
});

describe('recovery codes', () => {
  it('work once each, however they are typed', async () => {
    const { recoveryCodes } = await enrol();
    expect(recoveryCodes).toHaveLength(10);
    const typed = (recoveryCodes[0] ?? '').toLowerCase().replace('-', ' ');
    const other = new TestBrowser(server.app);
    await signIn(other);
    expect((await second(typed, 'recovery', other)).status).toBe(200);
    expect((await other.call('GET', '/api/v1/me/security')).json.recoveryCodesLeft).toBe(9);
    await signIn(other);
    expect((await second(typed, 'recovery', other)).status).toBe(401);
  });

  it('are hashed, and old ones end with new ones', async () => {
    const { recoveryCodes } = await enrol();
    const stored = await inOrg('select * from recovery_codes');
    expect(JSON.stringify(stored.rows)).not.toContain(recoveryCodes[0]);
    const renewed = (await browser.post('/api/v1/me/recovery-codes')).json.recoveryCodes;
    expect(renewed).not.toEqual(recoveryCodes);
    await signIn();
    expect((await second(recoveryCodes[1] ?? '', 'recovery')).status).toBe(401);
    expect((await second(renewed[1], 'recovery')).status).toBe(200);
  });

  it('are not given to an account without a factor', async () => {
    expect((await browser.post('/api/v1/me/recovery-codes')).status).toBe(422);
  });
});
