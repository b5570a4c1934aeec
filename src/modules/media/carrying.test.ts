import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, today as now } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { appointDirectly } from '../organisation/testing.ts';
import { enter, makeOffice, type Office } from './testing.ts';

let office: Office;
let d11: string;
let d12: string;
const today = now();
let numbers = 0;
const atHome = () => new Date(Date.now() - 60_000).toISOString();

beforeAll(async () => {
  office = await makeOffice();
  [d11 = '', d12 = ''] = office.ministry.divisions;
});
afterAll(() => office.server.close());

const entry = (change: object = {}) => ({
  direction: 'out',
  mediumId: null,
  item: '会議資料（紙）',
  quantity: 10,
  purpose: '地方局との会議',
  place: '第1地方合同庁舎',
  carriedAt: atHome(),
  dueOn: addDays(today, 1),
  protection: 'none',
  permissionNote: '',
  ...change,
});
const carry = (change: object = {}, user = office.staff) =>
  user.call('POST', '/api/v1/carry-entries', entry(change));
const back = (id: string, user = office.staff, version = 1) =>
  user.call('POST', `/api/v1/carry-entries/${id}/return`, { version, returnedOn: today, erased: true });
const confirm = (id: string, user = office.officer, version = 2) =>
  user.call('POST', `/api/v1/carry-entries/${id}/confirm`, { version, note: '' });

describe('the carry book', () => {
  it('is written by oneself for one’s own unit, and confirmed by the unit’s officer after the return', async () => {
    const { id } = (await carry()).json;
    const shown = (await office.staff.call('GET', `/api/v1/carry-entries/${id}`)).json;
    expect(shown).toMatchObject({ personName: '石川 二郎', unit: { id: d12 }, state: 'open' });
    // The officer of another division neither sees nor confirms it.
    expect((await office.officer.call('GET', `/api/v1/carry-entries/${id}`)).status).toBe(404);
    await appointDirectly(office.server.database, office.organisationId, {
      roleId: 'division_officer',
      personId: office.ministry.people[4] ?? '',
      unitId: d12,
    });
    const officer = office.auditor;
    expect((await confirm(id, officer, 1)).status).toBe(422);
    expect((await back(id)).status).toBe(204);
    expect((await confirm(id, office.staff)).status).toBe(403);
    expect((await confirm(id, office.officer)).status).toBe(404);
    expect((await confirm(id, officer)).status).toBe(204);
    expect((await confirm(id, officer, 3)).status).toBe(422);
  });

  it('is not confirmed by who carried, alone or in a heap', async () => {
    const { id } = (await carry({}, office.officer)).json;
    await back(id, office.officer);
    expect((await confirm(id)).status).toBe(403);
    expect((await office.officer.call('POST', '/api/v1/carry-entries/confirm', { ids: [id] })).status).toBe(
      404,
    );
    const others = await office.officer.call('POST', '/api/v1/carry-entries/of-others', {
      ...entry({ direction: 'in', item: '保守用の端末' }),
      unitId: d11,
      personId: null,
      personName: '見本システム 点検担当',
    });
    await back(others.json.id, office.officer);
    const heap = await office.officer.call('POST', '/api/v1/carry-entries/confirm', {
      ids: [id, others.json.id],
    });
    expect(heap.json).toEqual({ confirmed: 1 });
    const history = await office.officer.call('GET', `/api/v1/carry-entries/${others.json.id}/history`);
    expect(history.json[0]).toMatchObject({ action: 'carrying.confirm' });
  });

  it('keeps its readers from writing', async () => {
    const { id } = (await carry({}, office.officer)).json;
    expect((await office.auditor.call('GET', `/api/v1/carry-entries/${id}`)).status).toBe(200);
    expect((await back(id, office.auditor)).status).toBe(404);
    const visitor = { ...entry(), unitId: d11, personId: null, personName: '見本 太郎' };
    expect((await office.staff.call('POST', '/api/v1/carry-entries/of-others', visitor)).status).toBe(403);
    expect((await office.other.call('POST', '/api/v1/carry-entries/of-others', visitor)).status).toBe(404);
    const stranger = await office.server.user(await office.server.organisation(), { role: 'auditor' });
    expect((await stranger.call('GET', `/api/v1/carry-entries/${id}`)).status).toBe(404);
  });

  it('refuses what cannot be', async () => {
    const future = new Date(Date.now() + 2 * 86_400_000).toISOString();
    for (const wrong of [
      { carriedAt: future },
      { dueOn: addDays(today, -1) },
      { quantity: 0 },
      { item: '' },
      { purpose: '番号 1234 5678 9018' },
      { direction: 'up' },
    ]) {
      expect((await carry(wrong)).status).toBe(422);
    }
    const { id } = (await carry()).json;
    const early = { version: 1, returnedOn: addDays(today, -1), erased: true };
    expect((await office.staff.call('POST', `/api/v1/carry-entries/${id}/return`, early)).status).toBe(422);
  });

  it('changes purpose, place and day while it is away, one version after another', async () => {
    const { id } = (await carry()).json;
    const change = (dueOn: string) =>
      office.staff.call('PUT', `/api/v1/carry-entries/${id}`, {
        version: 1,
        purpose: '会議',
        place: '支所',
        dueOn,
      });
    expect((await change(addDays(today, 3))).status).toBe(204);
    expect((await change(addDays(today, 5))).status).toBe(409);
    const history = (await office.staff.call('GET', `/api/v1/carry-entries/${id}/history`)).json;
    expect(history).toHaveLength(2);
  });
});

