import { attainmentThresholds, type MeanFigure, type RateFigure } from '../../../kernel/rates.ts';
import type { CellValue } from '../../../platform/documents/cell-text.ts';
import { t } from '../messages.ts';
import type { OrganisationFigures, RatesReport, RoleGroupFigures } from './figures.ts';

/** The columns of `figureRows`. */
export const figureHeader = (): string[] => [
  t('rates.column.organisation'),
  t('rates.column.group'),
  t('rates.column.item'),
  t('rates.column.measure'),
  t('rates.column.method'),
  t('rates.column.numerator'),
  t('rates.column.denominator'),
  t('rates.column.value'),
  t('rates.column.grades'),
  t('rates.column.count'),
  t('rates.column.leftOut'),
];

/** Every figure of a report as one row, for spreadsheets: organisations first, then the figures over all of them. */
export function figureRows({ organisations, whole }: RatesReport): CellValue[][] {
  const over = t('rates.whole');
  const mean = (
    measure: string,
    method: 'meanOfItems' | 'meanOfSubjects' | 'meanOfOrgs',
    figure: MeanFigure,
  ) => meanRow([over, '', '', measure, t(`rates.method.${method}`)], figure);
  const coverage = t('rates.measure.coverage');
  const implementation = t('rates.measure.implementation');
  return [
    ...organisations.flatMap(organisationRows),
    rateRow([over, '', '', coverage], whole.coverage.pooled),
    mean(coverage, 'meanOfOrgs', whole.coverage.meanOfOrgs),
    rateRow([over, '', '', implementation], whole.implementation.pooled),
    mean(implementation, 'meanOfItems', whole.implementation.meanOfItems),
    mean(implementation, 'meanOfSubjects', whole.implementation.meanOfSubjects),
    mean(implementation, 'meanOfOrgs', whole.implementation.meanOfOrgs),
  ];
}

function organisationRows(organisation: OrganisationFigures): CellValue[][] {
  const name = organisation.organisation;
  return [
    ...groupRows(name, t('rates.all'), organisation),
    ...organisation.roleGroups.flatMap((group) => [
      ...groupRows(name, group.roleGroup, group),
      ...group.items.map(({ item, implementation }) =>
        rateRow([name, group.roleGroup, item, t('rates.measure.implementation')], implementation),
      ),
    ]),
  ];
}

type Figures = Pick<RoleGroupFigures, 'coverage' | 'implementation' | 'attainment'>;

function groupRows(organisation: string, group: string, { coverage, implementation, attainment }: Figures) {
  const row = (measure: string, figure: RateFigure) => rateRow([organisation, group, '', measure], figure);
  return [
    row(t('rates.measure.coverage'), coverage),
    row(t('rates.measure.implementation'), implementation),
    ...(['item', 'person'] as const).flatMap((unit) =>
      attainmentThresholds.map((threshold) =>
        row(t(`rates.measure.${unit}`, { threshold }), attainment[unit][threshold]),
      ),
    ),
  ];
}

const rateRow = (head: readonly string[], { n, d, display, grade }: RateFigure): CellValue[] => [
  ...head,
  t('rates.method.pooled'),
  n,
  d,
  display,
  grade,
  null,
  null,
];

const meanRow = (head: readonly string[], { display, grade, count, leftOut }: MeanFigure): CellValue[] => [
  ...head,
  null,
  null,
  display,
  grade,
  count,
  leftOut,
];
