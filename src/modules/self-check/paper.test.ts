import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { InvalidInput } from '../../kernel/errors.ts';
import type { Scope } from '../../platform/authorisation/authorise.ts';
import { inOrganisation, type Tx } from '../../platform/database/database.ts';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import {
  readSpreadsheet,
  type SheetContents,
  writeSpreadsheet,
} from '../../platform/documents/spreadsheet.ts';
import { importSheets, previewSheets } from './commands/import-sheets.ts';
import { writeSheetArchive } from './paper/write-archive.ts';
import { paperHeaders, parseRowKey, writeSheets } from './paper/write-workbook.ts';
import { loadOpenSheets, loadSheet } from './queries/sheet.ts';
import { actorOf, seedCampaign, seedOrganisation, type TestOrganisation } from './testing.ts';

let database: TestDatabase;
let org: TestOrganisation;
let campaignId: string;
let whole: Scope;

beforeAll(async () => {
  database = await testDatabase();
  org = await seedOrganisation(database, { people: 6 });
  campaignId = await seedCampaign(database, org.organisationId, [
    '2.2.1(2)(a)',
    '2.2.2(2)(a)',
    '5.2.1(2)(a)',
  ]);
  whole = { organisationId: org.organisationId, whole: true, unitPaths: [], assetIds: [], personId: null };
});
afterAll(() => database.close());

const run = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(database, org.organisationId, work);
const person = (index: number) => org.people[index] ?? '';

/** The blank sheets of people, filled in by changing cells of the workbook that was sent out. */
async function filled(people: readonly number[], fill: (row: Record<string, string>, at: number) => void) {
  const bytes = await run(async (tx) => {
    const views = [];
    for (const each of people) views.push(await loadSheet(tx, whole, campaignId, person(each), '2026-10-15'));
    return writeSheets('自己点検票', views, false);
  });
  const headers = Object.values(paperHeaders);
  const sheets = (await readSpreadsheet(bytes)).filter((sheet) => !sheet.hidden);
  const contents = sheets.map((sheet): SheetContents => {
    const top = sheet.rows.findIndex((row) => row.cells.includes(paperHeaders.key));
    const names = sheet.rows[top]?.cells ?? [];
    const rows = sheet.rows.slice(top + 1).map((row, at) => {
      const values = Object.fromEntries(
        headers.map((header) => [header, row.cells[names.indexOf(header)] ?? '']),
      );
      fill(values, at);
      return values;
    });
    const columns = headers.map((header) => ({ key: header, header, kind: 'text' as const }));
    return { name: sheet.name, columns, rows, lead: ['題名'] };
  });
  const content = Buffer.from(await writeSpreadsheet({ title: '自己点検票', sheets: contents }));
  return { fileName: '自己点検票.xlsx', content };
}

type File = Awaited<ReturnType<typeof filled>>;

const look = (file: File, scope = whole) => run((tx) => previewSheets(tx, scope, { campaignId, file }, true));
const take = (file: File, strategy: 'stop' | 'skip' | 'update' = 'stop') =>
  run((tx) => importSheets(tx, actorOf(org.organisationId, null), whole, { campaignId, file }, strategy));

const states = async (index: number) =>
  (await run((tx) => loadSheet(tx, whole, campaignId, person(index), '2026-10-15'))).questions.map(
    (question) => [question.item, question.state] as const,
  );

