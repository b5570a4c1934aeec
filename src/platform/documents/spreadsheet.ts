import {
  type CellStyle,
  type CellValue as HucreValue,
  readXlsx,
  type WriteSheet,
  writeXlsx,
} from 'hucre/xlsx';
import { InvalidInput } from '../../kernel/errors.ts';
import { type CellValue, displayWidth } from './cell-text.ts';
import type { TextRow } from './csv.ts';
import { t } from './messages.ts';
import { chartBelow, choiceList, choiceRange, pickSheetName } from './sheet-parts.ts';
import { unzippedSize } from './zip-size.ts';

/** How a column is stored: text stays text (職員番号 keeps its zeros), a date is a real date, percent is a fraction. */
export type CellKind = 'text' | 'integer' | 'decimal' | 'date' | 'percent';

export interface SheetColumn {
  readonly header: string;
  readonly key: string;
  readonly kind: CellKind;
  /** In half-width characters; measured from the contents when absent. */
  readonly width?: number;
  /** The only values a person may choose from; Excel shows a list. */
  readonly choices?: readonly string[];
  /** In a protected sheet: this column may be filled in. */
  readonly editable?: boolean;
  readonly hidden?: boolean;
  readonly align?: 'left' | 'center' | 'right';
}

/** Values by column key. Dates are `YYYY-MM-DD`; percent is a fraction (0.785 shows as 78.5%). */
export type SheetRow = Readonly<Record<string, CellValue>>;

export interface SheetContents {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly SheetRow[];
  /** Lines above the header; the first is shown as a title. */
  readonly lead?: readonly string[];
  /** Lines below the table: notes. */
  readonly notes?: readonly string[];
  /** Auto filter on the header row; default true. */
  readonly filter?: boolean;
  /** Lock all cells but the `editable` columns. No password: it guards against slips, not people. */
  readonly protected?: boolean;
  readonly hidden?: boolean;
  /** A chart below the table, drawn from its own cells. */
  readonly chart?: ChartContents;
  /** Empty rows below the data where a person adds more; they get the lists of choices too. */
  readonly roomForRows?: number;
}

export interface ChartContents {
  readonly shape: 'column' | 'line';
  readonly title: string;
  /** For who cannot see the chart. */
  readonly description: string;
  /** The column of the categories, and those of the series. */
  readonly categories: string;
  readonly series: readonly string[];
}

export interface SpreadsheetContents {
  readonly title: string;
  readonly sheets: readonly SheetContents[];
}

/** A sheet as it was read: cells as text, dates `YYYY-MM-DD`, empty rows left out. */
export interface ReadSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly TextRow[];
}

/** The media type of `.xlsx`. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const FONT = { name: '游ゴシック', size: 11, family: 3, charset: 128 };
const LINE = { style: 'thin', color: { rgb: 'B3B3B3' } } as const;
const BORDER = { top: LINE, right: LINE, bottom: LINE, left: LINE };
const FORMATS: Record<CellKind, string> = {
  text: '@',
  integer: '#,##0',
  decimal: '0.0##',
  date: 'yyyy/mm/dd',
  percent: '0.0%',
};
const WIDEST = 50;
const LINE_HEIGHT = 18.75;
/** The most that Excel takes. */
const TALLEST = 409;
const LONGEST_TEXT = 32_767;
const LARGEST_CONTENTS = 300 * 1024 * 1024;

/** Writes an .xlsx. Text is never taken for a formula, a number or a date. */
export async function writeSpreadsheet(contents: SpreadsheetContents): Promise<Uint8Array> {
  const used = new Set<string>();
  const sheets = contents.sheets.map((sheet) => ({ ...sheet, name: pickSheetName(sheet.name, used) }));
  const choices = choiceList(sheets, used);
  const printed = sheets.filter((sheet) => !sheet.hidden);
  return writeXlsx({
    sheets: [...sheets.map((sheet) => toWriteSheet(sheet, choices.ranges)), ...choices.sheets],
    defaultFont: FONT,
    properties: { title: contents.title },
    // Written here and not through pageSetup, which leaves sheet names unquoted: Excel then refuses the file.
    namedRanges: printed.map((sheet) => ({
      name: '_xlnm.Print_Titles',
      range: `'${sheet.name.replaceAll("'", "''")}'!$${headerRow(sheet)}:$${headerRow(sheet)}`,
      scope: sheet.name,
    })),
  });
}

