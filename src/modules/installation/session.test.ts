import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inCatalogue, inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, testServer } from '../../platform/http/testing.ts';
import { makeAccount, TestBrowser, takeCsrfToken } from '../../platform/identity/testing.ts';
import { installation } from './index.ts';

let server: TestServer;
let organisationId: string;
let personId: string;

beforeAll(async () => {
  server = await testServer([installation]);
  organisationId = await server.organisation({ name: '見本省' });
  personId = newId();
  const unitId = newId();
  await inOrganisation(server.database, organisationId, async (tx) => {
    await tx.execute(sql`insert into units (organisation_id, id, path, code, name, kind, valid_from)
      values (${organisationId}, ${unitId}, ${`/${unitId}/`}, '11', '総務課', 'division', '2020-04-01')`);
    await tx.execute(sql`insert into people (organisation_id, id, number, name, employment)
      values (${organisationId}, ${personId}, '0001', '課長 花子', 'regular')`);
    await tx.execute(sql`insert into posts (organisation_id, id, person_id, unit_id, main, valid_from)
      values (${organisationId}, ${newId()}, ${personId}, ${unitId}, true, '2020-04-01')`);
    await tx.execute(sql`insert into organisation_packs (organisation_id, pack_id, adopted_on, primary_pack)
      values (${organisationId}, 'common-standards-h30', '2020-04-01', true)`);
    await tx.execute(sql`insert into appointments (organisation_id, id, pack_id, role_id, person_id, scope_kind, unit_id, valid_from)
      values (${organisationId}, ${newId()}, 'common-standards-h30', 'division_officer', ${personId}, 'unit', ${unitId}, '2020-04-01')`);
  });
  await makeAccount(server, organisationId, '0001', { personId });
});
afterAll(() => server.close());

describe('the session', () => {
  it('names person, unit, organisation and roles in the words of the pack', async () => {
    const user = await server.user(organisationId);
    expect((await user.call('GET', '/api/v1/session')).json).toMatchObject({
      person: null,
      roles: [],
      demo: false,
    });
    const browser = new TestBrowser(server.app);
    await inCatalogue(server.database, (db) =>
      db.execute(
        sql`update organisations set demo = true, settings = ${JSON.stringify({
          demoPeople: [
            { personId, name: '課長 花子', roleTitle: '課室', description: '総務課をまとめます。' },
          ],
        })} where id = ${organisationId}`,
      ),
    );
    const options = (await browser.call('GET', '/api/v1/sign-in/options')).json;
    expect(options.demo).toEqual([
      { person: personId, role: '課室', name: '課長 花子', detail: '総務課をまとめます。' },
    ]);
    expect((await browser.post('/api/v1/demo/sign-in', { person: personId })).status).toBe(200);
    const session = (await browser.call('GET', '/api/v1/session')).json;
    expect(session).toMatchObject({
      person: { id: personId, name: '課長 花子', unitName: '総務課' },
      organisation: { name: '見本省' },
      roles: [{ packId: 'common-standards-h30', roleId: 'division_officer', scope: '総務課', deputy: false }],
      demo: true,
    });
    expect(session.roles[0].label).toBe('課室情報セキュリティ責任者');
    expect(session.organisation.fiscalYearLabel).toMatch(/^令和.+年度$/);
    await takeCsrfToken(server, browser);
    expect(session.csrfToken).toBe(browser.csrfToken);
  });

  it('is 401 without one', async () => {
    expect((await new TestBrowser(server.app).call('GET', '/api/v1/session')).status).toBe(401);
  });
});

describe('the click-to-sign-in of a demo', () => {
  it('is for its listed people only', async () => {
    const browser = new TestBrowser(server.app);
    expect((await browser.post('/api/v1/demo/sign-in', { person: newId() })).status).toBe(404);
    expect((await browser.post('/api/v1/demo/sign-in', { person: 'x' })).status).toBe(422);
  });

  it('does not exist in an organisation that is no demo, whatever its settings say', async () => {
    const real = await server.organisation();
    const person = newId();
    await inOrganisation(server.database, real, (tx) =>
      tx.execute(sql`insert into people (organisation_id, id, number, name, employment)
        values (${real}, ${person}, '1', '本物 太郎', 'regular')`),
    );
    await makeAccount(server, real, '1', { personId: person });
    const settings = JSON.stringify({
      demoPeople: [{ personId: person, name: '本物 太郎', roleTitle: 'x', description: 'x' }],
    });
    await inCatalogue(server.database, (db) =>
      db.execute(sql`update organisations set settings = ${settings} where id = ${real}`),
    );
    const browser = new TestBrowser(server.app);
    expect((await browser.post('/api/v1/demo/sign-in', { person })).status).toBe(404);
    const { demo } = (await browser.call('GET', '/api/v1/sign-in/options')).json;
    expect(JSON.stringify(demo)).not.toContain(person);
  });
});

it('the description of the API holds these routes', async () => {
  const { paths } = (await server.app.inject('/api/v1/openapi.json')).json();
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/v1/session', '/api/v1/sign-in']));
});
