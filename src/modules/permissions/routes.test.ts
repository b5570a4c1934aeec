import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, today } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import type { TestUser } from '../../platform/http/testing.ts';
import { apply, type Desk, deed, makeDesk, see, testDesk, usbForm } from './testing.ts';

let desk: Desk;
const day = today();
const form = { ...usbForm, period: { from: day, to: addDays(day, 5) } };

beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.server.close());

/** A submitted request of the member of staff. */
async function submitted(values: object = form, typeId = 'usb_outside') {
  const answer = await apply(desk.staff, typeId, values);
  expect(answer.text).toContain('"submitted"');
  return answer.json as { id: string; version: number; number: string };
}

const permit = { decision: 'permit' };

describe('applying', () => {
  it('shows everybody the types with who decides, and says which are theirs', async () => {
    const { json } = await desk.staff.call('GET', '/api/v1/permission-types');
    const usb = json.items.find((type: { id: string }) => type.id === 'usb_outside');
    expect(usb).toMatchObject({ mine: true, deciders: '課室情報セキュリティ責任者', desk: 'permissions' });
    const outside = json.items.find((type: { id: string }) => type.id === 'process_outside');
    expect(outside.deciders).toBe('情報システムセキュリティ責任者及び課室情報セキュリティ責任者');
    expect(json.items.some((type: { id: string }) => type.id === 'carry_out_agency')).toBe(false);
  });

  it('says beforehand who will decide and why, and what is missing', async () => {
    const { json } = await desk.staff.call('POST', '/api/v1/permission-requests/preview', {
      typeId: 'usb_outside',
      values: { classes: form.classes },
    });
    expect(json.steps[0].seats[0].holders[0]).toMatchObject({ name: '石川 二郎', substitute: false });
    expect(json.steps[0].seats[0].holders[0].why).toContain('総務課の課室情報セキュリティ責任者');
    expect(json.missing.map((each: { field: string }) => each.field)).toContain('values.purpose');
    expect(json.needed).toBe(true);
  });

  it('refuses an incomplete form and keeps the draft as it is', async () => {
    const answer = await apply(desk.staff, 'usb_outside', { ...form, purpose: '' });
    expect(answer.status).toBe(422);
    expect(answer.json.problems[0]).toMatchObject({ field: 'values.purpose' });
    const wrong = await apply(desk.staff, 'usb_outside', {
      ...form,
      period: { from: day, to: addDays(day, 60) },
    });
    expect(wrong.json.problems[0].field).toBe('values.period');
    const mine = await desk.staff.call('GET', '/api/v1/me/permission-requests?state=draft');
    expect(mine.json.total).toBe(2);
  });

  it('refuses what the form cannot hold, unknown references and individual numbers', async () => {
    const post = (values: object) =>
      desk.staff.call('POST', '/api/v1/permission-requests', { typeId: 'usb_outside', values });
    expect((await post({ ...form, encrypted: 'yes' })).status).toBe(422);
    expect((await post({ ...form, asset: desk.system })).status).toBe(422);
    expect((await post({ ...form, purpose: '1234 5678 9018' })).status).toBe(422);
    expect(
      (await desk.staff.call('POST', '/api/v1/permission-requests', { typeId: 'nothing', values: {} }))
        .status,
    ).toBe(404);
  });

  it('is stopped by a gate: a service under its own terms never takes what is confidential', async () => {
    const values = {
      service_name: '日程調整サービス',
      purpose: '会議の調整',
      information: '会議の日程',
      responsible: '青木',
      ...{ period: { from: day, to: addDays(day, 30) }, audience: 'closed', terms_read: true },
    };
    const level = (confidentiality: number | null) =>
      apply(desk.staff, 'terms_service', {
        ...values,
        classes: { confidentiality, integrity: 1, availability: 1 },
      });
    expect((await level(2)).status).toBe(422);
    expect((await level(null)).status).toBe(422);
    expect((await level(1)).status).toBe(200);
  });
});

