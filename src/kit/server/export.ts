import type { CellValue } from '../../platform/documents/cell-text.ts';
import { writeCsv } from '../../platform/documents/csv.ts';
import {
  type CellKind,
  type SheetColumn,
  writeSpreadsheet,
  XLSX_TYPE,
} from '../../platform/documents/spreadsheet.ts';
import { type Download, download } from '../../platform/http/route.ts';

/** One column of a list, on paper as on screen. */
export interface ListColumn<Row> {
  readonly key: string;
  readonly header: string;
  readonly kind?: CellKind;
  readonly value: (row: Row) => CellValue;
  readonly width?: number;
}

export interface ListExport<Row> {
  /** The list's name in Japanese: title of the sheet and part of the file name. */
  readonly title: string;
  readonly columns: readonly ListColumn<Row>[];
  readonly rows: readonly Row[];
  readonly format: 'csv' | 'xlsx';
  /** Today, `YYYY-MM-DD`: part of the file name. */
  readonly today: string;
}

/** A list as a file that Japanese Excel opens: the same columns in CSV and xlsx. */
export async function exportList<Row>(list: ListExport<Row>): Promise<Download> {
  const name = fileName(`${list.title}_${list.today.replaceAll('-', '')}`, list.format);
  if (list.format === 'csv') {
    const header = list.columns.map((column) => column.header);
    const rows = list.rows.map((row) => list.columns.map((column) => column.value(row)));
    return download(name, 'text/csv; charset=utf-8', Buffer.from(writeCsv(header, rows)));
  }
  const columns = list.columns.map(
    (column): SheetColumn => ({
      key: column.key,
      header: column.header,
      kind: column.kind ?? 'text',
      ...(column.width === undefined ? {} : { width: column.width }),
    }),
  );
  const rows = list.rows.map((row) =>
    Object.fromEntries(list.columns.map((column) => [column.key, column.value(row)])),
  );
  const bytes = await writeSpreadsheet({ title: list.title, sheets: [{ name: list.title, columns, rows }] });
  return download(name, XLSX_TYPE, Buffer.from(bytes));
}

/** A file name that Windows takes: without its forbidden characters, at most 120 characters, with the ending. */
export function fileName(base: string, ending: string): string {
  const clean = base
    .toWellFormed()
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')
    .replace(/[. ]+$/, '');
  return `${Array.from(clean).slice(0, 120).join('') || 'file'}.${ending}`;
}
