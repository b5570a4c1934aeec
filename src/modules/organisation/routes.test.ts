import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { organisationModule } from './index.ts';
import { roleHoldings, roleHoldingsOf } from './role-holdings.ts';
import { appointDirectly, type Ministry, makeMinistry, packGrants, testPackId } from './testing.ts';

let server: TestServer;
let organisationId: string;
let ministry: Ministry;
let admin: TestUser;
let staff: TestUser;
/** Head of the first bureau: 情報セキュリティ責任者 of it. */
let officer: TestUser;
let stranger: TestUser;

const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index];
  if (item === undefined) throw new Error(`no item ${index}`);
  return item;
};

beforeAll(async () => {
  server = await testServer([organisationModule], packGrants);
  organisationId = await server.organisation();
  ministry = await makeMinistry(server.database, organisationId);
  admin = await server.user(organisationId, { administrator: true });
  staff = await server.user(organisationId, { personId: at(ministry.people, 3) });
  await appointDirectly(server.database, organisationId, {
    roleId: 'officer',
    personId: at(ministry.people, 0),
    unitId: at(ministry.bureaus, 0),
  });
  officer = await server.user(organisationId, { personId: at(ministry.people, 0) });
  const other = await server.organisation();
  await makeMinistry(server.database, other);
  stranger = await server.user(other, { administrator: true });
});
afterAll(() => server.close());