describe('deciding', () => {
  it('comes to the officer, who sees why, and permits', async () => {
    const { id, version } = await submitted();
    const inbox = await desk.officer.call('GET', '/api/v1/permission-requests/inbox');
    const item = inbox.json.items.find((each: { id: string }) => each.id === id);
    expect(item).toMatchObject({
      task: 'decide',
      applicant: { name: '青木 一郎' },
      subject: 'USB-001 審議会の資料',
    });
    expect(item.glance.map((each: { label: string }) => each.label)).toContain('格付');
    const answer = await deed(desk.officer, id, 'decide', {
      version,
      ...permit,
      conditions: '毎日点検すること',
    });
    expect(answer.json.state).toBe('permitted');
    const { json } = await see(desk.staff, id);
    expect(json).toMatchObject({
      state: 'permitted',
      conditions: '毎日点検すること',
      startsOn: day,
      dueOn: addDays(day, 5),
    });
    expect(json.may).toEqual(['withdraw', 'start', 'extend']);
    const after = await desk.officer.call('GET', '/api/v1/permission-requests/inbox');
    expect(after.json.items.some((each: { id: string }) => each.id === id)).toBe(false);
  });

  it('needs a reason to refuse or send back; sent back, it is mended and comes again', async () => {
    const { id, version } = await submitted();
    expect((await deed(desk.officer, id, 'decide', { version, decision: 'refuse' })).status).toBe(422);
    const back = await deed(desk.officer, id, 'decide', {
      version,
      decision: 'send_back',
      reason: '期間を短くしてください',
    });
    expect(back.json.state).toBe('sent_back');
    const mended = await desk.staff.call('PUT', `/api/v1/permission-requests/${id}`, {
      version: back.json.version,
      values: { ...form, period: { from: day, to: addDays(day, 1) } },
    });
    const again = await deed(desk.staff, id, 'submit', { version: mended.json.version });
    expect(again.json).toMatchObject({ state: 'submitted', number: back.json.number });
    const refused = await deed(desk.officer, id, 'decide', {
      version: again.json.version,
      decision: 'refuse',
      reason: '不要',
    });
    expect(refused.json.state).toBe('refused');
    expect((await see(desk.staff, id)).json.decisions).toHaveLength(2);
  });

  it('with AND needs everybody, and one refusal refuses', async () => {
    const values = {
      information: '統計の個票',
      classes: form.classes,
      system: desk.system,
      place: '自宅',
      medium: 'supplied_terminal',
      ...{ purpose: '集計', period: form.period, measures: '暗号化' },
    };
    const { id, version } = await submitted(values, 'process_outside');
    const first = await deed(desk.officer, id, 'decide', { version, ...permit });
    expect(first.json.state).toBe('submitted');
    expect((await deed(desk.officer, id, 'decide', { version: first.json.version, ...permit })).status).toBe(
      422,
    );
    const second = await deed(desk.systemOfficer, id, 'decide', { version: first.json.version, ...permit });
    expect(second.json.state).toBe('permitted');
    const other = await submitted(values, 'process_outside');
    await deed(desk.systemOfficer, other.id, 'decide', {
      version: other.version,
      decision: 'refuse',
      reason: '不要',
    });
    expect((await see(desk.staff, other.id)).json.state).toBe('refused');
  });

  it('counts once when two decide at the same time', async () => {
    const { id, version } = await submitted();
    const both = await Promise.all([
      deed(desk.officer, id, 'decide', { version, ...permit }),
      deed(desk.officer, id, 'decide', { version, decision: 'refuse', reason: '不要' }),
    ]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(both.find((answer) => answer.status === 409)?.json.differences.length).toBeGreaterThan(0);
    expect((await see(desk.staff, id)).json.decisions).toHaveLength(1);
  });

  it('loses nothing when two deciders of AND agree at the same time: the second looks again', async () => {
    const values = {
      ...{ information: '統計の個票', classes: form.classes, system: desk.system, place: '自宅' },
      ...{ medium: 'supplied_terminal', purpose: '集計', period: form.period, measures: '暗号化' },
    };
    const { id, version } = await submitted(values, 'process_outside');
    const officers = [desk.officer, desk.systemOfficer];
    const both = await Promise.all(officers.map((user) => deed(user, id, 'decide', { version, ...permit })));
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const late = officers[both.findIndex((answer) => answer.status === 409)] ?? desk.officer;
    const seen = (await see(late, id)).json.version;
    expect((await deed(late, id, 'decide', { version: seen, ...permit })).json.state).toBe('permitted');
  });

  it('numbers requests without a gap or a double, however many come at once', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => submitted()));
    const counted = made.map(({ number }) => Number(number.split('-')[1])).sort((a, b) => a - b);
    expect(counted.at(-1)).toBe((counted[0] ?? 0) + 4);
    expect(new Set(counted).size).toBe(5);
  });

  it('takes several at once, each by itself', async () => {
    const [one, two, gone] = [await submitted(), await submitted(), await submitted()];
    await deed(desk.staff, gone.id, 'withdraw', { version: gone.version });
    const items = [one, two, gone].map(({ id, version }) => ({ id, version }));
    const { json } = await desk.officer.call('POST', '/api/v1/permission-requests/decide', {
      items,
      ...permit,
    });
    const done = new Map(
      json.results.map((result: { id: string; done: boolean }) => [result.id, result.done]),
    );
    expect([one, two, gone].map(({ id }) => done.get(id))).toEqual([true, true, false]);
  });

  it('shows how like cases were decided', async () => {
    const { id } = await submitted();
    const { json } = await desk.officer.call('GET', `/api/v1/permission-requests/${id}/like`);
    expect(json.permitted).toBeGreaterThan(0);
    expect(json.refused).toBeGreaterThan(0);
    expect(json.items[0]).toHaveProperty('decision');
    const own = await desk.staff.call('GET', `/api/v1/permission-requests/${id}/like`);
    for (const item of own.json.items) expect((await see(desk.staff, item.id)).status).toBe(200);
  });
});

