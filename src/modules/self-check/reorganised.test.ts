import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, today as todayInTokyo } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { organisationModule } from '../organisation/index.ts';
import { loadPack } from '../standards/index.ts';
import { selfCheckModule } from './index.ts';
import { tasksOf } from './queries/tasks.ts';
import { seedCampaign, seedOrganisation, type TestOrganisation } from './testing.ts';

const today = todayInTokyo();
const grantsOf = (packId: string, roleId: string) =>
  loadPack(packId).roles.find((role) => role.id === roleId)?.grants ?? [];

let server: TestServer;
let org: TestOrganisation;
let id: string;
let officer: TestUser;
let neighbour: TestUser;
let head: TestUser;

beforeAll(async () => {
  server = await testServer([selfCheckModule, organisationModule], grantsOf);
  org = await seedOrganisation(server.database, { people: 8, divisions: 2 });
  id = await seedCampaign(server.database, org.organisationId, ['2.2.1(2)(a)', '2.2.2(2)(a)'], {
    baseDate: addDays(today, -30),
    opensOn: addDays(today, -20),
    closesOn: addDays(today, 10),
  });
  const as = (person: number) => server.user(org.organisationId, { personId: org.people[person] ?? '' });
  [officer, neighbour, head] = [await as(1), await as(5), await as(2)];
  await inOrganisation(server.database, org.organisationId, (tx) =>
    tx.client.query(
      `insert into appointments (organisation_id, id, pack_id, role_id, person_id, scope_kind, unit_id, valid_from)
       values ($1, gen_random_uuid(), 'common-standards-h30', 'division_officer', $2, 'unit', $3, '2020-04-01')`,
      [org.organisationId, org.people[5], org.units.divisions[1]],
    ),
  );
});
afterAll(() => server.close());

const reorganise = (date: string, changes: unknown[]) =>
  head.call('POST', '/api/v1/units/reorganise', { date, changes });
const peopleSeenBy = async (user: TestUser): Promise<string[]> => {
  const answer = await user.call('GET', `/api/v1/campaigns/${id}/respondents?pageSize=100`);
  return answer.json.items.map((row: { personId: string }) => row.personId).sort();
};
/** People with an even place are in the first division, the others in the second. */
const inDivision = (division: number) => org.people.filter((_, at) => at % 2 === division).sort();

const currentUnit = async (code: string): Promise<string> =>
  inOrganisation(server.database, org.organisationId, async (tx) => {
    const { rows } = await tx.client.query<{ id: string }>(
      'select id from units where organisation_id = $1 and code = $2 and valid_to is null',
      [org.organisationId, code],
    );
    return rows[0]?.id ?? '';
  });

describe('units that are reorganised while a campaign is open', () => {
  it('leave the sheets in sight of the officers of the successor, however often', async () => {
    expect(await peopleSeenBy(officer)).toEqual(inDivision(0));
    const [first = ''] = org.units.divisions;
    for (const [days, code] of [
      [-3, '第1課'],
      [-2, 'N1'],
    ] as const) {
      const unitId = days === -3 ? first : await currentUnit(code);
      const to = { code: days === -3 ? 'N1' : 'N2', name: `新しい課${days}` };
      expect((await reorganise(addDays(today, days), [{ type: 'change', unitId, to }])).status).toBe(200);
      expect(await peopleSeenBy(officer)).toEqual(inDivision(0));
    }
    const progress = await officer.call('GET', `/api/v1/campaigns/${id}/progress`);
    expect(progress.json.units.map((unit: { name: string }) => unit.name)).toEqual(['第1課']);
    expect(progress.json.total.stages.untouched).toBe(4);
    const urged = await officer.call('POST', `/api/v1/campaigns/${id}/urge`, { unitId: first });
    expect(urged.status).toBe(200);
  });

  it('are counted in the tasks of the officer', async () => {
    const tasks = await inOrganisation(server.database, org.organisationId, async (tx) => {
      const { rows } = await tx.client.query<{ path: string }>(
        `select path from units where organisation_id = $1 and id = $2`,
        [org.organisationId, await currentUnit('N2')],
      );
      const role = {
        appointmentId: '',
        packId: 'common-standards-h30',
        roleId: 'division_officer',
        scopeKind: 'unit' as const,
        unitPath: rows[0]?.path ?? '',
        assetId: null,
        deputy: false,
      };
      return tasksOf(
        tx,
        {
          organisationId: org.organisationId,
          accountId: null,
          personId: null,
          name: '',
          administrator: false,
          roles: [role],
          unitPaths: [],
          requestId: '',
        },
        today,
      );
    });
    expect(tasks.map((task) => task.kind)).toEqual(['campaign.urge']);
    expect(tasks[0]?.detail).toContain('4');
  });

  it('are not seen by officers of other units', async () => {
    expect(await peopleSeenBy(neighbour)).toEqual(inDivision(1));
    const other = await neighbour.call(
      'GET',
      `/api/v1/campaigns/${id}/respondents?unitId=${org.units.divisions[0]}`,
    );
    expect(other.status).toBe(404);
  });

  it('are seen by the officer of the unit that they were merged into', async () => {
    const merged = { code: 'M', name: '統合課', kana: '', kind: 'division', parentCode: '総務局' };
    const unitIds = [await currentUnit('N2'), await currentUnit('第2課')];
    const answer = await reorganise(addDays(today, -1), [{ type: 'merge', unitIds, into: merged }]);
    expect(answer.status).toBe(200);
    expect(await peopleSeenBy(officer)).toEqual([...org.people].sort());
  });
});
