import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, today } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { keepPermissions } from './clock.ts';
import { permissionsModule } from './index.ts';
import { apply, type Desk, deed, see, testDesk, usbForm } from './testing.ts';

let desk: Desk;
const day = today();
const usb = (from: string, to: string) => ({ ...usbForm, period: { from, to } });

beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.server.close());

const keep = (on: string) => keepPermissions(desk.server.services, desk.organisationId, on);
const permitted = async (values: object, typeId = 'usb_outside') => {
  const { json } = await apply(desk.staff, typeId, values);
  await deed(desk.officer, json.id, 'decide', { version: json.version, decision: 'permit' });
  return json.id as string;
};
const stateOf = async (id: string) => (await see(desk.staff, id)).json.state;
const noticesOf = (personId: string | undefined, topic: string) =>
  inOrganisation(desk.server.database, desk.organisationId, async (tx) => {
    const found = await tx.execute<{ count: number }>(sql`select count(*)::int as count from notices
      where organisation_id = ${desk.organisationId} and person_id = ${personId}::uuid and topic = ${topic}`);
    return found.rows[0]?.count ?? 0;
  });
const tasksOf = (user: Desk['staff'], on: string) =>
  inOrganisation(desk.server.database, desk.organisationId, async (tx) => {
    const actor = {
      organisationId: desk.organisationId,
      accountId: user.accountId,
      personId: user.personId,
      name: '',
      ...{ administrator: false, unitPaths: [], requestId: '' },
      roles: [],
    };
    const { authorisation } = desk.server.services;
    return (await permissionsModule.tasksOf?.(tx, actor, on, new Set(), authorisation)) ?? [];
  });

describe('the calendar', () => {
  it('begins what is permitted on its first day and chases what is late, again after three days', async () => {
    const id = await permitted(usb(addDays(day, 1), addDays(day, 3)));
    await keep(day);
    expect(await stateOf(id)).toBe('permitted');
    await keep(addDays(day, 1));
    expect(await stateOf(id)).toBe('in_use');
    const late = addDays(day, 4);
    await keep(addDays(day, 3));
    expect(await noticesOf(desk.people[0], 'permission.overdue')).toBe(0);
    for (const on of [late, late, addDays(late, 1)]) await keep(on);
    expect(await noticesOf(desk.people[0], 'permission.overdue')).toBe(1);
    expect(await noticesOf(desk.people[1], 'permission.overdue')).toBe(1);
    await keep(addDays(late, 3));
    expect(await noticesOf(desk.people[0], 'permission.overdue')).toBe(2);
    const tasks = await tasksOf(desk.staff, late);
    expect(tasks).toMatchObject([{ kind: 'permission.overdue', overdue: true, href: `/permissions/${id}` }]);
  });

  it('says on the home that a permission was revoked, not only that a day comes near', async () => {
    const id = await permitted(usb(day, addDays(day, 9)));
    await keep(day);
    const { version } = (await see(desk.staff, id)).json;
    await deed(desk.officer, id, 'revoke', { version, reason: '会議の中止' });
    const task = (await tasksOf(desk.staff, day)).find((each) => each.href === `/permissions/${id}`);
    expect(task).toMatchObject({ kind: 'permission.due', due: day });
    expect(task?.title).toContain('許可が取り消されました');
  });

  it('ends what owes nothing', async () => {
    const values = {
      items: '複合機',
      system: desk.system,
      purpose: '更新',
      scanned: true,
      period: { from: day, to: addDays(day, 2) },
    };
    const { json } = await apply(desk.staff, 'connect_device', values);
    await deed(desk.systemOfficer, json.id, 'decide', { version: json.version, decision: 'permit' });
    await keep(addDays(day, 2));
    expect(await stateOf(json.id)).toBe('in_use');
    await keep(addDays(day, 3));
    expect(await stateOf(json.id)).toBe('expired');
  });

  it('finds another decider when the one for whom it waits goes on leave', async () => {
    const { json } = await apply(desk.staff, 'usb_outside', usb(day, addDays(day, 3)));
    await inOrganisation(desk.server.database, desk.organisationId, (tx) =>
      tx.execute(sql`insert into absences (organisation_id, id, person_id, reason, valid_from)
        values (${desk.organisationId}, gen_random_uuid(), ${desk.people[1]}::uuid, '休職', ${day}::date)`),
    );
    await keep(day);
    await keep(day);
    const { steps } = (await see(desk.staff, json.id)).json;
    const waiting = steps[0].seats.flatMap((seat: { holders: { name: string }[] }) =>
      seat.holders.map((each) => each.name),
    );
    expect(waiting).toContain('上田 三郎');
    const decided = await deed(desk.bureau, json.id, 'decide', { version: json.version, decision: 'permit' });
    expect(decided.json.state).toBe('permitted');
    expect(await tasksOf(desk.bureau, day)).toEqual([]);
  });
});
