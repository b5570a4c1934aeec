import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { writeSpreadsheet } from '../../platform/documents/spreadsheet.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { sniff } from './attachment-types.ts';
import { ATTACHMENT_SIZE, attachmentRoutes } from './attachments.ts';
import { commentRoutes } from './comments.ts';
import type { DiscussedRecord } from './discussion.ts';
import { t } from './messages.ts';

const open = newId();
const closed = newId();
const told: string[] = [];
let seenBy: ReadonlySet<string> = new Set();

/** A kind of record that only some accounts see; one of the two is closed. */
const record: DiscussedRecord = {
  path: '/api/v1/things/:id',
  entity: 'thing',
  access: 'signed-in',
  open: async ({ actor }, id) => {
    if (!seenBy.has(actor.accountId ?? '') || ![open, closed].includes(id)) {
      throw new NotFound(t.ref('versioned.missing'));
    }
    return { writable: id === open };
  },
  tell: async (_call, _id, { body }) => {
    told.push(body);
  },
};

let server: TestServer;
let author: TestUser;
let reader: TestUser;
let stranger: TestUser;

beforeAll(async () => {
  server = await testServer([
    { routes: [...commentRoutes(record), ...attachmentRoutes(record)], actions: [] },
  ]);
  const organisationId = await server.organisation();
  author = await server.user(organisationId, { name: '見本 一郎' });
  reader = await server.user(organisationId, { name: '見本 花子' });
  stranger = await server.user(organisationId, { name: '部外 者' });
  seenBy = new Set([author.accountId, reader.accountId]);
});
afterAll(() => server.close());

const comments = `/api/v1/things/${open}/comments`;
const files = `/api/v1/things/${open}/attachments`;

