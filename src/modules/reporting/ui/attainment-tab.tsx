import type { Answer } from '../../../kit/ui/api.ts';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { RateCell } from '../../../kit/ui/rate-figure.tsx';
import { Table, type TableColumn } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import type { getAttainment } from '../routes/rates.ts';
import type { DashboardAnswer } from './dashboard-page.tsx';
import { useFigureAddresses } from './figures.tsx';

const thresholds = [100, 95, 90] as const;

interface Row {
  readonly key: string;
  /** Empty for the whole. */
  readonly roleGroup: string;
  readonly title: string;
  readonly unit: 'item' | 'person';
  readonly figures: Answer<typeof getAttainment>['whole']['item'];
}

/** 到達率 with its unit named in every line: items and persons are never mixed. */
export function AttainmentTab({ answer: { campaign, unit } }: { readonly answer: DashboardAnswer }) {
  const attainment = useData<Answer<typeof getAttainment>>(
    `/api/v1/rates/campaigns/${campaign.id}/attainment`,
    { unitId: unit?.id },
  );
  const opened = useFigureAddresses(campaign.id, unit?.id);
  /** Items open as a list of items; persons as a list of people, group by group. */
  const address = ({ unit: counted, roleGroup }: Row, reached: string): string | undefined => {
    if (counted === 'item') return opened.items(roleGroup, reached);
    return roleGroup === '' ? undefined : opened.answers({ roleGroup, reached });
  };
  return (
    <>
      <p className="mb-4 text-std-16N-170">{t('ui.attainmentLead')}</p>
      <Loaded query={attainment}>
        {({ whole, groups }) => (
          <Table<Row>
            caption={t('ui.attainment')}
            rows={(['item', 'person'] as const).flatMap((each) => [
              ...groups.map((group) => ({
                key: `${each}/${group.roleGroup}`,
                roleGroup: group.roleGroup,
                title: group.title,
                unit: each,
                figures: group.attainment[each],
              })),
              { key: each, roleGroup: '', title: t('report.whole'), unit: each, figures: whole[each] },
            ])}
            rowKey={(row) => row.key}
            columns={columnsOf(address)}
          />
        )}
      </Loaded>
    </>
  );
}

const columnsOf = (
  address: (row: Row, reached: string) => string | undefined,
): readonly TableColumn<Row>[] => [
  {
    name: 'unit',
    label: t('ui.byUnit'),
    cell: (row) => t(row.unit === 'item' ? 'ui.unitOfItem' : 'ui.unitOfPerson'),
  },
  { name: 'group', label: t('report.column.group'), heading: true, cell: (row) => row.title },
  ...thresholds.map(
    (threshold): TableColumn<Row> => ({
      name: String(threshold),
      label: t('ui.threshold', { threshold }),
      align: 'right',
      cell: (row) => <RateCell rate={row.figures[threshold]} to={address(row, String(threshold))} />,
    }),
  ),
];
