import { Document, ImageRun, Packer, Paragraph, type ParagraphChild, TextRun } from 'docx';
import { sql } from 'drizzle-orm';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, today } from '../../../kernel/dates.ts';
import { newId } from '../../../kernel/ids.ts';
import { inOrganisation } from '../../../platform/database/database.ts';
import type { TestUser } from '../../../platform/http/testing.ts';
import { appointDirectly } from '../../organisation/testing.ts';
import { apply, type Desk, deed, makeDesk, see, testDesk, usbForm } from '../testing.ts';

let desk: Desk;
const day = today();
const form = { ...usbForm, period: { from: day, to: addDays(day, 5) } };

beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.server.close());

const path = (id: string, rest: string): string => `/api/v1/permission-requests/${id}/${rest}`;
const template = '/api/v1/permission-templates/form';

async function submitted(): Promise<{ id: string; version: number; number: string }> {
  const { status, json } = await apply(desk.staff, 'usb_outside', form);
  expect(status).toBe(200);
  return json;
}

async function permitted(): Promise<string> {
  const { id, version } = await submitted();
  const body = { version, decision: 'permit', conditions: '鍵の付いた鞄に入れること。' };
  expect((await deed(desk.officer, id, 'decide', body)).status).toBe(200);
  return id;
}

const textOf = (docx: Buffer): string =>
  strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]*>/g, '');

/** A Word file on paper of half the usual size. */
const wordFile = async (text: string, ...more: ParagraphChild[]): Promise<Buffer> =>
  Packer.toBuffer(
    new Document({
      sections: [
        {
          properties: { page: { size: { width: 8400, height: 11900 } } },
          children: [new Paragraph({ children: [new TextRun(text), ...more] })],
        },
      ],
    }),
  );

