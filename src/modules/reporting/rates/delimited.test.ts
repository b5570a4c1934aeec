import Encoding from 'encoding-japanese';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardFormula, unguardFormula } from '../../../platform/documents/cell-text.ts';
import { writeCsv } from '../../../platform/documents/csv.ts';
import { BrokenRow, comparable, readDelimited } from './delimited.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const cp932 = (text: string) =>
  Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: 'SJIS' }));
const read = (bytes: Uint8Array) => [...readDelimited(bytes)];

describe('reading', () => {
  it.each([
    ['UTF-8', utf8],
    ['UTF-8 with a mark', (text: string) => utf8(`\uFEFF${text}`)],
    ['CP932', cp932],
  ])('gives the same rows from %s', (_name, encode) => {
    expect(read(encode('組織,人\r\n①髙﨑省,"山田, 太郎"\r\n'))).toEqual([
      { row: 1, cells: ['組織', '人'] },
      { row: 2, cells: ['①髙﨑省', '山田, 太郎'] },
    ]);
  });

  it('counts rows as a spreadsheet does', () => {
    expect(read(utf8('a,b\n\n"1\n2",3\n,\n4,5')).map(({ row }) => row)).toEqual([1, 3, 5]);
  });

  it('reads what the product writes', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('a,b', '"', '1\r\n2', '', '組織'));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), (rows) => {
        const expected = rows.filter((row) => row.some((each) => guardFormula(each).trim() !== ''));
        const cells = read(writeCsv(['x', 'y'], rows)).map((row) => row.cells.map(unguardFormula));
        expect(cells.slice(1)).toEqual(
          expected.map((row) => row.map((each) => each.replaceAll('\r\n', '\n'))),
        );
      }),
    );
  });

  it('levels width, blanks and formula guards for comparing', () => {
    expect([' Ａ－１ ', "'=A", '㈱甲'].map(comparable)).toEqual(['A-1', '=A', '(株)甲']);
  });

  it('joins characters and rows that are cut between pieces', () => {
    const rows = Array.from({ length: 120_000 }, (_, at) => `見本省,職員${at}`);
    const result = read(utf8(rows.join('\n')));
    expect(result).toHaveLength(rows.length);
    expect(result.map(({ cells }) => cells.join(','))).toEqual(rows);
  });

  it.each([
    ['never closed', 'a,b\n1,2\n"3,4\n5,6', 3],
    ['text after the closing mark', 'a,b\n"1"x,2', 2],
    ['inside bare text', 'a,b\n1"2",3', 2],
  ])('refuses quotation marks %s', (_name, text, row) => {
    let refusal: unknown;
    try {
      read(utf8(text));
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(BrokenRow);
    expect(refusal).toMatchObject({ row });
  });
});
