import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import Encoding from 'encoding-japanese';
import { InvalidInput } from '../../kernel/errors.ts';
import { type CellValue, guardFormula, unguardFormula } from './cell-text.ts';
import { t } from './messages.ts';

const BOM = '\uFEFF';
const BATCH = 500;
const SAMPLE = 65_536;

/** One line of a file that was read: `row` is its 1-based line number as a person counts it. */
export interface TextRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export type CsvEncoding = 'utf-8' | 'shift_jis' | 'euc-jp' | 'iso-2022-jp';

/**
 * Writes a CSV that Japanese Excel opens as it is: UTF-8 with BOM, CRLF. Text cells that look like formulas get
 * one leading apostrophe (`guardFormula`); numbers are written as they are.
 */
export function writeCsv(header: readonly string[], rows: Iterable<readonly CellValue[]>): Uint8Array {
  const parts = [BOM, csvLines([header])];
  for (const batch of inBatches(rows)) parts.push(csvLines(batch));
  return new TextEncoder().encode(parts.join(''));
}

/** The same as `writeCsv`, row by row, for lists that should not be held in memory. */
export function writeCsvStream(
  header: readonly string[],
  rows: AsyncIterable<readonly CellValue[]>,
): Readable {
  async function* chunks() {
    yield BOM + csvLines([header]);
    let batch: (readonly CellValue[])[] = [];
    for await (const row of rows) {
      batch.push(row);
      if (batch.length === BATCH) {
        yield csvLines(batch);
        batch = [];
      }
    }
    if (batch.length > 0) yield csvLines(batch);
  }
  return Readable.from(chunks(), { objectMode: false });
}

function csvLines(rows: readonly (readonly CellValue[])[]): string {
  return stringify(
    rows.map((row) => row.map(cellText)),
    // A bare line feed inside a cell is not the record's delimiter, but ends the line for every reader.
    { record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  );
}

function cellText(value: CellValue): string {
  if (value === null) return '';
  return typeof value === 'string' ? guardFormula(value) : String(value);
}

function* inBatches<T>(rows: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/**
 * The encoding of a CSV: UTF-8 (with or without BOM) if it is valid as such, else what the bytes look like
 * (CP932, EUC-JP, ISO-2022-JP). UTF-16 and anything else is refused.
 */
export function detectCsvEncoding(bytes: Uint8Array): CsvEncoding {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new InvalidInput(t.ref('csv.utf16'));
  }
  const sample = Encoding.detect(bytes.subarray(0, SAMPLE));
  if (sample === 'JIS') return 'iso-2022-jp';
  if (decodes(bytes, 'utf-8')) return 'utf-8';
  const preferred: CsvEncoding[] = sample === 'EUCJP' ? ['euc-jp', 'shift_jis'] : ['shift_jis', 'euc-jp'];
  const found = preferred.find((encoding) => decodes(bytes, encoding));
  if (found === undefined) throw new InvalidInput(t.ref('csv.encoding'));
  return found;
}

function decodes(bytes: Uint8Array, encoding: CsvEncoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads a CSV (or tab-separated text) row by row. Empty lines are left out but counted; the apostrophes that
 * `writeCsv` added are taken off. Broken files throw `InvalidInput` naming the line.
 */
async function* readCsvRows(bytes: Uint8Array, options: { maxRows?: number } = {}): AsyncGenerator<TextRow> {
  // The decoder's shift_jis is the CP932 of Windows: ①, 髙 and ～ come out as they were typed.
  const text = new TextDecoder(detectCsvEncoding(bytes)).decode(bytes);
  const parser = parse(text, {
    delimiter: delimiterOf(text),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const limit = options.maxRows ?? Number.POSITIVE_INFINITY;
  let count = 0;
  // The parser counts a CRLF inside a cell as two lines; a person counts one.
  let countedTwice = 0;
  try {
    for await (const entry of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      count += 1;
      if (count > limit) throw new InvalidInput(t.ref('csv.tooManyRows', { limit }));
      countedTwice += occurrences(entry.record, /\r\n/g);
      const row = entry.info.lines - countedTwice - occurrences(entry.record, /\r\n|\r|\n/g);
      yield { row, cells: entry.record.map(unguardFormula) };
    }
  } catch (error) {
    throw error instanceof CsvError ? csvProblem(error) : error;
  }
}

/** The whole CSV at once; see `readCsvRows`. */
export async function readCsv(bytes: Uint8Array, options: { maxRows?: number } = {}): Promise<TextRow[]> {
  const rows: TextRow[] = [];
  for await (const row of readCsvRows(bytes, options)) rows.push(row);
  return rows;
}

function occurrences(record: readonly string[], pattern: RegExp): number {
  return record.reduce((sum, cell) => sum + (cell.match(pattern)?.length ?? 0), 0);
}

function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const first = end < 0 ? text : text.slice(0, end);
  return first.includes('\t') && !first.includes(',') ? '\t' : ',';
}

function csvProblem(error: CsvError): InvalidInput {
  const lines = (error as unknown as { lines?: number }).lines;
  const row = typeof lines === 'number' ? lines : 1;
  const quote = /QUOTE/.test(error.code);
  return new InvalidInput(t.ref(quote ? 'csv.quote' : 'csv.broken', { row }), [
    { field: 'file', row, message: t.ref(quote ? 'csv.quote' : 'csv.broken', { row }) },
  ]);
}
