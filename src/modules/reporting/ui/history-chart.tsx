import { formatFiscalYear } from '../../../kernel/dates.ts';
import type { Answer } from '../../../kit/ui/api.ts';
import { ChartFrame, type ChartOption } from '../../../kit/ui/chart-frame.tsx';
import { Table, type TableColumn } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import type { getHistory } from '../routes/rates.ts';
import { marked } from './figures.tsx';

export type History = Answer<typeof getHistory>['history'];
type Row = History['coverage'][number];
type Cell = Row['cells'][number];

const titleOf = (row: Row) => (row.roleGroup === null ? t('report.whole') : row.title);

/** One measure over the years, as lines that stop at a break and as a table that marks it. */
export function HistoryChart({
  history,
  measure,
}: {
  readonly history: History;
  readonly measure: 'coverage' | 'implementation';
}) {
  const rows = history[measure];
  const name = t(`ui.${measure}`);
  const [from, to] = [history.years[0], history.years.at(-1)];
  if (!from || !to) return null;
  const years = { from: formatFiscalYear(from.fiscalYear), to: formatFiscalYear(to.fiscalYear) };
  const table = (
    <HistoryTable history={history} rows={rows} caption={t('ui.historyTable', { measure: name })} />
  );
  return (
    <div className="flex flex-col gap-4">
      <ChartFrame
        title={t('ui.historyTable', { measure: name })}
        summary={t('ui.historySummary', { ...years, measure: name })}
        option={chartOption(history, rows)}
        table={table}
      />
      {table}
    </div>
  );
}

/** A year whose answers still come in says so. */
const yearLabel = (year: History['years'][number]): string => {
  const name = formatFiscalYear(year.fiscalYear);
  return year.interim ? t('report.yearInterim', { year: name }) : name;
};

/** The years with an empty place where the series breaks: lines do not cross it. */
function slots(history: History): (History['years'][number] | null)[] {
  return history.years.flatMap((year) => (year.breakBefore ? [null, year] : [year]));
}

function chartOption(history: History, rows: readonly Row[]): ChartOption {
  const places = slots(history);
  const breaks = places.flatMap((place, at) => (place === null ? [{ xAxis: at }] : []));
  const symbols = ['circle', 'rect', 'triangle', 'diamond'];
  return {
    grid: { left: 8, right: 24, top: 72, bottom: 8, containLabel: true },
    legend: { top: 0 },
    xAxis: {
      type: 'category',
      data: places.map((place) => (place === null ? '' : yearLabel(place))),
    },
    yAxis: { type: 'value', scale: true, max: 100, axisLabel: { formatter: '{value}%' } },
    series: rows.map((row, at) => ({
      type: 'line',
      name: titleOf(row),
      symbol: symbols[at % symbols.length],
      symbolSize: 9,
      connectNulls: false,
      data: places.map((place) =>
        place === null ? null : heightOf(row.cells[history.years.indexOf(place)]),
      ),
      ...(at === 0 && breaks.length > 0
        ? {
            markLine: {
              symbol: 'none',
              silent: true,
              lineStyle: { color: '#333333', type: 'dashed' },
              label: { formatter: t('ui.historyBreak'), position: 'end', rotate: 0 },
              data: breaks,
            },
          }
        : {}),
    })),
  };
}

function heightOf(cell: Cell | undefined): number | null {
  if (!cell || cell.kind === 'unknown' || (cell.kind === 'counted' && cell.d === 0)) return null;
  return Number(cell.display);
}

function HistoryTable({
  history,
  rows,
  caption,
}: {
  readonly history: History;
  readonly rows: readonly Row[];
  readonly caption: string;
}) {
  const columns: TableColumn<Row>[] = [
    { name: 'group', label: t('report.column.group'), heading: true, cell: titleOf },
    ...history.years.map(
      (year, at): TableColumn<Row> => ({
        name: String(year.fiscalYear),
        label: (
          <>
            {formatFiscalYear(year.fiscalYear)}
            {year.interim && <span className="block">{t('ui.interimMark')}</span>}
            <span className="block text-dns-14N-130">{t(`report.focus.${year.focus}`)}</span>
          </>
        ),
        align: 'right',
        width: year.breakBefore ? 'border-l-4 border-black' : '',
        cell: (row) => cellText(row.cells[at]),
      }),
    ),
  ];
  return (
    <div>
      <Table<Row> caption={caption} rows={rows} rowKey={(row) => row.roleGroup ?? ''} columns={columns} />
      <Notes history={history} rows={rows} />
    </div>
  );
}

function cellText(cell: Cell | undefined): string {
  if (!cell || cell.kind === 'unknown') return t('report.unknown');
  return cell.kind === 'counted' ? marked(cell).display : cell.display;
}

function Notes({ history, rows }: { readonly history: History; readonly rows: readonly Row[] }) {
  const cells = rows.flatMap((row) => row.cells);
  const notes = [
    ...history.years
      .filter((year) => year.breakBefore)
      .map((year) => t('report.note.break', { year: formatFiscalYear(year.fiscalYear) })),
    ...history.years
      .filter((year) => year.interim)
      .map((year) => t('report.note.interim', { year: formatFiscalYear(year.fiscalYear) })),
    ...(cells.some((cell) => cell.kind === 'printed') ? [t('report.note.printed')] : []),
    ...(cells.some((cell) => cell.kind === 'counted' && cell.roundedUp) ? [t('ui.roundedUp')] : []),
  ];
  if (notes.length === 0) return null;
  return (
    <ul className="mt-2 list-disc pl-6 text-dns-14N-130 text-solid-gray-700">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
