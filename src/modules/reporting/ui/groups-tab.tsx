import { Section } from '../../../kit/ui/page-header.tsx';
import { Grade } from '../../../kit/ui/rate-figure.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import type { DashboardAnswer } from './dashboard-page.tsx';
import { GradedRate, groupRates, MarkNote, rateColumn, ungraded, useFigureAddresses } from './figures.tsx';

type Group = DashboardAnswer['figures']['groups'][number];

/** Coverage and implementation by role group, and the whole by every method. */
export function GroupsTab({ answer }: { readonly answer: DashboardAnswer }) {
  const { figures, campaign, unit } = answer;
  const address = useFigureAddresses(campaign.id, unit?.id);
  return (
    <>
      <Table<Group>
        caption={t('ui.groups')}
        rows={figures.groups}
        rowKey={(group) => group.roleGroup}
        columns={[
          {
            name: 'group',
            label: t('report.column.group'),
            heading: true,
            cell: (group) => group.title,
            width: 'min-w-32',
          },
          {
            name: 'population',
            label: t('report.column.population'),
            align: 'right',
            cell: (group) => group.population.toLocaleString('ja-JP'),
          },
          {
            name: 'items',
            label: t('report.column.itemCount'),
            align: 'right',
            cell: (group) => group.itemCount,
          },
          ...groupRates<Group>(address),
          rateColumn(
            'attainment',
            t('ui.itemAttainment'),
            (group) => ungraded(group.attainment.item[100]),
            (group) => address.items(group.roleGroup, '100'),
          ),
        ]}
        foot={{
          group: t('report.whole'),
          population: figures.whole.coverage.d.toLocaleString('ja-JP'),
          items: figures.items.length,
          coverage: <GradedRate rate={figures.whole.coverage} />,
          implementation: <GradedRate rate={figures.whole.implementation.pooled} />,
          attainment: <GradedRate rate={ungraded(figures.whole.attainment.item[100])} />,
        }}
      />
      <MarkNote
        rates={[
          ...figures.groups.flatMap((group) => [group.coverage, group.implementation]),
          figures.whole.coverage,
          figures.whole.implementation.pooled,
        ]}
      />
      <Methods answer={answer} />
    </>
  );
}

function Methods({ answer: { figures } }: { readonly answer: DashboardAnswer }) {
  const { pooled, meanOfItems, meanOfSubjects } = figures.whole.implementation;
  const means = { meanOfItems, meanOfSubjects } as const;
  const rows = [
    { method: 'pooled' as const, display: pooled.display, grade: pooled.grade, count: null, leftOut: null },
    ...(['meanOfItems', 'meanOfSubjects'] as const).map((method) => ({ method, ...means[method] })),
  ];
  const known = (value: number | null) => (value === null ? t('report.unknown') : value);
  return (
    <Section title={t('ui.methods')} lead={t('ui.methodsLead')}>
      <Table
        caption={t('ui.methods')}
        rows={rows}
        rowKey={(row) => row.method}
        dense
        columns={[
          {
            name: 'method',
            label: t('report.column.method'),
            heading: true,
            cell: (row) => t(`rates.method.${row.method}`),
          },
          {
            name: 'value',
            label: t('report.column.implementation'),
            align: 'right',
            cell: (row) => row.display,
          },
          {
            name: 'grade',
            label: t('report.column.grade'),
            align: 'center',
            cell: (row) => (row.grade === null ? t('report.unknown') : <Grade grade={row.grade} />),
          },
          {
            name: 'count',
            label: t('report.column.averaged'),
            align: 'right',
            cell: (row) => known(row.count),
          },
          {
            name: 'leftOut',
            label: t('report.column.leftOut'),
            align: 'right',
            cell: (row) => known(row.leftOut),
          },
        ]}
      />
    </Section>
  );
}