describe('who may', () => {
  it('decide is who sits there, and nobody else', async () => {
    const { id, version } = await submitted();
    for (const user of [desk.head, desk.bureau])
      expect((await deed(user, id, 'decide', { version, ...permit })).status).toBe(403);
    expect((await deed(desk.staff, id, 'decide', { version, ...permit })).status).toBe(403);
    expect((await see(desk.staff, id)).json.state).toBe('submitted');
  });

  it('see it is the applicant, the deciders and the officers of the unit', async () => {
    const { id, number } = await submitted();
    for (const user of [desk.staff, desk.officer, desk.bureau, desk.head, desk.ciso])
      expect((await see(user, id)).status).toBe(200);
    expect((await desk.staff.call('GET', '/api/v1/permission-requests')).status).toBe(403);
    const found = await desk.officer.call('GET', `/api/v1/permission-requests?q=${number}`);
    expect(found.json.items).toMatchObject([{ id }]);
    expect(
      (await desk.officer.call('GET', '/api/v1/permission-requests?q=USB-001')).json.total,
    ).toBeGreaterThan(0);
    expect(
      (await desk.officer.call('GET', '/api/v1/permission-requests?typeId=usb_outside&format=csv')).text,
    ).toContain('媒体の管理番号');
  });

  it('keeps drafts to the applicant', async () => {
    const draft = await desk.staff.call('POST', '/api/v1/permission-requests', {
      typeId: 'usb_outside',
      values: form,
    });
    expect((await see(desk.officer, draft.json.id)).status).toBe(404);
    expect((await see(desk.staff, draft.json.id)).status).toBe(200);
  });

  it('of another organisation sees and does nothing', async () => {
    const { id, version } = await submitted();
    const strangers = await makeDesk(desk.server);
    for (const user of [strangers.officer, strangers.ciso]) expect((await see(user, id)).status).toBe(404);
    expect((await deed(strangers.officer, id, 'decide', { version, ...permit })).status).toBe(404);
    expect((await strangers.ciso.call('GET', '/api/v1/permission-requests')).json.total).toBe(0);
    expect((await strangers.officer.call('GET', '/api/v1/permission-requests/inbox')).json.items).toEqual([]);
  });
});

