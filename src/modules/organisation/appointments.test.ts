import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { roleHoldings, roleHoldingsOf } from './role-holdings.ts';
import { appointDirectly, makeMinistry, testPackId } from './testing.ts';
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
      await statusesOf(staff, [
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
