import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, today as now } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { keepReminders } from './clock.ts';
import { enter, makeOffice, type Office, usb } from './testing.ts';

let office: Office;
let d11: string;
let d21: string;
let borrower: string;
const today = now();

beforeAll(async () => {
  office = await makeOffice();
  [d11 = '', , d21 = ''] = office.ministry.divisions;
  borrower = office.staff.personId ?? '';
});
afterAll(() => office.server.close());

const lend = (mediumId: string, change: object = {}, user = office.officer) =>
  user.call('POST', '/api/v1/media-loans', {
    mediumId,
    borrowerId: borrower,
    purpose: '会議資料の受渡し',
    lentOn: today,
    dueOn: addDays(today, 7),
    ...change,
  });
const all = ['emptied', 'virus_checked', 'counted'];
const giveBack = (id: string, change: object = {}, user = office.officer) =>
  user.call('POST', `/api/v1/media-loans/${id}/return`, {
    version: 1,
    closedOn: today,
    checks: all,
    returnedQuantity: 1,
    closeNote: '',
    ...change,
  });
const stateOf = async (id: string) => (await office.officer.call('GET', `/api/v1/media/${id}`)).json.state;

describe('lending', () => {
  it('goes from store to borrower and back, with its checks', async () => {
    const medium = await enter(office.officer, d11);
    const { id } = (await lend(medium)).json;
    expect(await stateOf(medium)).toBe('lent');
    expect((await lend(medium)).status).toBe(422);
    expect((await giveBack(id)).status).toBe(204);
    expect(await stateOf(medium)).toBe('in_store');
    const shown = (await office.officer.call('GET', `/api/v1/media-loans/${id}`)).json;
    expect(shown).toMatchObject({ state: 'returned', checks: all, closedBy: '青木 一郎' });
    expect((await giveBack(id, { version: 2 })).status).toBe(422);
  });

  it('refuses what is not approved, and what needs protection without encryption', async () => {
    const unknown = await lend(await enter(office.officer, d11, { approved: false }));
    expect([unknown.status, unknown.json.problems[0].message]).toEqual([
      422,
      expect.stringContaining('8.1.1(1)(d)'),
    ]);
    const secret = { empty: false, confidentiality: 2, integrity: 1, availability: 1 };
    const open = await lend(await enter(office.officer, d11, { ...secret, encrypted: false }));
    expect([open.status, open.json.detail]).toEqual([422, expect.stringContaining('3.1.1(6)(a)')]);
    expect((await lend(await enter(office.officer, d11, secret))).status).toBe(200);
    // Undetermined is never the lowest.
    const undecided = await enter(office.officer, d11, { empty: false, encrypted: false });
    expect((await lend(undecided)).status).toBe(422);
  });

  it('refuses impossible days, unknown people and media that are not there', async () => {
    const medium = await enter(office.officer, d11);
    expect((await lend(medium, { lentOn: addDays(today, 1) })).status).toBe(422);
    expect((await lend(medium, { dueOn: addDays(today, -1) })).status).toBe(422);
    expect((await lend(medium, { borrowerId: medium })).status).toBe(404);
    expect((await lend(medium, { purpose: ' ' })).status).toBe(422);
    expect((await lend(borrower)).status).toBe(404);
    expect(await stateOf(medium)).toBe('in_store');
  });

  it('is the owner’s deed: staff, auditors and other officers do not lend or take back', async () => {
    const medium = await enter(office.officer, d11);
    expect((await lend(medium, {}, office.staff)).status).toBe(403);
    expect((await lend(medium, {}, office.auditor)).status).toBe(403);
    expect((await lend(medium, {}, office.other)).status).toBe(404);
    const { id } = (await lend(medium)).json;
    expect((await giveBack(id, {}, office.staff)).status).toBe(403);
    expect((await giveBack(id, {}, office.other)).status).toBe(404);
  });

  it('shows a borrower their own loans and nobody else’s', async () => {
    const mine = (await lend(await enter(office.officer, d11))).json.id;
    const theirs = await lend(
      await enter(office.other, d21),
      { borrowerId: office.officer.personId },
      office.other,
    );
    const listed = (await office.staff.call('GET', '/api/v1/media-loans?pageSize=200')).json;
    const ids = listed.items.map((row: { id: string }) => row.id);
    expect(ids).toContain(mine);
    expect(ids).not.toContain(theirs.json.id);
    expect((await office.staff.call('GET', `/api/v1/media-loans/${theirs.json.id}`)).status).toBe(404);
    // The officer of the first division sees it as a borrower, and cannot close it.
    expect((await office.officer.call('GET', `/api/v1/media-loans/${theirs.json.id}`)).status).toBe(200);
    expect((await giveBack(theirs.json.id)).status).toBe(404);
    const stranger = await office.server.user(await office.server.organisation(), { role: 'auditor' });
    expect((await stranger.call('GET', `/api/v1/media-loans/${mine}`)).status).toBe(404);
  });

  it('is never open twice for one medium, in the database too', async () => {
    const medium = await enter(office.officer, d11);
    const { id } = (await lend(medium)).json;
    const copy = inOrganisation(office.server.database, office.organisationId, (tx) =>
      tx.execute(sql`insert into media_loans (organisation_id, id, medium_id, borrower_id, purpose, quantity, lent_on, due_on, lent_by)
        select organisation_id, gen_random_uuid(), medium_id, borrower_id, purpose, quantity, lent_on, due_on, lent_by
        from media_loans where id = ${id}`),
    );
    await expect(copy).rejects.toMatchObject({ cause: { constraint: 'media_loans_one_open' } });
  });

  it('lends to the quicker of two officers', async () => {
    const medium = await enter(office.officer, d11);
    const answers = await Promise.all([lend(medium), lend(medium), lend(medium)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
  });
});

describe('the return', () => {
  it('needs every check, or a word why not', async () => {
    const { id } = (await lend(await enter(office.officer, d11))).json;
    const open = await giveBack(id, { checks: ['counted'] });
    expect([open.status, open.json.problems[0].field]).toEqual([422, 'closeNote']);
    expect(
      (await giveBack(id, { checks: ['counted'], closeNote: '検査用の端末が故障。明日行う。' })).status,
    ).toBe(204);
  });

  it('counts: fewer pieces are a loss and no return', async () => {
    const medium = await enter(office.officer, d11, { kind: 'optical_disc', quantity: 5 });
    const { id } = (await lend(medium)).json;
    expect((await giveBack(id, { returnedQuantity: 4 })).json.problems[0].field).toBe('returnedQuantity');
    expect((await giveBack(id, { returnedQuantity: 5 })).status).toBe(204);
  });

  it('leaves an emptied medium without class', async () => {
    const secret = { empty: false, confidentiality: 2, integrity: 1, availability: 1 };
    const medium = await enter(office.officer, d11, secret);
    const { id } = (await lend(medium)).json;
    await giveBack(id);
    const shown = (await office.officer.call('GET', `/api/v1/media/${medium}`)).json;
    expect(shown).toMatchObject({ empty: true, confidentiality: null });
  });

  it('ends as a loss, and the medium is lost and cannot be lent', async () => {
    const medium = await enter(office.officer, d11);
    const { id } = (await lend(medium)).json;
    const lose = (closeNote: string) =>
      office.officer.call('POST', `/api/v1/media-loans/${id}/lose`, {
        version: 1,
        closedOn: today,
        closeNote,
      });
    expect((await lose('')).status).toBe(422);
    expect((await lose('会場で見当たらない')).status).toBe(204);
    expect(await stateOf(medium)).toBe('lost');
    expect((await lend(medium)).status).toBe(422);
  });

  it('is put off only to a later day, and 409 tells of somebody else’s change', async () => {
    const { id } = (await lend(await enter(office.officer, d11))).json;
    const extend = (dueOn: string, version = 1) =>
      office.officer.call('POST', `/api/v1/media-loans/${id}/extend`, {
        version,
        dueOn,
        reason: '会議の延期',
      });
    expect((await extend(addDays(today, 7))).status).toBe(422);
    expect((await extend(addDays(today, 14))).status).toBe(204);
    expect((await extend(addDays(today, 21))).status).toBe(409);
    const history = (await office.officer.call('GET', `/api/v1/media-loans/${id}/history`)).json;
    expect(history.map((entry: { action: string }) => entry.action)).toEqual(['loans.extend', 'loans.lend']);
  });
});

describe('chasing', () => {
  it('tells who has it the day before, on the first day after, and then every week, once a day', async () => {
    const medium = await enter(office.officer, d11);
    const { id } = (await lend(medium, { lentOn: today, dueOn: addDays(today, 1) })).json;
    const told = async (day: string) => {
      await keepReminders(office.server.services, office.organisationId, day);
      const result = await inOrganisation(office.server.database, office.organisationId, (tx) =>
        tx.execute<{ count: number }>(
          sql`select count(*)::int as count from notices where href = ${`/lending/${id}`}`,
        ),
      );
      return result.rows[0]?.count;
    };
    const days = [0, 0, 1, 2, 2, 3, 8, 9, 16];
    const counts = [];
    for (const offset of days) counts.push(await told(addDays(today, offset)));
    expect(counts).toEqual([1, 1, 1, 2, 2, 2, 2, 3, 4]);
    await giveBack(id);
    expect(await told(addDays(today, 40))).toBe(4);
  });
});

describe('whatever officers do in whatever order', () => {
  it('there are never two open loans of a medium, and as many loans as were lent', async () => {
    const deed = fc.constantFrom('lend', 'return', 'lose', 'find', 'carry' as const);
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 9 }), async (deeds) => {
        const fields = usb(d11);
        const medium = (await office.officer.call('POST', '/api/v1/media', fields)).json.id as string;
        let lent = 0;
        for (const each of deeds) {
          const { items } = (await office.officer.call('GET', `/api/v1/media-loans?mediumId=${medium}`)).json;
          const open = items.filter((row: { closedOn: string | null }) => row.closedOn === null);
          expect(open.length).toBeLessThanOrEqual(1);
          const { version, state } = (await office.officer.call('GET', `/api/v1/media/${medium}`)).json;
          expect(open.length === 1).toBe(state === 'lent');
          if (each === 'lend' && (await lend(medium)).status === 200) lent += 1;
          if (each === 'return' && open[0]) await giveBack(open[0].id);
          if (each === 'lose') {
            const lost = { version, lostOn: today, lostNote: '不明' };
            await office.officer.call('POST', `/api/v1/media/${medium}/lose`, lost);
          }
          if (each === 'find')
            await office.officer.call('POST', `/api/v1/media/${medium}/find`, { version, note: '発見' });
          if (each === 'carry')
            await office.officer.call('GET', `/api/v1/carry-entries/form?mediumId=${medium}`);
        }
        const { total } = (await office.officer.call('GET', `/api/v1/media-loans?mediumId=${medium}`)).json;
        expect(total).toBe(lent);
      }),
      { numRuns: 12 },
    );
  });
});
