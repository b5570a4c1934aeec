import { attainmentThresholds } from '../../../kernel/rates.ts';
import type {
  TableBlock,
  TableCell,
  TableColumn,
  TableRow,
} from '../../../platform/documents/report-document.ts';
import { t } from '../messages.ts';
import { centre, integer, marked, number, percent, text, yearLabel } from './document-cells.ts';
import type { HistoryCell, HistoryRow, ShownRate } from './history.ts';
import type { AnnualReport, ItemReport } from './model.ts';
import { historyNotes } from './summary.ts';

export function subjectsTable({ groups }: AnnualReport): TableBlock {
  return {
    kind: 'table',
    caption: t('report.table.subjects'),
    columns: [text('group', 2), text('roles', 4), number('population'), number('itemCount')],
    rows: groups.map((group) => ({
      cells: [group.title, group.roles.join('、'), integer(group.population), integer(group.itemCount)],
    })),
    notes: [t('report.note.persons')],
  };
}

export function exclusionsTable({ exclusions }: AnnualReport): TableBlock[] {
  if (exclusions.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: t('report.table.exclusions'),
      columns: [text('reason', 3), number('people')],
      rows: exclusions.map(({ reason, count }) => ({ cells: [reason, integer(count)] })),
    },
  ];
}

export function coverageTable({ groups, whole }: AnnualReport): TableBlock {
  const row = (title: string, rate: ShownRate, strong = false): TableRow => ({
    cells: [title, integer(rate.n), integer(rate.d), percent(rate), rate.grade ?? t('report.unknown')],
    strong,
  });
  return {
    kind: 'table',
    caption: t('report.table.coverage'),
    columns: [text('group', 2), number('heard'), number('population'), number('coverage'), centre('grade')],
    rows: [
      ...groups.map((group) => row(group.title, group.coverage)),
      row(t('report.whole'), whole.coverage, true),
    ],
    notes: [t('report.note.rounding')],
  };
}

export const coverageHistory = (report: AnnualReport): TableBlock =>
  historyTable(report, t('report.table.coverageHistory'), report.history.coverage);

/** Years down and groups across, so that a break between two years is a heavy line. */
export function historyTable(report: AnnualReport, caption: string, rows: readonly HistoryRow[]): TableBlock {
  return {
    kind: 'table',
    caption,
    columns: [
      text('year', 2),
      text('focus', 1),
      ...rows.map(
        (row): TableColumn => ({
          header: row.roleGroup === null ? t('report.whole') : row.title,
          align: 'right',
        }),
      ),
    ],
    rows: report.history.years.map((year, at) => ({
      cells: [
        yearLabel(year),
        t(`report.focus.${year.focus}`),
        ...rows.map((row) => historyCell(row.cells[at])),
      ],
      ruleAbove: year.breakBefore,
    })),
    notes: [...historyNotes(report), t('report.note.rounding')],
  };
}

function historyCell(cell: HistoryCell | undefined): TableCell {
  if (!cell || cell.kind === 'unknown') return t('report.unknown');
  return cell.kind === 'counted' ? percent(cell) : cell.display;
}

export function yearOnYearTable({ yearOnYear }: AnnualReport): TableBlock {
  return {
    kind: 'table',
    caption: t('report.table.yearOnYear'),
    columns: [text('group', 2), number('coverageChange'), number('implementationChange')],
    rows: yearOnYear.map((each) => ({
      cells: [
        each.roleGroup === null ? t('report.whole') : each.title,
        each.coverage ?? t('report.unknown'),
        each.implementation ?? t('report.unknown'),
      ],
      strong: each.roleGroup === null,
    })),
    notes: [t('report.note.change')],
  };
}

export function attainmentTable({ groups, whole }: AnnualReport): TableBlock {
  const columns = (['byItem', 'byPerson'] as const).flatMap((unit) =>
    attainmentThresholds.map(
      (threshold): TableColumn => ({
        header: t('report.column.threshold', { threshold }),
        group: t(`report.column.${unit}`),
        align: 'right',
      }),
    ),
  );
  const rows = [...groups, { title: t('report.whole'), attainment: whole.attainment }];
  return {
    kind: 'table',
    caption: t('report.table.attainment'),
    columns: [text('group', 2), ...columns],
    rows: rows.map(({ title, attainment }, at) => ({
      cells: [
        title,
        ...[attainment.item, attainment.person].flatMap((figures) =>
          attainmentThresholds.map((threshold) => percent(marked(figures[threshold]))),
        ),
      ],
      strong: at === groups.length,
    })),
  };
}

export function methodsTable({ whole, method }: AnnualReport): TableBlock {
  const { pooled, meanOfItems, meanOfSubjects } = whole.implementation;
  const means = [
    ['meanOfItems', meanOfItems],
    ['meanOfSubjects', meanOfSubjects],
  ] as const;
  return {
    kind: 'table',
    caption: t('report.table.methods'),
    columns: [
      text('method', 2),
      number('implementation'),
      centre('grade'),
      number('averaged'),
      number('leftOut'),
    ],
    rows: [
      {
        cells: [t('rates.method.pooled'), percent(pooled), pooled.grade ?? t('report.unknown'), '', ''],
        strong: method === 'pooled',
      },
      ...means.map(([name, mean]) => ({
        cells: [
          t(`rates.method.${name}`),
          mean.display,
          mean.grade ?? t('report.unknown'),
          integer(mean.count),
          integer(mean.leftOut),
        ],
        strong: method === name,
      })),
    ],
    notes: [t('report.note.method', { method: t(`rates.method.${method}`) })],
  };
}

export const itemColumns = (): TableColumn[] => [
  text('group', 2.6),
  text('item', 2.2),
  text('content', 6),
  number('done', 1.3),
  number('duty', 1.3),
  number('implementation', 1.6),
];

export const itemRow = ({ groupTitle, item, title, rate }: ItemReport): TableRow => ({
  cells: [groupTitle, item, title, integer(rate.n), integer(rate.d), percent(rate)],
});

export const itemsTable = ({ items }: AnnualReport): TableBlock => ({
  kind: 'table',
  caption: t('report.table.items'),
  columns: itemColumns(),
  rows: items.map(itemRow),
});

export function gradesTable({ groups, whole }: AnnualReport): TableBlock {
  const row = (title: string, coverage: ShownRate, implementation: ShownRate, strong = false): TableRow => ({
    cells: [
      title,
      percent(coverage),
      coverage.grade ?? t('report.unknown'),
      percent(implementation),
      implementation.grade ?? t('report.unknown'),
    ],
    strong,
  });
  return {
    kind: 'table',
    caption: t('report.table.grades'),
    columns: [
      text('group', 2),
      number('coverage'),
      centre('coverageGrade'),
      number('implementation'),
      centre('implementationGrade'),
    ],
    rows: [
      ...groups.map((group) => row(group.title, group.coverage, group.implementation)),
      row(t('report.whole'), whole.coverage, whole.implementation.pooled, true),
    ],
  };
}

export function unitsTable({ units }: AnnualReport): TableBlock {
  return {
    kind: 'table',
    caption: t('report.table.units'),
    columns: [
      text('unit', 3),
      number('population'),
      number('coverage'),
      centre('coverageGrade'),
      number('implementation'),
      centre('implementationGrade'),
    ],
    rows: units.map(({ name, depth, coverage, implementation }) => ({
      cells: [
        '　'.repeat(depth) + name,
        integer(coverage.d),
        percent(coverage),
        coverage.grade ?? t('report.unknown'),
        percent(implementation),
        implementation.grade ?? t('report.unknown'),
      ],
    })),
    notes: [t('report.note.fewUnits')],
  };
}
