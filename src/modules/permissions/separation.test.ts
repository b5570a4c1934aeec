import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, today } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import type { TestUser } from '../../platform/http/testing.ts';
import { apply, type Desk, deed, makeDesk, makeMunicipal, see, testDesk, usbForm } from './testing.ts';

let desk: Desk;
let town: Omit<Desk, 'server'>;
const day = today();
const usb = { ...usbForm, period: { from: day, to: addDays(day, 5) } };
const takeOut = {
  items: 'ノートパソコン',
  quantity: 1,
  medium: 'supplied_terminal',
  place: '会議場',
  purpose: '説明会',
  ...{ period: usb.period, encrypted: true, minimum: true },
};

beforeAll(async () => {
  desk = await testDesk();
  town = await makeDesk(desk.server);
  await makeMunicipal(desk.server, town.organisationId);
});
afterAll(() => desk.server.close());

const decisionsOf = (organisationId: string) =>
  inOrganisation(desk.server.database, organisationId, async (tx) => {
    const result = await tx.execute<{ own: boolean; override: boolean; viewed: boolean; kind: string }>(sql`
      select d.person_id = r.applicant_id as own, d.override, d.kind,
        exists (select 1 from permission_decisions v where v.organisation_id = d.organisation_id and v.request_id = d.request_id
          and v.kind = 'viewed' and v.person_id <> r.applicant_id) as viewed
      from permission_decisions d join permission_requests r on r.organisation_id = d.organisation_id and r.id = d.request_id`);
    return result.rows;
  });

describe('who applies does not decide', () => {
  it('an officer’s own request goes to who is above', async () => {
    const { json } = await apply(desk.officer, 'usb_outside', usb);
    const seen = await see(desk.officer, json.id);
    expect(seen.json.steps[0].seats[0].holders[0]).toMatchObject({ name: '上田 三郎', substitute: true });
    expect(seen.json.may).not.toContain('decide');
    expect(
      (await deed(desk.officer, json.id, 'decide', { version: json.version, decision: 'permit' })).status,
    ).toBe(403);
    const inbox = await desk.bureau.call('GET', '/api/v1/permission-requests/inbox');
    expect(inbox.json.items.find((each: { id: string }) => each.id === json.id).why).toContain(
      '申請した本人',
    );
    expect(
      (await deed(desk.bureau, json.id, 'decide', { version: json.version, decision: 'permit' })).json.state,
    ).toBe('permitted');
  });

  it('whatever is tried, in any order, by anybody', async () => {
    const users: readonly TestUser[] = [desk.staff, desk.officer, desk.bureau, desk.head, desk.ciso];
    const who = fc.nat({ max: users.length - 1 });
    const tries = fc.array(
      fc.record({
        who,
        what: fc.constantFrom(
          'decide',
          'decide',
          'decide',
          'submit',
          'view',
          'start',
          'report',
          'confirm',
          'withdraw',
          'many',
        ),
        decision: fc.constantFrom('permit', 'permit', 'send_back'),
        fresh: fc.boolean(),
      }),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(who, tries, async (applicant, steps) => {
        const user = users[applicant] ?? desk.staff;
        const made = await apply(user, 'usb_outside', usb);
        if (made.status !== 200) return;
        const { id } = made.json;
        for (const step of steps) {
          const actor = users[step.who] ?? desk.staff;
          const known = await see(user, id);
          const version = step.fresh ? known.json.version : made.json.version;
          const decision = { decision: step.decision, reason: '試行' };
          if (step.what === 'many')
            await actor.call('POST', '/api/v1/permission-requests/decide', {
              items: [{ id, version }],
              ...decision,
            });
          else await deed(actor, id, step.what, { version, ...decision, ok: true, on: day, note: '' });
        }
        const { json } = await see(user, id);
        const names = json.decisions.map((each: { person: string }) => each.person);
        expect(names).not.toContain(json.applicant.name);
        if (['permitted', 'in_use', 'reported', 'closed'].includes(json.state))
          expect(names.length).toBeGreaterThan(0);
      }),
      { numRuns: 25 },
    );
    expect((await decisionsOf(desk.organisationId)).some((each) => each.own)).toBe(false);
  }, 60_000);
});

