import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, today } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import type { TestUser } from '../../platform/http/testing.ts';
import {
  ask,
  ciso,
  closeWorld,
  day,
  decide,
  deed,
  fields,
  first,
  head,
  keep,
  openWorld,
  organisationId,
  person,
  second,
  server,
  show,
  staff,
} from './testing.ts';

beforeAll(openWorld);
afterAll(closeWorld);

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
    expect(own.status).toBe(403);
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
    expect((await deed(first, json.id, 'withdraw', { version })).status).toBe(403);
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
    const [last] = (await staff.call('GET', `/api/v1/exceptions/${asked.json.id}/history`)).json;
    expect(last).toMatchObject({ action: 'exceptions.reassign', facts: [{ value: '青木 一郎' }] });
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
