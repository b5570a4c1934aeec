import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { t } from './messages.ts';
import {
  type Align,
  cellText,
  columnGroups,
  printable,
  type TableRow as Row,
  type TableBlock,
  type TableColumn,
} from './report-document.ts';

const ALIGNMENTS = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT };
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '8C8C8C' };
const RULE = { style: BorderStyle.DOUBLE, size: 6, color: '1A1A1A' };

/** A table with caption and notes. `width` is that of the page's text, in twentieths of a point. */
export function docxTable(block: TableBlock, width: number): FileChild[] {
  const widths = columnWidths(block.columns, width);
  const table = new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: {
      top: LINE,
      bottom: LINE,
      left: LINE,
      right: LINE,
      insideHorizontal: LINE,
      insideVertical: LINE,
    },
    rows: [
      ...headerRows(block.columns, widths),
      ...block.rows.map((row) => bodyRow(row, block.columns, widths)),
    ],
  });
  const caption = new Paragraph({
    style: 'Caption',
    keepNext: true,
    children: [new TextRun(printable(block.caption))],
  });
  return [
    caption,
    table,
    ...noteParagraphs(block.notes),
    new Paragraph({ spacing: { after: 60, line: 120 } }),
  ];
}

/** The notes below a table or figure. */
export const noteParagraphs = (notes: readonly string[] | undefined): Paragraph[] =>
  (notes ?? []).map(
    (note, index, all) =>
      new Paragraph({
        style: 'TableNote',
        children: [
          new TextRun(
            all.length === 1
              ? t('report.note', { text: printable(note) })
              : t('report.noteNumbered', { number: index + 1, text: printable(note) }),
          ),
        ],
      }),
  );

/** Widths that sum exactly to the whole. */
function columnWidths(columns: readonly TableColumn[], whole: number): number[] {
  const sum = columns.reduce((total, column) => total + (column.width ?? 1), 0);
  const widths = columns.map((column) => Math.floor((whole * (column.width ?? 1)) / sum));
  const rest = whole - widths.reduce((total, width) => total + width, 0);
  return widths.map((width, index) => (index === 0 ? width + rest : width));
}

function headerRows(columns: readonly TableColumn[], widths: readonly number[]): TableRow[] {
  if (columns.every((column) => column.group === undefined)) {
    const cells = columns.map((column, index) => headerCell(column.header, widths[index] ?? 0));
    return [new TableRow({ tableHeader: true, cantSplit: true, children: cells })];
  }
  const upper: TableCell[] = [];
  const lower: TableCell[] = [];
  let at = 0;
  for (const { group, span } of columnGroups(columns)) {
    const width = widths.slice(at, at + span).reduce((sum, each) => sum + each, 0);
    if (group === null) upper.push(headerCell(columns[at]?.header ?? '', width, { rowSpan: 2 }));
    else {
      upper.push(headerCell(group, width, { columnSpan: span }));
      for (let column = at; column < at + span; column += 1) {
        lower.push(headerCell(columns[column]?.header ?? '', widths[column] ?? 0));
      }
    }
    at += span;
  }
  return [upper, lower].map((children) => new TableRow({ tableHeader: true, cantSplit: true, children }));
}

function headerCell(
  text: string,
  width: number,
  span: { rowSpan?: number; columnSpan?: number } = {},
): TableCell {
  return new TableCell({
    ...span,
    width: { size: width, type: WidthType.DXA },
    margins: MARGINS,
    shading: { fill: 'E8F1FE', color: 'auto', type: 'clear' },
    verticalAlign: VerticalAlign.CENTER,
    children: [cellParagraph(text, 'center', true)],
  });
}

function bodyRow(row: Row, columns: readonly TableColumn[], widths: readonly number[]): TableRow {
  const children = columns.map((column, index) => {
    const cell = row.cells[index];
    return new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      margins: MARGINS,
      ...(row.ruleAbove ? { borders: { top: RULE } } : {}),
      children: [
        cellParagraph(cell === undefined ? '' : cellText(cell), column.align ?? 'left', row.strong ?? false),
      ],
    });
  });
  return new TableRow({ cantSplit: true, children });
}

const MARGINS = { left: 80, right: 80, top: 20, bottom: 20 };

function cellParagraph(text: string, align: Align, bold: boolean): Paragraph {
  const lines = printable(text).split('\n');
  const children = lines.map(
    (line, index) => new TextRun({ text: line, bold, ...(index > 0 ? { break: 1 } : {}) }),
  );
  return new Paragraph({ style: 'Cell', alignment: ALIGNMENTS[align], children });
}
