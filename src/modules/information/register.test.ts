import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { writeCsv } from '../../platform/documents/csv.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { createHome } from '../home/index.ts';
import { appointDirectly, type Ministry, makeMinistry, packGrants } from '../organisation/testing.ts';
import { informationModule } from './index.ts';

const entries = 10_000;
let server: TestServer;
let organisationId: string;
let ministry: Ministry;
/** The head officer (whole organisation), an officer of one division with all the entries, one of an empty division. */
let [head, busy, idle]: TestUser[] = [];

beforeAll(async () => {
  server = await testServer([informationModule, createHome([informationModule])], packGrants);
  organisationId = await server.organisation();
  ministry = await makeMinistry(server.database, organisationId);
  const [headId = '', busyId = '', idleId = ''] = ministry.people;
  const [first = '', second = ''] = ministry.divisions;
  await appointDirectly(server.database, organisationId, { roleId: 'head_officer', personId: headId });
  for (const [personId, unitId] of [
    [busyId, first],
    [idleId, second],
  ] as const)
    await appointDirectly(server.database, organisationId, { roleId: 'division_officer', personId, unitId });
  await inOrganisation(server.database, organisationId, async (tx) => {
    await tx.client.query(
      `insert into information_assets (organisation_id, id, number, name, search, unit_id, decider_id, pack_id, confidentiality,
         integrity, availability, basis, form, origin, review_on)
       select $1, gen_random_uuid(), 'N' || n, '記録 ' || n, 'きろく ' || n, $2, $3, 'common-standards-h30', 2, 1, 1, 'decided',
         'electronic', 'made', '2099-04-01' from generate_series(1, $4::int) n`,
      [organisationId, first, busyId, entries],
    );
    await tx.client.query(
      `insert into information_changes (organisation_id, id, asset_id, kind, requested_by, requested_at, reason, state)
       select $1, gen_random_uuid(), id, 'request', $2, now() - interval '1 year', '公表のため', 'approved'
       from information_assets where organisation_id = $1`,
      [organisationId, headId],
    );
    await tx.client.query('analyze information_assets, information_changes');
  });
  const users = [];
  for (const personId of [headId, busyId, idleId])
    users.push(await server.user(organisationId, { personId }));
  [head, busy, idle] = users;
});
afterAll(() => server.close());
afterEach(() => vi.restoreAllMocks());

async function statements(user: TestUser | undefined, path: string): Promise<number> {
  await user?.call('GET', path);
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  const answer = await user?.call('GET', path);
  expect(answer?.status).toBe(200);
  const count = spy.mock.calls.length;
  vi.restoreAllMocks();
  return count;
}

describe('with 10,000 entries and 10,000 old requests', () => {
  it.each([
    ['/api/v1/information-assets', 8],
    ['/api/v1/information-assets?q=12&issue=review&sort=-name', 8],
    ['/api/v1/information-changes?state=waiting', 8],
    ['/api/v1/me/tasks', 6],
  ])(
    '%s takes as many statements as with none, at most %i with session and transaction',
    async (path, most) => {
      const counts = [
        await statements(busy, path),
        await statements(idle, path),
        await statements(head, path),
      ];
      expect(new Set(counts).size).toBe(1);
      expect(counts[0]).toBeLessThanOrEqual(most);
    },
  );

  it('shows each officer their own', async () => {
    const total = async (user: TestUser | undefined) =>
      (await user?.call('GET', '/api/v1/information-assets'))?.json.total;
    expect(await Promise.all([head, busy, idle].map(total))).toEqual([entries, entries, 0]);
  });
});

describe('the tasks', () => {
  const kinds = async (user: TestUser | undefined) =>
    (await user?.call('GET', '/api/v1/me/tasks'))?.json.tasks.map((each: { kind: string }) => each.kind);

  it('tell the officer of waiting questions and overdue reviews', async () => {
    const added = await idle?.call('POST', '/api/v1/information-assets', {
      ...{ name: '出所の分からない資料', unitId: ministry.divisions[2], form: 'paper', origin: 'unknown' },
      classes: { confidentiality: null, integrity: null, availability: null },
    });
    expect(added?.status).toBe(200);
    expect(await kinds(idle)).toEqual([]);
    expect(await kinds(head)).toContain('information.settle');
    await inOrganisation(server.database, organisationId, (tx) =>
      tx.execute(sql`update information_assets set review_on = '2020-04-01' where number = 'N1'`),
    );
    expect(await kinds(busy)).toEqual(['information.review']);
  });
});

const header = [
  '資産番号',
  '名称',
  '所管組織コード',
  '形態',
  '入手元',
  '機密性',
  '完全性',
  '可用性',
  '取扱制限',
  '保管場所',
  '元の情報',
];

