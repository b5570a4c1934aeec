import { lazy, type ReactNode, Suspense } from 'react';
import { Disclosure } from './disclosure.tsx';
import { t } from './messages.ts';

export type { ChartOption } from './chart.tsx';

const Chart = lazy(() => import('./chart.tsx'));

/**
 * A chart with its title, a sentence that says what it shows, and the same numbers as a table. ECharts is loaded
 * only when a chart is on screen. Series are told apart by more than colour: give them labels or symbols.
 */
export function ChartFrame({
  title,
  summary,
  option,
  table,
  height = 320,
}: {
  readonly title: string;
  /** What one sees, in words; also read in place of the picture. */
  readonly summary: string;
  readonly option: import('./chart.tsx').ChartOption;
  /** The same numbers, usually a `Table`. */
  readonly table: ReactNode;
  /** In pixels. */
  readonly height?: number;
}) {
  const box = { height: `${height}px` };
  return (
    <figure className="rounded-8 border border-solid-gray-420 p-4">
      <figcaption>
        <p className="text-std-17B-170">{title}</p>
        <p className="text-dns-16N-130 text-solid-gray-700">{summary}</p>
      </figcaption>
      <div role="img" aria-label={`${title}：${summary}`} style={box} className="my-4">
        <Suspense fallback={<p className="text-solid-gray-700">{t('chart.loading')}</p>}>
          <Chart option={option} height={height} />
        </Suspense>
      </div>
      <Disclosure summary={t('chart.table')}>{table}</Disclosure>
    </figure>
  );
}