async function put(user: TestUser, version: number, content: Buffer, name = '機関の様式.docx') {
  const body = new FormData();
  body.append('version', String(version));
  body.append('file', new Blob([new Uint8Array(content)]), name);
  const request = new Request('http://localhost', { method: 'PUT', body });
  const response = await desk.server.app.inject({
    method: 'PUT',
    url: template,
    headers: { ...user.headers, 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: response.statusCode, json: response.body === '' ? null : response.json() };
}

describe('the printed form', () => {
  it('holds what was asked and what was decided, for whoever sees the request', async () => {
    const id = await permitted();
    const { status, raw, headers } = await desk.staff.call('GET', path(id, 'form?format=docx'));
    expect(status).toBe(200);
    expect(decodeURIComponent(String(headers['content-disposition']))).toMatch(/許可申請書\.docx/);
    const text = textOf(raw);
    for (const part of ['USB-001', '審議会の資料', '石川 二郎', '許可', '鍵の付いた鞄に入れること。']) {
      expect(text).toContain(part);
    }
    const pdf = await desk.officer.call('GET', path(id, 'form?format=pdf'));
    expect(pdf.raw.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is addressed to those whose decision settles it, not to those before them', async () => {
    const town = await makeDesk(desk.server);
    const administrator = await desk.server.user(town.organisationId, { administrator: true });
    const steps = [
      { id: 'first', mode: 'all', deciders: [{ person: town.people[4] }] },
      { id: 'last', mode: 'all', deciders: [{ role: 'division_officer', of: 'applicant_unit' }] },
    ];
    const body = { version: null, change: { steps, number: '様式第5号' } };
    await administrator.call('PUT', '/api/v1/permission-types/usb_outside', body);
    const { json } = await apply(town.staff, 'usb_outside', form);
    const text = textOf((await town.staff.call('GET', path(json.id, 'form?format=docx'))).raw);
    expect(text).toMatch(/課室情報セキュリティ責任者[\s　]*様/);
    // An office's own number is not said twice, and whoever sits by name is not their own title.
    expect(text).not.toMatch(/様式\s*様式/);
    expect(text).toContain('決裁者');
  });

  it('is for nobody else, and not for another organisation', async () => {
    const { id } = await submitted();
    const other = await makeDesk(desk.server);
    for (const user of [other.staff, other.head]) {
      expect((await user.call('GET', path(id, 'form'))).status).toBe(404);
      expect((await user.call('GET', path(id, 'slip'))).status).toBe(404);
    }
    const outsider = await desk.server.user(desk.organisationId);
    expect((await outsider.call('GET', path(id, 'form'))).status).toBe(404);
  });

  it('comes with a slip once it is permitted, and not before', async () => {
    const { id } = await submitted();
    expect((await desk.staff.call('GET', path(id, 'slip'))).status).toBe(422);
    const slip = await desk.staff.call('GET', path(await permitted(), 'slip'));
    expect(slip.raw.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('lists for the gate what is permitted, for those who keep it', async () => {
    expect((await desk.staff.call('GET', '/api/v1/permission-gate/print')).status).toBe(403);
    const list = await desk.head.call('GET', '/api/v1/permission-gate/print');
    expect(list.raw.subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('the check at the gate', () => {
  const check = async (user: TestUser, request: string) =>
    (await user.call('GET', `/api/v1/permission-gate/check?request=${encodeURIComponent(request)}`)).json
      .item;

  it('finds a permission by the code of its slip and by its number, in any width', async () => {
    const id = await permitted();
    const { number } = (await see(desk.staff, id)).json;
    expect(await check(desk.head, id)).toMatchObject({ number, valid: true });
    const wide = number.replace(/[0-9]/g, (digit: string) => String.fromCodePoint(0xff10 + Number(digit)));
    expect(await check(desk.head, wide)).toMatchObject({ id, valid: true });
    expect(await check(desk.head, '1999-99999')).toBeNull();
  });

  it('says that what is not permitted yet, or no longer, may not pass', async () => {
    const { id } = await submitted();
    expect(await check(desk.head, id)).toMatchObject({ valid: false, state: 'submitted' });
  });

  it('passes the people of every unit; what is refused or waits elsewhere is not told', async () => {
    const { divisions, organisationId } = desk;
    const personId = newId();
    await inOrganisation(desk.server.database, organisationId, (tx) =>
      tx.execute(sql`insert into people (organisation_id, id, number, name, employment)
        values (${organisationId}, ${personId}, ${personId}, '別課 長', 'regular')`),
    );
    const office = { roleId: 'division_officer', personId, unitId: divisions[3] ?? '' };
    await appointDirectly(desk.server.database, organisationId, office);
    const elsewhere = await desk.server.user(organisationId, { personId });
    const [id, waiting] = [await permitted(), await submitted()];
    expect(await check(elsewhere, id)).toMatchObject({ id, valid: true });
    expect(await check(elsewhere, waiting.id)).toBeNull();
  });

  it('is for those who keep the gate, within their organisation', async () => {
    const id = await permitted();
    const path = `/api/v1/permission-gate/check?request=${id}`;
    expect((await desk.staff.call('GET', path)).status).toBe(403);
    const other = await makeDesk(desk.server);
    expect(await check(other.head, id)).toBeNull();
  });
});

describe('the template', () => {
  it('is the administrator’s business', async () => {
    for (const user of [desk.staff, desk.officer]) {
      expect((await user.call('GET', template)).status).toBe(403);
      expect((await user.call('GET', `${template}/default`)).status).toBe(403);
      expect((await put(user, 0, await wordFile('{氏名}'))).status).toBe(403);
    }
  });

  it('is refused with the tags that nobody knows, and nothing changes', async () => {
    const refused = await put(desk.head, 0, await wordFile('{しめい}'));
    expect(refused.status).toBe(422);
    expect(refused.json.problems[0]).toMatchObject({ field: 'file' });
    expect(refused.json.problems[0].message).toContain('しめい');
    expect((await put(desk.head, 0, Buffer.from('%PDF-1.7'))).status).toBe(422);
    expect((await desk.head.call('GET', template)).json).toMatchObject({ own: null, version: 0 });
  });

  it('is refused when no PDF can be made of it', async () => {
    const torn = {
      type: 'png',
      data: Buffer.from('no picture'),
      transformation: { width: 9, height: 9 },
    } as const;
    const refused = await put(desk.head, 0, await wordFile('{氏名}', new ImageRun(torn)));
    expect(refused).toMatchObject({ status: 422, json: { detail: expect.stringContaining('PDF') } });
    expect((await desk.head.call('GET', template)).json).toMatchObject({ own: null, version: 0 });
  });

  it('replaces the product’s, over the version that was seen, and can be taken away again', async () => {
    const { id } = await submitted();
    expect((await put(desk.head, 0, await wordFile('決裁願　{氏名}　{受付番号}'))).status).toBe(204);
    const printed = textOf((await desk.staff.call('GET', path(id, 'form?format=docx'))).raw);
    expect(printed).toMatch(/^決裁願　.+　\d{4}-\d{5}$/);
    const pdf = await desk.staff.call('GET', path(id, 'form?format=pdf'));
    expect(pdf.raw.toString('latin1')).toMatch(/\/MediaBox \[0 0 420 595\]/);
    const again = await put(desk.head, 0, await wordFile('{氏名}'));
    expect(again.status).toBe(409);
    expect(again.json.currentVersion).toBe(1);
    expect((await desk.head.call('GET', `${template}/own`)).status).toBe(200);
    expect((await desk.head.call('DELETE', `${template}?version=1`)).status).toBe(204);
    expect((await desk.head.call('GET', `${template}/own`)).status).toBe(404);
    expect(textOf((await desk.staff.call('GET', path(id, 'form?format=docx'))).raw)).toContain('決裁欄');
  });

  it('of one organisation is not another’s', async () => {
    expect((await put(desk.head, 0, await wordFile('{氏名}'))).status).toBe(204);
    const other = await makeDesk(desk.server);
    expect((await other.head.call('GET', template)).json).toMatchObject({ own: null });
  });
});

describe('comments and files of a request', () => {
  it('are written by those who have a part in it, and end with it', async () => {
    const { id, version } = await submitted();
    const comment = (user: TestUser) => user.call('POST', path(id, 'comments'), { body: '確認しました。' });
    expect((await comment(desk.staff)).status).toBe(200);
    expect((await comment(desk.officer)).status).toBe(200);
    const other = await makeDesk(desk.server);
    expect((await comment(other.head)).status).toBe(404);
    const told = await inOrganisation(desk.server.database, desk.organisationId, (tx) =>
      tx.execute(sql`select person_id, href from notices where topic = 'permission.comment'`),
    );
    expect(told.rows).toEqual([
      { person_id: desk.officer.personId, href: `/permissions/${id}` },
      { person_id: desk.staff.personId, href: `/permissions/${id}` },
    ]);
    expect((await deed(desk.staff, id, 'withdraw', { version })).status).toBe(200);
    expect((await comment(desk.staff)).status).toBe(422);
    expect((await see(desk.staff, id)).json.state).toBe('withdrawn');
  });
});

describe('what a form may name', () => {
  const choices = '/api/v1/permission-requests/choices';

  it('is found by a part of its name, or by its id', async () => {
    const { json } = await desk.staff.call('GET', `${choices}?kind=person&q=${encodeURIComponent('石川')}`);
    expect(json.items.length).toBeGreaterThan(0);
    const [first] = json.items;
    const one = await desk.staff.call('GET', `${choices}?kind=person&id=${first.id}`);
    expect(one.json.items).toMatchObject([{ id: first.id, name: first.name }]);
    const systems = await desk.staff.call('GET', `${choices}?kind=system`);
    expect(systems.json.items.map((each: { id: string }) => each.id)).toContain(desk.system);
    expect((await desk.staff.call('GET', `${choices}?kind=unit`)).json.items.length).toBeGreaterThan(0);
  });

  it('is of one’s own organisation only', async () => {
    const other = await makeDesk(desk.server);
    const { json } = await other.staff.call('GET', `${choices}?kind=system&id=${desk.system}`);
    expect(json.items).toEqual([]);
  });
});