async function upload(user: TestUser | undefined, path: string, lines: string[][], strategy?: string) {
  const boundary = newId();
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const payload = Buffer.concat([
    Buffer.from(
      `${strategy === undefined ? '' : field('strategy', strategy)}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="台帳.csv"\r\n\r\n`,
    ),
    Buffer.from(writeCsv(header, lines)),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const headers = { ...user?.headers, 'content-type': `multipart/form-data; boundary=${boundary}` };
  const url = `/api/v1/information-assets/imports${path}`;
  const response = await server.app.inject({ method: 'POST', url, headers, payload });
  return { status: response.statusCode, json: response.json() };
}

describe('the import', () => {
  const line = (number: string, more: Partial<Record<number, string>> = {}) =>
    Object.assign(
      [
        number,
        '補助金の交付決定通知',
        '21',
        '電子',
        '作成',
        '機密性2',
        '1',
        '1',
        '複製禁止、人事担当者限り',
        '棚3',
        '',
      ],
      more,
    );

  it('previews, takes all or nothing, and changes nothing the second time', async () => {
    const lines = [line('IMP-1'), line('IMP-2', { 3: '書面', 5: '3', 6: '', 7: '' })];
    expect((await upload(busy, '/preview', lines)).status).toBe(403);
    const preview = await upload(head, '/preview', lines);
    expect(preview.json).toMatchObject({ counts: { new: 2, rejected: 0 }, problems: [] });
    expect((await upload(head, '', lines, 'stop')).json).toMatchObject({ created: 2 });
    expect((await upload(head, '', lines, 'stop')).json).toMatchObject({ created: 0, unchanged: 2 });
    const list = await head?.call('GET', '/api/v1/information-assets?q=IMP-1');
    expect(list?.json.items).toMatchObject([
      {
        marks: '機密性2・完全性1・可用性1',
        restrictionTexts: ['複製禁止', '人事担当者限り'],
        unit: { name: '企画課' },
      },
    ]);
    expect((await upload(head, '', [line('IMP-1', { 9: '棚4' })], 'update')).json).toMatchObject({
      updated: 1,
    });
  });

  it('links what is new to its sources, of the register and of the file, and lifts it to these', async () => {
    const open = { 5: '', 6: '', 7: '', 8: '' };
    const lines = [
      line('SRC-3', { ...open, 10: 'SRC-2（複製）' }),
      line('SRC-2', { ...open, 10: 'IMP-1、SRC-1' }),
      line('SRC-1', { 5: '機密性3', 8: '転送禁止' }),
    ];
    expect((await upload(head, '', lines, 'stop')).json).toMatchObject({ created: 3 });
    const list = await head?.call('GET', '/api/v1/information-assets?q=SRC&sort=number');
    const marks = list?.json.items.map((each: { number: string; classes: object }) => each);
    expect(marks[2]).toMatchObject({ number: 'SRC-3', classes: { confidentiality: 3 } });
    expect(marks[1].restrictionTexts.toSorted()).toEqual(
      ['人事担当者限り', '複製禁止', '転送禁止'].toSorted(),
    );
    expect((await upload(head, '/preview', lines)).json).toMatchObject({
      counts: { unchanged: 3, rejected: 0 },
    });
    const again = [
      line('SRC-2', {
        5: '機密性3',
        6: '',
        7: '',
        8: '複製禁止、転送禁止、人事担当者限り',
        10: 'SRC-1、IMP-1',
      }),
    ];
    expect((await upload(head, '/preview', again)).json).toMatchObject({ counts: { unchanged: 1 } });
  });

  it('refuses sources that nobody knows, and circles', async () => {
    const { json } = await upload(head, '/preview', [
      line('SRC-7', { 10: 'NONE-1' }),
      line('SRC-8', { 10: 'SRC-9' }),
      line('SRC-9', { 10: 'SRC-8' }),
      line('IMP-1', { 10: 'SRC-1' }),
    ]);
    expect(json.problems.map((each: { row: number; column: string }) => [each.row, each.column])).toEqual([
      [2, '元の情報'],
      [3, '元の情報'],
      [4, '元の情報'],
      [5, '元の情報'],
    ]);
  });

  it('says what is wrong, where, and never changes a class that was decided', async () => {
    const { json } = await upload(head, '/preview', [
      line('IMP-1', { 5: '1' }),
      line('IMP-3', { 2: '99' }),
      line('IMP-4', { 3: '書面' }),
      line('IMP-5', { 8: '門外不出' }),
      line('IMP-6', { 9: '123456789018' }),
    ]);
    expect(json.problems.map((each: { row: number; column: string }) => [each.row, each.column])).toEqual([
      [2, '機密性'],
      [3, '所管組織コード'],
      [4, '完全性'],
      [4, '可用性'],
      [5, '取扱制限'],
      [6, '保管場所'],
    ]);
  });

  it('reads back what was exported', async () => {
    const file = await head?.call('GET', '/api/v1/information-assets?format=csv&q=IMP');
    const [titles = '', ...rows] = (file?.text ?? '')
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\r\n');
    const at = header.map((name) => titles.replaceAll('"', '').split(',').indexOf(name));
    expect(at).not.toContain(-1);
    const cells = rows.map((row) => row.replaceAll('"', '').split(','));
    const again = cells.map((row) => at.map((index) => row[index] ?? ''));
    expect((await upload(head, '/preview', again)).json).toMatchObject({
      counts: { unchanged: 2, rejected: 0 },
    });
  });
});
