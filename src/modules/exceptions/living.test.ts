import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import type { TestUser } from '../../platform/http/testing.ts';
import { appointDirectly } from '../organisation/testing.ts';
import { figureNames } from './model.ts';
import {
  ciso,
  closeWorld,
  day,
  decide,
  deed,
  first,
  head,
  keep,
  ministry,
  notes,
  openWorld,
  organisationId,
  permitted,
  person,
  second,
  server,
  show,
  staff,
} from './testing.ts';

beforeAll(openWorld);
afterAll(closeWorld);

describe('a permission', () => {
  it('with conditions lapses when one is not carried out by its day, and says which', async () => {
    const condition = { text: '毎週の記録を提出する', dueOn: addDays(day, 5) };
    const id = await permitted({}, { decision: 'conditional', reason: '条件付き', conditions: [condition] });
    await keep(addDays(day, 5));
    expect((await show(staff, id)).status).toBe('permitted');
    await keep(addDays(day, 6));
    const shown = await show(staff, id);
    expect(shown.status).toBe('lapsed');
    expect(shown.endNote).toContain('毎週の記録を提出する');
    const events = (await staff.call('GET', `/api/v1/exceptions/${id}/history`)).json;
    expect(events[0].action).toBe('exceptions.lapse');
  });

  it('stays when every condition is carried out; that is written once', async () => {
    const condition = { text: '持出しを記録する', dueOn: addDays(day, 5) };
    const id = await permitted({}, { decision: 'conditional', reason: '条件付き', conditions: [condition] });
    const [{ id: conditionId, version }] = (await show(staff, id)).conditions;
    const path = `conditions/${conditionId}/done`;
    expect((await deed(head, id, path, { version })).status).toBe(404);
    expect((await deed(staff, id, path, { version, note: '実施' })).status).toBe(204);
    expect((await deed(staff, id, path, { version: 2 })).status).toBe(409);
    await keep(addDays(day, 6));
    expect((await show(staff, id)).status).toBe('permitted');
  });

  it('tells before its last day and after it, once each, and shows as overdue', async () => {
    const id = await permitted({ title: '期限の見本', validUntil: addDays(day, 40) });
    const told = async () =>
      (
        await inOrganisation(server.database, organisationId, (tx) =>
          tx.execute(sql`select notice from exception_notices where exception_id = ${id} order by given_at`),
        )
      ).rows.map((row) => row.notice);
    await keep(addDays(day, 9));
    expect(await told()).toEqual([]);
    await keep(addDays(day, 10));
    await keep(addDays(day, 11));
    expect(await told()).toEqual(['nearing 30']);
    await keep(addDays(day, 33));
    await keep(addDays(day, 41));
    await keep(addDays(day, 42));
    expect(await told()).toEqual(['nearing 30', 'nearing 7', 'overdue']);
  });

  it('is renewed by a new review, and rests once the new one begins', async () => {
    const id = await permitted({ validUntil: addDays(day, 20) });
    const period = { validFrom: addDays(day, 21), validUntil: addDays(day, 60) };
    expect((await deed(first, id, 'renew', period)).status).toBe(403);
    const { json } = await deed(staff, id, 'renew', period);
    expect((await deed(staff, id, 'renew', period)).status).toBe(422);
    expect(await show(staff, json.id)).toMatchObject({ status: 'draft', renewalNo: 1, ...period });
    await deed(staff, json.id, 'submit', { version: 1 });
    expect((await decide(first, json.id, { decision: 'permitted' })).status).toBe(204);
    expect((await show(staff, id)).status).toBe('permitted');
    await keep(addDays(day, 21));
    expect((await show(staff, id)).status).toBe('renewed');
  });

  it('is ended by who asked, never in the future; a reviewer lets it lapse with a reason', async () => {
    const id = await permitted();
    const { version } = await show(staff, id);
    expect((await deed(staff, id, 'end', { version, endedOn: addDays(day, 1) })).status).toBe(422);
    expect((await deed(staff, id, 'end', { version, endedOn: day, note: '出張が終わった' })).status).toBe(
      204,
    );
    expect(await show(staff, id)).toMatchObject({ status: 'ended', endedOn: day });
    const other = await permitted();
    const seen = (await show(first, other)).version;
    expect((await deed(first, other, 'lapse', { version: seen, reason: '' })).status).toBe(422);
    expect((await deed(first, other, 'lapse', { version: seen, reason: '記録がない' })).status).toBe(204);
    expect((await show(staff, other)).status).toBe('lapsed');
  });

  it('has its state told', async () => {
    const id = await permitted();
    expect((await deed(staff, id, 'reports', { state: 'changed' })).status).toBe(422);
    expect((await deed(staff, id, 'reports', { state: 'as_permitted' })).status).toBe(204);
    expect((await show(head, id)).reports).toMatchObject([
      { state: 'as_permitted', reportedBy: '江口 四郎' },
    ]);
  });
});

