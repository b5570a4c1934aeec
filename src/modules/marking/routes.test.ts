import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { markingModule } from './index.ts';
import { photo, wordFile } from './samples.testing.ts';

let server: TestServer;
let organisationId: string;
let staff: TestUser;

beforeAll(async () => {
  server = await testServer([markingModule]);
  organisationId = await server.organisation();
  staff = await server.user(organisationId);
});
afterAll(() => server.close());

const boundary = 'kijun-test';

function form(file: { name: string; content: Uint8Array } | null, fields: Readonly<Record<string, string>>) {
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  if (file) {
    parts.push(
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      Buffer.from(file.content),
      Buffer.from('\r\n'),
    );
  }
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}

const send = (
  deed: string,
  file: { name: string; content: Uint8Array } | null,
  fields: Readonly<Record<string, string>> = {},
  user: Pick<TestUser, 'headers'> = staff,
) =>
  server.app.inject({
    method: 'POST',
    url: `/api/v1/marking/${deed}`,
    headers: { ...user.headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: form(file, fields),
  });

describe('the routes of markings', () => {
  it('mark a file, read the marking back and say what it hides, for any member of staff', async () => {
    const content = await wordFile();
    const stamped = await send(
      'stamp',
      { name: '案.docx', content },
      { text: ' 機密性2情報\n（関係者限り） ' },
    );
    expect(stamped.statusCode).toBe(200);
    expect(String(stamped.headers['content-disposition'])).toContain(encodeURIComponent('案.docx'));
    const read = await send('read', { name: '案.docx', content: stamped.rawPayload });
    expect(read.json()).toMatchObject({ format: 'docx', marking: '機密性2情報 （関係者限り）' });
    const checked = await send('check', { name: '案.docx', content });
    expect(checked.json().findings).toContainEqual({
      kind: 'hidden-text',
      where: '本文の1段落目',
      excerpt: 'かくし文字塗った文字白い文字',
      advice: expect.stringContaining('消して'),
    });
  });

  it('leave no trace: neither in a table nor in a file', async () => {
    const rows = () =>
      inOrganisation(server.database, organisationId, async (tx) => {
        const tables = await tx.execute<{ name: string }>(
          sql`select table_name as name from information_schema.columns
            where table_schema = 'public' and column_name = 'organisation_id' order by 1`,
        );
        const counts = tables.rows.map(
          ({ name }) => sql`select ${name}::text as name, count(*)::int as n from ${sql.identifier(name)}`,
        );
        return (await tx.execute(sql.join(counts, sql` union all `))).rows;
      });
    const file = { name: '痕跡を探す案.docx', content: await wordFile() };
    const places = [tmpdir(), process.cwd()];
    const files = async () => (await Promise.all(places.map((place) => readdir(place)))).flat();
    const before = await rows();
    expect(before.length).toBeGreaterThan(50);
    await send('stamp', file, { text: '機密性2情報' });
    await send('check', file);
    await send('read', file);
    expect(await rows()).toEqual(before);
    expect((await files()).filter((name) => name.includes('痕跡'))).toEqual([]);
  });

  it('ask for a session', async () => {
    const answer = await send('check', { name: 'a.jpg', content: photo('jpeg') }, {}, { headers: {} });
    expect(answer.statusCode).toBe(401);
  });

  it('say why a file is not taken, in the words of the reader', async () => {
    const file = { name: 'a.jpg', content: photo('jpeg') };
    const image = await send('stamp', file, { text: '機密性2情報' });
    expect(image.statusCode).toBe(422);
    expect(image.json().detail).toContain('画像にはヘッダーがない');
    const none = await send('check', null);
    expect([none.statusCode, none.json().problems[0].field]).toEqual([422, 'file']);
    const empty = await send('check', { name: 'a.pdf', content: new Uint8Array() });
    expect(empty.json().detail).toBe('ファイルが空です。');
    const large = await send('check', { name: 'a.pdf', content: new Uint8Array(21 * 1024 * 1024) });
    expect([large.statusCode, large.json().detail]).toEqual([413, expect.stringContaining('20MB')]);
  });

  it('refuse an empty or overlong marking, and individual numbers', async () => {
    const file = { name: 'a.docx', content: await wordFile() };
    for (const text of ['  ', 'あ'.repeat(101), '番号 1234 5678 9018']) {
      const answer = await send('stamp', file, { text });
      expect([answer.statusCode, answer.json().problems[0].field]).toEqual([422, 'text']);
    }
  });
});