describe('where it cannot be helped', () => {
  /** Nobody is above the CISO of the town, and nobody stands in: their own request for a connection. */
  const connect = {
    network: '県のネットワーク',
    purpose: '共同利用',
    survey: '構成を調べた',
    liability: true,
  };
  const nobodyElse = async () => {
    await inOrganisation(desk.server.database, town.organisationId, async (tx) => {
      await tx.execute(
        sql`update appointments set person_id = ${town.people[4]} where role_id in ('head_officer', 'ciso', 'system_officer')`,
      );
    });
  };

  const joinsOn = (date: string | null) =>
    inOrganisation(desk.server.database, town.organisationId, (tx) =>
      tx.execute(sql`update people set joined_on = ${date}::date where id = ${town.people[1]}`),
    );

  it('is not offered while somebody else can decide, and not at all by a pack without it', async () => {
    const override = { reason: '急ぎのため', viewerId: town.people[1] };
    expect((await apply(town.staff, 'take_out', takeOut, override)).status).toBe(422);
    expect(
      (await apply(desk.staff, 'usb_outside', usb, { ...override, viewerId: desk.people[1] })).status,
    ).toBe(422);
  });

  it('needs a reason and a second viewer, who looks before it counts, and is listed', async () => {
    await nobodyElse();
    const values = { ...connect, system: town.system };
    const preview = await town.ciso.call('POST', '/api/v1/permission-requests/preview', {
      typeId: 'connect_external_network',
      values,
    });
    expect(preview.json.override.possible).toBe(true);
    expect(preview.json.override.viewers.map((each: { id: string }) => each.id)).not.toContain(
      town.people[4],
    );
    expect((await apply(town.ciso, 'connect_external_network', values)).status).toBe(422);
    const self = { reason: '小さな組織のため', viewerId: town.people[4] };
    expect((await apply(town.ciso, 'connect_external_network', values, self)).status).toBe(422);
    const other = { ...self, viewerId: town.people[1] };
    await joinsOn(addDays(day, 1));
    expect((await apply(town.ciso, 'connect_external_network', values, other)).status).toBe(422);
    await joinsOn(null);
    const made = await apply(town.ciso, 'connect_external_network', values, other);
    expect(made.json.state).toBe('submitted');
    const decided = await deed(town.ciso, made.json.id, 'decide', {
      version: made.json.version,
      decision: 'permit',
    });
    expect(decided.json.state).toBe('submitted');
    expect((await deed(town.ciso, made.json.id, 'view', { version: decided.json.version })).status).toBe(403);
    const inbox = await town.officer.call('GET', '/api/v1/permission-requests/inbox?task=view');
    expect(inbox.json.items[0].glance[0].value).toBe('小さな組織のため');
    const viewed = await deed(town.officer, made.json.id, 'view', {
      version: decided.json.version,
      note: '問題ありません',
    });
    expect(viewed.json.state).toBe('permitted');
    const list = await town.ciso.call('GET', '/api/v1/permission-overrides');
    expect(list.json.items).toMatchObject([
      { reason: '小さな組織のため', viewer: '石川 二郎', deciders: '岡 五郎' },
    ]);
    expect(list.json.items[0].viewedAt).not.toBeNull();
    expect((await town.ciso.call('GET', '/api/v1/permission-overrides?format=csv')).text).toContain(
      '小さな組織のため',
    );
    expect((await town.staff.call('GET', '/api/v1/permission-overrides')).status).toBe(403);
    const own = (await decisionsOf(town.organisationId)).filter((each) => each.own);
    expect(own.length).toBeGreaterThan(0);
    expect(own.every((each) => each.override && each.viewed)).toBe(true);
  });
});

describe('a body resolves in a meeting', () => {
  it('and whoever writes it down gives day, number and body', async () => {
    await inOrganisation(desk.server.database, town.organisationId, (tx) =>
      tx.execute(sql`update appointments set person_id = ${town.people[3]} where role_id = 'head_officer'`),
    );
    const made = await apply(town.ciso, 'training_plan', {
      plan: '令和8年度研修計画',
      purpose: '全職員の研修',
      everyone: true,
    });
    expect(made.json.state).toBe('submitted');
    const { id, version } = made.json;
    expect(
      (await deed(town.head, id, 'decide', { version, decision: 'permit' })).json.problems[0].field,
    ).toBe('resolution');
    const resolution = { date: day, number: '第3号', by: '情報セキュリティ委員会' };
    const early = { ...resolution, date: addDays(day, 1) };
    const refused = await deed(town.head, id, 'decide', { version, decision: 'permit', resolution: early });
    expect(refused.json.problems[0].field).toBe('resolution.date');
    const answer = await deed(town.head, id, 'decide', { version, decision: 'permit', resolution });
    expect(answer.json.state).toBe('permitted');
    expect((await see(town.ciso, id)).json.decisions[0].resolution).toEqual(resolution);
  });
});

describe('those who apply jointly', () => {
  it('have their own seat given, and the others confirm before it is decided', async () => {
    await inOrganisation(desk.server.database, town.organisationId, (tx) =>
      tx.execute(sql`update appointments set person_id = ${town.people[2]} where role_id = 'system_officer'`),
    );
    const values = {
      items: 'サーバ',
      system: town.system,
      place: 'データセンター',
      purpose: '災害対策',
      measures: '施錠',
      classes: { confidentiality: 2, integrity: 2, availability: 2 },
      inspection: '毎月',
    };
    const made = await apply(town.bureau, 'place_equipment_outside', values);
    const { id, version } = made.json;
    expect((await deed(town.ciso, id, 'decide', { version, decision: 'permit' })).status).toBe(422);
    const agreed = await deed(town.head, id, 'decide', { version, decision: 'permit' });
    expect(agreed.json.state).toBe('submitted');
    const decided = await deed(town.ciso, id, 'decide', { version: agreed.json.version, decision: 'permit' });
    expect(decided.json.state).toBe('permitted');
    expect((await apply(town.staff, 'place_equipment_outside', values)).status).toBe(422);
  });

  it('and a permission is told to the roles that the type names', async () => {
    const values = {
      person: town.people[0],
      system: town.system,
      purpose: '休暇中の代行',
      period: usb.period,
    };
    const { json } = await apply(town.bureau, 'privilege_deputy', values);
    const agreed = await deed(town.head, json.id, 'decide', { version: json.version, decision: 'permit' });
    await deed(town.ciso, json.id, 'decide', { version: agreed.json.version, decision: 'permit' });
    const told = await inOrganisation(desk.server.database, town.organisationId, (tx) =>
      tx.execute<{ person_id: string }>(sql`select distinct person_id from notices
        where organisation_id = ${town.organisationId} and topic = 'permission.informed' and href = ${`/permissions/${json.id}`}`),
    );
    const people = told.rows.map((row) => row.person_id);
    expect(people).toEqual(expect.arrayContaining([town.people[1], town.people[3]]));
    expect(people).not.toContain(town.people[0]);
  });
});