/** The 1-based row of the header. */
function headerRow(sheet: SheetContents): number {
  return (sheet.lead?.length ?? 0) + 1;
}

function toWriteSheet(sheet: SheetContents, ranges: ReadonlyMap<string, string>): WriteSheet {
  const lead = (sheet.lead ?? []).map((line): HucreValue[] => [line]);
  const notes = (sheet.notes ?? []).map((line): HucreValue[] => [line]);
  const body = sheet.rows.map((row) =>
    sheet.columns.map((column) => storedValue(row[column.key] ?? null, column.kind)),
  );
  const room = Array.from({ length: sheet.roomForRows ?? 0 }, () =>
    sheet.columns.map((): HucreValue => null),
  );
  const header = headerRow(sheet);
  const lastRow = header + body.length + room.length;
  const lastColumn = columnLetter(sheet.columns.length - 1);
  return {
    name: sheet.name,
    columns: sheet.columns.map((column) => ({
      width: column.width ?? measuredWidth(column, sheet.rows),
      style: bodyStyle(column),
      ...(column.hidden ? { hidden: true } : {}),
    })),
    rows: [...lead, sheet.columns.map((column) => column.header), ...body, ...room, ...notes],
    cells: ownStyles(sheet, header, lastRow),
    rowDefs: rowHeights(sheet, header),
    dataValidations: sheet.columns.flatMap((column, index) =>
      choiceRange(column, index, header, lastRow, ranges),
    ),
    freezePane: { rows: header },
    ...(sheet.filter === false
      ? {}
      : { autoFilter: { range: `A${header}:${lastColumn}${Math.max(lastRow, header)}` } }),
    ...(sheet.protected
      ? { protection: { sheet: true, autoFilter: true, sort: true, formatColumns: true, formatRows: true } }
      : {}),
    ...(sheet.hidden ? { hidden: true } : {}),
    ...(sheet.chart ? { charts: [chartBelow(sheet.chart, sheet, header)] } : {}),
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    headerFooter: { oddHeader: '&L&A', oddFooter: '&C&P / &N' },
  };
}

/** Header, lead and notes do not look like the column they stand in. */
function ownStyles(sheet: SheetContents, header: number, lastRow: number): Map<string, { style: CellStyle }> {
  const styles = new Map<string, { style: CellStyle }>();
  for (const index of (sheet.lead ?? []).keys()) {
    const font = index === 0 ? { ...FONT, size: 14, bold: true } : FONT;
    styles.set(`${index},0`, { style: { font, numFmt: '@' } });
  }
  for (const index of sheet.columns.keys()) styles.set(`${header - 1},${index}`, { style: HEADER_STYLE });
  for (const index of (sheet.notes ?? []).keys()) {
    styles.set(`${lastRow + index},0`, { style: { font: { ...FONT, size: 10 }, numFmt: '@' } });
  }
  return styles;
}

