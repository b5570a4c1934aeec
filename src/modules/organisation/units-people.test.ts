import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, type MinistryServer, ministryServer, statusesOf } from './testing-server.ts';

let server: MinistryServer['server'];
let ministry: MinistryServer['ministry'];
let admin: MinistryServer['admin'];
let staff: MinistryServer['staff'];
let officer: MinistryServer['officer'];
let stranger: MinistryServer['stranger'];

beforeAll(async () => {
  ({ server, ministry, admin, staff, officer, stranger } = await ministryServer());
});
afterAll(() => server.close());

describe('units', () => {
  test('everybody sees the tree and who holds which role, parents first', async () => {
    const tree = await staff.call('GET', '/api/v1/units');
    expect(tree.status).toBe(200);
    expect(tree.json.units.map((unit: { name: string }) => unit.name)).toEqual([
      '見本省',
      '総務局',
      '総務課',
      '会計課',
      '政策局',
      '企画課',
      '調査課',
    ]);
    const bureau = await staff.call('GET', `/api/v1/units/${at(ministry.bureaus, 0)}`);
    expect(bureau.json).toMatchObject({ peopleBelow: 2, ancestors: [{ name: '見本省' }] });
    expect(bureau.json.holders).toMatchObject([
      { role: '情報セキュリティ責任者', name: '青木 一郎', deputy: false },
    ]);
  });

  test('a unit is opened, corrected with its version, and a stale correction gets the differing fields', async () => {
    const parentId = at(ministry.bureaus, 1);
    const body = {
      parentId,
      validFrom: '2026-04-01',
      code: '23',
      name: '審査室',
      kana: '',
      kind: 'division',
      sortOrder: 23,
    };
    const { json } = await admin.call('POST', '/api/v1/units', body);
    const path = `/api/v1/units/${json.id}`;
    const fields = { code: '23', name: '審査課', kana: '', kind: 'division', sortOrder: 23 };
    expect((await admin.call('PUT', path, { version: 1, ...fields })).status).toBe(204);
    const stale = await admin.call('PUT', path, { version: 1, ...fields, name: '別名' });
    expect(stale.status).toBe(409);
    expect(stale.json.differences).toEqual([{ field: 'name', yours: '別名', current: '審査課' }]);
    const history = await admin.call('GET', `${path}/history`);
    expect(history.json[0].changes).toContainEqual(
      expect.objectContaining({ field: 'name', before: '審査室', after: '審査課' }),
    );
    expect((await admin.call('POST', `${path}/close`, { date: '2027-04-01' })).json).toMatchObject({
      closed: 1,
    });
    expect((await admin.call('POST', '/api/v1/units', { ...body, code: '11' })).status).toBe(422);
    const below = await admin.call('POST', '/api/v1/units', {
      ...body,
      parentId: at(ministry.divisions, 0),
      kind: 'bureau',
      code: '99',
    });
    expect(below.status).toBe(422);
  });

  test('a day before the unit begins is refused with the day from which it can be used', async () => {
    const unitId = at(ministry.bureaus, 1);
    const post = { unitId, title: '', validFrom: '1990-04-01' };
    const below = { parentId: unitId, code: '29', name: '資料室', kana: '', kind: 'division', sortOrder: 29 };
    for (const answer of [
      await admin.call('POST', '/api/v1/units', { ...below, validFrom: '1990-04-01' }),
      await admin.call('POST', '/api/v1/people', {
        ...{ number: 'P-1990', name: '昔 太郎', kana: '', employment: 'regular', email: '', post },
      }),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.json.detail).toMatch(/^組織「政策局」は\d{4}年\d+月\d+日からの登録です/);
    }
  });

  test('role and tenant', async () => {
    const unit = at(ministry.divisions, 0);
    const add = { parentId: unit, validFrom: '2026-04-01', code: 'x', name: 'x', kind: 'section' };
    expect(
      await statusesOf(staff, [
        ['POST', '/api/v1/units', add],
        [
          'POST',
          '/api/v1/units/reorganise',
          { date: '2027-04-01', changes: [{ type: 'abolish', unitId: unit }] },
        ],
        ['GET', `/api/v1/units/${unit}/history`],
      ]),
    ).toEqual([403, 403, 403]);
    expect(
      await statusesOf(stranger, [
        ['GET', `/api/v1/units/${unit}`],
        ['POST', '/api/v1/units', add],
        ['GET', `/api/v1/units/${unit}/history`],
      ]),
    ).toEqual([404, 404, 404]);
  });
});

test('a form finds units by a part of their name, its own organisation’s only', async () => {
  const path = '/api/v1/units/choices?q=課&kind=division';
  const names = (await staff.call('GET', path)).json.items.map((unit: { name: string }) => unit.name);
  expect(names).toEqual(expect.arrayContaining(['総務課', '会計課', '企画課', '調査課']));
  const byCode = (await staff.call('GET', '/api/v1/units/choices?q=11')).json.items;
  expect(byCode).toMatchObject([{ id: at(ministry.divisions, 0), code: '11' }]);
  const theirs = (await stranger.call('GET', path)).json.items.map((unit: { id: string }) => unit.id);
  expect(ministry.divisions.filter((id) => theirs.includes(id))).toEqual([]);
});

