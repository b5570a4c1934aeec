import { Badge } from '../../../kit/ui/badge.tsx';
import { Loaded } from '../../../kit/ui/data.tsx';
import { Select } from '../../../kit/ui/inputs.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import { type Comparison, type Packs, requirementHref, useComparison, usePacks } from './calls.ts';

type Line = Comparison['lines'][number];

const changes = ['same', 'changed', 'added', 'removed'] as const;
const tones = { same: 'neutral', changed: 'orange', added: 'green', removed: 'red' } as const;

/** Two editions clause by clause; the choice is in the address. */
export default function ComparisonPage() {
  return (
    <>
      <PageHeader title={t('page.comparison')} lead={t('page.comparisonLead')} />
      <Loaded query={usePacks()}>{(packs) => <Chooser packs={packs} />}</Loaded>
    </>
  );
}

function Chooser({ packs }: { readonly packs: Packs }) {
  const first = packs.comparisons[0];
  const [state, set] = useUrlState({ from: first?.from ?? '', to: first?.to ?? '', change: '' });
  const { from, to, change } = state;
  const editions = editionsOf(packs);
  return (
    <>
      <div className="mb-6 flex flex-wrap gap-6">
        <Select
          label={t('compare.from')}
          value={from}
          options={editions}
          onChange={(value) => set({ from: value })}
        />
        <Select
          label={t('compare.to')}
          value={to}
          options={editions}
          onChange={(value) => set({ to: value })}
        />
        <Select
          label={t('compare.change')}
          value={change}
          placeholder={t('compare.all')}
          options={changes.map((value) => ({ value, label: t(`change.${value}`) }))}
          onChange={(value) => set({ change: value })}
        />
      </div>
      {from === '' || to === '' || from === to ? (
        <Notice title={t('compare.choose')} />
      ) : (
        <Result from={from} to={to} change={change} />
      )}
    </>
  );
}

/** Every pack, and the editions of which only a crosswalk is known. */
function editionsOf({ items, comparisons }: Packs) {
  const known = items.map(({ id, title }) => ({ value: id, label: title.ja }));
  const others = comparisons
    .flatMap(({ from, to, fromTitle, toTitle }) => [
      { value: from, label: fromTitle.ja },
      { value: to, label: toTitle.ja },
    ])
    .filter(({ value }) => !items.some((pack) => pack.id === value));
  return [...known, ...new Map(others.map((edition) => [edition.value, edition])).values()];
}

function Result({
  from,
  to,
  change,
}: {
  readonly from: string;
  readonly to: string;
  readonly change: string;
}) {
  return (
    <Loaded query={useComparison(from, to)}>
      {(comparison) => {
        const rows = comparison.lines.filter((line) => change === '' || line.change === change);
        return (
          <Section title={t('compare.result', { count: rows.length })}>
            {!comparison.complete && <Notice title={t('compare.partial')} />}
            {comparison.source !== null && (
              <p className="my-3 text-dns-14N-130 text-solid-gray-700">
                {t('compare.source', { source: comparison.source })}
              </p>
            )}
            <Lines rows={rows} from={from} to={to} />
          </Section>
        );
      }}
    </Loaded>
  );
}

function Lines({
  rows,
  from,
  to,
}: {
  readonly rows: readonly Line[];
  readonly from: string;
  readonly to: string;
}) {
  const clause = (edition: string, side: Line['from']) => {
    if (side === null) return '—';
    return (
      <>
        {side.page === null ? side.id : <Link to={requirementHref(edition, side.page)}>{side.id}</Link>}
        {side.summary !== null && <span className="block text-dns-14N-130">{side.summary}</span>}
      </>
    );
  };
  return (
    <Table
      caption={t('page.comparison')}
      dense
      rows={rows}
      rowKey={(row) => `${row.from?.id ?? ''} ${row.to?.id ?? ''}`}
      columns={[
        {
          name: 'change',
          label: t('compare.change'),
          width: 'w-32',
          cell: (row) => (
            <span className="flex flex-wrap gap-1">
              <Badge tone={tones[row.change]}>{t(`change.${row.change}`)}</Badge>
              {row.moved && <Badge tone="blue">{t('compare.moved')}</Badge>}
            </span>
          ),
        },
        { name: 'from', label: t('compare.from'), cell: (row) => clause(from, row.from) },
        { name: 'to', label: t('compare.to'), cell: (row) => clause(to, row.to) },
        { name: 'note', label: t('compare.differences'), cell: (row) => row.note ?? differencesText(row) },
      ]}
    />
  );
}

const differencesText = ({ differences }: Line): string =>
  differences.map((field) => t(`difference.${field}`)).join('、');