const HEADER_STYLE: CellStyle = {
  font: { ...FONT, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8F1FE' } },
  border: BORDER,
  alignment: { vertical: 'center', wrapText: true },
};

function bodyStyle(column: SheetColumn): CellStyle {
  const number = column.kind !== 'text' && column.kind !== 'date';
  return {
    font: FONT,
    numFmt: FORMATS[column.kind],
    border: BORDER,
    alignment: {
      vertical: 'top',
      wrapText: !number,
      horizontal: column.align ?? (number ? 'right' : 'left'),
    },
    ...(column.editable ? { protection: { locked: false } } : {}),
  };
}

/** Programs that do not fit rows to wrapped text by themselves would cut it, so tall rows say their height. */
function rowHeights(sheet: SheetContents, header: number): Map<number, { height: number }> {
  const heights = new Map<number, { height: number }>();
  const widths = sheet.columns.map((column) => column.width ?? measuredWidth(column, sheet.rows));
  const add = (row: number, cells: readonly CellValue[]) => {
    const lines = Math.max(1, ...cells.map((cell, index) => linesOf(cell, widths[index] ?? WIDEST)));
    if (lines > 1) heights.set(row, { height: Math.min(lines * LINE_HEIGHT, TALLEST) });
  };
  add(
    header - 1,
    sheet.columns.map((column) => column.header),
  );
  for (const [index, row] of sheet.rows.entries()) {
    add(
      header + index,
      sheet.columns.map((column) => row[column.key] ?? null),
    );
  }
  return heights;
}

/** Lines that text takes when it is wrapped to a width. */
function linesOf(value: CellValue, width: number): number {
  if (typeof value !== 'string' || value === '') return 1;
  // One full-width character may not fit at the end of a line.
  const usable = Math.max(2, width - 2);
  return value
    .split('\n')
    .reduce((sum, part) => sum + Math.max(1, Math.ceil(displayWidth(part) / usable)), 0);
}

function measuredWidth(column: SheetColumn, rows: readonly SheetRow[]): number {
  const longest = (text: string) => Math.max(...text.split('\n').map(displayWidth));
  let width = Math.max(displayWidth(column.header) + 2, column.kind === 'date' ? 11 : 6);
  for (const row of rows.slice(0, 500)) {
    const value = row[column.key];
    if (typeof value === 'string') width = Math.max(width, longest(value));
    if (typeof value === 'number')
      width = Math.max(width, FORMATS[column.kind].length, String(Math.trunc(value)).length + 4);
  }
  return Math.min(width + 2, WIDEST);
}

function storedValue(value: CellValue, kind: CellKind): HucreValue {
  if (typeof value !== 'string') return value;
  if (kind === 'date') return storedDate(value) ?? value;
  // In the file format `_x0041_` means the letter A: text that happens to look so is escaped.
  const text = value.toWellFormed().replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 20)}${t('xlsx.cut')}` : text;
}

/** Excel has no correct dates before March 1900; those stay text, as does anything that is no date. */
function storedDate(value: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || value < '1900-03-01') return null;
  const date = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value ? null : date;
}

/** A, B … Z, AA for 0, 1 … */
export function columnLetter(index: number): string {
  const rest = index < 26 ? '' : columnLetter(Math.floor(index / 26) - 1);
  return rest + String.fromCharCode(65 + (index % 26));
}

/**
 * Reads an .xlsx. Cells come as text: dates as `YYYY-MM-DD`, numbers without exponent, and numbers that are shown
 * with leading zeros (format `0000`) with those zeros. Furigana is left out. Old, encrypted and broken files, and
 * files that unpack to more than 300 MB, throw `InvalidInput`.
 */
export async function readSpreadsheet(
  bytes: Uint8Array,
  options: { maxRows?: number } = {},
): Promise<ReadSheet[]> {
  refuseForeign(bytes);
  const limit = options.maxRows ?? 200_000;
  const workbook = await readXlsx(bytes, { readStyles: true, maxRows: limit + 1 }).catch(() => {
    throw new InvalidInput(t.ref('xlsx.broken'));
  });
  return workbook.sheets.map((sheet) => {
    if (sheet.rows.length > limit) throw new InvalidInput(t.ref('csv.tooManyRows', { limit }));
    const rows = sheet.rows.map((cells, index) => ({
      row: index + 1,
      cells: Array.from(cells, (value, column) =>
        readText(value, sheet.cells?.get(`${index},${column}`)?.style?.numFmt),
      ),
    }));
    const hidden = sheet.hidden === true || sheet.veryHidden === true;
    return { name: sheet.name, hidden, rows: rows.filter((row) => row.cells.some((cell) => cell !== '')) };
  });
}

function refuseForeign(bytes: Uint8Array): void {
  const magic = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  if (magic === 'd0cf11e0a1b11ae1') {
    // The same container holds old .xls and password-protected .xlsx; only the latter has this stream.
    const encrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw new InvalidInput(t.ref(encrypted ? 'xlsx.encrypted' : 'xlsx.old'));
  }
  const size = unzippedSize(bytes);
  if (size === null) throw new InvalidInput(t.ref('xlsx.broken'));
  if (size > LARGEST_CONTENTS) throw new InvalidInput(t.ref('xlsx.tooLarge'));
}

function readText(value: HucreValue | undefined, format: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return value.replaceAll('\r\n', '\n');
  const plain = Number.isInteger(value) ? value.toFixed(0) : String(Number(value.toPrecision(15)));
  return format !== undefined && /^0+$/.test(format) ? plain.padStart(format.length, '0') : plain;
}

function dateText(date: Date): string {
  const iso = date.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
}
