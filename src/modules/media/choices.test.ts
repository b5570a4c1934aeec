import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestUser } from '../../platform/http/testing.ts';
import { appointDirectly, makeMinistry } from '../organisation/testing.ts';
import { makeOffice, type Office } from './testing.ts';

let office: Office;
/** The officer of a division of another organisation of the same shape. */
let stranger: TestUser;

beforeAll(async () => {
  office = await makeOffice();
  const elsewhere = await office.server.organisation();
  const { people, divisions } = await makeMinistry(office.server.database, elsewhere);
  const [personId = ''] = people;
  await appointDirectly(office.server.database, elsewhere, {
    roleId: 'division_officer',
    personId,
    unitId: divisions[0] ?? '',
  });
  stranger = await office.server.user(elsewhere, { personId });
  const place = {
    ...{
      unitId: office.ministry.divisions[0],
      name: '1階書庫',
      region: '東京',
      lowDisaster: false,
      note: '',
    },
    ...{ fireproof: true, heatproof: false, waterproof: false, moistureproof: false, lockable: true },
  };
  expect((await office.officer.call('POST', '/api/v1/storage-places', place)).status).toBe(200);
});
afterAll(() => office.server.close());

const idsOf = async (user: TestUser, path: string): Promise<string[]> => {
  const { status, json } = await user.call('GET', path);
  expect(status).toBe(200);
  return json.items.map((item: { id: string }) => item.id);
};

it('finds people, systems and places by a part of their name', async () => {
  const [, second] = office.ministry.people;
  expect(await idsOf(office.officer, '/api/v1/media-choices/people?q=石川')).toEqual([second]);
  expect(await idsOf(office.officer, '/api/v1/media-choices/systems?q=文書管理')).toEqual([
    office.ministry.system,
  ]);
  expect(await idsOf(office.officer, '/api/v1/media-choices/places?q=書庫')).toHaveLength(1);
  expect(await idsOf(office.officer, '/api/v1/media-choices/places?q=金庫')).toEqual([]);
});

it.each([
  'media-choices/people',
  'media-choices/systems',
  'media-choices/places',
  'media-choices/information',
  'disposals/information',
])('%s is for those who keep media, and never shows another organisation', async (path) => {
  expect((await office.staff.call('GET', `/api/v1/${path}`)).status).toBe(403);
  const ours = await idsOf(office.officer, `/api/v1/${path}`);
  const theirs = await idsOf(stranger, `/api/v1/${path}`);
  expect(theirs.filter((id) => ours.includes(id))).toEqual([]);
});