describe('sheets on paper', () => {
  it('carry the address of every answer in a column that only the program reads', async () => {
    const file = await filled([0, 5], () => undefined);
    const [first] = await readSpreadsheet(file.content);
    const keys = first?.rows.flatMap((row) => parseRowKey(row.cells[0] ?? '') ?? []);
    // One system officer with two systems: two rows for one question, and two questions of staff.
    expect(keys).toHaveLength(4);
    expect(keys?.filter((key) => key.assetId !== null)).toHaveLength(2);
  });

  it('are shown before they are taken in, and change nothing until then', async () => {
    const file = await filled([5], (row) => Object.assign(row, { [paperHeaders.state]: '実施' }));
    expect((await look(file)).counts).toEqual({ new: 2, changed: 0, unchanged: 0, rejected: 0 });
    expect((await states(5)).map(([, state]) => state)).toEqual(['unanswered', 'unanswered']);
  });

  it('are taken in, also of several people and systems, and taking them in again changes nothing', async () => {
    const file = await filled([0, 5], (row, at) => {
      row[paperHeaders.state] = at === 1 ? '未実施' : '実施';
      row[paperHeaders.comment] = '紙で回答';
    });
    expect(await take(file)).toEqual({ created: 5, updated: 0, unchanged: 0, skipped: 0 });
    expect(await states(0)).toEqual([
      ['5.2.1(2)(a)', 'not_done'],
      ['2.2.1(2)(a)', 'done'],
      ['2.2.2(2)(a)', 'done'],
    ]);
    expect(await take(file)).toEqual({ created: 0, updated: 0, unchanged: 5, skipped: 0 });
    const letters = await run((tx) =>
      tx.client.query<{ letters: string }>(
        'select letters from sheets where organisation_id = $1 and person_id = $2',
        [org.organisationId, person(0)],
      ),
    );
    expect(letters.rows[0]?.letters).toBe('xdd');
  });

  it('leave other answers alone, replace them or refuse, as asked', async () => {
    const file = await filled([5], (row) => {
      row[paperHeaders.state] = '該当なし';
      row[paperHeaders.reason] = '業務がない';
    });
    await expect(take(file)).rejects.toThrow('異なる回答が2件');
    await take(file, 'skip');
    expect((await states(5)).map(([, state]) => state)).toEqual(['done', 'not_done']);
    await take(file, 'update');
    expect((await states(5)).map(([, state]) => state)).toEqual(['not_applicable', 'not_applicable']);
  });

  it('tell the answers that are there only to who may read them, and keep every change in the trail', async () => {
    const file = await filled([5], (row) => Object.assign(row, { [paperHeaders.state]: '実施' }));
    const seenWhen = async (readsAnswers: boolean) => {
      const seen = await run((tx) => previewSheets(tx, whole, { campaignId, file }, readsAnswers));
      return seen.changes.map(({ fields }) => fields[0]?.before);
    };
    expect(await seenWhen(true)).toEqual(['該当なし', '該当なし']);
    expect(await seenWhen(false)).toEqual(['回答済み', '回答済み']);
    const events = await run((tx) =>
      tx.client.query<{ detail: { after: Record<string, unknown> } }>(
        'select detail from audit_events where entity_id = $1 order by id desc limit 1',
        [`${campaignId}/${person(5)}`],
      ),
    );
    expect(Object.values(events.rows[0]?.detail.after ?? {})).toMatchObject([
      { state: 'not_applicable', reason: '業務がない' },
      { state: 'not_applicable', reason: '業務がない' },
    ]);
  });

  it.each([
    ['an unknown answer', { [paperHeaders.state]: 'たぶん' }, paperHeaders.state],
    ['該当なし without a reason', { [paperHeaders.state]: '該当なし' }, paperHeaders.reason],
    [
      'an individual number',
      { [paperHeaders.state]: '実施', [paperHeaders.comment]: '123456789018' },
      paperHeaders.comment,
    ],
    ['a changed address', { [paperHeaders.state]: '実施', [paperHeaders.key]: 'x' }, paperHeaders.key],
  ])('refuse %s with row and column, and then nothing is taken in', async (_name, wrong, column) => {
    const file = await filled([4], (row, at) => {
      row[paperHeaders.state] = '実施';
      if (at === 1) Object.assign(row, wrong);
    });
    const refused = await take(file).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInput);
    expect((refused as InvalidInput).problems).toMatchObject([{ row: 4, column }]);
    expect((await states(4)).map(([, state]) => state)).toEqual(['unanswered', 'unanswered']);
  });

  it('are not taken in beyond one’s scope', async () => {
    const own: Scope = { ...whole, whole: false, personId: person(3) };
    const file = await filled([4], (row) => Object.assign(row, { [paperHeaders.state]: '実施' }));
    expect((await look(file, own)).counts).toMatchObject({ new: 0, rejected: 2 });
  });

  it('are loaded with three statements, however many there are', async () => {
    const counted = async (limit: number) =>
      run(async (tx) => {
        const statements = vi.spyOn(tx.client, 'query');
        const views = await loadOpenSheets(tx, whole, campaignId, {
          unitPath: '',
          limit,
          today: '2026-10-15',
        });
        const count = statements.mock.calls.length;
        statements.mockRestore();
        return { people: views.length, count };
      });
    expect(await counted(1)).toEqual({ people: 1, count: 3 });
    expect(await counted(100)).toEqual({ people: 6, count: 3 });
  });

  it('can be had as a workbook for each unit, with a page for each person', async () => {
    const options = { unitPath: '', limit: 100, today: '2026-10-15' };
    const views = await run((tx) => loadOpenSheets(tx, whole, campaignId, options));
    const files = Object.entries(unzipSync(await writeSheetArchive('自己点検票', views)));
    expect(files.map(([name]) => name)).toEqual(['1_自己点検票_第1課.xlsx', '2_自己点検票_第2課.xlsx']);
    for (const [, bytes] of files) {
      const pages = (await readSpreadsheet(bytes)).filter((sheet) => !sheet.hidden);
      expect(pages).toHaveLength(3);
    }
  });

  it('of an officer’s own units can be taken in by the officer, and no others', async () => {
    const [division = ''] = org.units.divisions;
    const own: Scope = {
      ...whole,
      whole: false,
      unitPaths: [`/${org.units.root}/${org.units.bureau}/${division}/`],
    };
    const options = { unitPath: '', limit: 100, today: '2026-10-15' };
    const views = await run((tx) => loadOpenSheets(tx, own, campaignId, options));
    expect(views.map((view) => view.person.id).sort()).toEqual([person(0), person(2), person(4)].sort());
    const fill = (row: Record<string, string>) => Object.assign(row, { [paperHeaders.state]: '未実施' });
    const takeAs = (file: File) =>
      run((tx) =>
        importSheets(tx, actorOf(org.organisationId, person(1)), own, { campaignId, file }, 'update'),
      );
    expect(await takeAs(await filled([4], fill))).toMatchObject({ created: 2 });
    const before = await states(3);
    await expect(takeAs(await filled([3, 4], fill))).rejects.toBeInstanceOf(InvalidInput);
    expect(await states(3)).toEqual(before);
  });

  it('say what to do about a file that is no sheet', async () => {
    const content = Buffer.from(
      await writeSpreadsheet({
        title: 'a',
        sheets: [{ name: 'a', columns: [{ key: 'a', header: 'A', kind: 'text' }], rows: [{ a: 'b' }] }],
      }),
    );
    await expect(take({ fileName: 'a.xlsx', content })).rejects.toThrow('見出し');
  });
});
