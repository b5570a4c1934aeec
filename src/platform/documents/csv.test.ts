import Encoding from 'encoding-japanese';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../kernel/errors.ts';
import { type CellValue, displayWidth, guardFormula, unguardFormula } from './cell-text.ts';
import { detectCsvEncoding, readCsv, writeCsv, writeCsvStream } from './csv.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const cp932 = (text: string) =>
  Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: 'SJIS' }));

describe('formula guard', () => {
  test('neutralises what a spreadsheet would run', () => {
    for (const text of ['=1+1', '+81', '-5', '@cmd', '\tx', '\rx', '＝SUM(A1)', '＋１']) {
      expect(guardFormula(text)).toBe(`'${text}`);
    }
    expect(guardFormula('通常の文')).toBe('通常の文');
    expect(guardFormula("'引用'")).toBe("'引用'");
  });

  test('is undone exactly for any text', () => {
    const awkward = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', 'a', '＝', '0') });
    fc.assert(
      fc.property(fc.oneof(awkward, fc.string()), (text) => unguardFormula(guardFormula(text)) === text),
    );
    fc.assert(fc.property(awkward, (text) => !/^[=+\-@\t\r＝]/.test(guardFormula(text))));
  });
});

describe('writing', () => {
  test('has a BOM, CRLF, and quotes only where needed', () => {
    const bytes = writeCsv(
      ['氏名', '件数'],
      [
        ['髙橋, 一郎', 3],
        [null, -2],
        ['=1+1', 0],
      ],
    );
    expect(Buffer.from(bytes.subarray(0, 3)).toString('hex')).toBe('efbbbf');
    expect(new TextDecoder().decode(bytes)).toBe('氏名,件数\r\n"髙橋, 一郎",3\r\n,-2\r\n\'=1+1,0\r\n');
  });

  test('keeps a cell of several lines together', async () => {
    const rows = [
      ['一行目\n二行目', 1],
      ['改行\r\nと\r復帰', 2],
    ];
    const bytes = writeCsv(['備考', '件数'], rows);
    expect(new TextDecoder().decode(bytes)).toBe(
      '\uFEFF備考,件数\r\n"一行目\n二行目",1\r\n"改行\r\nと\r復帰",2\r\n'.slice(1),
    );
    expect((await readCsv(bytes))[1]?.cells).toEqual(['一行目\n二行目', '1']);
  });

  test('the stream gives the same bytes', async () => {
    const rows: CellValue[][] = Array.from({ length: 1201 }, (_, index) => [`課${index}`, index]);
    async function* source() {
      yield* rows;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of writeCsvStream(['課', '数'], source())) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).equals(Buffer.from(writeCsv(['課', '数'], rows)))).toBe(true);
  });
});

describe('reading', () => {
  test('gives back any table that was written', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('改\n行', 'a"b', "'=x", '00123', '𠮷野'),
    );
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const read = await readCsv(writeCsv(['甲', '乙'], rows));
        // A lone surrogate cannot be written in UTF-8; toWellFormed says what remains of it.
        expect(read.slice(1).map((row) => row.cells)).toEqual(
          rows.map((row) => row.map((text) => text.toWellFormed())),
        );
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['UTF-8', utf8('氏名,区分\r\n髙﨑①～,−\r\n')],
    ['UTF-8 with BOM', utf8('\uFEFF氏名,区分\r\n髙﨑①～,−\r\n')],
  ])('%s', async (_, bytes) => {
    expect(await readCsv(bytes)).toEqual([
      { row: 1, cells: ['氏名', '区分'] },
      { row: 2, cells: ['髙﨑①～', '−'] },
    ]);
  });

  test('CP932 with the characters of Windows', async () => {
    const bytes = cp932('氏名,区分\r\n髙﨑①～,㈱\r\n');
    expect(detectCsvEncoding(bytes)).toBe('shift_jis');
    expect((await readCsv(bytes))[1]?.cells).toEqual(['髙﨑①～', '㈱']);
  });

  test('CP932 that begins with a long stretch of ASCII', async () => {
    const bytes = cp932(`id,name\r\n${'1,abc\r\n'.repeat(20_000)}2,総務課\r\n`);
    expect((await readCsv(bytes)).at(-1)).toEqual({ row: 20_002, cells: ['2', '総務課'] });
  });

  test('EUC-JP, ISO-2022-JP and tabs', async () => {
    const euc = Uint8Array.from(
      Encoding.convert(Encoding.stringToCode('所属,氏名\n総務課,山田太郎\n'), {
        from: 'UNICODE',
        to: 'EUCJP',
      }),
    );
    expect((await readCsv(euc))[1]?.cells).toEqual(['総務課', '山田太郎']);
    const jis = Uint8Array.from(
      Encoding.convert(Encoding.stringToCode('所属\t氏名\n総務課\t山田\n'), { from: 'UNICODE', to: 'JIS' }),
    );
    expect((await readCsv(jis))[1]?.cells).toEqual(['総務課', '山田']);
  });

  test('line numbers are those a person sees, with line breaks in cells and empty lines', async () => {
    const rows = await readCsv(utf8('a,b\r\n"1\r\n2",x\r\n\r\n3,y\r\n'));
    expect(rows.map((row) => row.row)).toEqual([1, 2, 5]);
  });

  test('broken quotes are refused with the line', async () => {
    const refused = await readCsv(utf8('a,b\r\n1,"x\r\n2,y\r\n')).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInput);
    expect((refused as InvalidInput).message).toMatch(/引用符/);
    const inside = await readCsv(utf8('a,b\r\n1,x"y"\r\n')).catch((error: unknown) => error);
    expect((inside as InvalidInput).problems[0]?.row).toBe(2);
  });

  test('UTF-16 and binary files are refused, too many rows too', async () => {
    await expect(readCsv(Uint8Array.from([0xff, 0xfe, 0x41, 0]))).rejects.toThrow(/UTF-16/);
    await expect(readCsv(Uint8Array.from([0x50, 0x4b, 3, 4, 0xff, 0xff, 0x81, 0x20, 0xfe]))).rejects.toThrow(
      InvalidInput,
    );
    await expect(readCsv(utf8('a\n1\n2\n3\n'), { maxRows: 3 })).rejects.toThrow(/3行以内/);
  });
});

test('full-width characters count two', () => {
  expect(displayWidth('ｱﾊﾟｰﾄabc')).toBe(8);
  expect(displayWidth('総務課①𠮷')).toBe(10);
  expect(displayWidth('が')).toBe(2);
});
