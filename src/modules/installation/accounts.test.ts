import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { readCsv } from '../../platform/documents/csv.ts';
import { createServer } from '../../platform/http/server.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { goodPassword, makeAccount, TestBrowser } from '../../platform/identity/testing.ts';
import { installation } from './index.ts';

let server: TestServer;
let organisationId: string;
let admin: TestUser;

beforeAll(async () => {
  server = await testServer([installation]);
});
afterAll(() => server.close());
beforeEach(async () => {
  organisationId = await server.organisation();
  admin = await server.user(organisationId, { administrator: true, name: '管理 一郎' });
});

const inOrg = (statement: string, values: unknown[] = []) =>
  inOrganisation(server.database, organisationId, (tx) => tx.client.query(statement, values));
const person = async (number: string, more: { leftOn?: string; email?: string } = {}) => {
  const id = newId();
  await inOrganisation(server.database, organisationId, (tx) =>
    tx.execute(sql`insert into people (organisation_id, id, number, name, employment, email, left_on)
      values (${organisationId}, ${id}, ${number}, ${`職員 ${number}`}, 'regular', ${more.email ?? ''}, ${more.leftOn ?? null})`),
  );
  return id;
};
const tokenOf = (url: string): string => url.split('#')[1] ?? '';
const setPassword = (token: string, password = goodPassword) =>
  new TestBrowser(server.app).post('/api/v1/sign-in/recovery/password', { token, password });
const signIn = (loginName: string, password = goodPassword, browser = new TestBrowser(server.app)) =>
  browser.post('/api/v1/sign-in', { organisation: organisationId, loginName, password });
const entry = async (id: string) => (await admin.call('GET', `/api/v1/accounts/${id}`)).json;
const save = async (id: string, change: object) => {
  const { version, name, email, administrator, disabled, personNumber } = await entry(id);
  const body = { version, name, email, administrator, disabled, personNumber: personNumber ?? '' };
  return admin.call('PUT', `/api/v1/accounts/${id}`, { ...body, ...change });
};

