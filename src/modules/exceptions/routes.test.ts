import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addDays, today } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { clockActor } from '../../platform/jobs/jobs.ts';
import { appointDirectly, type Ministry, makeMinistry, packGrants } from '../organisation/testing.ts';
import { keepExceptions } from './commands/keep-calendar.ts';
import { exceptionsModule } from './index.ts';

const day = today();
let server: TestServer;
let organisationId: string;
let ministry: Ministry;
/** People of the ministry: two authorities, the CISO, the head officer, a plain member of staff. */
let first: TestUser;
let second: TestUser;
let ciso: TestUser;
let head: TestUser;
let staff: TestUser;

const person = (at: number) => ministry.people[at] ?? '';

beforeAll(async () => {
  server = await testServer([exceptionsModule], packGrants);
  organisationId = await server.organisation();
  ministry = await makeMinistry(server.database, organisationId);
  const appoint = (roleId: string, at: number) =>
    appointDirectly(server.database, organisationId, { roleId, personId: person(at) });
  await appoint('exception_authority', 0);
  await appoint('exception_authority', 1);
  await appoint('ciso', 4);
  await appoint('head_officer', 2);
  const user = (at: number) => server.user(organisationId, { personId: person(at) });
  [first, second, head, staff, ciso] = await Promise.all([user(0), user(1), user(2), user(3), user(4)]);
});
afterAll(() => server.close());

const fields = (change: object = {}) => ({
  packId: 'common-standards-h30',
  clause: '3.1.1(4)(b)',
  title: '出張中の資料の作成',
  way: 'other_method',
  reasonCategory: 'hinders_duties',
  reason: '会議の直前まで資料を直す必要があるため。',
  risk: '端末の紛失による漏えい。',
  alternative: '貸与端末に暗号化して保存し、帰庁後に消去する。',
  impact: '',
  proposedConditions: ['持ち出すたびに記録する'],
  validFrom: day,
  validUntil: addDays(day, 90),
  affectedKind: 'persons',
  personIds: [person(3)],
  ...change,
});
const ask = (user: TestUser, change: object = {}) =>
  user.call('POST', '/api/v1/exceptions', { ...fields(change), submit: true });
const show = async (user: TestUser, id: string) => (await user.call('GET', `/api/v1/exceptions/${id}`)).json;
const deed = (user: TestUser, id: string, name: string, body: object) =>
  user.call('POST', `/api/v1/exceptions/${id}/${name}`, body);
const decide = async (user: TestUser, id: string, body: object) => {
  const { version } = await show(user, id);
  return deed(user, id, 'decide', { version, ...body });
};
/** An exception of the member of staff that is permitted. */
async function permitted(change: object = {}, decision: object = { decision: 'permitted' }): Promise<string> {
  const { json } = await ask(staff, change);
  expect((await decide(first, json.id, decision)).status).toBe(204);
  return json.id;
}
const keep = (on: string) =>
  inOrganisation(server.database, organisationId, (tx) =>
    keepExceptions(tx, clockActor(organisationId), on, 'https://kijun.test'),
  );
const notes = async (user: TestUser) =>
  (await user.call('GET', '/api/v1/me/requirement-notes')).json.items as { id: string; item: string }[];

