import { attainmentThresholds } from '../../../kernel/rates.ts';
import { queryText } from '../../../kit/ui/api.ts';
import { ChartFrame } from '../../../kit/ui/chart-frame.tsx';
import { Select } from '../../../kit/ui/inputs.tsx';
import { FileLink } from '../../../kit/ui/link.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { Section } from '../../../kit/ui/page-header.tsx';
import { Table, type TableColumn } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import type { DashboardAnswer } from './dashboard-page.tsx';
import { MarkNote, rateColumn, useFigureAddresses } from './figures.tsx';

type Item = DashboardAnswer['figures']['items'][number];

const keyOf = (item: Item) => `${item.roleGroup}/${item.item}`;

/** Every item with its rate; the weakest first, as a ranking and as a chart. */
export function ItemsTab({ answer }: { readonly answer: DashboardAnswer }) {
  const { figures, campaign, unit } = answer;
  const { answers: address } = useFigureAddresses(campaign.id, unit?.id);
  const [{ group, reached }] = useItemChoice();
  const shown = figures.items.filter(
    (item) => (group === '' || item.roleGroup === group) && hasReached(item.rate, reached),
  );
  const file = (format: string) =>
    `/api/v1/rates/campaigns/${campaign.id}/items${queryText({ format, unitId: unit?.id })}`;
  return (
    <>
      {group === '' && reached === '' && (
        <Section title={t('ui.weakItems')}>
          {figures.weakItems.length === 0 ? (
            <p className="text-std-16N-170">{t('ui.weakNone')}</p>
          ) : (
            <WeakItems items={figures.weakItems} address={address} />
          )}
        </Section>
      )}
      <Section
        title={t('ui.items')}
        actions={
          <>
            <FileLink href={file('xlsx')} button={{ size: 'sm' }}>
              {t('ui.exportExcel')}
            </FileLink>
            <FileLink href={file('csv')} button={{ size: 'sm' }}>
              {t('ui.exportCsv')}
            </FileLink>
          </>
        }
      >
        <ItemChoice groups={figures.groups} />
        <p className="mb-2 text-dns-16N-130">{t('ui.itemCount', { count: shown.length })}</p>
        <Table<Item>
          caption={t('ui.items')}
          rows={shown}
          rowKey={keyOf}
          dense
          columns={columns(address)}
          foot={{
            group: t('ui.itemsSum'),
            item: '',
            content: '',
            rate: t('ui.fraction', {
              n: sum(shown.map((item) => item.rate.n)),
              d: sum(shown.map((item) => item.rate.d)),
            }),
          }}
        />
        <MarkNote rates={shown.map((item) => item.rate)} />
      </Section>
    </>
  );
}

const useItemChoice = () => useUrlState({ group: '', reached: '' });

/** Items of one role group, and items that reached a rate: what the figures of the other tabs count. */
function ItemChoice({ groups }: { readonly groups: DashboardAnswer['figures']['groups'] }) {
  const [{ group, reached }, set] = useItemChoice();
  return (
    <div className="mb-4 flex flex-wrap gap-4">
      <Select
        label={t('report.column.group')}
        value={group}
        onChange={(next) => set({ group: next })}
        placeholder={t('ui.allGroups')}
        options={groups.map(({ roleGroup, title }) => ({ value: roleGroup, label: title }))}
      />
      <Select
        label={t('ui.implementation')}
        value={reached}
        onChange={(next) => set({ reached: next })}
        placeholder={t('ui.allItems')}
        options={attainmentThresholds.map((threshold) => ({
          value: String(threshold),
          label: t('ui.threshold', { threshold }),
        }))}
      />
    </div>
  );
}

/** On the exact fraction; an item without a duty has reached nothing. */
const hasReached = ({ n, d }: Item['rate'], reached: string): boolean =>
  reached === '' || (d > 0 && n * 100 >= d * Number(reached));

const sum = (numbers: readonly number[]): string =>
  numbers.reduce((all, each) => all + each, 0).toLocaleString('ja-JP');

function columns(address: (item: Item) => string | undefined): TableColumn<Item>[] {
  return [
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
}

/** Bars are labelled as the table prints them: one decimal, also when it is 0. */
const percentLabel = ({ value }: { readonly value: unknown }): string => `${Number(value).toFixed(1)}%`;

function WeakItems({
  items,
  address,
}: {
  readonly items: readonly Item[];
  readonly address: (item: Item) => string | undefined;
}) {
  const ranks = new Map(items.map((item, at) => [keyOf(item), at + 1]));
  const table = (
    <Table<Item>
      caption={t('ui.weakItems')}
      rows={items}
      rowKey={keyOf}
      dense
      columns={[
        { name: 'rank', label: t('ui.rank'), align: 'right', cell: (item) => ranks.get(keyOf(item)) },
        ...columns(address),
        {
          name: 'notDone',
          label: t('ui.notDone'),
          align: 'right',
          cell: (item) => (item.rate.d - item.rate.n).toLocaleString('ja-JP'),
        },
      ]}
    />
  );
  const [lowest] = items;
  if (!lowest) return table;
  const bottomUp = items.toReversed();
  return (
    <div className="flex flex-col gap-6">
      {table}
      <ChartFrame
        title={t('ui.itemsChart')}
        summary={t('ui.itemsChartSummary', {
          count: items.length,
          item: lowest.item,
          rate: lowest.rate.display,
        })}
        height={80 + 36 * items.length}
        option={{
          grid: { left: 8, right: 56, top: 8, bottom: 24, containLabel: true },
          xAxis: { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value}%' } },
          yAxis: { type: 'category', data: bottomUp.map((item) => `${item.item}（${item.groupTitle}）`) },
          series: [
            {
              type: 'bar',
              name: t('ui.implementation'),
              data: bottomUp.map((item) => Number(item.rate.display)),
              label: { show: true, position: 'right', formatter: percentLabel },
            },
          ],
        }}
        table={table}
      />
    </div>
  );
}
