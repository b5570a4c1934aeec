import { isUtf8 } from 'node:buffer';
import { unguardFormula } from '../../../platform/documents/cell-text.ts';
import { detectCsvEncoding } from '../../../platform/documents/csv.ts';

/**
 * A CSV reader for files of millions of rows: the bytes are decoded piece by piece and each row is handed over as
 * it is, so that nothing of the file stays in memory. The documents room's reader is the one for lists that a
 * person uploads; over two million answers it takes ten times as long.
 */

const PIECE = 1 << 20;

/** One row; `row` counts as a spreadsheet does, the heading being row 1 and empty rows included. */
export interface DelimitedRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** The quotation marks of a row do not match. */
export class BrokenRow extends Error {
  readonly row: number;

  constructor(row: number) {
    super(`broken quotation marks in row ${row}`);
    this.name = 'BrokenRow';
    this.row = row;
  }
}

/**
 * Yields the rows of a comma- or tab-separated file in UTF-8 (with or without BOM), CP932 or another Japanese
 * encoding. Rows without any text are counted and left out. Throws `BrokenRow`, or `InvalidInput` when the encoding
 * is not known.
 */
export function* readDelimited(bytes: Uint8Array): Generator<DelimitedRow> {
  let delimiter: string | null = null;
  let row = 0;
  for (const record of recordsOf(bytes)) {
    row += 1;
    delimiter ??= record.includes('\t') && !record.includes(',') ? '\t' : ',';
    const cells = record.includes('"') ? quotedCells(record, delimiter, row) : record.split(delimiter);
    if (cells.some((cell) => cell.trim() !== '')) yield { row, cells };
  }
}

/** A cell as it is compared: half width where both widths exist, without surrounding blanks or a formula guard. */
export function comparable(cell: string): string {
  return unguardFormula(cell.trim()).normalize('NFKC').trim();
}

function* recordsOf(bytes: Uint8Array): Generator<string> {
  let open: string | null = null;
  let openedAt = 0;
  let count = 0;
  for (const line of linesOf(bytes)) {
    const balanced: boolean = evenQuotes(line);
    if (open === null) {
      count += 1;
      if (balanced) yield line;
      else [open, openedAt] = [line, count];
    } else {
      open += `\n${line}`;
      if (!balanced) {
        yield open;
        open = null;
      }
    }
  }
  if (open !== null) throw new BrokenRow(openedAt);
}

function* linesOf(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder(isUtf8(bytes) ? 'utf-8' : detectCsvEncoding(bytes));
  let rest = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    const text = rest + decoder.decode(bytes.subarray(at, at + PIECE), { stream: true });
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      yield text.slice(start, end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end);
      start = end + 1;
    }
    rest = text.slice(start);
  }
  rest += decoder.decode();
  if (rest !== '') yield rest.endsWith('\r') ? rest.slice(0, -1) : rest;
}

function evenQuotes(line: string): boolean {
  let even = true;
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) even = !even;
  return even;
}

function quotedCells(record: string, delimiter: string, row: number): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= record.length) {
    const end = record[at] === '"' ? closingQuote(record, at, row) : undefined;
    const next = end === undefined ? nextDelimiter(record, delimiter, at) : end + 1;
    if (next < record.length && record[next] !== delimiter) throw new BrokenRow(row);
    const cell = end === undefined ? record.slice(at, next) : record.slice(at + 1, end).replaceAll('""', '"');
    if (end === undefined && cell.includes('"')) throw new BrokenRow(row);
    cells.push(cell);
    at = next + 1;
  }
  return cells;
}

function nextDelimiter(record: string, delimiter: string, from: number): number {
  const found = record.indexOf(delimiter, from);
  return found < 0 ? record.length : found;
}

function closingQuote(record: string, opening: number, row: number): number {
  let at = record.indexOf('"', opening + 1);
  while (at >= 0 && record[at + 1] === '"') at = record.indexOf('"', at + 2);
  if (at < 0) throw new BrokenRow(row);
  return at;
}
