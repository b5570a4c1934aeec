import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestUser } from '../../platform/http/testing.ts';
import { appointDirectly } from './testing.ts';
import { at, type MinistryServer, ministryServer, statusesOf } from './testing-server.ts';

let server: MinistryServer['server'];
let organisationId: MinistryServer['organisationId'];
let ministry: MinistryServer['ministry'];
let admin: MinistryServer['admin'];
let staff: MinistryServer['staff'];
let officer: MinistryServer['officer'];
let stranger: MinistryServer['stranger'];

beforeAll(async () => {
  ({ server, organisationId, ministry, admin, staff, officer, stranger } = await ministryServer());
});
afterAll(() => server.close());

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
      await statusesOf(staff, [
        ['GET', '/api/v1/assets?kind=system'],
        ['GET', path],
      ]),
    ).toEqual([403, 403]);
    expect(
      await statusesOf(stranger, [
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
