import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { inOrganisation } from '../../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../../platform/http/testing.ts';
import { organisationModule } from '../index.ts';
import { appointDirectly, type Ministry, makeMinistry, packGrants } from '../testing.ts';

const people = 10_000;
let server: TestServer;
let ministry: Ministry;
let admin: TestUser;
let officer: TestUser;

beforeAll(async () => {
  server = await testServer([organisationModule], packGrants);
  const organisationId = await server.organisation();
  ministry = await makeMinistry(server.database, organisationId);
  await inOrganisation(server.database, organisationId, async (tx) => {
    await tx.client.query(
      `insert into people (organisation_id, id, number, name, kana, search, employment)
        select $1, gen_random_uuid(), 'x' || n, '職員 ' || n, 'ショクイン ' || n, 'しょくいん ' || n, 'regular' from generate_series(1, $2::int) n`,
      [organisationId, people],
    );
    await tx.client.query(
      `insert into posts (organisation_id, id, person_id, unit_id, main, valid_from)
        select $1, gen_random_uuid(), p.id, ($2::uuid[])[1 + substr(p.number, 2)::int % 4], true, '2020-04-01'
        from people p where p.organisation_id = $1 and p.number like 'x%'`,
      [organisationId, ministry.divisions],
    );
    await tx.client.query('analyze people, posts, units');
  });
  const [personId = ''] = ministry.people;
  const [unitId = ''] = ministry.bureaus;
  await appointDirectly(server.database, organisationId, { roleId: 'officer', personId, unitId });
  admin = await server.user(organisationId, { administrator: true });
  officer = await server.user(organisationId, { personId });
});
afterAll(() => server.close());
afterEach(() => vi.restoreAllMocks());

describe('lists of 10,000', () => {
  test.each([
    '/api/v1/people?q=1&pageSize=25',
    '/api/v1/people?employment=regular&sort=-number',
    '/api/v1/assets?kind=system',
    '/api/v1/appointments',
    '/api/v1/appointments/gaps',
    '/api/v1/organisation/chart',
    '/api/v1/units',
  ])('%s takes as many statements for an officer as for the administrator, at most 6', async (path) => {
    await Promise.all([admin.call('GET', path), officer.call('GET', path)]);
    const counts: number[] = [];
    for (const user of [admin, officer]) {
      const spy = vi.spyOn(pg.Client.prototype, 'query');
      const answer = await user.call('GET', path);
      expect(answer.status).toBe(200);
      counts.push(spy.mock.calls.length);
      vi.restoreAllMocks();
    }
    expect(counts[0]).toBe(counts[1]);
    expect(Math.max(...counts)).toBeLessThanOrEqual(6);
  });

  test('an officer sees the half that is theirs, and neither waits', async () => {
    const took: number[] = [];
    const totals: number[] = [];
    for (const user of [admin, officer]) {
      await user.call('GET', '/api/v1/people');
      const began = performance.now();
      for (let round = 0; round < 5; round += 1)
        totals.push((await user.call('GET', '/api/v1/people')).json.total);
      took.push((performance.now() - began) / 5);
    }
    expect(new Set(totals)).toEqual(new Set([people + 5, people / 2 + 2]));
    expect(Math.max(...took)).toBeLessThan(500);
  });
});
