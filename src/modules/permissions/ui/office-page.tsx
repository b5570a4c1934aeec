import { useData } from '../../../kit/ui/data.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { Tabs } from '../../../kit/ui/tabs.tsx';
import { showInstant } from '../../../kit/ui/values.ts';
import { t as words } from '../messages.ts';
import { requestStates } from '../model.ts';
import type { OverrideRow, RequestRow, TypeRow } from './calls.ts';
import { t } from './messages.ts';
import { PeriodCell, StateBadges, SubjectCell } from './parts.tsx';

/** Every request within my scope, what is late, and the report of overrides. */
export default function OfficePage() {
  const gate = useMay('permissions.gate');
  return (
    <>
      <PageHeader
        title={t('page.office')}
        lead={t('page.officeLead')}
        actions={gate && <ButtonLink to="/permissions/gate">{t('office.toGate')}</ButtonLink>}
      />
      <Tabs
        label={t('office.tabs')}
        tabs={[
          { name: 'all', label: t('office.all'), content: () => <All /> },
          { name: 'overrides', label: t('office.overrides'), content: () => <Overrides /> },
        ]}
      />
    </>
  );
}

function All() {
  const types = useData<{ items: readonly TypeRow[] }>('/api/v1/permission-types', { all: 'true' });
  return (
    <Ledger<RequestRow>
      title={t('office.all')}
      path="/api/v1/permission-requests"
      rowKey={(row) => row.id}
      rowLink={(row) => `/permissions/${row.id}`}
      exports
      filters={[
        {
          name: 'typeId',
          label: t('office.type'),
          options: (types.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title })),
        },
        {
          name: 'state',
          label: t('office.state'),
          options: requestStates
            .filter((state) => state !== 'draft')
            .map((value) => ({ value, label: words(`state.${value}`) })),
        },
        { name: 'overdue', label: t('office.overdueOnly'), kind: 'check' },
        { name: 'from', label: t('office.from'), kind: 'date' },
        { name: 'to', label: t('office.to'), kind: 'date' },
      ]}
      columns={[
        {
          name: 'number',
          label: t('column.number'),
          width: 'w-32',
          cell: (row) => <span className="whitespace-nowrap">{row.number}</span>,
          sortable: true,
        },
        {
          name: 'subject',
          label: t('column.subject'),
          width: 'min-w-56',
          cell: (row) => <SubjectCell row={row} />,
        },
        {
          name: 'applicant',
          label: t('column.applicant'),
          cell: (row) => [row.unit?.name ?? '', row.applicant.name].filter(Boolean).join(' '),
        },
        { name: 'state', label: t('column.state'), cell: (row) => <StateBadges row={row} /> },
        {
          name: 'endsOn',
          label: t('column.period'),
          cell: (row) => <PeriodCell row={row} />,
          sortable: true,
        },
        {
          name: 'submittedAt',
          label: t('column.submittedAt'),
          cell: (row) => (row.submittedAt === null ? '' : showInstant(row.submittedAt)),
          sortable: true,
        },
      ]}
      empty={{ title: t('office.none'), text: t('office.noneText') }}
    />
  );
}

function Overrides() {
  return (
    <Ledger<OverrideRow>
      title={t('office.overrides')}
      path="/api/v1/permission-overrides"
      rowKey={(row) => row.id}
      rowLink={(row) => `/permissions/${row.id}`}
      exports
      search={false}
      filters={[
        { name: 'from', label: t('office.from'), kind: 'date' },
        { name: 'to', label: t('office.to'), kind: 'date' },
      ]}
      columns={[
        {
          name: 'number',
          label: t('column.number'),
          width: 'w-32',
          cell: (row) => <span className="whitespace-nowrap">{row.number}</span>,
          sortable: true,
        },
        { name: 'type', label: t('column.type'), cell: (row) => row.typeTitle },
        {
          name: 'applicant',
          label: t('column.applicant'),
          cell: (row) => [row.unit?.name ?? '', row.applicant.name].filter(Boolean).join(' '),
        },
        { name: 'reason', label: t('column.reason'), cell: (row) => row.reason },
        { name: 'deciders', label: t('office.decidedBy'), cell: (row) => row.deciders },
        {
          name: 'viewer',
          label: t('column.viewer'),
          cell: (row) =>
            t('request.viewerState', {
              name: row.viewer,
              state: t(row.viewedAt === null ? 'request.notViewed' : 'request.viewed'),
            }),
        },
        { name: 'state', label: t('column.state'), cell: (row) => <StateBadges row={row} /> },
      ]}
      empty={{ title: t('office.overrideNone'), text: t('office.overrideNoneText') }}
    />
  );
}