async function attach(user: TestUser, fileName: string, content: Uint8Array, id = open) {
  const form = new FormData();
  form.append('file', new Blob([Buffer.from(content)]), fileName);
  const request = new Request('http://localhost', { method: 'POST', body: form });
  const response = await server.app.inject({
    method: 'POST',
    url: `/api/v1/things/${id}/attachments`,
    headers: { ...user.headers, 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: response.statusCode, json: response.json() };
}

const pdf = Buffer.from('%PDF-1.7\n…');

describe('comments', () => {
  it('are read by whoever sees the record, and told to those concerned', async () => {
    expect((await author.call('POST', comments, { body: '  用途を追記しました。 ' })).status).toBe(200);
    expect(told).toEqual(['用途を追記しました。']);
    const { json } = await reader.call('GET', comments);
    expect(json).toMatchObject({
      writable: true,
      items: [{ author: '見本 一郎', body: '用途を追記しました。', own: false, removed: false }],
    });
  });

  it('are not reached by who does not see the record', async () => {
    expect((await stranger.call('GET', comments)).status).toBe(404);
    expect((await stranger.call('POST', comments, { body: 'x' })).status).toBe(404);
  });

  it('refuse nothing, too much and an individual number', async () => {
    for (const body of ['   ', 'あ'.repeat(4001), '番号は 1234 5678 9018 です']) {
      expect((await author.call('POST', comments, { body })).status).toBe(422);
    }
  });

  it('can be taken back by their author only; that there was one is still seen', async () => {
    const { id } = (await author.call('POST', comments, { body: '誤記' })).json;
    expect((await reader.call('DELETE', `${comments}/${id}`)).status).toBe(404);
    expect((await author.call('DELETE', `${comments}/${id}`)).status).toBe(204);
    const { json } = await reader.call('GET', comments);
    expect(json.items.at(-1)).toMatchObject({ id, body: '', removed: true, own: false });
  });

  it('end with the record', async () => {
    const path = `/api/v1/things/${closed}/comments`;
    expect((await author.call('GET', path)).json).toMatchObject({ writable: false, items: [] });
    expect((await author.call('POST', path, { body: 'x' })).status).toBe(422);
  });
});

describe('attachments', () => {
  it('come back byte for byte, as a download of the kind that they are', async () => {
    const { status, json } = await attach(author, '..\\..\\evil/見取図.pdf', pdf);
    expect(status).toBe(200);
    const listed = (await reader.call('GET', files)).json;
    expect(listed.items).toMatchObject([
      { id: json.id, fileName: '見取図.pdf', mediaType: 'application/pdf', size: pdf.length, own: false },
    ]);
    const sent = await reader.call('GET', `${files}/${json.id}`);
    expect(sent.raw.equals(pdf)).toBe(true);
    expect(sent.headers['content-type']).toContain('application/pdf');
    expect(sent.headers['content-disposition']).toMatch(/^attachment/);
    expect(sent.headers['x-content-type-options']).toBe('nosniff');
  });

  it('are not reached by who does not see the record, nor through another record', async () => {
    const { json } = await attach(author, 'a.pdf', pdf);
    expect((await stranger.call('GET', files)).status).toBe(404);
    expect((await stranger.call('GET', `${files}/${json.id}`)).status).toBe(404);
    expect((await attach(stranger, 'a.pdf', pdf)).status).toBe(404);
    expect((await reader.call('GET', `/api/v1/things/${closed}/attachments/${json.id}`)).status).toBe(404);
    expect((await attach(author, 'a.pdf', pdf, closed)).status).toBe(422);
  });

  it('are taken back by who added them: the content is gone, the entry is not', async () => {
    const { json } = await attach(author, 'b.pdf', pdf);
    expect((await reader.call('DELETE', `${files}/${json.id}`)).status).toBe(404);
    expect((await author.call('DELETE', `${files}/${json.id}`)).status).toBe(204);
    expect((await author.call('GET', `${files}/${json.id}`)).status).toBe(404);
    const listed = (await author.call('GET', files)).json.items;
    expect(listed.at(-1)).toMatchObject({ fileName: 'b.pdf', removed: true, own: false });
  });

  it('refuse what is too large and what is not what it says', async () => {
    const large = Buffer.concat([pdf, Buffer.alloc(ATTACHMENT_SIZE)]);
    const before = (await author.call('GET', files)).json.items.length;
    for (const [name, content] of [
      ['a.pdf', large],
      ['a.pdf', Buffer.from('MZ…')],
      ['a.exe', Buffer.from('MZ…')],
      ['a.html', Buffer.from('<script>alert(1)</script>')],
      ['個人番号123456789018.pdf', pdf],
    ] as const) {
      const { status, json } = await attach(author, name, content);
      expect(status, name).toBe(422);
      expect(json.problems[0].field).toBe('file');
    }
    expect((await author.call('GET', files)).json.items).toHaveLength(before);
  });
});

describe('what a file is', () => {
  it('is found from its content', async () => {
    const xlsx = await writeSpreadsheet({ title: '一覧', sheets: [{ name: '一覧', columns: [], rows: [] }] });
    expect(sniff('一覧.xlsx', xlsx)).toMatchObject({
      mediaType: expect.stringContaining('spreadsheetml.sheet'),
    });
    expect(sniff('一覧.docx', xlsx)).toEqual({ refusal: 'mismatch' });
    expect(sniff('一覧.XLSX', Buffer.concat([xlsx, Buffer.from('vbaProject.bin')]))).toMatchObject({
      refusal: expect.stringMatching(/macro|unknown/),
    });
    const macro = zipSync({ ...unzipSync(xlsx), 'xl/VBAProject.BIN': new Uint8Array(1) });
    expect(sniff('一覧.xlsx', macro)).toEqual({ refusal: 'macro' });
    expect(sniff('写真.jpeg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toMatchObject({
      mediaType: 'image/jpeg',
    });
    expect(sniff('a.png', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toEqual({ refusal: 'mismatch' });
    expect(sniff('表.csv', Buffer.from('品名,数量\r\nUSBメモリ,1\r\n'))).toEqual({ mediaType: 'text/csv' });
    expect(sniff('表.csv', Uint8Array.of(0x95, 0x5c, 0x0d, 0x0a))).toEqual({ mediaType: 'text/csv' });
    expect(sniff('表.txt', Uint8Array.of(0x95, 0x00))).toEqual({ refusal: 'mismatch' });
    expect(sniff('表.txt', Buffer.from('個人番号 1234-5678-9018'))).toEqual({ refusal: 'myNumber' });
    expect(sniff('a.zip', Buffer.from('PK\u0003\u0004'))).toEqual({ refusal: 'unknown' });
    expect(sniff('空.txt', Buffer.alloc(0))).toEqual({ refusal: 'empty' });
  });

  it('is never a type that a browser runs, whatever the name and the bytes', () => {
    const names = fc.string().map((name) => `${name}.html`);
    const any = fc.oneof(names, fc.constantFrom('a.svg', 'a.js', 'a.pdf', 'a.txt', 'a'), fc.string());
    fc.assert(
      fc.property(any, fc.uint8Array({ maxLength: 200 }), (name, content) => {
        const sniffed = sniff(name, content);
        if ('mediaType' in sniffed) expect(sniffed.mediaType).not.toMatch(/html|svg|xml$|script/);
      }),
    );
  });
});
