import { Badge, StatusLabel } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { ButtonLink, Link } from '../../../kit/ui/link.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { Table } from '../../../kit/ui/table.tsx';
import { Tabs } from '../../../kit/ui/tabs.tsx';
import { t as words } from '../messages.ts';
import { t } from '../messages-ui.ts';
import { exceptionKinds, figureNames, phases } from '../model.ts';
import type { ClauseCounts, ExceptionLine } from './calls.ts';
import { dayText, phaseLabel } from './words.ts';

/** The ledger of exceptional measures, and how many there are on each clause. */
export default function LedgerPage() {
  const mayApply = useMay('exceptions.apply');
  const mayOversee = useMay('exception-reports.read');
  const mayConfigure = useMay('exceptions.configure');
  return (
    <>
      <PageHeader
        title={t('page.ledger')}
        lead={t('ledger.lead')}
        actions={
          mayApply && (
            <>
              <ButtonLink to="/exceptions/new" variant="solid">
                {t('action.new')}
              </ButtonLink>
              <ButtonLink to="/exceptions/emergency">{t('action.emergency')}</ButtonLink>
            </>
          )
        }
      />
      {(mayOversee || mayConfigure) && (
        <p className="mb-6 flex flex-wrap gap-x-6 gap-y-2 text-std-16N-170">
          {mayOversee && <Link to="/exceptions/review-rules">{t('page.rules')}</Link>}
          {mayOversee && <Link to="/exceptions/reports">{t('page.reports')}</Link>}
          {mayConfigure && <Link to="/exceptions/settings">{t('page.settings')}</Link>}
        </p>
      )}
      <Tabs
        label={t('page.ledger')}
        tabs={[
          { name: 'list', label: t('tab.list'), content: () => <List /> },
          { name: 'clauses', label: t('tab.clauses'), content: () => <Clauses /> },
        ]}
      />
    </>
  );
}

const unopened = { counted: '', report: '', from: '', until: '', packId: '' };

/** The ledger; opened from a figure of a report it lists what that figure counts. */
function List() {
  const [behind, set] = useUrlState(unopened);
  const figure = figureNames.find((name) => name === behind.counted);
  return (
    <>
      {figure && (
        <Notice
          className="mb-6"
          title={t('ledger.counted', { figure: t(`figure.${figure}`) })}
          actions={
            <Button size="sm" onClick={() => set(unopened)}>
              {t('ledger.all')}
            </Button>
          }
        />
      )}
      <Entries query={figure === undefined ? {} : behind} />
    </>
  );
}

function Entries({ query }: { readonly query: Readonly<Record<string, string>> }) {
  return (
    <Ledger<ExceptionLine>
      title={t('page.ledger')}
      path="/api/v1/exceptions"
      query={query}
      rowKey={(row) => row.id}
      rowLink={(row) => `/exceptions/${row.id}`}
      columns={[
        {
          name: 'number',
          label: words('column.number'),
          cell: (row) => <span className="whitespace-nowrap">{row.number}</span>,
          sortable: true,
        },
        {
          name: 'title',
          label: words('column.title'),
          cell: (row) => (
            <>
              {row.title}
              {row.conditions > 0 && (
                <span className="block text-dns-14N-130 text-solid-gray-700">
                  {t('ledger.conditions', { done: row.done, all: row.conditions })}
                </span>
              )}
            </>
          ),
        },
        {
          name: 'phase',
          label: words('column.phase'),
          cell: (row) => <StatusLabel value="it" states={{ it: phaseLabel(row.phase, row.kind) }} />,
        },
        {
          name: 'clause',
          label: words('column.clause'),
          cell: (row) => <span className="whitespace-nowrap">{row.clause}</span>,
          sortable: true,
        },
        { name: 'affected', label: words('column.affected'), cell: (row) => row.affected },
        {
          name: 'applicant',
          label: words('column.applicant'),
          cell: (row) => row.applicant,
          wideOnly: true,
        },
        {
          name: 'validUntil',
          label: words('column.validUntil'),
          cell: (row) => dayText(row.validUntil),
          sortable: true,
        },
      ]}
      filters={[
        {
          name: 'phase',
          label: words('column.phase'),
          options: phases.map((value) => ({ value, label: words(`phase.${value}`) })),
        },
        {
          name: 'kind',
          label: words('column.kind'),
          options: exceptionKinds.map((value) => ({ value, label: words(`kind.${value}`) })),
        },
        {
          name: 'mine',
          label: t('filter.mine'),
          options: [
            { value: 'own', label: t('filter.own') },
            { value: 'review', label: t('filter.review') },
          ],
        },
        { name: 'clause', label: words('column.clause') },
      ]}
      exports
      empty={{ title: t('ledger.empty'), text: t('ledger.emptyText') }}
    />
  );
}

function Clauses() {
  const counts = useData<ClauseCounts>('/api/v1/exceptions/clause-counts');
  return (
    <Loaded query={counts}>
      {({ items, threshold }) =>
        items.length === 0 ? (
          <EmptyState title={t('ledger.empty')}>{t('ledger.emptyText')}</EmptyState>
        ) : (
          <>
            <p className="mb-4 text-std-16N-170">{t('clauses.lead', { threshold })}</p>
            <Table
              caption={t('tab.clauses')}
              rows={items}
              rowKey={(row) => `${row.packId} ${row.clause}`}
              columns={[
                {
                  name: 'clause',
                  label: words('column.clause'),
                  heading: true,
                  cell: (row) => (
                    <Link to={`/exceptions?clause=${encodeURIComponent(row.clause)}`}>{row.clause}</Link>
                  ),
                },
                {
                  name: 'text',
                  label: words('column.clauseText'),
                  cell: (row) => row.clauseText,
                  width: 'min-w-64',
                },
                {
                  name: 'living',
                  label: t('clauses.living'),
                  align: 'right',
                  cell: (row) => (
                    <span className="inline-flex flex-wrap items-center justify-end gap-2">
                      {row.living >= threshold && <Badge tone="orange">{t('clauses.many')}</Badge>}
                      {row.living}
                    </span>
                  ),
                },
                {
                  name: 'overdue',
                  label: words('phase.overdue'),
                  align: 'right',
                  cell: (row) => row.overdue,
                },
                {
                  name: 'waiting',
                  label: words('phase.submitted'),
                  align: 'right',
                  cell: (row) => row.waiting,
                },
                {
                  name: 'refused',
                  label: words('phase.refused'),
                  align: 'right',
                  cell: (row) => row.refused,
                },
                { name: 'total', label: t('clauses.total'), align: 'right', cell: (row) => row.total },
              ]}
            />
          </>
        )
      }
    </Loaded>
  );
}