describe('asking', () => {
  it('keeps the edition and the words of the clause, and goes to the authorities', async () => {
    const { status, json } = await ask(staff);
    expect(status).toBe(200);
    const shown = await show(staff, json.id);
    expect(shown).toMatchObject({ status: 'submitted', edition: '平成30年度版', deeds: ['withdraw'] });
    expect(shown.clauseText).not.toBe('');
    expect(shown.reviewers.map((each: { id: string }) => each.id).sort()).toEqual(
      [person(0), person(1)].sort(),
    );
  });

  it('may begin with a draft that nobody else sees, which is handed in only complete', async () => {
    const draft = await staff.call('POST', '/api/v1/exceptions', {
      ...fields({ reason: '', validUntil: null }),
      submit: false,
    });
    const { id } = draft.json;
    expect((await first.call('GET', `/api/v1/exceptions/${id}`)).status).toBe(404);
    expect(
      (await ciso.call('GET', `/api/v1/exceptions?q=${encodeURIComponent('出張中')}`)).json.items,
    ).not.toEqual(expect.arrayContaining([expect.objectContaining({ id })]));
    const refused = await deed(staff, id, 'submit', { version: 1 });
    expect(refused.status).toBe(422);
    expect(refused.json.problems.map((each: { field: string }) => each.field)).toEqual([
      'reason',
      'validUntil',
    ]);
    expect((await show(staff, id)).status).toBe('draft');
    const saved = await staff.call('PUT', `/api/v1/exceptions/${id}`, {
      ...fields(),
      version: 1,
      submit: true,
    });
    expect(saved.status).toBe(204);
    expect((await show(first, id)).status).toBe('submitted');
    const stale = await staff.call('PUT', `/api/v1/exceptions/${id}`, { ...fields(), version: 1 });
    expect(stale.status).toBe(409);
  });

  it('a draft is thrown away; what was handed in is not', async () => {
    const { json } = await staff.call('POST', '/api/v1/exceptions', fields());
    expect((await first.call('DELETE', `/api/v1/exceptions/${json.id}`)).status).toBe(404);
    expect((await staff.call('DELETE', `/api/v1/exceptions/${json.id}`)).status).toBe(204);
    const asked = await ask(staff);
    expect((await staff.call('DELETE', `/api/v1/exceptions/${asked.json.id}`)).status).toBe(409);
  });

  it.each([
    ['an unknown clause', { clause: '99.9' }, 'clause'],
    ['a pack without exceptional measures', { packId: 'my-number-measures' }, 'clause'],
    ['a period that runs backwards', { validUntil: addDays(day, -1) }, 'validUntil'],
    ['a start that has passed: no permission reaches back', { validFrom: addDays(day, -1) }, 'validFrom'],
    ['no alternative for another method', { alternative: '' }, 'alternative'],
    ['a category that is not the pack’s', { reasonCategory: 'whim' }, 'reasonCategory'],
    ['a person who does not exist', { personIds: ['00000000-0000-7000-8000-000000000000'] }, 'personIds'],
    ['a date that does not exist', { validUntil: '2027-02-30' }, 'validUntil'],
    ['an individual number', { reason: '番号は 1234 5678 9018 です' }, 'reason'],
  ])('refuses %s, and keeps nothing', async (_name, change, field) => {
    const count = async () => (await staff.call('GET', '/api/v1/exceptions?mine=own')).json.total;
    const before = await count();
    const { status, json } = await ask(staff, change);
    expect(status).toBe(422);
    expect(json.problems.map((each: { field: string }) => each.field)).toContainEqual(
      expect.stringContaining(field),
    );
    expect(await count()).toBe(before);
  });

  it('finds clauses by number and by words', async () => {
    const find = async (q: string) =>
      (await staff.call('GET', `/api/v1/exceptions/clauses?q=${encodeURIComponent(q)}`)).json.items;
    expect((await find('3.1.1(4)(b)'))[0].id).toBe('3.1.1(4)(b)');
    expect((await find('暗号')).length).toBeGreaterThan(0);
    expect(await find('ありえない言葉')).toEqual([]);
  });

  it('two at once get two numbers', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => ask(staff)));
    const numbers = await Promise.all(made.map(async ({ json }) => (await show(staff, json.id)).number));
    expect(new Set(numbers).size).toBe(4);
  });
});

