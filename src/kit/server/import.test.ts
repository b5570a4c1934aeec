import { eq, inArray } from 'drizzle-orm';
import { date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { InvalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { recordEvents } from '../../platform/audit/record-event.ts';
import { auditEvents } from '../../platform/audit/tables.ts';
import { systemActor } from '../../platform/authorisation/actor.ts';
import { inCatalogue, inOrganisation } from '../../platform/database/database.ts';
import { organisations } from '../../platform/database/organisations.ts';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import { writeCsv } from '../../platform/documents/csv.ts';
import { readSpreadsheet, writeSpreadsheet } from '../../platform/documents/spreadsheet.ts';
import type { Upload } from '../../platform/http/route.ts';
import { type ImportDefinition, type ImportStrategy, importTemplate, runImport } from './import.ts';
import {
  booleanColumn,
  choiceColumn,
  codeColumn,
  dateColumn,
  emailColumn,
  integerColumn,
  required,
  textColumn,
} from './import-columns.ts';
import { readTable } from './import-table.ts';
import { insertMany, updateMany } from './sets.ts';

const people = pgTable('people', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  number: text('number').notNull(),
  name: text('name').notNull(),
  employment: text('employment').notNull(),
  email: text('email').notNull().default(''),
  joinedOn: date('joined_on'),
  version: integer('version').notNull().default(1),
});

const columns = {
  number: required(codeColumn('職員番号', { aliases: ['番号', 'ID'] })),
  name: required(textColumn('氏名', { limit: 40 })),
  employment: choiceColumn('雇用形態', { regular: ['常勤', '正職員'], part_time: ['非常勤'] }),
  email: emailColumn('メール'),
  joinedOn: dateColumn('着任日'),
};

interface Person {
  readonly number: string;
  readonly name: string;
  readonly employment?: string;
  readonly email?: string;
  readonly joinedOn?: string | null;
}
type Existing = Map<string, Person & { id: string; version: number }>;

const definition: ImportDefinition<typeof columns, Existing, Person> = {
  title: '職員',
  action: 'person.import',
  columns,
  keyOf: (values) => values.number ?? '',
  async load(tx, lines) {
    const numbers = lines.map((line) => line.values.number ?? '');
    const rows = await tx.select().from(people).where(inArray(people.number, numbers));
    return new Map(rows.map((row) => [row.number, row]));
  },
  resolve({ values }) {
    return {
      record: {
        number: values.number ?? '',
        name: values.name ?? '',
        ...(values.employment === undefined ? {} : { employment: values.employment ?? 'regular' }),
        ...(values.email === undefined ? {} : { email: values.email ?? '' }),
        ...(values.joinedOn === undefined ? {} : { joinedOn: values.joinedOn }),
      },
    };
  },
  current: (key, existing) => existing.get(key),
  async apply(tx, actor, plan, existing) {
    const created = plan.created.map(({ record }) => ({
      employment: 'regular',
      ...record,
      organisationId: tx.organisationId,
      id: newId(),
    }));
    await insertMany(tx, people, created);
    const changed = plan.changed.flatMap(({ key, record }) => {
      const before = existing.get(key);
      return before ? [{ ...before, ...record }] : [];
    });
    await updateMany(tx, people, changed);
    await recordEvents(
      tx,
      actor,
      created.map((after) => ({ action: 'person.import', entity: 'person', entityId: after.id, after })),
    );
  },
};

let database: TestDatabase;
let organisationId = newId();

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  organisationId = newId();
  await inCatalogue(database, async (db) => {
    await db.insert(organisations).values({
      id: organisationId,
      slug: organisationId,
      name: '試験',
      kind: 'national',
      demo: false,
      settings: {},
    });
  });
});
afterAll(() => database.close());

const csv = (header: readonly string[], rows: readonly (readonly string[])[]): Upload => ({
  fileName: '職員.csv',
  content: Buffer.from(writeCsv(header, rows)),
});
const run = (file: Upload | undefined, options: { commit?: boolean; strategy?: ImportStrategy } = {}) =>
  inOrganisation(database, organisationId, (tx) =>
    runImport(tx, systemActor(organisationId, '試験'), definition, file, {
      commit: options.commit ? 'true' : 'false',
      strategy: options.strategy ?? 'stop',
    }),
  );
const stored = () =>
  inOrganisation(database, organisationId, (tx) => tx.select().from(people).orderBy(people.number));
