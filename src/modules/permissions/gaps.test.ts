import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inOrganisation } from '../../platform/database/database.ts';
import type { TestUser } from '../../platform/http/testing.ts';
import { appointDirectly } from '../organisation/testing.ts';
import { type Desk, makeDesk, makeMunicipal, testDesk } from './testing.ts';

let desk: Desk;
let administrator: TestUser;

beforeAll(async () => {
  desk = await testDesk();
  administrator = await desk.server.user(desk.organisationId, { administrator: true });
});
afterAll(() => desk.server.close());

const change = (version: number | null, what: object, user = administrator, id = 'usb_outside') =>
  user.call('PUT', `/api/v1/permission-types/${id}`, { version, change: what });

describe('what stands against applying', () => {
  it('is told to the administrator before anyone applies', async () => {
    const { json } = await administrator.call('GET', '/api/v1/permission-type-problems');
    const found = (typeId: string) => json.items.filter((each: { typeId: string }) => each.typeId === typeId);
    expect(found('usb_outside')).toMatchObject([{ places: expect.arrayContaining(['企画課']) }]);
    expect(found('usb_outside')[0].places).not.toContain('総務課');
    expect(found('install_software')).toEqual([]);
    expect(found('exception')).toMatchObject([{ places: [] }]);
    expect((await desk.staff.call('GET', '/api/v1/permission-type-problems')).status).toBe(403);
  });

  it('is roles that nobody holds where only they may apply, until somebody holds one', async () => {
    const found = async () => {
      const { json } = await administrator.call('GET', '/api/v1/permission-type-problems');
      return json.items.filter((each: { problem: string }) => each.problem === 'applicants');
    };
    expect(await found()).toEqual([]);
    const id = 'process_outside';
    expect((await change(null, { applicants: ['advisor', 'auditor'] }, administrator, id)).status).toBe(204);
    const [gap] = await found();
    expect(gap).toMatchObject({ typeId: id, places: [] });
    expect(gap.message).toContain(gap.seat);
    await appointDirectly(desk.server.database, desk.organisationId, {
      roleId: 'advisor',
      personId: desk.people[0] ?? '',
    });
    expect(await found()).toEqual([]);
    await administrator.call('DELETE', `/api/v1/permission-types/${id}?version=1`);
  });

  it('is a body whose resolutions nobody writes down, with the units where that is so', async () => {
    const deciders = [{ role: 'committee', of: 'organisation', body: true, recorders: ['division_officer'] }];
    const id = 'provide_beyond_range';
    const steps = [{ id: 'step1', mode: 'all', deciders }];
    expect((await change(null, { steps }, administrator, id)).status).toBe(204);
    const { json } = await administrator.call('GET', '/api/v1/permission-type-problems');
    const [gap] = json.items.filter((each: { typeId: string }) => each.typeId === id);
    expect(gap.seat).toContain('議決を記録する人');
    expect(gap.places).toContain('企画課');
    expect(gap.places).not.toContain('総務課');
    await administrator.call('DELETE', `/api/v1/permission-types/${id}?version=1`);
  });

  it('is a seat of a ledger without entries, too', async () => {
    const empty = await makeDesk(desk.server);
    const user = await desk.server.user(empty.organisationId, { administrator: true });
    const unlisted = async () => {
      const { json } = await user.call('GET', '/api/v1/permission-type-problems');
      return json.items.filter((each: { problem: string }) => each.problem === 'unlisted');
    };
    expect(await unlisted()).toEqual([]);
    await inOrganisation(desk.server.database, empty.organisationId, (tx) =>
      tx.execute(sql`update assets set stage = 'retired' where organisation_id = ${empty.organisationId}`),
    );
    const ids = (await unlisted()).map((each: { typeId: string }) => each.typeId);
    expect(ids).toContain('install_software');
    expect(ids).not.toContain('usb_outside');
  });

  it('is a seat of a document that names nobody, until the organisation does', async () => {
    const town = await makeDesk(desk.server);
    await makeMunicipal(desk.server, town.organisationId);
    const administratorOfTown = await desk.server.user(town.organisationId, { administrator: true });
    const problems = async () => {
      const { json } = await administratorOfTown.call('GET', '/api/v1/permission-type-problems');
      return json.items.filter((each: { typeId: string }) => each.typeId === 'terms_service');
    };
    expect((await problems())[0].message).toContain('まだ決められていません');
    const steps = [{ id: 'step1', mode: 'all', deciders: [{ role: 'head_officer', of: 'organisation' }] }];
    expect((await change(null, { steps }, administratorOfTown, 'terms_service')).status).toBe(204);
    expect(await problems()).toEqual([]);
  });
});
