import { useEffect, useState } from 'react';
import { buttonClass } from '../../../kit/ui/button.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { Grade } from '../../../kit/ui/rate-figure.tsx';
import { Table, type TableColumn } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import { rateColumn, ungraded } from './figures.tsx';
import type { Gathered } from './gather-page.tsx';

type Organisation = Gathered['organisations'][number];
type Group = Organisation['roleGroups'][number];
type Item = Group['items'][number] & { readonly group: string };

/** The figures of gathered lists: organisations beside each other, then each by role group and item. */
export function GatheredResult({ result }: { readonly result: Gathered }) {
  return (
    <>
      <Section title={t('ui.gatherWhole')} actions={<SaveLink csv={result.csv} />}>
        <Whole whole={result.whole} />
      </Section>
      <Section title={t('ui.gatherResult')}>
        <Table<Organisation>
          caption={t('ui.gatherResult')}
          rows={result.organisations}
          rowKey={(each) => each.organisation}
          columns={[
            {
              name: 'name',
              label: t('ui.gatherOrganisation'),
              heading: true,
              cell: (each) => each.organisation,
            },
            ...rates,
          ]}
        />
        <div className="mt-6 flex flex-col gap-2">
          {result.organisations.map((organisation) => (
            <Disclosure key={organisation.organisation} summary={organisation.organisation}>
              <Groups organisation={organisation} />
            </Disclosure>
          ))}
        </div>
      </Section>
    </>
  );
}

/** Saves what is on screen without sending the lists again. */
function SaveLink({ csv }: { readonly csv: string }) {
  const [href, setHref] = useState<string | null>(null);
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
    setHref(url);
    return () => URL.revokeObjectURL(url);
  }, [csv]);
  if (href === null) return null;
  return (
    <a href={href} download={t('ui.gatherFileName')} className={buttonClass('outline', 'sm')}>
      {t('ui.gatherSave')}
    </a>
  );
}

const rates: readonly TableColumn<Organisation | Group>[] = [
  rateColumn('coverage', t('ui.coverage'), (each) => each.coverage),
  rateColumn('implementation', t('ui.implementation'), (each) => each.implementation),
  rateColumn('item', t('ui.itemAttainment'), (each) => ungraded(each.attainment.item[100])),
];

function Groups({ organisation }: { readonly organisation: Organisation }) {
  const items: Item[] = organisation.roleGroups.flatMap((group) =>
    group.items.map((item) => ({ ...item, group: group.roleGroup })),
  );
  return (
    <div className="flex flex-col gap-6">
      <Table<Group>
        caption={t('ui.groups')}
        rows={organisation.roleGroups}
        rowKey={(group) => group.roleGroup}
        dense
        columns={[
          {
            name: 'group',
            label: t('report.column.group'),
            heading: true,
            cell: (group) => group.roleGroup,
            width: 'min-w-32',
          },
          ...rates,
        ]}
      />
      <Table<Item>
        caption={t('ui.items')}
        rows={items}
        rowKey={(item) => `${item.group}/${item.item}`}
        dense
        columns={[
          { name: 'group', label: t('report.column.group'), cell: (item) => item.group },
          { name: 'item', label: t('report.column.item'), heading: true, cell: (item) => item.item },
          rateColumn('rate', t('ui.implementation'), (item) => item.implementation),
        ]}
      />
    </div>
  );
}

interface MethodRow {
  readonly key: string;
  readonly measure: string;
  readonly method: string;
  readonly display: string;
  readonly grade: string | null;
  readonly count?: number;
  readonly leftOut?: number;
}

function Whole({ whole: { coverage, implementation } }: { readonly whole: Gathered['whole'] }) {
  const rows: MethodRow[] = [
    ...(['pooled', 'meanOfOrgs'] as const).map((method) => ({
      ...coverage[method],
      key: `coverage/${method}`,
      measure: t('ui.coverage'),
      method: t(`rates.method.${method}`),
    })),
    ...(['pooled', 'meanOfItems', 'meanOfSubjects', 'meanOfOrgs'] as const).map((method) => ({
      ...implementation[method],
      key: `implementation/${method}`,
      measure: t('ui.implementation'),
      method: t(`rates.method.${method}`),
    })),
  ];
  return (
    <Table<MethodRow>
      caption={t('ui.gatherWhole')}
      rows={rows}
      rowKey={(row) => row.key}
      dense
      columns={[
        { name: 'measure', label: t('report.column.group'), cell: (row) => row.measure },
        { name: 'method', label: t('report.column.method'), heading: true, cell: (row) => row.method },
        { name: 'value', label: t('rates.column.value'), align: 'right', cell: (row) => row.display },
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
          cell: (row) => row.count ?? t('report.unknown'),
        },
        {
          name: 'leftOut',
          label: t('report.column.leftOut'),
          align: 'right',
          cell: (row) => row.leftOut ?? t('report.unknown'),
        },
      ]}
    />
  );
}
