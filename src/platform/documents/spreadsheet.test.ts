import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { pickSheetName } from './sheet-parts.ts';
import { columnLetter, readSpreadsheet, type SheetContents, writeSpreadsheet } from './spreadsheet.ts';
import { unzippedSize } from './zip-size.ts';

const staff: SheetContents = {
  name: '職員一覧',
  lead: ['職員一覧', '基準日 2026年4月1日'],
  columns: [
    { header: '職員番号', key: 'code', kind: 'text' },
    { header: '氏名', key: 'name', kind: 'text' },
    { header: '着任日', key: 'since', kind: 'date' },
    { header: '件数', key: 'count', kind: 'integer' },
    { header: '実施率', key: 'rate', kind: 'percent' },
    { header: '回答', key: 'state', kind: 'text', choices: ['実施', '未実施', '該当なし'], editable: true },
  ],
  rows: [
    { code: '00123', name: '髙﨑 𠮷令', since: '2026-04-01', count: 12, rate: 0.785, state: '実施' },
    { code: '1E10', name: '=HYPERLINK("x")', since: '1899-01-01', count: null, rate: null, state: null },
  ],
  notes: ['注 見本です。'],
  protected: true,
};

describe('a written sheet', () => {
  test('reads back with text as text and dates as dates', async () => {
    const sheets = await readSpreadsheet(await writeSpreadsheet({ title: '一覧', sheets: [staff] }));
    expect(sheets).toHaveLength(1);
    expect(sheets[0]?.rows).toEqual([
      { row: 1, cells: ['職員一覧', '', '', '', '', ''] },
      { row: 2, cells: ['基準日 2026年4月1日', '', '', '', '', ''] },
      { row: 3, cells: ['職員番号', '氏名', '着任日', '件数', '実施率', '回答'] },
      { row: 4, cells: ['00123', '髙﨑 𠮷令', '2026-04-01', '12', '0.785', '実施'] },
      { row: 5, cells: ['1E10', '=HYPERLINK("x")', '1899-01-01', '', '', ''] },
      { row: 6, cells: ['注 見本です。', '', '', '', '', ''] },
    ]);
  });

  test('is frozen, filtered, protected, and offers the choices', async () => {
    const workbook = await readXlsx(await writeSpreadsheet({ title: '一覧', sheets: [staff] }), {
      readStyles: true,
    });
    const sheet = workbook.sheets[0];
    expect(sheet?.freezePane?.rows).toBe(3);
    expect(sheet?.autoFilter?.range).toBe('A3:F5');
    expect(sheet?.dataValidations?.[0]).toMatchObject({
      range: 'F4:F5',
      values: ['実施', '未実施', '該当なし'],
    });
    expect(sheet?.protection?.sheet).toBe(true);
    expect(sheet?.cells?.get('3,5')?.style?.protection?.locked).toBe(false);
    expect(sheet?.cells?.get('3,0')?.style?.protection?.locked).toBeUndefined();
    expect(sheet?.cells?.get('3,0')?.style?.numFmt).toBe('@');
    expect(sheet?.cells?.get('4,1')?.formula).toBeUndefined();
    expect(sheet?.cells?.get('3,2')?.type).toBe('date');
  });

  test('a list too long for a validation goes to a hidden sheet', async () => {
    const choices = Array.from({ length: 40 }, (_, index) => `第${index}課, 分室`);
    const columns = [{ header: '所属', key: 'unit', kind: 'text' as const, choices }];
    const bytes = await writeSpreadsheet({
      title: 'x',
      sheets: [{ name: '表', columns, rows: [], roomForRows: 5 }],
    });
    const workbook = await readXlsx(bytes);
    expect(workbook.sheets.map((sheet) => [sheet.name, sheet.hidden ?? false])).toEqual([
      ['表', false],
      ['選択肢', true],
    ]);
    expect(workbook.sheets[0]?.dataValidations?.[0]).toMatchObject({
      range: 'A2:A6',
      formula1: "'選択肢'!$A$1:$A$40",
    });
  });

  test('keeps any text', async () => {
    const texts = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('_x0041_', ' 前後 ', '"', '007')),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    await fc.assert(
      fc.asyncProperty(texts, async (values) => {
        const rows = values.map((value) => ({ a: `|${value}`, b: 'x' }));
        const columns = ['a', 'b'].map((key) => ({ header: key, key, kind: 'text' as const }));
        const [sheet] = await readSpreadsheet(
          await writeSpreadsheet({ title: 't', sheets: [{ name: 's', columns, rows }] }),
        );
        const expected = values.map((value) => `|${value.toWellFormed().replaceAll('\r\n', '\n')}`);
        expect(sheet?.rows.slice(1).map((row) => row.cells[0])).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test('opens in LibreOffice with all its text', { timeout: 120_000 }, async ({ skip }) => {
    const office = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((path) => existsSync(path));
    if (!office) return skip('no LibreOffice here');
    const folder = mkdtempSync(join(tmpdir(), 'kijun-xlsx-'));
    writeFileSync(
      join(folder, 'list.xlsx'),
      await writeSpreadsheet({ title: '一覧', sheets: [{ ...staff, name: "R8's 一覧（案）" }] }),
    );
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    execFileSync(office, [
      profile,
      '--headless',
      '--convert-to',
      'csv:Text - txt - csv (StarCalc):44,34,76',
      '--outdir',
      folder,
      join(folder, 'list.xlsx'),
    ]);
    const csv = readFileSync(join(folder, 'list.csv'), 'utf8');
    expect(csv).toContain('00123,髙﨑 𠮷令,2026/04/01,12,78.5%,実施');
    expect(csv).toContain('"=HYPERLINK(""x"")"');
  });
});

describe('a sheet made elsewhere', () => {
  test('numbers shown with leading zeros keep them; eras and times are dates', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 's',
          rows: [
            [
              12,
              new Date('2026-04-01T00:00:00Z'),
              new Date('2026-04-01T09:30:00Z'),
              1234567890123,
              0.1,
              true,
            ],
          ],
          cells: new Map([
            ['0,0', { style: { numFmt: '00000' } }],
            ['0,1', { style: { numFmt: '[$-411]ggge"年"m"月"d"日"' } }],
          ]),
        },
      ],
    });
    const [sheet] = await readSpreadsheet(bytes);
    expect(sheet?.rows[0]?.cells).toEqual([
      '00012',
      '2026-04-01',
      '2026-04-01T09:30:00',
      '1234567890123',
      '0.1',
      'TRUE',
    ]);
  });

  test('what is no .xlsx is refused with the reason', async () => {
    await expect(readSpreadsheet(new TextEncoder().encode('氏名,所属\r\n'.repeat(9)))).rejects.toThrow(
      /読み取れません/,
    );
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    await expect(readSpreadsheet(old)).rejects.toThrow(/xls/);
    const locked = await writeXlsx({
      sheets: [{ name: 's', rows: [['x']] }],
      encryption: { password: 'p', spinCount: 10 },
    });
    await expect(readSpreadsheet(locked)).rejects.toThrow(/パスワード/);
  });

  test('a file that hides how far it unpacks is refused before unpacking', async () => {
    const bytes = Uint8Array.from(await writeSpreadsheet({ title: 't', sheets: [staff] }));
    expect(unzippedSize(bytes)).toBeGreaterThan(1000);
    const view = new DataView(bytes.buffer);
    const entry = Buffer.from(bytes).indexOf(Buffer.from('504b0102', 'hex'));
    view.setUint32(entry + 24, 900_000_000, true);
    await expect(readSpreadsheet(bytes)).rejects.toThrow(/大きすぎます/);
    view.setUint32(entry + 24, 0, true);
    await expect(readSpreadsheet(bytes)).rejects.toThrow(/大きすぎます/);
  });

  test('too many rows are refused', async () => {
    const bytes = await writeXlsx({
      sheets: [{ name: 's', rows: Array.from({ length: 12 }, (_, row) => [row]) }],
    });
    await expect(readSpreadsheet(bytes, { maxRows: 10 })).rejects.toThrow(/10行以内/);
    expect((await readSpreadsheet(bytes, { maxRows: 12 }))[0]?.rows).toHaveLength(12);
  });
});

test('sheet names are legal and unique', () => {
  const used = new Set<string>();
  expect(pickSheetName('表1/2: 実施率[%]', used)).toBe('表1 2  実施率 %');
  const long = '長'.repeat(40);
  expect(pickSheetName(long, used)).toHaveLength(31);
  expect(pickSheetName(long, used)).toBe(`${'長'.repeat(27)} (2)`);
  expect(pickSheetName('', used)).toBe('Sheet');
  expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
});
