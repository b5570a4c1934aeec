import { t } from './messages.ts';
import {
  type Block,
  type FigureBlock,
  figureTable,
  inlines,
  printable,
  type ReportDocument,
  type TableBlock,
  type TableCell,
  type Text,
} from './report-document.ts';
import { type CellKind, type SheetContents, type SheetRow, writeSpreadsheet } from './spreadsheet.ts';

/**
 * The report as a workbook: first a sheet with its text, then one sheet for each table, in order. Figures are tables
 * with their chart beside them. Numbers are numbers, shown as in the other formats.
 */
export async function renderXlsx(report: ReportDocument): Promise<Uint8Array> {
  const blocks = report.sections.flatMap((section) => section.blocks);
  const tables = blocks.flatMap((block): SheetContents[] => {
    if (block.kind === 'table') return [tableSheet(block)];
    return block.kind === 'figure' ? [figureSheet(block)] : [];
  });
  return writeSpreadsheet({ title: printable(report.title), sheets: [textSheet(report), ...tables] });
}

function textSheet(report: ReportDocument): SheetContents {
  const lines = report.sections.flatMap((section) => [
    section.heading,
    ...section.blocks.flatMap(blockLines),
  ]);
  const meta = report.meta.map(({ label, value }) => t('report.metaLine', { label, value }));
  return {
    name: t('report.textSheet'),
    lead: [report.title, ...(report.subtitle ? [report.subtitle] : []), ...meta].map(printable),
    columns: [{ key: 'text', header: t('report.textColumn'), kind: 'text', width: 100 }],
    rows: lines.map((text) => ({ text: printable(text) })),
    filter: false,
  };
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [plainText(block.text)];
    case 'bullets':
      return block.items.map((item) => t('report.bullet', { text: plainText(item) }));
    case 'table':
      return [t('report.seeSheet', { caption: block.caption })];
    case 'figure':
      return [t('report.seeSheet', { caption: block.caption }), block.description];
    case 'pageBreak':
      return [];
  }
}

const plainText = (text: Text): string =>
  inlines(text)
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      return 'strong' in inline ? inline.text : t('report.footnoteInline', { text: inline.footnote });
    })
    .join('');

function tableSheet(table: TableBlock): SheetContents {
  return {
    name: printable(table.caption),
    lead: [printable(table.caption)],
    columns: table.columns.map((column, index) => ({
      key: String(index),
      header: printable(column.group === undefined ? column.header : `${column.group}\n${column.header}`),
      kind: columnKind(table, index),
      align: column.align ?? 'left',
    })),
    rows: table.rows.map(
      (row): SheetRow =>
        Object.fromEntries(table.columns.map((_, index) => [String(index), storedCell(row.cells[index])])),
    ),
    notes: (table.notes ?? []).map((text) => t('report.note', { text: printable(text) })),
    filter: false,
  };
}

const storedCell = (cell: TableCell | undefined): string | number =>
  cell === undefined || typeof cell === 'string' ? printable(cell ?? '') : cell.value;

/** The kind of a column is that of its first number; a column without numbers is text. */
function columnKind(table: TableBlock, index: number): CellKind {
  for (const row of table.rows) {
    const cell = row.cells[index];
    if (cell !== undefined && typeof cell !== 'string') return cell.kind;
  }
  return 'text';
}

function figureSheet(figure: FigureBlock): SheetContents {
  const sheet = tableSheet(figureTable(figure, t('report.figureLabel'), t('report.none')));
  return {
    ...sheet,
    chart: {
      shape: figure.shape === 'line' ? 'line' : 'column',
      title: printable(figure.caption),
      description: printable(figure.description),
      categories: '0',
      series: figure.series.map((_, index) => String(index + 1)),
    },
  };
}