describe('people', () => {
  test('search tolerates kana and width; filters by unit, role and state', async () => {
    const names = async (query: string) =>
      (await admin.call('GET', `/api/v1/people?${query}`)).json.items.map(
        (row: { name: string }) => row.name,
      );
    expect(await names('q=あおき')).toEqual(['青木 一郎']);
    expect(await names('q=００２')).toEqual(['石川 二郎']);
    expect(await names(`unitId=${at(ministry.bureaus, 1)}`)).toEqual(['上田 三郎', '江口 四郎']);
    expect(await names('roleId=officer')).toEqual(['青木 一郎']);
    expect(await names('sort=-number&pageSize=2')).toEqual(['岡 五郎', '江口 四郎']);
    expect(await names('state=left')).toEqual([]);
  });

  test('an officer sees the people of the bureau and nobody else', async () => {
    const list = await officer.call('GET', '/api/v1/people');
    expect(list.json.items.map((row: { name: string }) => row.name)).toEqual(['青木 一郎', '石川 二郎']);
    expect(list.json.total).toBe(2);
    expect((await officer.call('GET', `/api/v1/people/${at(ministry.people, 1)}`)).status).toBe(200);
    expect((await officer.call('GET', `/api/v1/people/${at(ministry.people, 2)}`)).status).toBe(404);
  });

  test('role and tenant', async () => {
    const id = at(ministry.people, 1);
    expect(
      await statusesOf(staff, [
        ['GET', '/api/v1/people'],
        ['GET', `/api/v1/people/${id}`],
      ]),
    ).toEqual([403, 403]);
    expect(
      await statusesOf(stranger, [
        ['GET', `/api/v1/people/${id}`],
        ['GET', `/api/v1/people/${id}/history`],
      ]),
    ).toEqual([404, 404]);
    const everybody = await stranger.call('GET', '/api/v1/people');
    expect(everybody.json.total).toBe(5);
  });

  test('entered, moved, absent, left: with its past', async () => {
    const fields = {
      number: '100',
      name: '加藤 花子',
      kana: 'カトウ ハナコ',
      employment: 'part_time',
      email: 'hanako@example.go.jp',
      joinedOn: '2026-04-01',
      leftOn: null,
    };
    const post = { unitId: at(ministry.divisions, 0), title: '係員', validFrom: '2026-04-01' };
    const { json } = await admin.call('POST', '/api/v1/people', { ...fields, post });
    const path = `/api/v1/people/${json.id}`;
    expect((await admin.call('POST', '/api/v1/people', { ...fields, post })).status).toBe(422);
    const move = { unitId: at(ministry.divisions, 2), main: true, title: '主査', validFrom: '2026-10-01' };
    expect((await admin.call('POST', `${path}/posts`, move)).status).toBe(200);
    const additional = { unitId: at(ministry.divisions, 3), main: false, validFrom: '2026-10-01' };
    const extra = await admin.call('POST', `${path}/posts`, additional);
    expect((await admin.call('POST', `${path}/posts`, { ...move, validFrom: '2026-05-01' })).status).toBe(
      422,
    );
    const absence = { reason: 'childcare', validFrom: '2026-11-01', validTo: '2027-11-01' };
    const away = await admin.call('POST', `${path}/absences`, absence);
    expect(
      (await admin.call('POST', `${path}/absences`, { ...absence, validFrom: '2027-10-01' })).status,
    ).toBe(422);
    const shorter = { version: 1, ...absence, validTo: '2027-04-01' };
    expect((await admin.call('PUT', `${path}/absences/${away.json.id}`, shorter)).status).toBe(204);
    const wrongPerson = `/api/v1/people/${at(ministry.people, 0)}/absences/${away.json.id}`;
    expect((await admin.call('PUT', wrongPerson, { ...shorter, version: 2 })).status).toBe(404);
    expect(
      (await admin.call('POST', `${path}/posts/${extra.json.id}/end`, { version: 1, validTo: '2026-12-01' }))
        .status,
    ).toBe(204);
    const { json: person } = await admin.call('GET', path);
    expect(person.posts).toMatchObject([
      { unit: '企画課', main: true, validFrom: '2026-10-01', validTo: null },
      { unit: '調査課', main: false, validTo: '2026-12-01' },
      { unit: '総務課', main: true, validFrom: '2026-04-01', validTo: '2026-10-01' },
    ]);
    expect(person.absences).toMatchObject([{ reason: 'childcare', validTo: '2027-04-01' }]);
    const left = { version: person.version, ...fields, leftOn: '2026-11-01' };
    expect((await admin.call('PUT', path, left)).status).toBe(204);
    const history = await admin.call('GET', `${path}/history`);
    expect(JSON.stringify(history.json)).not.toContain('childcare');
    const found = await admin.call('GET', '/api/v1/people?state=left');
    expect(found.json.items).toMatchObject([{ name: '加藤 花子' }]);
  });

  test('an individual number is refused', async () => {
    const post = { unitId: at(ministry.divisions, 0), validFrom: '2026-04-01' };
    const answer = await admin.call('POST', '/api/v1/people', {
      number: '123456789018',
      name: '某',
      employment: 'regular',
      post,
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('マイナンバー');
  });

  test('opens as a spreadsheet', async () => {
    const file = await admin.call('GET', '/api/v1/people?format=csv');
    expect(file.text).toContain('青木 一郎');
    expect(decodeURIComponent(String(file.headers['content-disposition']))).toContain('職員_');
  });
});
