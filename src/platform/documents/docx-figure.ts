import { type FileChild, LineRuleType, Paragraph, TextRun } from 'docx';
import { ChartRun } from 'docx/charts';
import { noteParagraphs } from './docx-table.ts';
import { t } from './messages.ts';
import { axisEnd, type FigureBlock, figureColour, printable } from './report-document.ts';

/** Pixels of a chart for each twentieth of a point of text width. */
const PIXELS = 96 / 1440;

/** A chart of Word's own: its data opens in Excel, and its alternative text is the figure's description. */
export function docxFigure(figure: FigureBlock, width: number): FileChild[] {
  const data = {
    categories: figure.categories.map(printable),
    series: figure.series.map((series, index) => ({
      name: printable(series.name),
      values: [...series.values],
      color: figureColour(index),
    })),
    legend: figure.series.length > 1 ? {} : (false as const),
    font: { name: 'BIZ UDPゴシック' },
    valueAxis: { minimum: 0, maximum: axisEnd(figure) },
    dataLabels: { value: true, numberFormat: labelFormat(figure.unit) },
    transformation: { width: Math.floor(width * PIXELS), height: 300 },
    altText: { name: printable(figure.caption), description: printable(figure.description) },
  };
  const chart =
    figure.shape === 'line'
      ? new ChartRun({ ...data, type: 'line' })
      : new ChartRun({ ...data, type: 'column' });
  return [
    new Paragraph({ style: 'Caption', keepNext: true, children: [new TextRun(printable(figure.caption))] }),
    new Paragraph({ keepNext: true, spacing: { line: 240, lineRule: LineRuleType.AUTO }, children: [chart] }),
    new Paragraph({
      style: 'TableNote',
      children: [new TextRun(t('report.figureText', { text: printable(figure.description) }))],
    }),
    ...noteParagraphs(figure.notes),
  ];
}

const labelFormat = (unit: string): string =>
  unit === '%' ? '0.0"%"' : `General"${unit.replaceAll('"', '')}"`;