describe('those whom it is about', () => {
  it('see it on the clause while it is in force, and only they', async () => {
    const id = await permitted({ clause: '3.1.1(6)(a)' });
    expect((await notes(staff)).map((each) => each.id)).toContain(id);
    expect((await notes(second)).map((each) => each.id)).not.toContain(id);
    const later = await permitted({ clause: '3.1.1(6)(a)', validFrom: addDays(day, 1) });
    expect((await notes(staff)).map((each) => each.id)).not.toContain(later);
  });

  it('are all of a unit with what is below it, or the officers of a system', async () => {
    const unit = await permitted({
      affectedKind: 'unit',
      affectedUnitId: ministry.bureaus[0],
      personIds: [],
    });
    expect((await notes(second)).map((each) => each.id)).toContain(unit);
    expect((await notes(staff)).map((each) => each.id)).not.toContain(unit);
    await appointDirectly(server.database, organisationId, {
      roleId: 'system_officer',
      personId: person(3),
      assetId: ministry.system,
    });
    const asset = await permitted({ affectedKind: 'asset', affectedAssetId: ministry.system, personIds: [] });
    expect(await notes(staff)).toContainEqual(
      expect.objectContaining({ id: asset, scopeId: ministry.system }),
    );
    expect((await notes(second)).map((each) => each.id)).not.toContain(asset);
  });
});

describe('several exceptions on one clause', () => {
  it('raise the question once, which goes to the head officer and then to the CISO', async () => {
    const clause = '6.2.1(1)(a)';
    const reviews = async () =>
      (await head.call('GET', '/api/v1/exceptions/rule-reviews')).json.items.filter(
        (each: { clause: string }) => each.clause === clause,
      );
    await permitted({ clause });
    await permitted({ clause });
    expect(await reviews()).toEqual([]);
    await permitted({ clause });
    await permitted({ clause });
    const [raised, ...others] = await reviews();
    expect(others).toEqual([]);
    expect(raised).toMatchObject({ status: 'raised', threshold: 3 });
    expect(raised.exceptions).toHaveLength(3);
    const path = `/api/v1/exceptions/rule-reviews/${raised.id}`;
    const say = (user: TestUser, step: string, body: object) => user.call('POST', `${path}/${step}`, body);
    const opinion = { version: 1, opinion: 'revise', note: '規定が実態に合っていない。' };
    expect((await say(ciso, 'answer', opinion)).status).toBe(409);
    expect((await say(ciso, 'consider', opinion)).status).toBe(403);
    expect((await say(head, 'consider', { ...opinion, note: '' })).status).toBe(422);
    expect((await say(head, 'consider', opinion)).status).toBe(204);
    expect((await say(head, 'answer', { ...opinion, version: 2 })).status).toBe(403);
    const answer = { version: 2, opinion: 'keep', note: '次年度に検討する。' };
    expect((await say(ciso, 'answer', answer)).status).toBe(204);
    expect((await reviews())[0]).toMatchObject({ status: 'answered', answered: { opinion: 'keep' } });
    await permitted({ clause });
    expect(await reviews()).toHaveLength(2);
  });

  it('are counted by clause', async () => {
    const { json } = await head.call('GET', '/api/v1/exceptions/clause-counts');
    const found = json.items.find((each: { clause: string }) => each.clause === '6.2.1(1)(a)');
    expect(found).toMatchObject({ living: 5, waiting: 0 });
  });
});

describe('the periodic report', () => {
  it('freezes the figures, and is received by somebody else', async () => {
    const period = { from: addDays(day, -30), until: day, remarks: '特になし。' };
    const path = '/api/v1/exceptions/period-reports';
    expect((await staff.call('POST', path, period)).status).toBe(403);
    expect((await first.call('POST', path, { ...period, until: addDays(day, 1) })).status).toBe(422);
    const made = await first.call('POST', path, period);
    expect(made.status).toBe(200);
    await permitted();
    const listed = (await head.call('GET', path)).json;
    const report = listed.items[0];
    expect(report.figures.living).toBe(listed.next.figures.living - 1);
    expect(report.figures.submitted).toBeGreaterThan(10);
    const opened = async (what: string) =>
      (await head.call('GET', `/api/v1/exceptions?${what}&pageSize=100`)).json;
    for (const name of figureNames) {
      const now = await opened(`counted=${name}&from=${listed.next.from}&until=${listed.next.until}`);
      expect(now.total, name).toBe(listed.next.figures[name]);
      expect((await opened(`counted=${name}&report=${report.id}`)).total, name).toBe(report.figures[name]);
    }
    const [{ packId, clause, count }] = report.figures.clauses;
    const ofClause = `counted=living&report=${report.id}&packId=${packId}&clause=${encodeURIComponent(clause)}`;
    expect((await opened(ofClause)).total).toBe(count);
    expect((await opened('counted=living&report=nothing')).status).toBe(422);
    expect((await first.call('POST', `${path}/${made.json.id}/receive`, { version: 1 })).status).toBe(403);
    expect((await head.call('POST', `${path}/${made.json.id}/receive`, { version: 1 })).status).toBe(204);
    expect((await head.call('POST', `${path}/${made.json.id}/receive`, { version: 2 })).status).toBe(409);
  });
});