const refusedFor = async (
  user: TestUser,
  calls: readonly [Parameters<TestUser['call']>[0], string, unknown?][],
) => {
  const answers: number[] = [];
  for (const [method, url, body] of calls) answers.push((await user.call(method, url, body)).status);
  return answers;
};

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

  test('role and tenant', async () => {
    const unit = at(ministry.divisions, 0);
    const add = { parentId: unit, validFrom: '2026-04-01', code: 'x', name: 'x', kind: 'section' };
    expect(
      await refusedFor(staff, [
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
      await refusedFor(stranger, [
        ['GET', `/api/v1/units/${unit}`],
        ['POST', '/api/v1/units', add],
        ['GET', `/api/v1/units/${unit}/history`],
      ]),
    ).toEqual([404, 404, 404]);
  });
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
      await refusedFor(staff, [
        ['GET', '/api/v1/people'],
        ['GET', `/api/v1/people/${id}`],
      ]),
    ).toEqual([403, 403]);
    expect(
      await refusedFor(stranger, [
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

describe('assets', () => {
  test('the ledger with its unit and officers; entered, changed, moved, retired', async () => {
    const body = {
      kind: 'system',
      unitId: at(ministry.divisions, 1),
      validFrom: '2026-04-01',
      code: 'S2',
      name: '会計システム',
      attributes: ['web', 'database'],
      stage: 'building',
    };
    const { json } = await admin.call('POST', '/api/v1/assets', body);
    const path = `/api/v1/assets/${json.id}`;
    expect((await admin.call('POST', '/api/v1/assets', body)).status).toBe(422);
    expect(
      (await admin.call('POST', '/api/v1/assets', { ...body, code: 'S3', attributes: ['no-such'] })).status,
    ).toBe(422);
    const list = await admin.call('GET', '/api/v1/assets?kind=system&attribute=database');
    expect(list.json.items).toMatchObject([{ name: '会計システム', unit: { name: '会計課' }, officers: [] }]);
    const fields = {
      code: 'S2',
      name: '会計システム',
      attributes: ['web'],
      stage: 'operating',
      description: '',
      recognisedOn: null,
    };
    expect((await admin.call('PUT', path, { version: 1, ...fields })).status).toBe(204);
    expect((await admin.call('PUT', path, { version: 1, ...fields })).status).toBe(409);
    expect(
      (await admin.call('POST', `${path}/move`, { unitId: at(ministry.divisions, 2), from: '2026-10-01' }))
        .status,
    ).toBe(204);
    const { json: moved } = await admin.call('GET', path);
    expect(moved.units).toMatchObject([
      { name: '企画課', validTo: null },
      { name: '会計課', validTo: '2026-10-01' },
    ]);
    expect((await admin.call('POST', `${path}/retire`, { version: 2, retiredOn: '2026-11-01' })).status).toBe(
      204,
    );
    expect((await admin.call('GET', path)).json).toMatchObject({ stage: 'retired', validTo: '2026-11-01' });
    const families = await staff.call('GET', '/api/v1/asset-attributes');
    expect(
      families.json.flatMap((family: { attributes: { code: string }[] }) => family.attributes),
    ).toContainEqual({
      code: 'web',
      title: 'ウェブサーバを含む',
    });
  });

  test('role and tenant', async () => {
    const path = `/api/v1/assets/${ministry.system}`;
    expect(
      await refusedFor(staff, [
        ['GET', '/api/v1/assets?kind=system'],
        ['GET', path],
      ]),
    ).toEqual([403, 403]);
    expect(
      await refusedFor(stranger, [
        ['GET', path],
        ['GET', `${path}/history`],
      ]),
    ).toEqual([404, 404]);
    const own = await officer.call('GET', '/api/v1/assets?kind=system');
    expect(own.json.items.map((row: { name: string }) => row.name)).toEqual(['文書管理システム']);
  });

  test('an officer is told which of the people named beside it they may open', async () => {
    const path = `/api/v1/assets/${ministry.system}`;
    for (const number of [1, 4]) {
      await appointDirectly(server.database, organisationId, {
        roleId: 'system_officer',
        personId: at(ministry.people, number),
        assetId: ministry.system,
      });
    }
    const whose = async (user: TestUser) =>
      Object.fromEntries(
        (await user.call('GET', path)).json.officers.map(
          ({ person }: { person: { id: string; visible: boolean } }) => [person.id, person.visible],
        ),
      );
    const [inside, outside] = [at(ministry.people, 1), at(ministry.people, 4)];
    expect(await whose(officer)).toMatchObject({ [inside]: true, [outside]: false });
    expect(await whose(admin)).toMatchObject({ [inside]: true, [outside]: true });
    expect((await officer.call('GET', `/api/v1/people/${inside}`)).status).toBe(200);
    expect((await officer.call('GET', `/api/v1/people/${outside}`)).status).toBe(404);
  });
});

describe('appointments', () => {
  test('the check as one types says what a change settles and brings', async () => {
    const seat = {
      roleId: 'ciso',
      personId: at(ministry.people, 4),
      scopeKind: 'organisation',
      validFrom: '2026-04-01',
    };
    const { json } = await admin.call('POST', '/api/v1/appointments/check', { appoint: [seat] });
    expect(json.removed.map((each: { message: string }) => each.message)).toEqual([
      '最高情報セキュリティ責任者が指定されていません。',
    ]);
    expect(json.added).toEqual([]);
    const later = { ...seat, validFrom: '2027-04-01' };
    const next = await admin.call('POST', '/api/v1/appointments/check', {
      appoint: [later],
      date: '2027-04-01',
    });
    expect(next.json.removed).toHaveLength(1);
    const head = { ...seat, roleId: 'head_officer' };
    const wrong = await admin.call('POST', '/api/v1/appointments/check', { appoint: [head] });
    expect(wrong.json.added).toMatchObject([{ code: 'mustAlsoHold', clause: '2.1.1(4)(a)' }]);
    const gaps = await admin.call('GET', '/api/v1/appointments/gaps');
    expect(gaps.json.findings.some((each: { roleId: string }) => each.roleId === 'ciso')).toBe(true);
  });

  test('appointed, deputised, corrected, ended; the gap closes and opens', async () => {
    const unitId = at(ministry.divisions, 1);
    const seat = {
      roleId: 'division_officer',
      personId: at(ministry.people, 1),
      unitId,
      validFrom: '2026-04-01',
      decision: '総第1号',
      decidedOn: '2026-03-20',
    };
    const { json } = await admin.call('POST', '/api/v1/appointments', seat);
    const path = `/api/v1/appointments/${json.id}`;
    const deputy = await admin.call('POST', `${path}/deputies`, {
      personId: at(ministry.people, 0),
      validFrom: '2026-05-01',
    });
    expect(deputy.status).toBe(200);
    const self = await admin.call('POST', `${path}/deputies`, {
      personId: at(ministry.people, 1),
      validFrom: '2026-05-01',
    });
    expect(self.status).toBe(422);
    const gapHere = async () =>
      (await officer.call('GET', '/api/v1/appointments/gaps')).json.findings.filter(
        (each: { roleId: string; scope: { id: string } }) =>
          each.roleId === 'division_officer' && each.scope.id === unitId,
      ).length;
    expect(await gapHere()).toBe(0);
    const list = await officer.call('GET', '/api/v1/appointments?roleId=division_officer');
    expect(list.json.items).toMatchObject([
      { role: '課室情報セキュリティ責任者', scope: { name: '会計課' }, deputy: false, decision: '総第1号' },
      { deputy: true, person: { name: '青木 一郎' } },
    ]);
    const correction = {
      version: 1,
      validFrom: '2026-04-01',
      validTo: '2027-04-01',
      decision: '総第2号',
      decidedOn: null,
    };
    expect((await admin.call('PUT', path, correction)).status).toBe(204);
    expect((await admin.call('PUT', path, correction)).status).toBe(409);
    expect((await admin.call('POST', `${path}/end`, { version: 2, validTo: '2026-11-01' })).status).toBe(204);
    expect(await gapHere()).toBe(1);
    const ended = await admin.call('GET', '/api/v1/appointments?roleId=division_officer&state=ended');
    expect(ended.json.items).toMatchObject([{ validTo: '2026-11-01' }, { validTo: '2026-11-01' }]);
  });

  test('what can never be right is refused', async () => {
    const base = { personId: at(ministry.people, 1), validFrom: '2026-04-01' };
    const post = async (body: object) =>
      (await admin.call('POST', '/api/v1/appointments', { ...base, ...body })).status;
    expect(await post({ roleId: 'nobody' })).toBe(422);
    expect(await post({ roleId: 'employee' })).toBe(422);
    expect(await post({ roleId: 'ciso', unitId: ministry.root })).toBe(422);
    expect(await post({ roleId: 'officer' })).toBe(422);
    expect(await post({ roleId: 'system_officer', assetId: newId() })).toBe(404);
    expect(await post({ roleId: 'area_officer', assetId: ministry.system })).toBe(422);
    expect(await post({ roleId: 'ciso', personId: newId() })).toBe(422);
    expect(await post({ roleId: 'ciso', validTo: '2026-04-01' })).toBe(422);
  });

  test('role and tenant', async () => {
    const seat = { roleId: 'ciso', personId: at(ministry.people, 1), validFrom: '2026-04-01' };
    expect(
      await refusedFor(staff, [
        ['GET', '/api/v1/appointments'],
        ['GET', '/api/v1/appointments/gaps'],
        ['POST', '/api/v1/appointments', seat],
        ['POST', '/api/v1/appointments/check', {}],
        ['GET', '/api/v1/organisation/responsibilities'],
        ['GET', '/api/v1/people/choices?q=a'],
      ]),
    ).toEqual([403, 403, 403, 403, 403, 403]);
    const own = await stranger.call('GET', '/api/v1/appointments?state=all');
    expect(own.json.total).toBe(0);
    const foreign = { ...seat, roleId: 'officer', unitId: at(ministry.bureaus, 0) };
    expect((await stranger.call('POST', '/api/v1/appointments', foreign)).status).toBe(404);
  });
});

describe('chart and responsibilities', () => {
  test('everybody sees the chart', async () => {
    const { json } = await staff.call('GET', '/api/v1/organisation/chart');
    const bureau = json.units.find((unit: { name: string }) => unit.name === '総務局');
    expect(bureau.holders).toMatchObject([{ name: '青木 一郎' }]);
  });

  test('the table names vacant seats, for an officer only the own ones, and comes as files', async () => {
    const whole = await admin.call('GET', '/api/v1/organisation/responsibilities');
    const bureaus = whole.json.lines.filter((each: { roleId: string }) => each.roleId === 'officer');
    expect(bureaus).toMatchObject([
      { scope: '総務局', holder: '青木 一郎' },
      { scope: '政策局', holder: null },
    ]);
    const own = await officer.call('GET', '/api/v1/organisation/responsibilities');
    expect(own.json.lines.map((each: { scope: string }) => each.scope)).not.toContain('政策局');
    for (const [format, signature] of [
      ['xlsx', 'PK'],
      ['docx', 'PK'],
      ['pdf', '%PDF'],
    ] as const) {
      const file = await admin.call('GET', `/api/v1/organisation/responsibilities?format=${format}`);
      expect(file.raw.subarray(0, signature.length).toString()).toBe(signature);
    }
  });
});

describe('roleHoldings', () => {
  test('names role, scope, attributes, deputies, bodies, everyone and who is away', async () => {
    const org = await server.organisation();
    const small = await makeMinistry(server.database, org);
    const chief = await appointDirectly(server.database, org, {
      roleId: 'ciso',
      personId: at(small.people, 0),
    });
    await appointDirectly(server.database, org, {
      roleId: 'ciso',
      personId: at(small.people, 1),
      deputyOf: chief,
    });
    await appointDirectly(server.database, org, {
      roleId: 'system_officer',
      personId: at(small.people, 2),
      assetId: small.system,
    });
    const roles = [
      { id: 'ciso' },
      { id: 'system_officer' },
      { id: 'committee', body: true, representedBy: 'ciso' },
      { id: 'employee', everyone: true },
    ];
    const query = { date: '2026-11-21', packId: testPackId, roles };
    await inOrganisation(server.database, org, async (tx) => {
      const mine = await roleHoldingsOf(tx, { ...query, personId: at(small.people, 2) });
      expect(mine).toMatchObject([
        { role_id: 'employee', scope_kind: 'organisation', unit_id: at(small.divisions, 2) },
        {
          role_id: 'system_officer',
          asset_id: small.system,
          asset_kind: 'system',
          attributes: ['web'],
          unit_id: at(small.divisions, 0),
        },
      ]);
      const stand = async () => roleHoldingsOf(tx, { ...query, personId: at(small.people, 1) });
      expect((await stand()).map((each) => [each.role_id, each.deputy, each.acting, each.for_body])).toEqual([
        ['ciso', true, false, false],
        ['committee', true, false, true],
        ['employee', false, false, false],
      ]);
      await tx.client.query(
        'insert into absences (organisation_id, id, person_id, reason, valid_from) values ($1, $2, $3, $4, $5)',
        [org, newId(), at(small.people, 0), 'leave', '2026-11-01'],
      );
      expect((await stand()).slice(0, 2).map((each) => each.acting)).toEqual([true, true]);
      const counted = await tx.execute<{ people: number; away: number }>(
        sql`select count(distinct person_id)::int as people, count(*) filter (where absent)::int as away
          from ${roleHoldings(tx, query)} h`,
      );
      expect(counted.rows).toEqual([{ people: 5, away: 3 }]);
    });
  });
});
