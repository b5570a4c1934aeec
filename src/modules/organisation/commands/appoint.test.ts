import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestServer, type TestUser, testServer } from '../../../platform/http/testing.ts';
import { organisationModule } from '../index.ts';
import { appointDirectly, type Ministry, makeMinistry, packGrants } from '../testing.ts';

let server: TestServer;
let organisationId: string;
let ministry: Ministry;
let officer: TestUser;
let own: string;

beforeAll(async () => {
  server = await testServer([organisationModule], packGrants);
  organisationId = await server.organisation();
  ministry = await makeMinistry(server.database, organisationId);
  const [personId = ''] = ministry.people;
  const [unitId = ''] = ministry.bureaus;
  own = await appointDirectly(server.database, organisationId, { roleId: 'officer', personId, unitId });
  officer = await server.user(organisationId, { personId });
});
afterAll(() => server.close());

describe('an officer who appoints for the own bureau', () => {
  const seat = () => ({ personId: ministry.people[1], validFrom: '2026-04-01' });
  const post = async (body: object) =>
    (await officer.call('POST', '/api/v1/appointments', { ...seat(), ...body })).status;

  test('appoints in its divisions and nowhere else', async () => {
    expect(await post({ roleId: 'division_officer', unitId: ministry.divisions[0] })).toBe(200);
    expect(await post({ roleId: 'division_officer', unitId: ministry.divisions[2] })).toBe(404);
    expect(await post({ roleId: 'head_officer' })).toBe(422);
  });

  test('does not multiply, prolong or end the own office', async () => {
    expect(await post({ roleId: 'officer', unitId: ministry.bureaus[0] })).toBe(422);
    expect(await post({ roleId: 'officer', unitId: ministry.divisions[0] })).toBe(422);
    const term = { version: 1, validFrom: '2020-04-01', validTo: null, decision: '', decidedOn: null };
    expect((await officer.call('PUT', `/api/v1/appointments/${own}`, term)).status).toBe(422);
    const end = { version: 1, validTo: '2030-04-01' };
    expect((await officer.call('POST', `/api/v1/appointments/${own}/end`, end)).status).toBe(422);
  });

  test('names a deputy', async () => {
    const deputy = { personId: ministry.people[1], validFrom: '2026-05-01', validTo: '2026-06-01' };
    const { status, json } = await officer.call('POST', `/api/v1/appointments/${own}/deputies`, deputy);
    expect(status).toBe(200);
    const end = { version: 1, validTo: '2026-05-15' };
    expect((await officer.call('POST', `/api/v1/appointments/${json.id}/end`, end)).status).toBe(204);
  });
});
