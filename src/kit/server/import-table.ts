import { type FieldProblem, InvalidInput } from '../../kernel/errors.ts';
import type { MessageRef } from '../../kernel/messages.ts';
import { readCsv, type TextRow } from '../../platform/documents/csv.ts';
import { readSpreadsheet } from '../../platform/documents/spreadsheet.ts';
import type { Upload } from '../../platform/http/route.ts';
import { forbiddenContent, type ImportColumn, level } from './import-columns.ts';
import { t } from './messages.ts';

/** The columns of an import by the field they fill. */
export type ImportColumns = Readonly<Record<string, ImportColumn>>;

/** The values of one line; a field whose column is absent from the file is `undefined`, an empty cell is `null`. */
export type ImportRow<C extends ImportColumns> = {
  readonly [K in keyof C]?: (C[K] extends ImportColumn<infer V> ? V : never) | null;
};

export interface ReadLine<C extends ImportColumns> {
  /** The line as a person counts it in the file. */
  readonly row: number;
  readonly values: ImportRow<C>;
}

/** A line with cells that could not be read; `wrong` names their fields, `values` holds what could be read. */
export interface BrokenLine<C extends ImportColumns> extends ReadLine<C> {
  readonly wrong: ReadonlySet<string>;
}

export interface ReadTable<C extends ImportColumns> {
  readonly lines: readonly ReadLine<C>[];
  /** Lines with a problem are here and not among `lines`. */
  readonly broken: readonly BrokenLine<C>[];
  /** What is wrong with the broken lines, cell by cell. */
  readonly problems: readonly FieldProblem[];
  /** Headers of the file that mean nothing here; they are left out. */
  readonly ignored: readonly string[];
}

const HEADER_SEARCH = 10;

/**
 * Reads an uploaded table by its headers. The header line is the first (among ten) that holds a known header, so a
 * title above it does no harm. A file that cannot be read, or lacks a required column, throws `InvalidInput`;
 * wrong cells become problems with row and column.
 */
export async function readTable<C extends ImportColumns>(
  file: Upload | undefined,
  columns: C,
): Promise<ReadTable<C>> {
  const rows = await readRows(file);
  const fields = headerFields(columns);
  const at = rows
    .slice(0, HEADER_SEARCH)
    .findIndex(
      (row) =>
        row.cells.filter((cell) => fields.has(level(cell))).length >=
        Math.min(2, Object.keys(columns).length),
    );
  const header = rows[at];
  if (!header) throw new InvalidInput(t.ref('import.empty'));
  const places = placeColumns(header, columns, fields);
  const body = rows.slice(at + 1).filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  if (body.length === 0) throw new InvalidInput(t.ref('import.noRows'));
  const ignored = header.cells.filter((cell) => cell.trim() !== '' && !fields.has(level(cell)));
  return { ...readLines(body, places), ignored };
}

async function readRows(file: Upload | undefined): Promise<readonly TextRow[]> {
  if (!file || file.content.length === 0) throw new InvalidInput(t.ref('import.fileMissing'));
  if (/\.xls[xm]?$/i.test(file.fileName)) {
    const sheets = await readSpreadsheet(file.content);
    return sheets.find((sheet) => !sheet.hidden && sheet.rows.length > 0)?.rows ?? [];
  }
  if (/\.(csv|txt|tsv)$/i.test(file.fileName)) return readCsv(file.content, { maxRows: 200_000 });
  throw new InvalidInput(t.ref('import.fileType'));
}

function headerFields(columns: ImportColumns): Map<string, string> {
  const entries = Object.entries(columns);
  return new Map(
    entries.flatMap(([field, column]) =>
      [column.header, ...(column.aliases ?? [])].map((header) => [level(header), field]),
    ),
  );
}

interface Place {
  readonly field: string;
  readonly index: number;
  readonly column: ImportColumn;
}

function placeColumns(header: TextRow, columns: ImportColumns, fields: ReadonlyMap<string, string>): Place[] {
  const places: Place[] = [];
  const problems: FieldProblem[] = [];
  const report = (column: ImportColumn, message: MessageRef) =>
    problems.push({ field: 'file', row: header.row, column: column.header, message });
  for (const [field, column] of Object.entries(columns)) {
    const found = header.cells.flatMap((cell, index) => (fields.get(level(cell)) === field ? [index] : []));
    const [index] = found;
    if (found.length > 1) report(column, t.ref('import.columnTwice', { header: column.header }));
    if (index !== undefined) places.push({ field, index, column });
    else if (column.required) report(column, t.ref('import.columnMissing', { header: column.header }));
  }
  if (problems.length > 0) throw new InvalidInput(t.ref('import.headerWrong'), problems);
  return places;
}

function readLines<C extends ImportColumns>(body: readonly TextRow[], places: readonly Place[]) {
  const lines: ReadLine<C>[] = [];
  const broken: BrokenLine<C>[] = [];
  const problems: FieldProblem[] = [];
  for (const row of body) {
    const values: Record<string, unknown> = {};
    const wrong = new Set<string>();
    for (const { field, index, column } of places) {
      const read = readCell(row.cells[index] ?? '', column);
      if ('problem' in read) {
        problems.push({ field, row: row.row, column: column.header, message: read.problem });
        wrong.add(field);
      } else values[field] = read.value;
    }
    const line = { row: row.row, values: values as ImportRow<C> };
    if (wrong.size === 0) lines.push(line);
    else broken.push({ ...line, wrong });
  }
  return { lines, broken, problems };
}

function readCell(cell: string, column: ImportColumn): { value: unknown } | { problem: MessageRef } {
  const text = composeKana(cell).replace(/^[\s\u3000]+|[\s\u3000]+$/g, '');
  if (text === '')
    return column.required
      ? { problem: t.ref('import.required', { header: column.header }) }
      : { value: null };
  const forbidden = forbiddenContent(text);
  return forbidden ? { problem: forbidden } : column.parse(text);
}

/**
 * Kana that a Mac wrote as base and mark become one character. Nothing else is composed: full normalisation would
 * replace the glyphs of names (U+FA19 and the like) by their ordinary forms.
 */
const composeKana = (text: string): string =>
  text.replace(/[\u3041-\u30FF][\u3099\u309A]/g, (pair) => pair.normalize('NFC'));
