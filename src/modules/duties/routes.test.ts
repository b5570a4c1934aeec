import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { seedOrganisation, type TestOrganisation } from '../self-check/testing.ts';
import { loadPack } from '../standards/index.ts';
import { dutiesModule } from './index.ts';

let server: TestServer;
let org: TestOrganisation;
let other: TestOrganisation;
const users = new Map<string, Promise<TestUser>>();

/** The account of a person of the organisation under test; one per person. */
function as(person: number): Promise<TestUser> {
  const personId = org.people[person] ?? '';
  const known = users.get(personId) ?? server.user(org.organisationId, { personId });
  users.set(personId, known);
  return known;
}

const grantsOf = (packId: string, roleId: string) =>
  loadPack(packId).roles.find((role) => role.id === roleId)?.grants ?? [];

beforeAll(async () => {
  server = await testServer([dutiesModule], grantsOf);
  org = await seedOrganisation(server.database, { people: 6 });
  other = await seedOrganisation(server.database, { people: 4 });
});
afterAll(() => server.close());

interface Listed {
  readonly id: string;
  readonly reasons: readonly { readonly text: string; readonly scopeName: string; readonly roleId: string }[];
}

const listed = (json: { duties: Listed[] }, id: string) => json.duties.find((duty) => duty.id === id);

describe('my duties', () => {
  it('are those of staff for a member of staff', async () => {
    const { status, json } = await (await as(5)).call('GET', '/api/v1/me/duties');
    expect(status).toBe(200);
    expect(json.roles).toEqual([{ value: 'employee', label: '職員等' }]);
    expect(json.duties).toHaveLength(json.total);
    expect(listed(json, '3.1.1(2)(a)')?.reasons).toHaveLength(1);
  });

  it('follow the attributes of the systems, and say which system', async () => {
    const { json } = await (await as(0)).call('GET', '/api/v1/me/duties');
    expect(listed(json, '5.2.1(2)(a)')?.reasons.map((reason) => reason.scopeName)).toEqual([
      'システム0',
      'システム1',
    ]);
    const conditional = listed(json, '6.2.3(1)(a)');
    expect(conditional?.reasons.map((reason) => reason.scopeName)).toEqual(['システム0']);
    expect(conditional?.reasons[0]?.text).toContain('インターネットからアクセスを受ける');
  });

  it('show a duty of several roles once, and answer for a body', async () => {
    const { json } = await (await as(3)).call('GET', '/api/v1/me/duties');
    expect(json.duties.filter((duty: Listed) => duty.id === '2.1.1(1)(a)')).toHaveLength(1);
    expect(listed(json, '2.1.1(1)(a)')?.reasons[0]?.text).toBe('機関等［組織を代表して］');
  });

  it('are narrowed by words in any spelling, by role and by system', async () => {
    const user = await as(0);
    const byWord = await user.call('GET', `/api/v1/me/duties?q=${encodeURIComponent('ﾊﾟｽﾜｰﾄﾞ')}`);
    const all = await user.call('GET', '/api/v1/me/duties');
    expect(byWord.json.total).toBe(all.json.total);
    expect(byWord.json.duties.length).toBeLessThan(all.json.total);
    const byPlace = await user.call('GET', `/api/v1/me/duties?role=system_officer&place=${org.systems[1]}`);
    expect(listed(byPlace.json, '6.2.3(1)(a)')).toBeUndefined();
    expect(listed(byPlace.json, '5.2.1(2)(a)')).toBeDefined();
  });

  it('are exported', async () => {
    const csv = await (await as(5)).call('GET', '/api/v1/me/duties?format=csv');
    expect(csv.text).toContain('何をもって実施とするか');
    const xlsx = await (await as(5)).call('GET', '/api/v1/me/duties?format=xlsx');
    expect(xlsx.raw.subarray(0, 2).toString()).toBe('PK');
  });

  it('are none for an account that is no person', async () => {
    const admin = await server.user(org.organisationId, { administrator: true });
    expect((await admin.call('GET', '/api/v1/me/duties')).json.duties).toEqual([]);
  });
});

describe('the duties of a person', () => {
  it('are open to officers within their units only', async () => {
    const officer = await as(1);
    const same = org.people[2] ?? '';
    const elsewhere = org.people[3] ?? '';
    expect((await officer.call('GET', `/api/v1/people/${same}/duties`)).json.person.id).toBe(same);
    expect((await officer.call('GET', `/api/v1/people/${elsewhere}/duties`)).status).toBe(404);
  });

  it('are closed to members of staff', async () => {
    expect((await (await as(5)).call('GET', `/api/v1/people/${org.people[5]}/duties`)).status).toBe(403);
  });

  it('never reach into another organisation', async () => {
    const ciso = await as(3);
    expect((await ciso.call('GET', `/api/v1/people/${org.people[5]}/duties`)).status).toBe(200);
    expect((await ciso.call('GET', `/api/v1/people/${other.people[0]}/duties`)).status).toBe(404);
  });
});