describe('managing accounts', () => {
  it('makes one with a link by which its owner sets the password, once', async () => {
    await person('0007');
    const body = { name: '試験 花子', loginName: 'Hanako', personNumber: '0007' };
    const made = (await admin.call('POST', '/api/v1/accounts', body)).json;
    expect(made.link.url).toMatch(/^http:\/\/localhost:3000\/recover#/);
    expect(made.link.mailed).toBe(false);
    expect(await entry(made.id)).toMatchObject({
      loginName: 'hanako',
      state: 'waiting',
      personNumber: '0007',
    });
    const token = tokenOf(made.link.url);
    const check = await new TestBrowser(server.app).post('/api/v1/sign-in/recovery/check', { token });
    expect(check.json).toMatchObject({ name: '試験 花子', loginName: 'hanako', minLength: 12 });
    expect((await setPassword(token, 'password2026!')).status).toBe(422);
    expect((await setPassword(token)).status).toBe(204);
    expect((await setPassword(token, 'another good phrase')).status).toBe(404);
    expect((await signIn('hanako')).status).toBe(200);
    expect((await entry(made.id)).state).toBe('active');
  });

  it('refuses a taken login name, an unknown person, and a second account for one', async () => {
    await person('0007');
    const make = async (body: object) =>
      (await admin.call('POST', '/api/v1/accounts', { name: 'x', ...body })).json;
    await make({ loginName: 'hanako', personNumber: '0007' });
    expect((await make({ loginName: 'HANAKO' })).problems[0].field).toBe('loginName');
    expect((await make({ loginName: 'jiro', personNumber: '9999' })).problems[0].field).toBe('personNumber');
    expect((await make({ loginName: 'jiro', personNumber: '0007' })).problems[0].field).toBe('personNumber');
    expect((await make({ loginName: '花子' })).problems[0].field).toBe('loginName');
  });

  it('a link of 24 hours ends, and a new one ends the old', async () => {
    const id = await makeAccount(server, organisationId, 'hanako', { password: null });
    const issue = async () =>
      tokenOf((await admin.call('POST', `/api/v1/accounts/${id}/recovery-link`)).json.url);
    const [first, second] = [await issue(), await issue()];
    expect((await setPassword(first)).status).toBe(404);
    await inOrg("update recovery_links set expires_at = now() - interval '1 second'");
    expect((await setPassword(second)).status).toBe(404);
    const stored = await inOrg('select * from recovery_links');
    expect(JSON.stringify(stored.rows)).not.toContain(second.split('.')[1]);
  });

  it('a new password by link ends the sessions and lifts the lock, but asks for the second factor still', async () => {
    const id = await makeAccount(server, organisationId, 'hanako');
    const browser = new TestBrowser(server.app);
    await signIn('hanako', goodPassword, browser);
    for (let i = 0; i < 5; i += 1) await signIn('hanako', 'wrong');
    expect((await entry(id)).state).toBe('locked');
    const link = (await admin.call('POST', `/api/v1/accounts/${id}/recovery-link`)).json;
    await setPassword(tokenOf(link.url), 'another good phrase');
    expect((await browser.call('GET', '/api/v1/session')).status).toBe(401);
    expect((await signIn('hanako', 'another good phrase')).status).toBe(200);
  });

  it('disabling ends the sessions at once; enabling lets in again', async () => {
    const id = await makeAccount(server, organisationId, 'hanako');
    const browser = new TestBrowser(server.app);
    await signIn('hanako', goodPassword, browser);
    expect((await save(id, { disabled: true })).status).toBe(200);
    expect((await browser.call('GET', '/api/v1/session')).status).toBe(401);
    expect((await signIn('hanako')).status).toBe(401);
    await save(id, { disabled: false });
    expect((await signIn('hanako')).status).toBe(200);
  });

  it('a change of rights ends the sessions, so that the next one has the new rights', async () => {
    const id = await makeAccount(server, organisationId, 'hanako');
    const browser = new TestBrowser(server.app);
    await signIn('hanako', goodPassword, browser);
    await save(id, { administrator: true });
    expect((await browser.call('GET', '/api/v1/session')).status).toBe(401);
    await signIn('hanako', goodPassword, browser);
    expect((await browser.call('GET', '/api/v1/accounts')).status).toBe(200);
  });

  it('an old version is refused with what differs', async () => {
    const id = await makeAccount(server, organisationId, 'hanako');
    const { version } = await entry(id);
    await save(id, { name: '新しい 名前' });
    const answer = await save(id, { version, name: '別の 名前' });
    expect(answer.status).toBe(409);
    expect(answer.json.differences).toEqual([{ field: 'name', yours: '別の 名前', current: '新しい 名前' }]);
  });

  it('nobody takes their own rights away, and the last administrator stays', async () => {
    expect((await save(admin.accountId, { administrator: false })).status).toBe(409);
    expect((await save(admin.accountId, { disabled: true })).status).toBe(409);
    const second = await makeAccount(server, organisationId, 'second', { administrator: true });
    expect((await save(second, { administrator: false })).status).toBe(200);
  });

  it('unlocks, ends sessions, and removes a lost second factor', async () => {
    const id = await makeAccount(server, organisationId, 'hanako');
    for (let i = 0; i < 5; i += 1) await signIn('hanako', 'wrong');
    expect((await signIn('hanako')).status).toBe(429);
    expect((await admin.call('POST', `/api/v1/accounts/${id}/unlock`)).status).toBe(204);
    const browser = new TestBrowser(server.app);
    expect((await signIn('hanako', goodPassword, browser)).status).toBe(200);
    await inOrg("update accounts set totp_secret = 'v1.x.y.z' where id = $1", [id]);
    expect((await entry(id)).secondFactor).toBe(true);
    expect((await admin.call('POST', `/api/v1/accounts/${id}/reset-second-factor`)).status).toBe(204);
    expect((await entry(id)).secondFactor).toBe(false);
    expect((await browser.call('GET', '/api/v1/session')).status).toBe(401);
    await signIn('hanako', goodPassword, browser);
    expect((await admin.call('POST', `/api/v1/accounts/${id}/sign-out`)).json).toEqual({ ended: 1 });
    const history = (await admin.call('GET', `/api/v1/accounts/${id}/history`)).json;
    expect(history.length).toBeGreaterThan(3);
  });

  it('mails the link where mail is set up', async () => {
    const id = await makeAccount(server, organisationId, 'hanako', { email: 'hanako@mihon.example.jp' });
    const config = { ...server.services.config, smtpUrl: 'smtp://localhost:2525' };
    const app = await createServer({ ...server.services, config }, installation.routes);
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1/accounts/${id}/recovery-link`,
      headers: admin.headers,
    });
    expect(answer.json().mailed).toBe(true);
    const mails = await inOrg('select recipient, body from mail_messages');
    expect(mails.rows[0].recipient).toBe('hanako@mihon.example.jp');
    expect(mails.rows[0].body).toContain(answer.json().url);
    await app.close();
  });
});

describe('accounts for everybody', () => {
  it('are made for those who work here and have none, with a list of links that work', async () => {
    await person('0001', { email: 'ichi@mihon.example.jp' });
    const has = await person('0002');
    await makeAccount(server, organisationId, '0002', { personId: has });
    await person('0003', { leftOn: '2020-04-01' });
    await person('clash');
    await makeAccount(server, organisationId, 'clash');
    expect((await admin.call('GET', '/api/v1/accounts/missing')).json).toEqual({ people: 2 });
    const { json } = await admin.call('POST', '/api/v1/accounts/missing', { format: 'csv' });
    expect(json).toMatchObject({ created: 1, clashes: ['clash'], clashCount: 1 });
    const [, line] = await readCsv(Buffer.from(json.file.base64, 'base64'));
    expect(line?.cells.slice(1, 4)).toEqual(['0001', '職員 0001', '0001']);
    const link = line?.cells[4] ?? '';
    expect((await setPassword(tokenOf(link))).status).toBe(204);
    expect((await signIn('0001')).status).toBe(200);
    expect((await admin.call('GET', '/api/v1/accounts/missing')).json).toEqual({ people: 1 });
  });

  it('take a fixed number of statements, however many', async () => {
    await inOrg(
      `insert into people (organisation_id, id, number, name, employment)
       select $1, gen_random_uuid(), 'n' || n, '職員 ' || n, 'regular' from generate_series(1, 900) n`,
      [organisationId],
    );
    const { json } = await admin.call('POST', '/api/v1/accounts/missing', { format: 'xlsx' });
    expect(json).toMatchObject({ created: 900, clashCount: 0 });
    expect(Buffer.from(json.file.base64, 'base64').subarray(0, 2).toString()).toBe('PK');
    expect(json.file.name).toMatch(/\.xlsx$/);
    expect((await admin.call('POST', '/api/v1/accounts/missing', {})).json).toMatchObject({
      created: 0,
      file: null,
    });
    const events = await inOrg("select count(*)::int as n from audit_events where action = 'accounts.edit'");
    expect(events.rows[0].n).toBe(900);
  });
});

describe('the list', () => {
  it('searches, filters, sorts, pages and exports, and shows no secret', async () => {
    for (const name of ['ichi', 'ni', 'san']) await makeAccount(server, organisationId, name);
    await makeAccount(server, organisationId, 'waiting', { password: null });
    const list = async (query: string) => (await admin.call('GET', `/api/v1/accounts?${query}`)).json;
    expect((await list('q=SAN')).items.map((row: { loginName: string }) => row.loginName)).toEqual(['san']);
    expect((await list('q=waiting&state=waiting')).total).toBe(1);
    expect((await list('administrator=true')).total).toBe(1);
    const page = await list('sort=-loginName&pageSize=2&administrator=false');
    expect([page.total, page.items.map((row: { loginName: string }) => row.loginName)]).toEqual([
      4,
      ['waiting', 'san'],
    ]);
    expect(JSON.stringify(page)).not.toMatch(/argon2|totpSecret|passwordHash/);
    const csv = await admin.call('GET', '/api/v1/accounts?format=csv');
    expect(csv.text).toContain('ログイン名');
  });
});

describe('who may manage accounts', () => {
  const calls = (id: string) =>
    [
      ['GET', '/api/v1/accounts'],
      ['GET', `/api/v1/accounts/${id}`],
      ['GET', `/api/v1/accounts/${id}/history`],
      ['GET', '/api/v1/accounts/missing'],
      ['POST', '/api/v1/accounts', { name: 'x', loginName: 'x' }],
      [
        'PUT',
        `/api/v1/accounts/${id}`,
        { version: 1, name: 'x', email: '', administrator: true, disabled: false, personNumber: '' },
      ],
      ['POST', `/api/v1/accounts/${id}/recovery-link`],
      ['POST', `/api/v1/accounts/${id}/unlock`],
      ['POST', `/api/v1/accounts/${id}/reset-second-factor`],
      ['POST', `/api/v1/accounts/${id}/sign-out`],
      ['POST', '/api/v1/accounts/missing', {}],
    ] as const;

  it('administrators only: everybody else gets 403', async () => {
    const user = await server.user(organisationId);
    for (const [method, url, body] of calls(user.accountId)) {
      expect([url, (await user.call(method, url, body)).status]).toEqual([url, 403]);
    }
  });

  it('administrators of their own organisation: accounts of another are not found', async () => {
    const elsewhere = await server.organisation();
    const stranger = await makeAccount(server, elsewhere, 'stranger');
    for (const [method, url, body] of calls(stranger).filter(([, each]) => each.includes(stranger))) {
      expect([url, (await admin.call(method, url, body)).status]).toEqual([url, 404]);
    }
    const { items } = (await admin.call('GET', '/api/v1/accounts?pageSize=200')).json;
    expect(items.map((row: { id: string }) => row.id)).not.toContain(stranger);
  });
});
