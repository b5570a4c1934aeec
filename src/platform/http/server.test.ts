import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { auditEvents } from '../audit/tables.ts';
import { inOrganisation, openDatabase } from '../database/database.ts';
import { bypassesTenants } from '../database/migrate.ts';
import { download, route } from './route.ts';
import { type TestServer, testServer } from './testing.ts';

const ok = z.object({ ok: z.boolean() });
const routes = [
  route({
    method: 'GET',
    path: '/api/v1/test/open',
    summary: 'open',
    access: 'public',
    response: ok,
    handle: async () => ({ ok: true }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/test/mine',
    summary: 'mine',
    access: 'signed-in',
    response: z.object({ name: z.string() }),
    handle: async ({ actor }) => ({ name: actor.name, secret: 'never leaves' }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/test/deed',
    summary: 'deed',
    access: { action: 'test.do' },
    body: z.object({ count: z.number().int() }),
    response: ok,
    handle: async ({ scope }) => ({ ok: scope.whole }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/test/crash',
    summary: 'crash',
    access: 'signed-in',
    response: ok,
    handle: async () => {
      throw new Error('password=hunter2');
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/test/rename',
    summary: 'rename',
    access: 'signed-in',
    body: z.object({ name: z.string(), version: z.number().int() }),
    handle: async ({ tx, actor, body }) => {
      await tx.execute(sql`insert into accounts (organisation_id, id, login_name, display_name, version)
        values (${actor.organisationId}, gen_random_uuid(), ${body.name}, '', ${body.version})`);
      return undefined;
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/test/file',
    summary: 'file',
    access: { action: 'test.do' },
    upload: true,
    response: ok,
    handle: async () => ({ ok: true }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/test/typeset',
    summary: 'typeset',
    access: 'signed-in',
    handle: async ({ services: { database } }) =>
      download('busy.txt', 'text/plain', async () => {
        const { totalCount, idleCount } = database.pool;
        return Buffer.from(String(totalCount - idleCount));
      }),
  }),
];
const actions = [{ id: 'test.do', title: { ja: '試験', en: 'Test' }, administrator: true as const }];

let server: TestServer;
let organisationId: string;
beforeAll(async () => {
  server = await testServer([{ routes, actions }]);
  organisationId = await server.organisation();
});
afterAll(() => server.close());

describe('the one way into a handler', () => {
  it('refuses without a session, with a wrong token and with a token of another organisation', async () => {
    const user = await server.user(organisationId);
    const other = await server.organisation();
    const token = user.headers.cookie?.split('.')[1];
    for (const cookie of [
      '',
      'kijun_session=x.y',
      `kijun_session=${organisationId}.wrong`,
      `kijun_session=${other}.${token}`,
    ]) {
      const answer = await server.app.inject({ url: '/api/v1/test/mine', headers: { cookie } });
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });

  it('sends only what the response names', async () => {
    const user = await server.user(organisationId, { name: '見本 花子' });
    expect((await user.call('GET', '/api/v1/test/mine')).json).toEqual({ name: '見本 花子' });
  });

  it('refuses a change without the CSRF token', async () => {
    const user = await server.user(organisationId, { administrator: true });
    const cookie = user.headers.cookie ?? '';
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/test/deed',
      headers: { cookie },
      payload: { count: 1 },
    });
    expect(answer.statusCode).toBe(403);
  });

  it('denies by default and records the attempt', async () => {
    const user = await server.user(organisationId);
    expect((await user.call('POST', '/api/v1/test/deed', { count: 1 })).status).toBe(403);
    const events = await inOrganisation(server.database, organisationId, (tx) =>
      tx.select().from(auditEvents).where(sql`account_id = ${user.accountId}`),
    );
    expect(events.map((event) => [event.action, event.outcome])).toEqual([['test.do', 'refused']]);
  });

  it('allows who is granted the action, and explains bad input in Japanese', async () => {
    const user = await server.user(organisationId, { administrator: true });
    expect((await user.call('POST', '/api/v1/test/deed', { count: 1 })).json).toEqual({ ok: true });
    const bad = await user.call('POST', '/api/v1/test/deed', { count: 'x' });
    expect(bad.status).toBe(422);
    expect(bad.json.problems[0].field).toBe('count');
    expect(bad.json.detail).toContain('入力内容');
  });

  it('tells nothing of an unexpected error but its number', async () => {
    const user = await server.user(organisationId);
    const answer = await user.call('GET', '/api/v1/test/crash');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('hunter2');
  });

  it('answers an address that cannot be read in Japanese, to programs and to people', async () => {
    const toProgram = await server.app.inject({ url: '/api/v1/test/%zz' });
    expect(toProgram.statusCode).toBe(400);
    expect(toProgram.json()).toMatchObject({ status: 400, detail: '送信された内容を読み取れませんでした。' });
    const toPerson = await server.app.inject({ url: '/units/%zz' });
    expect(toPerson.headers['content-type']).toContain('text/plain');
    expect(toPerson.body).toContain('アドレスを確かめるか');
  });

  it('refuses individual numbers in any text, and says where', async () => {
    const user = await server.user(organisationId);
    const body = { name: '担当は1234-5678-9018です', version: 1 };
    const { status, json } = await user.call('POST', '/api/v1/test/rename', body);
    expect([status, json.problems[0].field]).toEqual([422, 'name']);
    expect(json.detail).toContain('個人番号');
    const nobody = { url: '/api/v1/test/rename', method: 'POST', payload: body } as const;
    expect((await server.app.inject(nobody)).statusCode).toBe(401);
  });

  it('does not compare heaps with a shape', async () => {
    const user = await server.user(organisationId, { administrator: true });
    const heap = { count: 1, rest: Array.from({ length: 100_001 }, () => [1]) };
    expect((await user.call('POST', '/api/v1/test/deed', heap)).status).toBe(413);
  });

  it('explains what the database cannot take, and tells a race from a fault', async () => {
    const user = await server.user(organisationId);
    const write = async (name: string, version = 1) => {
      const { status, json } = await user.call('POST', '/api/v1/test/rename', { name, version });
      return [status, json?.detail ?? ''];
    };
    expect(await write('one')).toEqual([204, '']);
    expect(await write('one')).toEqual([409, expect.stringContaining('ほぼ同時に')]);
    expect(await write('n\u0000l')).toEqual([422, expect.stringContaining('保存できない文字')]);
    expect(await write('two', 2 ** 40)).toEqual([422, expect.stringContaining('範囲')]);
  });

  it('grants nothing for a role of a pack that the organisation gave up', async () => {
    const granting = await testServer([{ routes, actions }], () => ['test.do']);
    const organisation = await granting.organisation();
    const officer = await granting.user(organisation, { role: 'officer' });
    const status = async () => (await officer.call('POST', '/api/v1/test/deed', { count: 1 })).status;
    expect(await status()).toBe(200);
    await inOrganisation(granting.database, organisation, (tx) =>
      tx.execute(sql`delete from organisation_packs where pack_id = 'test'`),
    );
    expect(await status()).toBe(403);
    await granting.close();
  });

  it('asks who it is, and whether they may, before it takes a file', async () => {
    const stranger = { cookie: `kijun_session=${organisationId}.wrong` };
    const upload = (headers: Readonly<Record<string, string>>) =>
      server.app.inject({ method: 'POST', url: '/api/v1/test/file', headers, payload: { not: 'a file' } });
    expect((await upload(stranger)).statusCode).toBe(401);
    expect((await upload((await server.user(organisationId)).headers)).statusCode).toBe(403);
    const administrator = await server.user(organisationId, { administrator: true });
    expect((await upload(administrator.headers)).statusCode).toBe(422);
  });

  it('makes a download that takes long without holding a connection of the database', async () => {
    const user = await server.user(organisationId);
    const answer = await user.call('GET', '/api/v1/test/typeset');
    expect([answer.text, answer.headers['content-type']]).toEqual(['0', 'text/plain']);
  });

  it('does not wait for ever for a request that trickles in', () => {
    expect(server.app.server.requestTimeout).toBe(300_000);
  });

  it('sets a content security policy without inline script', async () => {
    const answer = await server.app.inject({ url: '/api/v1/test/open' });
    expect(answer.headers['content-security-policy']).toContain("script-src 'self';");
    expect(answer.headers['content-security-policy']).not.toContain('unsafe');
  });
});

describe('tenants', () => {
  it('row-level security hides every row when no organisation, or another, is set', async () => {
    await server.user(organisationId);
    const other = await server.organisation();
    const count = (rows: { rows: Record<string, unknown>[] }) => Number(rows.rows[0]?.n);
    const query = sql`select count(*) as n from accounts`;
    expect(
      count(await inOrganisation(server.database, organisationId, (tx) => tx.execute(query))),
    ).toBeGreaterThan(0);
    expect(count(await inOrganisation(server.database, other, (tx) => tx.execute(query)))).toBe(0);
    expect(count(await server.database.pool.query('select count(*) as n from accounts'))).toBe(0);
  });

  it('refuses to write a row of another organisation', async () => {
    const other = await server.organisation();
    const write = inOrganisation(server.database, organisationId, (tx) =>
      tx.execute(
        sql`insert into accounts (organisation_id, id, login_name, display_name) values (${other}, ${other}, 'x', 'x')`,
      ),
    );
    await expect(write).rejects.toThrow();
  });

  it('says when the account of the database passes over row-level security', async () => {
    expect(await bypassesTenants(server.database)).toBe(false);
    const superuser = openDatabase(server.database.url.replace(/\/\/[^@/]*@/, '//postgres@'), { max: 1 });
    expect(await bypassesTenants(superuser)).toBe(true);
    await superuser.close();
  });

  it('every table with an organisation is protected', async () => {
    const unprotected = await server.database.pool.query(`
      select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not (c.relrowsecurity and c.relforcerowsecurity)`);
    expect(unprotected.rows).toEqual([]);
  });
});