describe('reviewing', () => {
  it('is refused to the applicant, and goes to the other authority', async () => {
    const { json } = await ask(first);
    const shown = await show(first, json.id);
    expect(shown.reviewers).toMatchObject([{ id: person(1), via: 'substitute' }]);
    const own = await deed(first, json.id, 'decide', { version: shown.version, decision: 'permitted' });
    expect(own.status).toBe(422);
    expect(own.json.detail ?? own.json.title).toContain('自分');
    expect((await decide(second, json.id, { decision: 'permitted' })).status).toBe(204);
    expect(await show(first, json.id)).toMatchObject({ status: 'permitted', decidedBy: '石川 二郎' });
  });

  it('is closed to those without the role', async () => {
    const { json } = await ask(staff);
    expect((await deed(head, json.id, 'decide', { version: 2, decision: 'permitted' })).status).toBe(403);
    expect((await deed(ciso, json.id, 'decide', { version: 2, decision: 'permitted' })).status).toBe(404);
    expect((await show(staff, json.id)).status).toBe('submitted');
  });

  it('keeps a refusal with its reason, which must be given', async () => {
    const { json } = await ask(staff);
    const silent = await decide(first, json.id, { decision: 'refused' });
    expect(silent.status).toBe(422);
    expect(
      (await decide(first, json.id, { decision: 'refused', reason: '別の手段があるため。' })).status,
    ).toBe(204);
    const shown = await show(staff, json.id);
    expect(shown).toMatchObject({ status: 'refused', decisionReason: '別の手段があるため。', deeds: [] });
    const list = await head.call('GET', '/api/v1/exceptions?phase=refused');
    expect(list.json.items.map((each: { id: string }) => each.id)).toContain(json.id);
  });

  it('is done once: the second reviewer is told', async () => {
    const { json } = await ask(staff);
    const { version } = await show(first, json.id);
    expect((await deed(first, json.id, 'take', { version })).status).toBe(204);
    expect(await show(staff, json.id)).toMatchObject({ status: 'reviewing', takenBy: '青木 一郎' });
    const stale = await deed(second, json.id, 'decide', { version, decision: 'permitted' });
    expect(stale.status).toBe(409);
    expect((await decide(second, json.id, { decision: 'permitted' })).status).toBe(204);
    expect((await decide(first, json.id, { decision: 'refused', reason: '遅れて' })).status).toBe(409);
  });

  it('may shorten the period but not lengthen it; conditions need to be said', async () => {
    const { json } = await ask(staff);
    expect(
      (await decide(first, json.id, { decision: 'permitted', validUntil: addDays(day, 91) })).status,
    ).toBe(422);
    expect((await decide(first, json.id, { decision: 'conditional', reason: '要条件' })).status).toBe(422);
    const shorter = { decision: 'permitted', validUntil: addDays(day, 10) };
    expect((await decide(first, json.id, shorter)).status).toBe(204);
    expect(await show(staff, json.id)).toMatchObject({ validUntil: addDays(day, 10), phase: 'nearing' });
  });

  it('gives no permission for days that have passed', async () => {
    const { json } = await ask(staff, { validUntil: day });
    await inOrganisation(server.database, organisationId, (tx) =>
      tx.execute(sql`update exceptions set valid_from = ${addDays(day, -9)}, valid_until = ${addDays(day, -1)}
        where id = ${json.id}`),
    );
    expect((await decide(first, json.id, { decision: 'permitted' })).status).toBe(422);
    await inOrganisation(server.database, organisationId, (tx) =>
      tx.execute(sql`update exceptions set valid_until = ${addDays(day, 9)} where id = ${json.id}`),
    );
    expect((await decide(first, json.id, { decision: 'permitted' })).status).toBe(204);
    expect(await show(staff, json.id)).toMatchObject({ validFrom: day, phase: 'nearing' });
  });

  it('two who permit at once raise the question about the rule once', async () => {
    const clause = '7.2.2(1)(a)';
    const asked = await Promise.all([1, 2, 3, 4].map(() => ask(staff, { clause })));
    const answers = await Promise.all(
      asked.map(({ json }) => decide(first, json.id, { decision: 'permitted' })),
    );
    expect(answers.map((each) => each.status)).toEqual([204, 204, 204, 204]);
    const { items } = (await head.call('GET', '/api/v1/exceptions/rule-reviews')).json;
    expect(items.filter((each: { clause: string }) => each.clause === clause).length).toBeLessThanOrEqual(1);
    await keep(day);
    const after = (await head.call('GET', '/api/v1/exceptions/rule-reviews')).json.items;
    expect(after.filter((each: { clause: string }) => each.clause === clause)).toHaveLength(1);
  });

  it('can be taken back by the applicant until it is decided', async () => {
    const { json } = await ask(staff);
    const { version } = await show(staff, json.id);
    expect((await deed(first, json.id, 'withdraw', { version })).status).toBe(422);
    expect((await deed(staff, json.id, 'withdraw', { version })).status).toBe(204);
    expect((await show(staff, json.id)).status).toBe('withdrawn');
    expect((await decide(first, json.id, { decision: 'permitted' })).status).toBe(409);
  });
});

describe('the authority of a clause', () => {
  it('is who the organisation set for the heading above it', async () => {
    const body = { packId: 'common-standards-h30', titleId: '8', personId: person(1) };
    expect((await staff.call('POST', '/api/v1/exceptions/authorities', body)).status).toBe(403);
    const wrong = { ...body, personId: person(3) };
    expect((await head.call('POST', '/api/v1/exceptions/authorities', wrong)).status).toBe(422);
    expect((await head.call('POST', '/api/v1/exceptions/authorities', body)).status).toBe(200);
    const asked = await ask(staff, { clause: '8.1.1(3)(d)' });
    expect((await show(staff, asked.json.id)).reviewers).toMatchObject([{ id: person(1), via: 'authority' }]);
    const settings = (await head.call('GET', '/api/v1/exceptions/settings')).json;
    const [{ id, version }] = settings.authorities;
    await head.call('POST', `/api/v1/exceptions/authorities/${id}/remove`, { version });
    await keep(day);
    expect((await show(staff, asked.json.id)).reviewers).toHaveLength(2);
  });
});

