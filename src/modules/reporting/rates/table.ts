import {
  exactValue,
  isRoundedUpToFull,
  type MeanFigure,
  parseFraction,
  type RateFigure,
} from '../../../kernel/rates.ts';
import { displayWidth } from '../../../platform/documents/cell-text.ts';
import { t } from '../messages.ts';
import type { Attainment, OrganisationFigures, RatesReport, WholeFigures } from './figures.ts';

/** The figures as a person reads them in a terminal, with the item titles where a list gave them. */
export function tableOf(report: RatesReport, titleOf: (item: string) => string = () => ''): string {
  const parts = [t('rates.tableTitle')];
  for (const organisation of report.organisations)
    parts.push('', ...organisationLines(organisation, titleOf));
  parts.push('', ...wholeLines(report.whole), '', t('rates.noteRounding'));
  return `${parts.join('\n')}\n`;
}

function organisationLines(organisation: OrganisationFigures, titleOf: (item: string) => string): string[] {
  const groups = [{ ...organisation, roleGroup: t('rates.all') }, ...organisation.roleGroups];
  const rows = groups.map((group) => [
    group.roleGroup,
    rateText(group.coverage),
    rateText(group.implementation),
    `${group.coverage.grade ?? '-'} / ${group.implementation.grade ?? '-'}`,
    attainmentText(group.attainment.item),
    attainmentText(group.attainment.person),
  ]);
  const heading = [
    t('rates.column.group'),
    t('rates.column.coverage'),
    t('rates.column.implementation'),
    t('rates.column.grades'),
    t('rates.column.itemAttainment'),
    t('rates.column.personAttainment'),
  ];
  const items = organisation.roleGroups.flatMap((group) =>
    group.items.map(({ item, implementation }) => [
      group.roleGroup,
      titleOf(item) === '' ? item : `${item} ${titleOf(item)}`,
      rateText(implementation),
      implementation.grade ?? '-',
    ]),
  );
  const itemHeading = [
    t('rates.column.group'),
    t('rates.column.item'),
    t('rates.column.implementation'),
    t('rates.column.grades'),
  ];
  return [
    `■ ${organisation.organisation}`,
    ...aligned([heading, ...rows]),
    '',
    ...aligned([itemHeading, ...items]),
  ];
}

function wholeLines({ coverage, implementation }: WholeFigures): string[] {
  const pooledRow = (label: string, figure: RateFigure) => [
    label,
    t('rates.method.pooled'),
    rateText(figure),
    figure.grade ?? '-',
    '',
    '',
  ];
  const meanRow = (label: string, method: string, figure: MeanFigure) => [
    label,
    method,
    meanText(figure),
    figure.grade ?? '-',
    String(figure.count),
    String(figure.leftOut),
  ];
  const [coverageLabel, implementationLabel] = [t('rates.column.coverage'), t('rates.column.implementation')];
  const heading = [
    t('rates.column.group'),
    t('rates.column.method'),
    t('rates.column.value'),
    t('rates.column.grades'),
    t('rates.column.count'),
    t('rates.column.leftOut'),
  ];
  const rows = [
    pooledRow(coverageLabel, coverage.pooled),
    meanRow(coverageLabel, t('rates.method.meanOfOrgs'), coverage.meanOfOrgs),
    pooledRow(implementationLabel, implementation.pooled),
    meanRow(implementationLabel, t('rates.method.meanOfItems'), implementation.meanOfItems),
    meanRow(implementationLabel, t('rates.method.meanOfSubjects'), implementation.meanOfSubjects),
    meanRow(implementationLabel, t('rates.method.meanOfOrgs'), implementation.meanOfOrgs),
  ];
  return [`■ ${t('rates.whole')}`, ...aligned([heading, ...rows])];
}

function rateText(figure: RateFigure): string {
  return figure.d === 0 ? figure.display : `${shown(figure)} (${figure.n}/${figure.d})`;
}

function meanText(figure: MeanFigure): string {
  const value = figure.value === null ? null : parseFraction(figure.value);
  return figure.display + (isRoundedUpToFull(value) ? '*' : '');
}

const shown = (figure: RateFigure) => figure.display + (isRoundedUpToFull(exactValue(figure)) ? '*' : '');

function attainmentText(figures: Attainment['item']): string {
  const parts = [figures[100], figures[95], figures[90]];
  return parts.every((figure) => figure.d === 0) ? figures[100].display : parts.map(shown).join(' / ');
}

/** Columns padded by display width, so that full-width text lines up. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => displayWidth(row[at] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - displayWidth(cell)))
      .join('  ')
      .trimEnd(),
  );
}
