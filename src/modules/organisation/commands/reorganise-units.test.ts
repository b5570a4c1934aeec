import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestServer, type TestUser, testServer } from '../../../platform/http/testing.ts';
import { organisationModule } from '../index.ts';
import { appointDirectly, makeMinistry, packGrants } from '../testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer([organisationModule], packGrants);
});
afterAll(() => server.close());

const date = '2027-04-01';

async function setUp() {
  const organisationId = await server.organisation();
  const ministry = await makeMinistry(server.database, organisationId);
  const admin = await server.user(organisationId, { administrator: true });
  const [b1 = '', b2 = ''] = ministry.bureaus;
  const [d11 = '', d12 = '', d21 = '', d22 = ''] = ministry.divisions;
  const [p1 = '', p2 = '', p3 = '', p4 = ''] = ministry.people;
  return { organisationId, ministry, admin, b1, b2, d11, d12, d21, d22, p1, p2, p3, p4 };
}

const treeAt = async (user: TestUser, day: string): Promise<{ name: string; people: number; id: string }[]> =>
  (await user.call('GET', `/api/v1/units?date=${day}`)).json.units;
const names = async (user: TestUser, day: string) => (await treeAt(user, day)).map((unit) => unit.name);
const reorganise = (user: TestUser, changes: readonly unknown[], day = date) =>
  user.call('POST', '/api/v1/units/reorganise', { date: day, changes });

