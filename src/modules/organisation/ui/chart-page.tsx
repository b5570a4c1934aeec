import { formatDate } from '../../../kernel/dates.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import type { Chart, HolderInfo } from './calls.ts';

/** The organisation with who answers where, to read on screen and to print. */
export default function ChartPage() {
  const [{ date }, set] = useUrlState({ date: '' });
  const chart = useData<Chart>('/api/v1/organisation/chart', { date });
  return (
    <>
      <PageHeader
        title={t('page.chart')}
        lead={t('chart.lead')}
        actions={
          <Button variant="outline" onClick={() => window.print()}>
            {t('action.print')}
          </Button>
        }
      />
      <div className="no-print mb-6">
        <DateField label={t('gaps.date')} value={date} onChange={(next) => set({ date: next })} />
      </div>
      <Loaded query={chart}>{(answer) => <ChartOfDay chart={answer} />}</Loaded>
    </>
  );
}

function ChartOfDay({ chart }: { readonly chart: Chart }) {
  if (chart.units.length === 0)
    return <EmptyState title={t('units.empty')}>{t('units.emptyHint')}</EmptyState>;
  const ids = new Set(chart.units.map((unit) => unit.id));
  const below = Map.groupBy(chart.units, (unit) =>
    unit.parentId !== null && ids.has(unit.parentId) ? unit.parentId : '',
  );
  return (
    <>
      <p className="mb-4 text-solid-gray-700">
        {`${chart.organisation}　${t('chart.date', { date: formatDate(chart.date) })}`}
      </p>
      {chart.holders.length + chart.vacant.length > 0 && (
        <section aria-label={t('chart.whole')} className="mb-6 rounded-8 border-2 border-key-900 p-4">
          <h2 className="mb-2 text-std-18B-160">{t('chart.whole')}</h2>
          <Holders holders={chart.holders} vacant={chart.vacant} columns />
        </section>
      )}
      <Level units={below.get('') ?? []} below={below} depth={0} />
    </>
  );
}

type ChartUnit = Chart['units'][number];

/** The top levels stand as boxes beside each other, what is below as an indented list in them. */
function Level({
  units,
  below,
  depth,
}: {
  readonly units: readonly ChartUnit[];
  readonly below: ReadonlyMap<string, readonly ChartUnit[]>;
  readonly depth: number;
}) {
  const grid =
    depth === 1
      ? 'grid items-start gap-4 md:grid-cols-2 xl:grid-cols-3 print:grid-cols-3 print:gap-2'
      : 'flex flex-col gap-3';
  return (
    <ul className={grid}>
      {units.map((unit) => {
        const children = below.get(unit.id) ?? [];
        return (
          <li key={unit.id} className={boxOf(depth)}>
            <p className={depth < 2 ? 'text-std-17B-170' : 'text-std-16B-170'}>
              <Link to={`/units/${unit.id}`}>{unit.name}</Link>
            </p>
            <Holders holders={unit.holders} vacant={unit.vacant} />
            {children.length > 0 && (
              <div className="mt-3">
                <Level units={children} below={below} depth={depth + 1} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function boxOf(depth: number): string {
  if (depth === 0) return 'rounded-8 border border-solid-gray-420 p-4';
  if (depth === 1) return 'rounded-8 border border-solid-gray-420 bg-solid-gray-50 p-4';
  return 'break-inside-avoid border-l-4 border-solid-gray-300 pl-3';
}

function Holders({
  holders,
  vacant,
  columns = false,
}: {
  readonly holders: readonly HolderInfo[];
  readonly vacant: readonly string[];
  readonly columns?: boolean;
}) {
  return (
    <ul className={columns ? 'grid gap-x-6 gap-y-1 md:grid-cols-2' : 'mt-1 flex flex-col gap-1'}>
      {holders.map((holder) => (
        <li key={holder.appointmentId} className="text-dns-16N-130">
          <span className="text-solid-gray-700">
            {holder.deputy ? t('person.deputy', { role: holder.role }) : holder.role}
          </span>
          <span className="ml-2 whitespace-nowrap">{holder.name}</span>
        </li>
      ))}
      {vacant.map((role) => (
        <li key={role} className="text-dns-16N-130">
          <span className="text-solid-gray-700">{role}</span>
          <span className="ml-2 text-error-2">{t('chart.vacant')}</span>
        </li>
      ))}
    </ul>
  );
}
