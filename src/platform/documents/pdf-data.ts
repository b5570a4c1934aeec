import { t } from './messages.ts';
import {
  axisEnd,
  type Block,
  cellText,
  type FigureBlock,
  figureColour,
  inlines,
  printable,
  type ReportDocument,
  type TableBlock,
  type Text,
} from './report-document.ts';

/** The report as the data that `report.typ` reads: every field present, every text ready to be shown. */
export function pdfData(report: ReportDocument): string {
  return JSON.stringify({
    title: printable(report.title),
    subtitle: printable(report.subtitle ?? ''),
    meta: report.meta.map(({ label, value }) => printable(t('report.metaLine', { label, value }))),
    pageHeader: printable(report.pageHeader ?? ''),
    pageFooter: printable(report.pageFooter ?? ''),
    landscape: report.orientation === 'landscape',
    sections: report.sections.map((section) => ({
      heading: printable(section.heading),
      level: section.level,
      blocks: section.blocks.map(blockData),
    })),
  });
}

function blockData(block: Block) {
  switch (block.kind) {
    case 'paragraph':
      return { kind: block.kind, parts: parts(block.text) };
    case 'bullets':
      return { kind: block.kind, items: block.items.map(parts) };
    case 'table':
      return tableData(block);
    case 'figure':
      return figureData(block);
    case 'pageBreak':
      return { kind: block.kind };
  }
}

const parts = (text: Text) =>
  inlines(text).map((inline) => {
    if (typeof inline === 'string') return printable(inline);
    return 'strong' in inline
      ? { strong: true, text: printable(inline.text) }
      : { footnote: printable(inline.footnote) };
  });

function tableData(table: TableBlock) {
  return {
    kind: table.kind,
    caption: printable(table.caption),
    columns: table.columns.map((column) => ({
      header: printable(column.header),
      group: column.group === undefined ? null : printable(column.group),
      align: column.align ?? 'left',
      width: column.width ?? 1,
    })),
    rows: table.rows.map((row) => ({
      cells: table.columns.map((_, index) => printable(cellText(row.cells[index] ?? ''))),
      strong: row.strong ?? false,
      ruleAbove: row.ruleAbove ?? false,
    })),
    notes: noteTexts(table.notes),
  };
}

function figureData(figure: FigureBlock) {
  return {
    kind: figure.kind,
    shape: figure.shape,
    caption: printable(figure.caption),
    description: t('report.figureText', { text: printable(figure.description) }),
    axis: axisEnd(figure),
    'none-text': t('report.none'),
    categories: figure.categories.map(printable),
    series: figure.series.map((series, index) => ({
      name: printable(series.name),
      colour: `#${figureColour(index)}`,
      values: figure.categories.map((_, at) => series.values[at] ?? null),
      texts: figure.categories.map((_, at) => `${series.values[at] ?? ''}${printable(figure.unit)}`),
    })),
    notes: noteTexts(figure.notes),
  };
}

const noteTexts = (notes: readonly string[] | undefined): string[] =>
  (notes ?? []).map((note, index, all) =>
    all.length === 1
      ? t('report.note', { text: printable(note) })
      : t('report.noteNumbered', { number: index + 1, text: printable(note) }),
  );