describe('reorganiseUnits', () => {
  test('the past keeps its units; posts, appointments with deputies and systems go over on the day', async () => {
    const { organisationId, ministry, admin, b1, d11, p1, p2 } = await setUp();
    const held = await appointDirectly(server.database, organisationId, {
      roleId: 'division_officer',
      personId: p1,
      unitId: d11,
    });
    await appointDirectly(server.database, organisationId, {
      roleId: 'division_officer',
      personId: p2,
      unitId: d11,
      deputyOf: held,
      from: '2026-04-01',
    });
    const answer = await reorganise(admin, [{ type: 'change', unitId: b1, to: { name: '官房総務局' } }]);
    expect(answer.json).toEqual({
      closed: 3,
      opened: 3,
      movedPosts: 2,
      movedAppointments: 2,
      movedAssets: 1,
    });
    expect(await names(admin, '2027-03-31')).toEqual([
      '見本省',
      '総務局',
      '総務課',
      '会計課',
      '政策局',
      '企画課',
      '調査課',
    ]);
    expect(await names(admin, date)).toEqual([
      '見本省',
      '官房総務局',
      '総務課',
      '会計課',
      '政策局',
      '企画課',
      '調査課',
    ]);
    expect((await treeAt(admin, '2027-03-31')).map((unit) => unit.people)).toEqual(
      (await treeAt(admin, date)).map((unit) => unit.people),
    );

    const next = (await treeAt(admin, date)).find((unit) => unit.name === '総務課');
    const { json: after } = await admin.call('GET', `/api/v1/units/${next?.id}?date=${date}`);
    expect(after).toMatchObject({
      predecessors: [{ id: d11, name: '総務課', on: date }],
      holders: [
        { name: '青木 一郎', deputy: false },
        { name: '石川 二郎', deputy: true },
      ],
      assets: [{ name: '文書管理システム' }],
    });
    const { json: before } = await admin.call('GET', `/api/v1/units/${d11}?date=2027-03-31`);
    expect(before).toMatchObject({
      validTo: date,
      successors: [{ id: next?.id }],
      holders: [{ name: '青木 一郎' }, {}],
    });
    const { json: person } = await admin.call('GET', `/api/v1/people/${p1}`);
    expect(person.posts).toMatchObject([
      { validFrom: date, validTo: null },
      { unitId: d11, validTo: date },
    ]);
    const { json: system } = await admin.call('GET', `/api/v1/assets/${ministry.system}`);
    expect(system.units).toHaveLength(2);
    const { json: gaps } = await admin.call('GET', `/api/v1/appointments/gaps?date=${date}`);
    expect(
      gaps.findings.filter((each: { code: string }) =>
        ['scopeClosed', 'deputyWithoutPrincipal'].includes(each.code),
      ),
    ).toEqual([]);
  });

  test('merge, split with people placed, abolish and create on one day', async () => {
    const { admin, b2, d11, d12, d21, p1, p3 } = await setUp();
    const spec = (code: string, name: string, parentCode: string) => ({
      code,
      name,
      kana: '',
      kind: 'division',
      parentCode,
    });
    const answer = await reorganise(admin, [
      { type: 'merge', unitIds: [d11, d12], into: spec('15', '総務会計課', '10') },
      {
        type: 'split',
        unitId: d21,
        into: [{ ...spec('25', '企画第一課', '20') }, { ...spec('26', '企画第二課', '20'), personIds: [p3] }],
      },
      { type: 'create', unit: spec('27', '広報室', '20') },
    ]);
    expect(answer.status).toBe(200);
    expect(await names(admin, date)).toEqual([
      '見本省',
      '総務局',
      '総務会計課',
      '政策局',
      '企画第一課',
      '企画第二課',
      '調査課',
      '広報室',
    ]);
    const people = Object.fromEntries((await treeAt(admin, date)).map((unit) => [unit.name, unit.people]));
    expect(people).toMatchObject({ 総務会計課: 2, 企画第一課: 0, 企画第二課: 1 });
    const again = await reorganise(admin, [{ type: 'change', unitId: b2, to: { name: '総合政策局' } }]);
    expect(again.status).toBe(200);
    expect((await names(admin, date)).includes('総合政策局')).toBe(true);
    const { json } = await admin.call('GET', `/api/v1/people/${p1}`);
    expect(json.posts[0]).toMatchObject({ unit: '総務会計課', validFrom: date });
  });

  test('an abolished unit ends its posts and appointments', async () => {
    const { organisationId, admin, d22, p4 } = await setUp();
    await appointDirectly(server.database, organisationId, {
      roleId: 'division_officer',
      personId: p4,
      unitId: d22,
    });
    expect((await reorganise(admin, [{ type: 'abolish', unitId: d22 }])).status).toBe(200);
    const { json } = await admin.call('GET', `/api/v1/people/${p4}`);
    expect(json.posts).toMatchObject([{ validTo: date }]);
    expect(json.roles).toMatchObject([{ validTo: date }]);
  });

  test('what is entered afterwards under a unit that will end goes over on the day too', async () => {
    const { admin, ministry, b1, d11, p4 } = await setUp();
    await reorganise(admin, [{ type: 'change', unitId: b1, to: { name: '官房総務局' } }]);
    const move = { unitId: d11, main: true, validFrom: '2027-01-01' };
    expect((await admin.call('POST', `/api/v1/people/${p4}/posts`, move)).status).toBe(200);
    const seat = { roleId: 'division_officer', personId: p4, unitId: d11, validFrom: '2027-01-01' };
    expect((await admin.call('POST', '/api/v1/appointments', seat)).status).toBe(200);
    const away = { unitId: d11, from: '2027-02-01' };
    expect((await admin.call('POST', `/api/v1/assets/${ministry.system}/move`, away)).status).toBe(204);
    const next = (await treeAt(admin, date)).find((unit) => unit.name === '総務課');
    const { json } = await admin.call('GET', `/api/v1/people/${p4}`);
    expect(json.posts).toMatchObject([
      { unitId: next?.id, validFrom: date, validTo: null },
      { unitId: d11, validTo: date },
      {},
    ]);
    expect(json.roles).toMatchObject([
      { scopeId: next?.id, validFrom: date },
      { scopeId: d11, validTo: date },
    ]);
    const { json: system } = await admin.call('GET', `/api/v1/assets/${ministry.system}`);
    expect(system.units[0]).toMatchObject({ id: next?.id, validFrom: date, validTo: null });
  });

  test('refuses a day before one that is already entered, and changes nothing', async () => {
    const { admin, d22, b1 } = await setUp();
    await reorganise(admin, [{ type: 'abolish', unitId: d22 }]);
    const earlier = await reorganise(
      admin,
      [{ type: 'change', unitId: b1, to: { name: '別' } }],
      '2027-01-01',
    );
    expect(earlier.status).toBe(422);
    const halfWrong = await reorganise(admin, [
      { type: 'change', unitId: b1, to: { name: '別' } },
      { type: 'change', unitId: b1, to: { parentCode: 'no-such' } },
    ]);
    expect(halfWrong.status).toBe(422);
    expect(await names(admin, date)).toContain('総務局');
  });

  test('only who may edit the whole organisation', async () => {
    const { organisationId, b1, p1, d11 } = await setUp();
    await appointDirectly(server.database, organisationId, { roleId: 'officer', personId: p1, unitId: b1 });
    const officer = await server.user(organisationId, { personId: p1 });
    expect((await reorganise(officer, [{ type: 'abolish', unitId: d11 }])).status).toBe(403);
  });
});