describe('an emergency', () => {
  const acted = () => new Date(Date.now() - 3 * 86_400_000 - 3_600_000).toISOString();
  const report = (user: TestUser, change: object = {}) =>
    user.call('POST', '/api/v1/exceptions/emergency', {
      ...fields({ validFrom: null, validUntil: day }),
      actedAt: acted(),
      ...change,
    });

  it('is reported after it was done, shows the delay, and is confirmed by somebody else', async () => {
    const { status, json } = await report(staff);
    expect(status).toBe(200);
    const shown = await show(first, json.id);
    expect(shown).toMatchObject({ kind: 'emergency', status: 'submitted', delayDays: 3, delayLimit: null });
    expect(shown.validFrom).toBe(today(new Date(shown.actedAt)));
    expect((await decide(first, json.id, { decision: 'permitted' })).status).toBe(204);
    expect((await show(staff, json.id)).phase).toBe('nearing');
  });

  it('that is over ends with its confirmation', async () => {
    const over = { validUntil: addDays(day, -1) };
    const { json } = await report(staff, over);
    expect((await decide(first, json.id, { decision: 'permitted' })).status).toBe(204);
    expect(await show(staff, json.id)).toMatchObject({ status: 'ended', endedOn: over.validUntil });
  });

  it('cannot lie in the future, nor end before it began', async () => {
    const later = new Date(Date.now() + 3_600_000).toISOString();
    expect((await report(staff, { actedAt: later })).status).toBe(422);
    expect((await report(staff, { validUntil: addDays(day, -9) })).status).toBe(422);
  });
});

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
    expect((await deed(first, id, 'renew', period)).status).toBe(422);
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
    expect((await first.call('POST', `${path}/${made.json.id}/receive`, { version: 1 })).status).toBe(403);
    expect((await head.call('POST', `${path}/${made.json.id}/receive`, { version: 1 })).status).toBe(204);
    expect((await head.call('POST', `${path}/${made.json.id}/receive`, { version: 2 })).status).toBe(409);
  });
});

