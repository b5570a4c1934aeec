import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { inOrganisation } from '../../../platform/database/database.ts';
import { writeCsv } from '../../../platform/documents/csv.ts';
import { readSpreadsheet } from '../../../platform/documents/spreadsheet.ts';
import { type TestServer, type TestUser, testServer } from '../../../platform/http/testing.ts';
import { organisationModule } from '../index.ts';
import { type ImportKind, importKinds } from '../model.ts';
import { appointDirectly, makeMinistry, packGrants, testPackId } from '../testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer([organisationModule], packGrants);
});
afterAll(() => server.close());

type Lines = readonly (readonly string[])[];

async function upload(
  user: TestUser,
  path: string,
  content: Buffer,
  fields: Record<string, string> = {},
  name = 'file.csv',
) {
  const boundary = newId();
  const parts = Object.entries(fields).map(
    ([field, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const payload = Buffer.concat([
    Buffer.from(parts.join('') + head),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const headers = { ...user.headers, 'content-type': `multipart/form-data; boundary=${boundary}` };
  const response = await server.app.inject({ method: 'POST', url: path, headers, payload });
  return { status: response.statusCode, json: response.json() };
}

const csv = ([header = [], ...rows]: Lines) => Buffer.from(writeCsv([...header], rows));
const path = (kind: ImportKind) => `/api/v1/organisation/imports/${kind}`;
const preview = (user: TestUser, kind: ImportKind, lines: Lines) =>
  upload(user, `${path(kind)}/preview`, csv(lines));
const commit = (user: TestUser, kind: ImportKind, lines: Lines, strategy = 'stop') =>
  upload(user, path(kind), csv(lines), { strategy });

const files: Readonly<Record<ImportKind, Lines>> = {
  units: [
    ['組織コード', '組織名', 'フリガナ', '階層', '上位組織コード', '設置日'],
    ['1110', '総務課', 'ソウムカ', '課', '1100', '2020/4/1'],
    ['1000', '見本省', '', '組織', '', '2020/4/1'],
    ['1100', '総務局', '', '局', '1000', 'R2.4.1'],
    ['1120', '会計課', '', '課室', '1100', '令和2年4月1日'],
  ],
  people: [
    [
      '職員番号',
      '氏名',
      'フリガナ',
      '雇用形態',
      'メールアドレス',
      '採用日',
      '離職日',
      '所属組織コード',
      '役職',
    ],
    ['000101', '見本 太郎', 'ミホン タロウ', '常勤', 'taro@example.go.jp', '2015/4/1', '', '1110', '課長'],
    ['000102', '例示 花子', 'レイジ ハナコ', '非常勤', '', 'R8.4.1', 'R9.3.31', '1120', ''],
    ['000103', '髙橋 次郎', 'タカハシ ジロウ', '', '', '', '', '1120', '係長'],
  ],
  posts: [
    ['職員番号', '組織コード', '主務・兼務', '役職', '開始日', '終了日'],
    ['000101', '1100', '兼務', '情報化推進担当', '2026/4/1', '2027/3/31'],
  ],
  absences: [
    ['職員番号', '不在の理由', '開始日', '終了日'],
    ['000102', '育休', '2026/10/1', '2027/3/31'],
  ],
  assets: [
    ['種別', '管理番号', '名称', '所管組織コード', '状態', '属性'],
    ['システム', 'S-001', '文書管理システム', '1110', '運用中', 'ウェブサーバを含む、database'],
    ['区域', 'A-001', '執務室', '1120', '', ''],
  ],
  appointments: [
    [
      '役割',
      '職員番号',
      '受け持ち組織コード',
      '受け持ち管理番号',
      '代理される人の職員番号',
      '開始日',
      '終了日',
      '指定の決裁',
    ],
    ['CISO', '000101', '', '', '', '2026/4/1', '', '総第1号'],
    ['課室情報セキュリティ責任者', '000102', '1120', '', '000103', '2026/4/1', '2027/3/31', ''],
    ['課室情報セキュリティ責任者', '000103', '1120', '', '', '2026/4/1', '', ''],
    ['情報システムセキュリティ責任者', '000101', '', 'S-001', '', '2026/4/1', '', ''],
  ],
};

/** An organisation with a pack and nothing else. */
async function emptyOrganisation() {
  const organisationId = await server.organisation();
  await inOrganisation(server.database, organisationId, (tx) =>
    tx.client.query(
      'insert into organisation_packs (organisation_id, pack_id, adopted_on, primary_pack) values ($1, $2, $3, true)',
      [organisationId, testPackId, '2020-04-01'],
    ),
  );
  return { organisationId, admin: await server.user(organisationId, { administrator: true }) };
}

describe('the files of a new organisation', () => {
  let admin: TestUser;
  beforeAll(async () => {
    ({ admin } = await emptyOrganisation());
  });

  test.each(importKinds)(
    '%s: the preview counts, the commit writes, the same file again changes nothing',
    async (kind) => {
      const rows = files[kind].length - 1;
      const seen = await preview(admin, kind, files[kind]);
      expect(seen.json).toMatchObject({
        counts: { new: rows, changed: 0, unchanged: 0, rejected: 0 },
        problems: [],
      });
      const done = await commit(admin, kind, files[kind]);
      expect(done.json).toEqual({ created: rows, updated: 0, unchanged: 0, skipped: 0 });
      for (const strategy of ['stop', 'skip', 'update']) {
        const again = await commit(admin, kind, files[kind], strategy);
        expect(again.json).toEqual({ created: 0, updated: 0, unchanged: rows, skipped: 0 });
      }
    },
  );

  test('what was written is what the ledgers show', async () => {
    const { json: tree } = await admin.call('GET', '/api/v1/units');
    expect(tree.units).toMatchObject([
      { name: '見本省', people: 0 },
      { name: '総務局', people: 0 },
      { name: '総務課', people: 1 },
      { name: '会計課', people: 2 },
    ]);
    const { json: people } = await admin.call('GET', '/api/v1/people?q=高橋');
    expect(people.items).toMatchObject([{ name: '髙橋 次郎', post: { unit: '会計課', title: '係長' } }]);
    const { json: hanako } = await admin.call('GET', '/api/v1/people?q=000102');
    expect(hanako.items).toMatchObject([{ leftOn: '2027-04-01', absent: true }]);
    const { json: appointments } = await admin.call('GET', `/api/v1/appointments?unitId=${tree.units[3].id}`);
    expect(appointments.items).toMatchObject([
      { person: { name: '髙橋 次郎' }, deputy: false },
      { person: { name: '例示 花子' }, deputy: true, validTo: '2027-04-01' },
    ]);
    const { json: systems } = await admin.call('GET', '/api/v1/assets?kind=system');
    expect(systems.items).toMatchObject([
      { attributes: ['database', 'web'], unit: { name: '総務課' }, officers: [{ name: '見本 太郎' }] },
    ]);
  });

  test('a changed line: stop refuses, skip leaves, update moves and keeps the past', async () => {
    const [header = [], first = [], ...others] = files.people;
    const moved = [header, first.with(7, '1120').with(3, '再任用'), ...others];
    const seen = await preview(admin, 'people', moved);
    expect(seen.json.counts).toEqual({ new: 0, changed: 1, unchanged: 2, rejected: 0 });
    expect(seen.json.changes[0].fields).toContainEqual({
      label: '所属組織コード',
      before: '1110',
      after: '1120',
    });
    expect((await commit(admin, 'people', moved, 'stop')).status).toBe(422);
    expect((await commit(admin, 'people', moved, 'skip')).json).toMatchObject({ updated: 0, skipped: 1 });
    expect((await commit(admin, 'people', moved, 'update')).json).toMatchObject({ updated: 1 });
    expect((await commit(admin, 'people', moved, 'update')).json).toMatchObject({ updated: 0, unchanged: 3 });
    const { json } = await admin.call('GET', '/api/v1/people?q=000101');
    const { json: person } = await admin.call('GET', `/api/v1/people/${json.items[0].id}`);
    const mains = person.posts.filter((post: { main: boolean }) => post.main);
    expect(mains).toMatchObject([{ unit: '会計課', validTo: null }, { unit: '総務課' }]);
    expect(mains[1].validTo).toBe(mains[0].validFrom);
  });

  test('a unit under another parent takes what is below with it', async () => {
    const [header = [], ...rows] = files.units;
    const lines = [
      header,
      ...rows,
      ['1200', '会計局', '', '局', '1000', '2020/4/1'],
      ['1121', '出納係', '', '係', '1120', '2020/4/1'],
    ];
    await commit(admin, 'units', lines, 'update');
    const regrouped = lines.map((row) => (row[0] === '1120' ? row.with(4, '1200') : row));
    expect((await commit(admin, 'units', regrouped, 'update')).json).toMatchObject({ updated: 1 });
    const { json } = await admin.call('GET', '/api/v1/units');
    expect(json.units.map((unit: { name: string }) => unit.name)).toEqual([
      '見本省',
      '総務局',
      '総務課',
      '会計局',
      '会計課',
      '出納係',
    ]);
    const circle = lines.map((row) => (row[0] === '1100' ? row.with(4, '1110') : row));
    expect((await commit(admin, 'units', circle, 'update')).status).toBe(422);
  });
});

test.each<[ImportKind, Lines, string[]]>([
  [
    'units',
    [
      ['組織コード', '組織名', '階層', '上位組織コード'],
      ['1', 'x', '課', '9'],
    ],
    ['上位組織コード'],
  ],
  [
    'people',
    [
      ['職員番号', '氏名', '所属組織コード'],
      ['1', 'x', '9'],
    ],
    ['所属組織コード'],
  ],
  [
    'people',
    [
      ['職員番号', '氏名', 'フリガナ'],
      ['1', 'x', '1234-5678-9018'],
    ],
    ['フリガナ'],
  ],
  [
    'posts',
    [
      ['職員番号', '組織コード', '開始日'],
      ['9', '9', '2026/4/1'],
    ],
    ['職員番号', '組織コード'],
  ],
  [
    'absences',
    [
      ['職員番号', '不在の理由', '開始日'],
      ['9', '留守', '2026/4/1'],
    ],
    ['不在の理由', '職員番号'],
  ],
  [
    'assets',
    [
      ['種別', '管理番号', '名称', '所管組織コード'],
      ['区域', '1', 'x', '9'],
    ],
    ['所管組織コード'],
  ],
  [
    'appointments',
    [
      ['役割', '職員番号', '開始日'],
      ['大臣', '9', '2026/4/1'],
    ],
    ['役割', '職員番号'],
  ],
])(
  '%s: everything wrong with a line is named by row and column, and nothing is written',
  async (kind, lines, columns) => {
    const { admin } = await emptyOrganisation();
    const seen = await preview(admin, kind, lines);
    const problems = columns.map((column) => ({ row: 2, column }));
    expect(seen.json).toMatchObject({ counts: { new: 0, rejected: 1 }, problems });
    expect((await commit(admin, kind, lines, 'update')).status).toBe(422);
  },
);

test('after a reorganisation, entered or to come, the same files still change nothing', async () => {
  const { admin } = await emptyOrganisation();
  for (const kind of importKinds) await commit(admin, kind, files[kind]);
  for (const date of ['2026-10-01', '2027-04-01']) {
    const { json } = await admin.call('GET', `/api/v1/units?date=${date}`);
    const unitId = json.units.find((unit: { code: string }) => unit.code === '1100').id;
    const changes = [{ type: 'change', unitId, to: { name: `総務局 ${date}` } }];
    expect((await admin.call('POST', '/api/v1/units/reorganise', { date, changes })).status).toBe(200);
  }
  for (const kind of ['posts', 'absences', 'assets', 'appointments'] as const) {
    const again = await commit(admin, kind, files[kind], 'update');
    expect(again.json).toEqual({ created: 0, updated: 0, unchanged: files[kind].length - 1, skipped: 0 });
  }
  const people = await preview(admin, 'people', files.people);
  expect(people.json.counts).toMatchObject({ new: 0, changed: 0 });
  const [header = [], first = [], ...others] = files.appointments;
  const ending = [
    header,
    first,
    ...others.map((row) => (row[3] === '' && row[4] === '' ? row.with(6, '2027/9/30') : row)),
  ];
  expect((await commit(admin, 'appointments', ending, 'update')).json).toMatchObject({ updated: 1 });
  const list = await admin.call('GET', '/api/v1/appointments?state=all&roleId=division_officer');
  const ends = list.json.items
    .filter((row: { deputy: boolean }) => !row.deputy)
    .map((row: { validTo: string }) => row.validTo);
  expect(ends.toSorted()).toEqual(['2026-10-01', '2027-04-01', '2027-10-01']);
});

test('the top that the set-up made becomes the top of the first file, not a second one beside it', async () => {
  const { admin } = await emptyOrganisation();
  const root = { parentId: null, code: '0', name: '見本省', kana: '', kind: 'organisation', sortOrder: 0 };
  const made = await admin.call('POST', '/api/v1/units', { ...root, validFrom: '2026-04-01' });
  expect((await commit(admin, 'units', files.units)).json).toMatchObject({ created: 4, updated: 0 });
  const { json } = await admin.call('GET', '/api/v1/units');
  expect(json.units.map((unit: { code: string }) => unit.code)).toEqual(['1000', '1100', '1110', '1120']);
  expect(json.units[0]).toMatchObject({ id: made.json.id, name: '見本省', parentId: null });
  expect((await commit(admin, 'units', files.units)).json).toMatchObject({ created: 0, unchanged: 4 });
});

test('a ledger entered today is known to the days before, from the day of the entry or of its unit', async () => {
  const { admin, organisationId } = await emptyOrganisation();
  for (const kind of ['units', 'people'] as const) await commit(admin, kind, files[kind]);
  await commit(admin, 'assets', [
    ['種別', '管理番号', '名称', '所管組織コード', '台帳登録日'],
    ['システム', 'S-001', '文書管理システム', '1110', '2024/10/1'],
    ['システム', 'S-002', '会計システム', '1120', ''],
  ]);
  const known = await inOrganisation(server.database, organisationId, (tx) =>
    tx.client.query(
      `select a.code, a.valid_from::text as asset, au.valid_from::text as unit from assets a
       join asset_units au on au.asset_id = a.id order by a.code`,
    ),
  );
  expect(known.rows).toEqual([
    { code: 'S-001', asset: '2024-10-01', unit: '2024-10-01' },
    { code: 'S-002', asset: null, unit: '2020-04-01' },
  ]);
});

test('two main posts on one day are refused', async () => {
  const { admin } = await emptyOrganisation();
  await commit(admin, 'units', files.units);
  await commit(admin, 'people', files.people);
  const header = ['職員番号', '組織コード', '主務・兼務', '開始日', '終了日'];
  const twice = [
    header,
    ['000103', '1110', '主務', '2028/4/1', ''],
    ['000103', '1120', '主務', '2028/10/1', ''],
  ];
  const seen = await preview(admin, 'posts', twice);
  expect(seen.json).toMatchObject({ counts: { new: 0, rejected: 2 }, problems: [{ row: 2 }, { row: 3 }] });
  expect((await commit(admin, 'posts', twice, 'update')).status).toBe(422);
  const one = [header, ['000103', '1110', '主務', '2028/4/1', '']];
  expect((await commit(admin, 'posts', one, 'update')).json).toMatchObject({ created: 1 });
});

test('what is wrong between lines is named in the preview, not only when it is taken in', async () => {
  const { admin } = await emptyOrganisation();
  await commit(admin, 'units', files.units);
  await commit(admin, 'people', files.people);
  const units = await preview(admin, 'units', [
    ['組織コード', '組織名', '階層', '上位組織コード'],
    ['1130', '逆さ局', '局', '1110'],
    ['1140', '甲課', '課', '1150'],
    ['1150', '乙課', '課', '1140'],
    ['1160', '丙係', '係', ''],
    ['1170', '丁係', '係', '1180'],
    ['1180', '', '課', '1100'],
  ]);
  expect(units.json.problems.map((each: { row: number; column: string }) => [each.row, each.column])).toEqual(
    [
      [2, '階層'],
      [3, '上位組織コード'],
      [4, '上位組織コード'],
      [7, '組織名'],
    ],
  );
  const absences = await preview(admin, 'absences', [
    ['職員番号', '不在の理由', '開始日', '終了日'],
    ['000102', '育休', '2026/10/1', '2027/3/31'],
    ['000102', '休職', '2027/3/31', ''],
    ['000103', '休職', '2027/3/31', '2027/3/1'],
  ]);
  expect(
    absences.json.problems.map((each: { row: number; column: string }) => [each.row, each.column]),
  ).toEqual([
    [2, '開始日'],
    [3, '開始日'],
    [4, '終了日'],
  ]);
});

describe('templates', () => {
  test.each(importKinds)('%s: headings, examples and an explanation', async (kind) => {
    const { admin } = await emptyOrganisation();
    const file = await admin.call('GET', `${path(kind)}/template`);
    const sheets = (await readSpreadsheet(file.raw)).filter((sheet) => !sheet.hidden);
    expect(sheets.map((sheet) => sheet.name).slice(1)).toEqual(['記入例', '書き方']);
    expect(sheets[0]?.rows).toHaveLength(1);
    expect(sheets[0]?.rows[0]?.cells).toEqual(sheets[1]?.rows[0]?.cells);
    expect(sheets[1]?.rows.length).toBeGreaterThan(1);
  });

  test('the examples can be imported as they are, one after the other', async () => {
    const { admin } = await emptyOrganisation();
    for (const kind of importKinds) {
      const file = await admin.call('GET', `${path(kind)}/template`);
      const examples = (await readSpreadsheet(file.raw)).find((sheet) => sheet.name === '記入例');
      const lines = examples?.rows.map((row) => row.cells) ?? [];
      const seen = await preview(admin, kind, lines);
      expect(seen.json.problems).toEqual([]);
      expect((await commit(admin, kind, lines)).json.created).toBe(lines.length - 1);
    }
  });
});

test('role and tenant: staff and officers of a part may not, other organisations are not touched', async () => {
  const organisationId = await server.organisation();
  const ministry = await makeMinistry(server.database, organisationId);
  const [personId = '', other = ''] = ministry.people;
  const [unitId = ''] = ministry.bureaus;
  await appointDirectly(server.database, organisationId, { roleId: 'officer', personId, unitId });
  const officer = await server.user(organisationId, { personId });
  const staff = await server.user(organisationId, { personId: other });
  for (const user of [officer, staff]) {
    expect((await preview(user, 'people', files.people)).status).toBe(403);
    expect((await commit(user, 'people', files.people)).status).toBe(403);
    expect((await user.call('GET', `${path('people')}/template`)).status).toBe(403);
  }
  const { admin } = await emptyOrganisation();
  await commit(admin, 'units', files.units);
  const mine = await server.user(organisationId, { administrator: true });
  expect((await mine.call('GET', '/api/v1/units')).json.units).toHaveLength(7);
});

test('an import takes the same number of statements for ten people as for four hundred', async () => {
  const { admin } = await emptyOrganisation();
  await commit(admin, 'units', files.units);
  const lines = (from: number, count: number) => [
    ['職員番号', '氏名', '所属組織コード'],
    ...Array.from({ length: count }, (_, at) => [`n${from + at}`, `職員${from + at}`, '1110']),
  ];
  const counts: number[] = [];
  for (const [from, count] of [
    [0, 10],
    [100, 400],
  ] as const) {
    const spy = vi.spyOn(pg.Client.prototype, 'query');
    expect((await commit(admin, 'people', lines(from, count))).json).toMatchObject({ created: count });
    counts.push(spy.mock.calls.length);
    vi.restoreAllMocks();
  }
  expect(counts[1]).toBe(counts[0]);
});