describe('carrying out a medium', () => {
  const lent = async (change: object = {}) => {
    const medium = await enter(office.officer, d11, change);
    const loan = await office.officer.call('POST', '/api/v1/media-loans', {
      mediumId: medium,
      borrowerId: office.staff.personId,
      purpose: '受渡し',
      lentOn: today,
      dueOn: addDays(today, 7),
    });
    return { medium, loan: loan.json.id as string };
  };

  it('is for the borrower only, once at a time, and it cannot be returned to store meanwhile', async () => {
    const { medium, loan } = await lent();
    const offered = (await office.staff.call('GET', '/api/v1/carry-entries/media')).json.items;
    expect(offered.map((each: { id: string }) => each.id)).toContain(medium);
    expect((await carry({ mediumId: medium }, office.other)).status).toBe(404);
    expect((await carry({ mediumId: medium, quantity: 1 }, office.officer)).status).toBe(422);
    expect((await carry({ mediumId: medium, quantity: 2 })).status).toBe(422);
    const { id } = (await carry({ mediumId: medium, quantity: 1 })).json;
    expect((await office.officer.call('GET', `/api/v1/media/${medium}`)).json.state).toBe('taken_out');
    expect((await carry({ mediumId: medium, quantity: 1 })).status).toBe(422);
    const takeBack = () =>
      office.officer.call('POST', `/api/v1/media-loans/${loan}/return`, {
        version: 1,
        closedOn: today,
        checks: ['emptied', 'virus_checked', 'counted'],
        returnedQuantity: 1,
        closeNote: '',
      });
    expect((await takeBack()).status).toBe(422);
    await back(id);
    expect((await takeBack()).status).toBe(204);
  });

  it('is out once only, in the database too', async () => {
    const { medium } = await lent();
    const { id } = (await carry({ mediumId: medium, quantity: 1 })).json;
    const copy = inOrganisation(office.server.database, office.organisationId, (tx) =>
      tx.execute(sql`insert into carry_entries (organisation_id, id, direction, unit_id, person_name, medium_id, item, quantity, purpose, place, carried_at, due_on)
        select organisation_id, gen_random_uuid(), direction, unit_id, person_name, medium_id, item, quantity, purpose, place, carried_at, due_on
        from carry_entries where id = ${id}`),
    );
    await expect(copy).rejects.toMatchObject({ cause: { constraint: 'carry_entries_one_out' } });
  });

  it('asks for a permission from 機密性3 on, and says where to ask for it', async () => {
    const secret = { empty: false, confidentiality: 3, integrity: 1, availability: 1 };
    const { medium } = await lent(secret);
    const form = (await office.staff.call('GET', `/api/v1/carry-entries/form?mediumId=${medium}`)).json;
    expect(form.rules.map((rule: { permissionType: string | null }) => rule.permissionType)).toContain(
      'usb_outside',
    );
    const refused = await carry({ mediumId: medium, quantity: 1 });
    expect([refused.status, refused.json.problems[0].field]).toEqual([422, 'permissionNote']);
    expect((await carry({ mediumId: medium, quantity: 1, permissionNote: '総総第12号' })).status).toBe(200);
  });

  it('rests on a permission of the desk only if it is one’s own, for this, and holds on the day', async () => {
    const secret = { empty: false, confidentiality: 3, integrity: 1, availability: 1 };
    const { medium } = await lent(secret);
    const tried = async (given: { by?: string | null; type?: string; state?: string; until?: string }) => {
      const { by = office.staff.personId, type = 'usb_outside', state = 'permitted', until = null } = given;
      const number = `2026-${String(++numbers).padStart(5, '0')}`;
      await inOrganisation(office.server.database, office.organisationId, (tx) =>
        tx.execute(sql`insert into permission_requests
          (organisation_id, id, number, type_id, edition, type, state, applicant_id, form, ends_on) values
          (${office.organisationId}, gen_random_uuid(), ${number}, ${type}, '', '{}', ${state}, ${by}::uuid, '{}', ${until}::date)`),
      );
      return (await carry({ mediumId: medium, quantity: 1, permissionNote: number })).status;
    };
    expect(await tried({ by: office.officer.personId })).toBe(422);
    expect(await tried({ type: 'install_software' })).toBe(422);
    expect(await tried({ state: 'closed' })).toBe(422);
    expect(await tried({ until: addDays(today, -1) })).toBe(422);
    expect(await tried({ until: addDays(today, 1) })).toBe(200);
  });
});

describe('the monthly register', () => {
  it('holds the entries of its month and direction, in three formats', async () => {
    await carry({ item: '登録簿に載る資料' }, office.officer);
    await carry({ item: '持込みの端末', direction: 'in' }, office.officer);
    const file = (format: string, month = today.slice(0, 7)) =>
      office.officer.call(
        'GET',
        `/api/v1/carry-entries/register?month=${month}&direction=out&format=${format}`,
      );
    for (const [format, head] of [
      ['xlsx', 'PK'],
      ['docx', 'PK'],
      ['pdf', '%PDF'],
    ] as const) {
      const answer = await file(format);
      expect(answer.status).toBe(200);
      expect(answer.raw.subarray(0, head.length).toString('latin1')).toBe(head);
    }
    expect((await file('pdf', '2026-13')).status).toBe(422);
    expect((await file('xlsx', '2001-01')).status).toBe(200);
  }, 120_000);
});