describe('the ledger', () => {
  it('shows staff their own, officers their units, and nobody another organisation', async () => {
    await ask(second, { affectedKind: 'persons', personIds: [person(1)] });
    const mine = (await staff.call('GET', '/api/v1/exceptions?pageSize=200')).json.items;
    expect(new Set(mine.map((each: { applicant: string }) => each.applicant))).toEqual(
      new Set(['江口 四郎']),
    );
    const all = (await head.call('GET', '/api/v1/exceptions')).json.total;
    expect(all).toBeGreaterThan(mine.length);
    const other = await server.organisation();
    const theirs = await makeMinistry(server.database, other);
    await appointDirectly(server.database, other, { roleId: 'ciso', personId: theirs.people[0] ?? '' });
    const stranger = await server.user(other, { personId: theirs.people[0] ?? '' });
    expect((await stranger.call('GET', '/api/v1/exceptions')).json.total).toBe(0);
    expect((await stranger.call('GET', `/api/v1/exceptions/${mine[0].id}`)).status).toBe(404);
  });

  it('reaches as far as an officer’s appointment: a unit with what is below it, or a system', async () => {
    const unit = await permitted({ title: '調査課の例外' });
    const asset = await permitted({
      affectedKind: 'asset',
      affectedAssetId: ministry.system,
      personIds: [],
    });
    const at = ministry.root;
    const newcomer = async (number: string) => {
      const id = newId();
      await inOrganisation(server.database, organisationId, async (tx) => {
        await tx.execute(sql`insert into people (organisation_id, id, number, name, employment)
          values (${organisationId}, ${id}, ${number}, ${`職員 ${number}`}, 'regular')`);
        await tx.execute(sql`insert into posts (organisation_id, id, person_id, unit_id, main, valid_from)
          values (${organisationId}, ${newId()}, ${id}, ${at}, true, '2020-04-01')`);
      });
      return id;
    };
    const bureau = await newcomer('b1');
    const system = await newcomer('s1');
    const appointed = { roleId: 'officer', personId: bureau, unitId: ministry.bureaus[1] ?? '' };
    await appointDirectly(server.database, organisationId, appointed);
    await appointDirectly(server.database, organisationId, {
      roleId: 'system_officer',
      personId: system,
      assetId: ministry.system,
    });
    const sees = async (personId: string) => {
      const user = await server.user(organisationId, { personId });
      const { items } = (await user.call('GET', '/api/v1/exceptions?pageSize=200')).json;
      return items.map((each: { id: string }) => each.id) as string[];
    };
    expect(await sees(bureau)).toEqual(expect.arrayContaining([unit, asset]));
    const ofSystem = await sees(system);
    expect(ofSystem).toContain(asset);
    expect(ofSystem).not.toContain(unit);
    const other = await newcomer('b2');
    const elsewhere = { roleId: 'officer', personId: other, unitId: ministry.bureaus[0] ?? '' };
    await appointDirectly(server.database, organisationId, elsewhere);
    expect(await sees(other)).not.toContain(unit);
  });

  it('takes as many statements for everybody, and few; the home page too', async () => {
    const counts = new Map<string, number[]>();
    for (const path of [
      '/api/v1/exceptions',
      '/api/v1/exceptions/clause-counts',
      '/api/v1/me/requirement-notes',
    ]) {
      const each: number[] = [];
      for (const user of [staff, head]) {
        await user.call('GET', path);
        const spy = vi.spyOn(pg.Client.prototype, 'query');
        expect((await user.call('GET', path)).status).toBe(200);
        each.push(spy.mock.calls.length);
        vi.restoreAllMocks();
      }
      counts.set(path, each);
      expect(each[0]).toBe(each[1]);
    }
    expect(Math.max(...[...counts.values()].flat())).toBeLessThanOrEqual(7);
  });

  it('has comments of those whom it concerns; who only reads the ledger looks on', async () => {
    const { json } = await ask(staff);
    const path = `/api/v1/exceptions/${json.id}/comments`;
    expect((await first.call('POST', path, { body: '期間を確認してください。' })).status).toBeLessThan(300);
    expect((await head.call('GET', path)).json).toMatchObject({ writable: false, items: [{ own: false }] });
    expect((await head.call('POST', path, { body: '横から' })).status).toBeGreaterThanOrEqual(400);
    const told = await inOrganisation(server.database, organisationId, (tx) =>
      tx.execute(sql`select person_id from notices where topic = 'exceptions.comment'`),
    );
    expect(told.rows.map((row) => row.person_id)).toContain(person(3));
    expect(told.rows.map((row) => row.person_id)).not.toContain(person(0));
  });

  it('narrows to what is shown: the phase of a row is the one that was asked for', async () => {
    for (const phase of ['submitted', 'in_force', 'nearing', 'refused', 'lapsed', 'permitted']) {
      const { items } = (await head.call('GET', `/api/v1/exceptions?phase=${phase}&pageSize=200`)).json;
      for (const each of items.slice(0, 3)) {
        expect(each.phase).toBe(phase);
        expect((await show(head, each.id)).phase).toBe(phase);
      }
    }
  });

  it('downloads as a file', async () => {
    const file = await head.call('GET', '/api/v1/exceptions?format=csv');
    expect(file.text).toContain('報告までの日数');
    expect((await head.call('GET', '/api/v1/exceptions?format=xlsx')).raw.subarray(0, 2).toString()).toBe(
      'PK',
    );
  });
});

describe('the numbers of the organisation', () => {
  it('are those of the pack until they are set; two who set them at once are told', async () => {
    const path = '/api/v1/exceptions/settings';
    expect((await staff.call('GET', path)).status).toBe(403);
    const shown = (await head.call('GET', path)).json;
    expect(shown).toMatchObject({ version: null, reviseThreshold: 3, emergencyReportDays: null });
    const body = {
      version: null,
      reviseThreshold: 4,
      reportMonths: 6,
      noticeDays: [14, 60],
      emergencyReportDays: 3,
    };
    expect((await head.call('PUT', path, body)).status).toBe(204);
    expect((await head.call('PUT', path, body)).status).toBe(409);
    expect((await head.call('GET', path)).json).toMatchObject({ version: 1, noticeDays: [60, 14] });
    expect((await head.call('PUT', path, { ...body, version: 1, reviseThreshold: 1 })).status).toBe(422);
    expect((await head.call('PUT', path, { ...body, version: 1, noticeDays: [30, 7] })).status).toBe(204);
  });
});
