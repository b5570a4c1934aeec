import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { appointDirectly, type Ministry, makeMinistry, packGrants } from '../organisation/testing.ts';
import { guideModule } from './index.ts';

let server: TestServer;
let ministry: Ministry;
let officer: TestUser;
let other: TestUser;
let colleague: TestUser;
let head: TestUser;

beforeAll(async () => {
  server = await testServer([guideModule], packGrants);
  const organisationId = await server.organisation();
  ministry = await makeMinistry(server.database, organisationId);
  const [first = '', second = '', third = '', fourth = ''] = ministry.people;
  const [d11 = '', , d21 = ''] = ministry.divisions;
  const appoint = (roleId: string, personId: string, unitId?: string) =>
    appointDirectly(server.database, organisationId, { roleId, personId, ...(unitId && { unitId }) });
  await appoint('division_officer', first, d11);
  await appoint('division_officer', third, d21);
  await appoint('head_officer', fourth);
  const as = (personId: string) => server.user(organisationId, { personId });
  [officer, other, head] = await Promise.all([as(first), as(third), as(fourth)]);
  colleague = await as(second);
});
afterAll(() => server.close());

const page = (change: object = {}) => ({ title: '課の棚の場所', body: '鍵は課長補佐が持つ。', ...change });
const titles = async (user: TestUser) =>
  (await user.call('GET', '/api/v1/guide/situations')).json.items
    .filter((each: { chapter: string | null }) => each.chapter === null)
    .map((each: { title: string }) => each.title);

describe('what a unit adds to the guide', () => {
  it('is written by its officer, for that unit only', async () => {
    const [d11, , d21] = ministry.divisions;
    const whole = await officer.call('POST', '/api/v1/guide/pages', page());
    expect([whole.status, whole.json.problems[0].field]).toEqual([422, 'unitId']);
    const foreign = await officer.call('POST', '/api/v1/guide/pages', page({ unitId: d21 }));
    expect([foreign.status, foreign.json.problems[0].field]).toEqual([422, 'unitId']);
    expect((await officer.call('POST', '/api/v1/guide/pages', page({ unitId: d11 }))).status).toBe(200);
    const { pages, units, whole: mayAll } = (await officer.call('GET', '/api/v1/guide/pages')).json;
    expect(pages).toMatchObject([{ title: '課の棚の場所', unitId: d11 }]);
    expect(units.map(({ id }: { id: string }) => id)).toContain(d11);
    expect(units.map(({ id }: { id: string }) => id)).not.toContain(d21);
    expect(mayAll).toBe(false);
  });

  it('is seen by its people, and not by those of another', async () => {
    expect(await titles(officer)).toEqual(['課の棚の場所']);
    expect(await titles(other)).toEqual([]);
    const [{ id }] = (await officer.call('GET', '/api/v1/guide/pages')).json.pages;
    expect((await other.call('GET', `/api/v1/guide/situations/${id}`)).status).toBe(404);
    expect((await officer.call('GET', `/api/v1/guide/situations/${id}`)).json.unit).not.toBe('');
  });

  it('is kept by its officer and by who keeps the whole guide, and by nobody else', async () => {
    const [{ id, version }] = (await officer.call('GET', '/api/v1/guide/pages')).json.pages;
    const path = `/api/v1/guide/pages/${id}`;
    const [d11, , d21] = ministry.divisions;
    expect((await other.call('PUT', path, { ...page({ unitId: d21 }), version })).status).toBe(404);
    expect((await other.call('DELETE', path, { version })).status).toBe(404);
    expect((await other.call('GET', `${path}/history`)).status).toBe(404);
    expect((await colleague.call('GET', '/api/v1/guide/pages')).status).toBe(403);
    expect((await head.call('PUT', path, { ...page({ unitId: d11 }), version })).status).toBe(204);
    expect((await officer.call('DELETE', path, { version: version + 1 })).status).toBe(204);
  });

  it('holds for contacts too, which stand before those of the organisation', async () => {
    const [d11] = ministry.divisions;
    const contact = { name: '課の担当', phone: '内線1' };
    await head.call('POST', '/api/v1/guide/contacts', { name: '窓口', phone: '内線9' });
    expect((await officer.call('POST', '/api/v1/guide/contacts', contact)).status).toBe(422);
    const own = await officer.call('POST', '/api/v1/guide/contacts', { ...contact, unitId: d11 });
    expect(own.status).toBe(200);
    const names = async (user: TestUser) =>
      (await user.call('GET', '/api/v1/guide/situations')).json.contacts.map(
        (each: { name: string }) => each.name,
      );
    expect(await names(officer)).toEqual(['課の担当', '窓口']);
    expect(await names(other)).toEqual(['窓口']);
  });
});
