import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  openWorld,
  person,
  second,
  show,
  staff,
} from './testing.ts';

beforeAll(openWorld);
afterAll(closeWorld);

const sendBack = async (user: TestUser, id: string, reason = '期間が長すぎます。') =>
  deed(user, id, 'send-back', { version: (await show(user, id)).version, reason });

describe('sending back for correction', () => {
  it('lets the applicant mend it and hand it in again, to everybody who reviews', async () => {
    const { json } = await ask(staff);
    await deed(first, json.id, 'take', { version: (await show(first, json.id)).version });
    expect((await sendBack(first, json.id, '')).status).toBe(422);
    expect((await sendBack(first, json.id)).status).toBe(204);
    const back = await show(staff, json.id);
    expect(back).toMatchObject({
      ...{ status: 'sent_back', phase: 'sent_back', takenBy: null, decision: null },
      sentBackReason: '期間が長すぎます。',
      sentBackBy: '青木 一郎',
      deeds: ['edit', 'submit', 'withdraw'],
    });
    const waiting = async (user: TestUser) =>
      (await user.call('GET', '/api/v1/exceptions?phase=sent_back')).json.items.map(
        (each: { id: string }) => each.id,
      );
    expect(await waiting(first)).toContain(json.id);
    expect((await decide(first, json.id, { decision: 'permitted' })).status).toBe(409);
    const mended = { ...fields({ title: '直した件名' }), version: back.version };
    expect((await staff.call('PUT', `/api/v1/exceptions/${json.id}`, mended)).status).toBe(204);
    expect((await show(first, json.id)).status).toBe('sent_back');
    const { version } = await show(staff, json.id);
    expect((await deed(staff, json.id, 'submit', { version })).status).toBe(204);
    expect(await show(second, json.id)).toMatchObject({ status: 'submitted', title: '直した件名' });
    expect((await decide(second, json.id, { decision: 'permitted' })).status).toBe(204);
  });

  it('is for those who review it alone, and only while it waits', async () => {
    const { json } = await ask(staff);
    const { version } = await show(staff, json.id);
    const given = { version, reason: '不足' };
    expect((await deed(staff, json.id, 'send-back', given)).status).toBe(403);
    expect((await deed(head, json.id, 'send-back', given)).status).toBe(403);
    expect((await deed(ciso, json.id, 'send-back', given)).status).toBe(404);
    expect((await decide(first, json.id, { decision: 'permitted' })).status).toBe(204);
    expect((await sendBack(first, json.id)).status).toBe(409);
  });

  it('can be withdrawn instead of mended', async () => {
    const { json } = await ask(staff);
    await sendBack(first, json.id);
    const { version } = await show(staff, json.id);
    expect((await deed(staff, json.id, 'withdraw', { version })).status).toBe(204);
    expect((await show(staff, json.id)).status).toBe('withdrawn');
  });

  it('of an emergency keeps the day on which it was first reported; the deed’s time may be mended', async () => {
    const at = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const { json } = await staff.call('POST', '/api/v1/exceptions/emergency', {
      ...fields({ validFrom: null, validUntil: day }),
      actedAt: at(49),
    });
    const before = await show(staff, json.id);
    await sendBack(first, json.id);
    const { version } = await show(staff, json.id);
    const actedAt = at(97);
    const body = { ...fields({ validFrom: null, validUntil: day }), actedAt, version, submit: true };
    expect((await staff.call('PUT', `/api/v1/exceptions/${json.id}`, body)).status).toBe(204);
    const after = await show(first, json.id);
    expect(after).toMatchObject({ status: 'submitted', submittedAt: before.submittedAt, delayDays: 4 });
    expect(new Date(after.actedAt).toISOString()).toBe(actedAt);
  });
});

describe('the printed form', () => {
  const textOf = (docx: Buffer): string =>
    strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]*>/g, '');

  it('holds what was asked and decided, in Word and PDF, for whoever sees it', async () => {
    const { json } = await ask(staff);
    await decide(first, json.id, {
      decision: 'conditional',
      reason: '記録が残るため。',
      conditions: [{ text: '持ち出すたびに記録する', dueOn: null }],
    });
    const path = `/api/v1/exceptions/${json.id}/form`;
    const { status, raw } = await staff.call('GET', `${path}?format=docx`);
    expect(status).toBe(200);
    const { number } = await show(staff, json.id);
    const texts = ['例外措置申請書', number, '3.1.1(4)(b)', '青木 一郎', '条件付き許可', '記録が残るため。'];
    for (const text of [...texts, '持ち出すたびに記録する']) expect(textOf(raw)).toContain(text);
    expect(textOf(raw)).not.toMatch(/[{}]|undefined/);
    const pdf = await head.call('GET', `${path}?format=pdf`);
    expect(pdf.raw.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('of a draft is its applicant’s only; the template is the administrator’s business', async () => {
    const { json } = await staff.call('POST', '/api/v1/exceptions', fields({ personIds: [person(3)] }));
    expect((await staff.call('GET', `/api/v1/exceptions/${json.id}/form`)).status).toBe(200);
    expect((await first.call('GET', `/api/v1/exceptions/${json.id}/form`)).status).toBe(404);
    expect((await staff.call('GET', '/api/v1/exception-templates/form')).status).toBe(403);
    expect((await head.call('GET', '/api/v1/exception-templates/form')).json).toMatchObject({ own: null });
  });
});
