import { Link } from '../../../kit/ui/link.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { Table, type TableColumn } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import { GradedRate, groupRates, rateColumn, unitRates, useFigureAddresses } from './figures.tsx';
import { HistoryChart } from './history-chart.tsx';
import type { ReportAnswer } from './report-page.tsx';

type Report = ReportAnswer['report'];
type Group = Report['groups'][number];
type Item = Report['items'][number];
type Unit = Report['units'][number];

/** On paper the sections are numbered; the page shows some of them together. */
export const plainHeading = (heading: string): string => heading.replace(/^\d+\. /, '');

const keyOf = (item: Item) => `${item.roleGroup}/${item.item}`;

/** The tables of the report, in the order of the paper. */
export function ReportTables({
  report,
  campaignId,
}: {
  readonly report: Report;
  readonly campaignId: string;
}) {
  const address = useFigureAddresses(campaignId, undefined);
  const itemColumns = itemColumnsOf(address.answers);
  return (
    <>
      <Section title={plainHeading(t('report.section.subjects'))} lead={t('report.lead.subjects')}>
        <Table<Group>
          caption={t('report.table.subjects')}
          rows={report.groups}
          rowKey={(group) => group.roleGroup}
          columns={subjectColumns}
        />
        <Exclusions report={report} campaignId={campaignId} />
      </Section>
      <Section title={plainHeading(t('report.section.grades'))} lead={t('report.lead.grades')}>
        <Table<Group>
          caption={t('report.table.grades')}
          rows={report.groups}
          rowKey={(group) => group.roleGroup}
          columns={[
            {
              name: 'group',
              label: t('report.column.group'),
              heading: true,
              cell: (group) => group.title,
              width: 'min-w-32',
            },
            ...groupRates<Group>(address),
          ]}
          foot={{
            group: t('report.whole'),
            coverage: <GradedRate rate={report.whole.coverage} />,
            implementation: <GradedRate rate={report.whole.implementation.pooled} />,
          }}
        />
        <Changes report={report} />
      </Section>
      {report.history.years.length > 1 && (
        <Section title={t('page.history')}>
          <HistoryChart history={report.history} measure="implementation" />
        </Section>
      )}
      <Section title={plainHeading(t('report.section.weak'))} lead={t('report.lead.weak')}>
        {report.weakItems.length === 0 ? (
          <p className="text-std-16N-170">{t('report.nothingWeak')}</p>
        ) : (
          <Table<Item>
            caption={t('report.table.weak')}
            rows={report.weakItems}
            rowKey={keyOf}
            dense
            columns={itemColumns}
          />
        )}
      </Section>
      {report.units.length > 0 && (
        <Section title={plainHeading(t('report.section.units'))} lead={t('report.lead.units')}>
          <Table<Unit>
            caption={t('report.table.units')}
            rows={report.units}
            rowKey={(unit) => unit.unitId}
            columns={[
              { name: 'unit', label: t('report.column.unit'), heading: true, cell: (unit) => unit.name },
              ...unitRates<Unit>(address),
            ]}
          />
        </Section>
      )}
      <Section title={plainHeading(t('report.section.items'))} lead={t('report.lead.items')}>
        <Table<Item>
          caption={t('report.table.items')}
          rows={report.items}
          rowKey={keyOf}
          dense
          columns={itemColumns}
        />
      </Section>
    </>
  );
}

const subjectColumns: readonly TableColumn<Group>[] = [
  {
    name: 'group',
    label: t('report.column.group'),
    heading: true,
    cell: (group) => group.title,
    width: 'min-w-32',
  },
  { name: 'roles', label: t('report.column.roles'), cell: (group) => group.roles.join('、') },
  {
    name: 'population',
    label: t('report.column.population'),
    align: 'right',
    cell: (group) => group.population.toLocaleString('ja-JP'),
  },
  { name: 'items', label: t('report.column.itemCount'), align: 'right', cell: (group) => group.itemCount },
];

const itemColumnsOf = (address: (item: Item) => string | undefined): readonly TableColumn<Item>[] => [
  {
    name: 'group',
    label: t('report.column.group'),
    cell: (item) => item.groupTitle,
    width: 'whitespace-nowrap',
  },
  {
    name: 'item',
    label: t('report.column.item'),
    heading: true,
    cell: (item) => item.item,
    width: 'whitespace-nowrap',
  },
  { name: 'content', label: t('report.column.content'), cell: (item) => item.title, width: 'min-w-64' },
  rateColumn('rate', t('ui.implementation'), (item) => item.rate, address),
];

function Exclusions({ report, campaignId }: { readonly report: Report; readonly campaignId: string }) {
  const opens = useMay('campaign.progress');
  if (report.exclusions.length === 0) return null;
  return (
    <div className="mt-6 max-w-xl">
      <Table
        caption={t('report.table.exclusions')}
        showCaption
        rows={report.exclusions}
        rowKey={(row) => row.reason}
        dense
        columns={[
          { name: 'reason', label: t('report.column.reason'), heading: true, cell: (row) => row.reason },
          {
            name: 'people',
            label: t('report.column.people'),
            align: 'right',
            cell: (row) =>
              opens ? (
                <Link to={`/self-check/${campaignId}?tab=people&stage=excluded`}>{row.count}</Link>
              ) : (
                row.count
              ),
          },
        ]}
      />
    </div>
  );
}

function Changes({ report }: { readonly report: Report }) {
  if (report.history.years.length < 2) return null;
  return (
    <div className="mt-6 max-w-xl">
      <Table
        caption={t('report.table.yearOnYear')}
        showCaption
        rows={report.yearOnYear}
        rowKey={(row) => row.roleGroup ?? ''}
        dense
        columns={[
          {
            name: 'group',
            label: t('report.column.group'),
            heading: true,
            cell: (row) => (row.roleGroup === null ? t('report.whole') : row.title),
          },
          {
            name: 'coverage',
            label: t('report.column.coverageChange'),
            align: 'right',
            cell: (row) => row.coverage ?? t('report.unknown'),
          },
          {
            name: 'implementation',
            label: t('report.column.implementationChange'),
            align: 'right',
            cell: (row) => row.implementation ?? t('report.unknown'),
          },
        ]}
      />
    </div>
  );
}