describe('the life of a permission', () => {
  const permitted = async () => {
    const { id, version } = await submitted();
    const { json } = await deed(desk.officer, id, 'decide', { version, ...permit });
    return { id, version: json.version as number };
  };

  it('is used, returned, looked at and closed', async () => {
    const { id, version } = await permitted();
    const started = await deed(desk.staff, id, 'start', { version });
    expect(started.json.state).toBe('in_use');
    expect(
      (await deed(desk.staff, id, 'report', { version: started.json.version, on: addDays(day, 1) })).status,
    ).toBe(422);
    const returned = await deed(desk.staff, id, 'report', {
      version: started.json.version,
      on: day,
      note: '返却しました',
    });
    expect(returned.json.state).toBe('reported');
    expect((await deed(desk.staff, id, 'confirm', { version: returned.json.version, ok: true })).status).toBe(
      403,
    );
    const inbox = await desk.officer.call('GET', '/api/v1/permission-requests/inbox?task=confirm');
    expect(inbox.json.items.map((each: { id: string }) => each.id)).toContain(id);
    expect(
      (await deed(desk.officer, id, 'confirm', { version: returned.json.version, ok: false })).status,
    ).toBe(422);
    const missing = await deed(desk.officer, id, 'confirm', {
      version: returned.json.version,
      ok: false,
      note: '1本足りません',
    });
    expect(missing.json.state).toBe('in_use');
    const again = await deed(desk.staff, id, 'report', { version: missing.json.version, on: day });
    const closed = await deed(desk.officer, id, 'confirm', { version: again.json.version, ok: true });
    expect(closed.json.state).toBe('closed');
  });

  it('is extended by a request of its own, decided anew', async () => {
    const { id, version } = await permitted();
    const until = addDays(day, 20);
    expect(
      (await deed(desk.staff, id, 'extension', { version, until: day, reason: '会議の延期' })).status,
    ).toBe(422);
    const extension = await deed(desk.staff, id, 'extension', { version, until, reason: '会議の延期' });
    expect(extension.json.state).toBe('submitted');
    expect((await deed(desk.staff, id, 'extension', { version, until, reason: 'もう一度' })).status).toBe(
      422,
    );
    expect((await see(desk.staff, id)).json.endsOn).toBe(addDays(day, 5));
    await deed(desk.officer, extension.json.id, 'decide', { version: extension.json.version, ...permit });
    const { json } = await see(desk.staff, id);
    expect(json).toMatchObject({ endsOn: until, dueOn: until, state: 'permitted' });
    expect(json.extensions).toMatchObject([{ id: extension.json.id, state: 'closed' }]);
  });

  it('asks anew for an extension that was sent back, under the same number', async () => {
    const { id, version } = await permitted();
    const asked = await deed(desk.staff, id, 'extension', {
      version,
      until: addDays(day, 30),
      reason: '会議の延期',
    });
    const extension = asked.json.id;
    const back = { version: asked.json.version, decision: 'send_back', reason: '10日以内にしてください' };
    expect((await deed(desk.officer, extension, 'decide', back)).json.state).toBe('sent_back');
    const seen = (await see(desk.staff, extension)).json;
    expect(seen.may).toContain('amend');
    expect(seen.may).not.toContain('edit');
    expect(seen.entries[0]).toMatchObject({ label: '延長の理由', value: '会議の延期' });
    const amend = (user: TestUser, body: object) =>
      user.call('PUT', `/api/v1/permission-requests/${extension}/extension`, {
        ...{ version: seen.version, until: addDays(day, 9), reason: '会議は1回だけ延期' },
        ...body,
      });
    expect((await amend(desk.officer, {})).status).toBe(403);
    expect((await amend(desk.staff, { until: day })).status).toBe(422);
    expect((await amend(desk.staff, { version: 1 })).status).toBe(409);
    const again = await amend(desk.staff, {});
    expect(again.json).toMatchObject({ state: 'submitted', number: seen.number });
    await deed(desk.officer, extension, 'decide', { version: again.json.version, ...permit });
    expect((await see(desk.staff, id)).json.endsOn).toBe(addDays(day, 9));
  });

  it('is told by mail with the address of the request', async () => {
    await inOrganisation(desk.server.database, desk.organisationId, (tx) =>
      tx.execute(sql`update people set email = id || '@example.lg.jp'`),
    );
    const { id } = await permitted();
    const mails = await inOrganisation(desk.server.database, desk.organisationId, (tx) =>
      tx.execute<{ body: string }>(sql`select body from mail_messages where body like ${`%${id}%`}`),
    );
    expect(mails.rows.length).toBeGreaterThan(0);
    for (const { body } of mails.rows) expect(body).toContain(`http://localhost:3000/permissions/${id}`);
  });

  it('is revoked with a reason, and what is out has to come back at once', async () => {
    const { id, version } = await permitted();
    const { json } = await deed(desk.staff, id, 'start', { version });
    expect((await deed(desk.officer, id, 'revoke', { version: json.version, reason: '' })).status).toBe(422);
    expect((await deed(desk.staff, id, 'revoke', { version: json.version, reason: '自分で' })).status).toBe(
      403,
    );
    const revoked = await deed(desk.bureau, id, 'revoke', {
      version: json.version,
      reason: '紛失の報告があったため',
    });
    expect(revoked.json.state).toBe('revoked');
    expect((await see(desk.staff, id)).json).toMatchObject({ dueOn: day, may: ['report'] });
  });

  it('passes the gate while it holds', async () => {
    const { id } = await permitted();
    const { json } = await desk.officer.call('GET', '/api/v1/permission-gate?pageSize=200');
    expect(json.items.find((each: { id: string }) => each.id === id)).toMatchObject({
      valid: true,
      place: '合同庁舎',
    });
    expect((await desk.staff.call('GET', '/api/v1/permission-gate')).status).toBe(403);
  });

  it('keeps its history in words', async () => {
    const { id } = await permitted();
    const { json } = await desk.staff.call('GET', `/api/v1/permission-requests/${id}/history`);
    expect(json.length).toBe(3);
    expect((await desk.officer.call('GET', `/api/v1/permission-requests/${id}/history`)).status).toBe(200);
  });
});