const problemsOf = async (attempt: Promise<unknown>) => {
  const error = await attempt.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(InvalidInput);
  return error as InvalidInput;
};

const header = ['職員番号', '氏名', '雇用形態', 'メール', '着任日'];
const two = csv(header, [
  ['００１２３', '髙﨑 一郎', '常勤', 'a@example.jp', 'R8.4.1'],
  ['00124', '神尾 花子', '非常勤', '', '2026/5/1'],
]);

describe('import', () => {
  test('a preview counts and changes nothing', async () => {
    const answer = await run(two);
    expect(answer.committed).toBe(false);
    expect(answer.counts).toEqual({ total: 2, created: 2, changed: 0, unchanged: 0, rejected: 0 });
    expect(await stored()).toEqual([]);
  });

  test('a commit writes what was read, names with their own glyphs, and one event for the file', async () => {
    expect((await run(two, { commit: true })).committed).toBe(true);
    expect(await stored()).toMatchObject([
      {
        number: '00123',
        name: '髙﨑 一郎',
        employment: 'regular',
        email: 'a@example.jp',
        joinedOn: '2026-04-01',
      },
      { number: '00124', name: '神尾 花子', employment: 'part_time', email: '', joinedOn: '2026-05-01' },
    ]);
    const events = await inOrganisation(database, organisationId, (tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.entity, 'import')),
    );
    expect(events).toHaveLength(1);
    expect(events[0]?.detail?.facts).toMatchObject({
      file: '職員.csv',
      strategy: 'stop',
      created: 2,
      changed: 0,
    });
  });

  test('the same file again changes nothing, under every strategy', async () => {
    await run(two, { commit: true });
    const before = await stored();
    for (const strategy of ['stop', 'skip', 'update'] as const) {
      const again = await run(two, { commit: true, strategy });
      expect(again.counts).toEqual({ total: 2, created: 0, changed: 0, unchanged: 2, rejected: 0 });
    }
    expect(await stored()).toEqual(before);
  });

  test('stop, skip and update treat a differing line each in their way', async () => {
    await run(two, { commit: true });
    const differing = csv(
      ['番号', '氏名'],
      [
        ['00123', '髙﨑 二郎'],
        ['00125', '新人 三郎'],
      ],
    );
    const preview = await run(differing);
    expect(preview.counts).toEqual({ total: 2, created: 1, changed: 1, unchanged: 0, rejected: 0 });
    expect(preview.samples[0]).toMatchObject({
      key: '00123',
      state: 'changed',
      changes: [{ field: 'name', before: '髙﨑 一郎', after: '髙﨑 二郎' }],
    });
    expect((await problemsOf(run(differing, { commit: true }))).message).toMatch(/異なる行が1件/);
    expect(await stored()).toHaveLength(2);
    await run(differing, { commit: true, strategy: 'skip' });
    expect((await stored()).map((person) => person.name)).toEqual(['髙﨑 一郎', '神尾 花子', '新人 三郎']);
    await run(differing, { commit: true, strategy: 'update' });
    // Columns that the file does not have keep their values.
    expect((await stored())[0]).toMatchObject({
      name: '髙﨑 二郎',
      email: 'a@example.jp',
      joinedOn: '2026-04-01',
      version: 2,
    });
  });

  test('wrong lines are named by row and column, and nothing is taken in', async () => {
    const wrong = csv(header, [
      ['00123', '髙﨑 一郎', '常勤', '', ''],
      ['', '名無し', '社長', 'x', '2026/2/30'],
      ['00123', '重なり', '', '', ''],
      ['123456789018', '番号 太郎', '', '', ''],
      ['00126', '外字\uE000', '', '', ''],
    ]);
    const preview = await run(wrong);
    expect(preview.counts).toMatchObject({ total: 5, created: 1, rejected: 4 });
    expect(preview.problems.map(({ row, column }) => [row, column])).toEqual([
      [3, '職員番号'],
      [3, '雇用形態'],
      [3, 'メール'],
      [3, '着任日'],
      [4, ''],
      [5, '職員番号'],
      [6, '氏名'],
    ]);
    expect(preview.problems[5]?.message).toMatch(/マイナンバー/);
    const refused = await problemsOf(run(wrong, { commit: true, strategy: 'update' }));
    expect(refused.problems).toHaveLength(7);
    expect(await stored()).toEqual([]);
  });

  test('a failure while writing undoes the whole file', async () => {
    const failing = {
      ...definition,
      apply: async (...args: Parameters<typeof definition.apply>) => {
        await definition.apply(...args);
        throw new Error('the disk is full');
      },
    };
    const attempt = inOrganisation(database, organisationId, (tx) =>
      runImport(tx, systemActor(organisationId, '試験'), failing, two, { commit: 'true', strategy: 'stop' }),
    );
    await expect(attempt).rejects.toThrow('the disk is full');
    expect(await stored()).toEqual([]);
  });

  test('files that are none, or lack their columns, are refused with the reason', async () => {
    expect((await problemsOf(run(undefined))).message).toMatch(/選んで/);
    expect((await problemsOf(run({ fileName: 'a.pdf', content: Buffer.from('x') }))).message).toMatch(
      /Excel/,
    );
    const lacking = await problemsOf(run(csv(['氏名', '雇用形態'], [['甲', '常勤']])));
    expect(lacking.problems.map((problem) => problem.column)).toEqual(['職員番号']);
    const twice = await problemsOf(run(csv(['職員番号', '番号', '氏名'], [['1', '2', '甲']])));
    expect(twice.problems[0]?.column).toBe('職員番号');
    expect((await problemsOf(run(csv(header, [])))).message).toMatch(/データがありません/);
  });

  test('an xlsx with a title above the header, and unknown columns, is understood', async () => {
    const content = await writeSpreadsheet({
      title: '職員',
      sheets: [
        {
          name: '職員',
          lead: ['職員一覧', '基準日'],
          columns: ['ＩＤ', '氏 名', '備考'].map((name) => ({ key: name, header: name, kind: 'text' })),
          rows: [{ ＩＤ: '007', '氏 名': '甲', 備考: 'x' }],
        },
      ],
    });
    const answer = await run({ fileName: '職員.XLSX', content: Buffer.from(content) }, { commit: true });
    expect(answer.ignoredColumns).toEqual(['備考']);
    expect((await stored()).map((person) => person.number)).toEqual(['007']);
  });

  test('any table imports once and then is unchanged', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('甲', '髙', 'が', 'a', "'", '=', '"', ',', '\n', '0'),
      minLength: 1,
      maxLength: 6,
    });
    const line = fc.record({
      number: fc.integer({ min: 0, max: 99_999 }),
      name: cell,
      employment: fc.constantFrom('常勤', '非常勤', ''),
      date: fc.constantFrom('', 'R8.4.1', '2026年12月31日'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(line, { selector: (each) => each.number, minLength: 1, maxLength: 12 }),
        async (lines) => {
          const rows = lines.map((each) => [
            `n${each.number}`,
            `|${each.name}`,
            each.employment,
            '',
            each.date,
          ]);
          const first = await run(csv(header, rows), { commit: true, strategy: 'update' });
          expect(first.counts.rejected).toBe(0);
          const before = await stored();
          const again = await run(csv(header, rows), { commit: true, strategy: 'stop' });
          expect(again.counts.unchanged).toBe(lines.length);
          expect(await stored()).toEqual(before);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('the template has the headers and the choices', async () => {
    const template = await importTemplate('職員', columns);
    expect(template.fileName).toBe('職員_取込様式.xlsx');
    const sheets = await readSpreadsheet(template.content as Buffer);
    expect(sheets[0]?.rows).toEqual([{ row: 1, cells: header }]);
  });
});

describe('cells', () => {
  const value = async (column: Parameters<typeof readTable>[1][string], text: string) => {
    const table = await readTable(csv(['k', 'v'], [['1', text]]), { k: textColumn('k'), v: column });
    return table.lines[0]?.values.v ?? table.problems[0]?.message.key;
  };

  test('are read as people write them', async () => {
    expect(await value(integerColumn('v'), '１，２３４')).toBe(1234);
    expect(await value(integerColumn('v'), '1.5')).toBe('import.integer');
    expect(await value(booleanColumn('v'), '〇')).toBe(true);
    expect(await value(booleanColumn('v'), 'いいえ')).toBe(false);
    expect(await value(booleanColumn('v'), '?')).toBe('import.boolean');
    expect(await value(textColumn('v'), '　か\u3099く　')).toBe('がく');
    expect(await value(textColumn('v'), '\uFA19社')).toBe('\uFA19社');
    expect(await value(textColumn('v', { limit: 3 }), '四文字です')).toBe('import.tooLong');
    expect(await value(dateColumn('v'), '令和元年5月1日')).toBe('2019-05-01');
  });
});
