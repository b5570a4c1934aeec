import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inCatalogue, inOrganisation } from '../../platform/database/database.ts';
import { listOrganisations } from '../../platform/database/organisations.ts';
import { createServer } from '../../platform/http/server.ts';
import { type TestServer, testServer } from '../../platform/http/testing.ts';
import { goodPassword, TestBrowser } from '../../platform/identity/testing.ts';
import { installation, setDemoCreator, setupNotice } from './index.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer([installation]);
});
afterAll(() => server.close());
afterEach(async () => {
  const tables = ['recovery_links', 'sessions', 'accounts', 'audit_events', 'organisation_packs', 'units'];
  await server.database.pool.query(`truncate ${tables.join(', ')}, organisations cascade`);
});

const wish = {
  organisation: { name: '試験市', kind: 'national' },
  administrator: {
    name: '管理 一郎',
    loginName: 'Admin',
    password: goodPassword,
    email: 'admin@city.example.jp',
  },
  packs: ['common-standards-h30'],
};
const register = (browser = new TestBrowser(server.app), change: object = {}) =>
  browser.post('/api/v1/setup/organisation', { ...wish, ...change });

describe('registering the first organisation', () => {
  it('makes organisation, root unit, packs and administrator, signs in, and records it', async () => {
    const browser = new TestBrowser(server.app);
    expect((await browser.call('GET', '/api/v1/setup')).json).toMatchObject({
      needed: true,
      codeNeeded: false,
    });
    expect((await browser.call('GET', '/api/v1/sign-in/options')).json.setupNeeded).toBe(true);
    const answer = await register(browser);
    expect(answer.status).toBe(200);
    const session = (await browser.call('GET', '/api/v1/session')).json;
    expect(session).toMatchObject({
      account: { name: '管理 一郎', loginName: 'admin', administrator: true },
      organisation: { name: '試験市', kind: 'national', slug: 'main' },
      person: null,
      demo: false,
    });
    expect(session.actions).toContain('accounts.edit');
    const made = await inOrganisation(server.database, answer.json.organisationId, async (tx) => ({
      units: (await tx.client.query('select name, kind, parent_id from units')).rows,
      packs: (await tx.client.query('select pack_id, primary_pack from organisation_packs')).rows,
      events: (await tx.client.query("select action from audit_events where outcome = 'done' order by 1"))
        .rows,
    }));
    expect(made.units).toEqual([{ name: '試験市', kind: 'organisation', parent_id: null }]);
    expect(made.packs).toEqual([{ pack_id: 'common-standards-h30', primary_pack: true }]);
    expect(made.events.map((event) => event.action)).toEqual([
      'account.create',
      'organisation.create',
      'organisation.edit',
      'session.start',
      'standards.adopt',
    ]);
    expect((await browser.call('GET', '/api/v1/setup')).json.needed).toBe(false);
  });

  it('of ten at once, exactly one wins, and later ones are refused', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => register()));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
    expect(await listOrganisations(server.database)).toHaveLength(1);
    expect((await register()).status).toBe(409);
    expect((await new TestBrowser(server.app).post('/api/v1/setup/demo')).status).toBe(409);
  });

  it.each([
    [{ organisation: { name: '', kind: 'national' } }, 'organisation.name'],
    [{ organisation: { name: '試験市', kind: 'company' } }, 'organisation.kind'],
    [{ packs: [] }, 'packs'],
    [{ packs: ['no-such-pack'] }, 'packs'],
    [{ organisation: { name: '試験市', kind: 'local' } }, 'packs'],
    [{ administrator: { ...wish.administrator, password: 'short' } }, 'administrator.password'],
    [{ administrator: { ...wish.administrator, loginName: '管理者' } }, 'administrator.loginName'],
  ])('refuses %o at its field and makes nothing', async (change, field) => {
    const answer = await register(new TestBrowser(server.app), change);
    expect(answer.status).toBe(422);
    expect(answer.json.problems[0].field).toBe(field);
    expect(await listOrganisations(server.database)).toEqual([]);
  });
});

describe('an installation on a network', () => {
  it('is claimed only with the code of its terminal', async () => {
    const config = { ...server.services.config, host: '0.0.0.0' };
    const services = { ...server.services, config };
    const app = await createServer(services, installation.routes);
    const notice = (await setupNotice(services)) ?? '';
    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(notice)?.[0];
    expect(code).toBeDefined();
    const passerBy = new TestBrowser(app);
    expect((await passerBy.call('GET', '/api/v1/setup')).json.codeNeeded).toBe(true);
    expect((await register(passerBy)).json.problems[0].field).toBe('code');
    expect((await register(passerBy, { code: 'AAAA-BBBB-CCCC' })).status).toBe(422);
    expect((await passerBy.post('/api/v1/setup/demo')).status).toBe(422);
    expect(await listOrganisations(server.database)).toEqual([]);
    expect((await register(passerBy, { code: code?.toLowerCase().replaceAll('-', ' ') })).status).toBe(200);
    expect(await setupNotice(services)).toBeNull();
    await app.close();
  });

  it('also behind a proxy that the configuration does not know of', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/setup/organisation',
      headers: { host: 'kijun.example.go.jp' },
      payload: wish,
    });
    expect(answer.statusCode).toBe(422);
  });

  it('is not announced where only this machine reaches it', async () => {
    expect(await setupNotice(server.services)).toBeNull();
  });
});

describe('sample data', () => {
  const progressed = async (state: string) => {
    const browser = new TestBrowser(server.app);
    await expect
      .poll(async () => (await browser.call('GET', '/api/v1/setup/progress')).json.demo?.state, {
        timeout: 5000,
      })
      .toBe(state);
    return (await browser.call('GET', '/api/v1/setup')).json.demo;
  };

  it('is made in the background, once, and tells how far it is', async () => {
    let finish: () => void = () => undefined;
    let runs = 0;
    setDemoCreator(async (services, report) => {
      runs += 1;
      report(40, '役割を割り当てています');
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      await inCatalogue(services.database, (db) =>
        db.execute(
          sql`insert into organisations (id, slug, name, kind, demo) values (${newId()}, 'demo', '見本省', 'national', true)`,
        ),
      );
    });
    const browser = new TestBrowser(server.app);
    expect((await browser.post('/api/v1/setup/demo')).status).toBe(204);
    await expect.poll(() => runs).toBe(1);
    expect((await browser.post('/api/v1/setup/demo')).status).toBe(409);
    expect((await register()).status).toBe(409);
    expect((await progressed('running')).done).toBe(40);
    finish();
    expect(await progressed('done')).toMatchObject({ done: 100, total: 100, error: null });
    expect(runs).toBe(1);
  });

  it('that could not be made says so, and may be begun again', async () => {
    setDemoCreator(() => Promise.reject(new Error('disk full')));
    const browser = new TestBrowser(server.app);
    await browser.post('/api/v1/setup/demo');
    const failed = await progressed('failed');
    expect(failed.error).not.toContain('disk full');
    expect((await browser.post('/api/v1/setup/demo')).status).toBe(204);
    await progressed('failed');
  });
});
