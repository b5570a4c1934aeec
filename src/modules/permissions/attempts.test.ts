import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, today } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import type { TestUser } from '../../platform/http/testing.ts';
import { appointDirectly } from '../organisation/testing.ts';
import { keepPermissions } from './clock.ts';
import { apply, type Desk, deed, see, testDesk, usbForm } from './testing.ts';

let desk: Desk;
const day = today();
const usb = { ...usbForm, period: { from: day, to: addDays(day, 5) } };
const permit = { decision: 'permit' };

beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.server.close());

const rows = <Row extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  inOrganisation(
    desk.server.database,
    desk.organisationId,
    async (tx) => (await tx.execute<Row>(query)).rows,
  );
const refusals = async (action: string) =>
  (
    await rows<{ count: number }>(
      sql`select count(*)::int as count from audit_events where organisation_id = ${desk.organisationId}
        and action = ${action} and outcome = 'refused'`,
    )
  )[0]?.count ?? 0;
const applied = async (user: TestUser): Promise<{ id: string; version: number }> =>
  (await apply(user, 'usb_outside', usb)).json;
const decideSeveral = (user: TestUser, items: readonly { id: string; version: number }[]) =>
  user.call('POST', '/api/v1/permission-requests/decide', { items, ...permit });

describe('what is somebody else’s to do', () => {
  it('is refused and written down, one by one and several at once', async () => {
    const { id, version } = await applied(desk.staff);
    const before = await refusals('permissions.decide');
    expect((await deed(desk.staff, id, 'decide', { version, ...permit })).status).toBe(403);
    expect(await refusals('permissions.decide')).toBe(before + 1);
    const { json } = await decideSeveral(desk.staff, [{ id, version }]);
    expect(json.results[0].done).toBe(false);
    expect(await refusals('permissions.decide')).toBe(before + 2);
    expect((await deed(desk.head, id, 'revoke', { version, reason: '不要' })).status).toBe(422);
    expect((await see(desk.staff, id)).json.state).toBe('submitted');
  });

  it('is decided once, also when a list names it twice', async () => {
    const { id, version } = await applied(desk.staff);
    const { json } = await decideSeveral(desk.officer, [
      { id, version },
      { id, version },
    ]);
    expect(json.results).toHaveLength(1);
    expect((await see(desk.staff, id)).json.decisions).toHaveLength(1);
  });

  it('is not told of: like cases are counted everywhere, and named only to who may open them', async () => {
    const [, , other = ''] = desk.divisions;
    await appointDirectly(desk.server.database, desk.organisationId, {
      roleId: 'division_officer',
      personId: desk.people[3] ?? '',
      unitId: other,
    });
    const theirs = await applied(desk.bureau);
    await deed(desk.head, theirs.id, 'decide', { version: theirs.version, ...permit });
    const { id } = await applied(desk.staff);
    const like = async (user: TestUser) =>
      (await user.call('GET', `/api/v1/permission-requests/${id}/like`)).json;
    const named = async (user: TestUser) => (await like(user)).items.map((each: { id: string }) => each.id);
    expect(await named(desk.ciso)).toContain(theirs.id);
    expect(await named(desk.officer)).not.toContain(theirs.id);
    expect((await like(desk.officer)).permitted).toBe((await like(desk.ciso)).permitted);
  });
});

describe('who has left the office', () => {
  it('decides nothing any more, and the seat goes to the successor', async () => {
    const decided = await applied(desk.staff);
    await deed(desk.officer, decided.id, 'decide', { version: decided.version, ...permit });
    const { id, version } = await applied(desk.staff);
    const [officer, successor] = [desk.people[1] ?? '', desk.people[4] ?? ''];
    const [division = ''] = desk.divisions;
    await rows(sql`update appointments set valid_to = ${day}::date where organisation_id = ${desk.organisationId}
      and person_id = ${officer}::uuid and unit_id = ${division}::uuid`);
    await appointDirectly(desk.server.database, desk.organisationId, {
      roleId: 'division_officer',
      personId: successor,
      unitId: division,
    });
    // The role in another division does not count for this one.
    expect((await deed(desk.officer, id, 'decide', { version, ...permit })).status).toBe(403);
    expect((await decideSeveral(desk.officer, [{ id, version }])).json.results[0].done).toBe(false);
    await keepPermissions(desk.server.services, desk.organisationId, day);
    const seen = await see(desk.ciso, id);
    expect(seen.json.may).toContain('decide');
    expect((await deed(desk.ciso, id, 'decide', { version: seen.json.version, ...permit })).json.state).toBe(
      'permitted',
    );
    // What came to the office, and was not decided there by this person, is no longer theirs to see.
    expect((await see(desk.officer, id)).status).toBe(404);
    expect((await see(desk.officer, decided.id)).status).toBe(200);
  });
});
