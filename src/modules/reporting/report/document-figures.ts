import { formatFiscalYear } from '../../../kernel/dates.ts';
import type { FigureBlock } from '../../../platform/documents/report-document.ts';
import { t } from '../messages.ts';
import { yearLabel } from './document-cells.ts';
import type { HistoryCell, ShownRate } from './history.ts';
import type { AnnualReport } from './model.ts';

export function groupsFigure({ groups, whole }: AnnualReport): FigureBlock {
  const rates = [...groups.map((group) => group.implementation), whole.implementation.pooled];
  return {
    kind: 'figure',
    shape: 'bar',
    caption: t('report.figure.groups'),
    description: t('report.figure.groupsDescription'),
    categories: [...groups.map((group) => group.title), t('report.whole')],
    series: [{ name: t('rates.column.implementation'), values: rates.map(plotted) }],
    unit: '%',
    max: 100,
  };
}

/** Only the years after the last break: a line across it would be read as a trend. */
export function historyFigure({ history }: AnnualReport): FigureBlock[] {
  const first = Math.max(
    0,
    history.years.findLastIndex((year) => year.breakBefore),
  );
  const years = history.years.slice(first);
  const [from, to] = [years[0], years.at(-1)];
  if (years.length < 2 || !from || !to) return [];
  return [
    {
      kind: 'figure',
      shape: 'line',
      caption: t('report.figure.history'),
      description: t('report.figure.historyDescription', {
        from: formatFiscalYear(from.fiscalYear),
        to: formatFiscalYear(to.fiscalYear),
      }),
      categories: years.map(yearLabel),
      series: history.implementation.map((row) => ({
        name: row.roleGroup === null ? t('report.whole') : row.title,
        values: row.cells.slice(first).map(plottedCell),
      })),
      unit: '%',
      max: 100,
      notes:
        first > 0 ? [t('report.note.historySinceBreak', { year: formatFiscalYear(from.fiscalYear) })] : [],
    },
  ];
}

/** The printed figure as a height: a chart shows what the table prints. */
const plotted = (rate: ShownRate): number | null => (rate.d === 0 ? null : Number(rate.display));

function plottedCell(cell: HistoryCell): number | null {
  if (cell.kind === 'counted') return plotted(cell);
  const value = cell.kind === 'printed' ? Number(cell.display) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}
