import { formatDate, formatInstant } from '../../../kernel/dates.ts';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import type { CarryRow, DisposalRow, LoanRow } from './calls.ts';
import { CarryStateBadge, LoanStateBadge } from './parts.tsx';

interface Items<Row> {
  readonly items: readonly Row[];
}

/** The newest loans, carrying and disposals of one medium. */
export function MediumRecords({ mediumId }: { readonly mediumId: string }) {
  const mayDisposals = useMay('disposals.read');
  return (
    <>
      <Loans mediumId={mediumId} />
      <Carrying mediumId={mediumId} />
      {mayDisposals && <Disposals mediumId={mediumId} />}
    </>
  );
}

function Loans({ mediumId }: { readonly mediumId: string }) {
  const loans = useData<Items<LoanRow>>('/api/v1/media-loans', { mediumId, pageSize: 10 });
  return (
    <Section title={ui('media.loans')}>
      <Loaded query={loans}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{ui('media.noLoans')}</p>
          ) : (
            <Table
              caption={ui('media.loans')}
              rows={items}
              rowKey={(row) => row.id}
              columns={[
                {
                  name: 'borrower',
                  label: t('loan.borrower'),
                  heading: true,
                  cell: (row) => <Link to={`/lending/${row.id}`}>{row.borrower.name}</Link>,
                },
                { name: 'purpose', label: t('loan.purpose'), cell: (row) => row.purpose },
                { name: 'lentOn', label: t('loan.lentOn'), cell: (row) => formatDate(row.lentOn) },
                { name: 'dueOn', label: t('loan.dueOn'), cell: (row) => formatDate(row.dueOn) },
                {
                  name: 'state',
                  label: t('medium.state'),
                  cell: (row) => <LoanStateBadge state={row.state} />,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

function Carrying({ mediumId }: { readonly mediumId: string }) {
  const entries = useData<Items<CarryRow>>('/api/v1/carry-entries', { mediumId, pageSize: 10 });
  return (
    <Section title={ui('media.carrying')}>
      <Loaded query={entries}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{ui('media.noCarrying')}</p>
          ) : (
            <Table
              caption={ui('media.carrying')}
              rows={items}
              rowKey={(row) => row.id}
              columns={[
                {
                  name: 'at',
                  label: t('carry.carriedAt'),
                  heading: true,
                  cell: (row) => (
                    <Link to={`/carry-book/${row.id}`}>{formatInstant(new Date(row.carriedAt))}</Link>
                  ),
                },
                { name: 'person', label: t('carry.person'), cell: (row) => row.personName },
                { name: 'place', label: t('carry.place'), cell: (row) => row.place },
                {
                  name: 'state',
                  label: t('medium.state'),
                  cell: (row) => <CarryStateBadge state={row.state} direction={row.direction} />,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

function Disposals({ mediumId }: { readonly mediumId: string }) {
  const records = useData<Items<DisposalRow>>('/api/v1/disposals', { mediumId, pageSize: 10 });
  return (
    <Section title={ui('media.disposals')}>
      <Loaded query={records}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{ui('media.noDisposals')}</p>
          ) : (
            <Table
              caption={ui('media.disposals')}
              rows={items}
              rowKey={(row) => row.id}
              columns={[
                {
                  name: 'at',
                  label: t('disposal.doneAt'),
                  heading: true,
                  cell: (row) => (
                    <Link to={`/disposals/${row.id}`}>{formatInstant(new Date(row.doneAt))}</Link>
                  ),
                },
                { name: 'deed', label: t('disposal.deed'), cell: (row) => t(`deed.${row.deed}`) },
                { name: 'method', label: t('disposal.method'), cell: (row) => row.method },
                { name: 'person', label: t('disposal.person'), cell: (row) => row.personName },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
