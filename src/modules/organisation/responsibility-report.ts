/** The 責任分担表 as a document, from which Word, Excel and PDF are made. */
import { addDays, formatDate } from '../../kernel/dates.ts';
import type { ReportDocument } from '../../platform/documents/report-document.ts';
import { t } from './messages.ts';
import type { Responsibility } from './queries/responsibilities.ts';

/** Builds the document: one table of the roles of the whole organisation, then a table for each other role. */
export function responsibilityReport(
  organisation: string,
  lines: readonly Responsibility[],
  date: string,
): ReportDocument {
  const whole = lines.filter((line) => line.scopeKind === 'organisation');
  const others = lines.filter((line) => line.scopeKind !== 'organisation');
  const byRole = [...Map.groupBy(others, (line) => line.roleId).values()];
  return {
    title: t('responsibility.title'),
    meta: [
      { label: t('responsibility.organisation'), value: organisation },
      { label: t('responsibility.date'), value: formatDate(date) },
    ],
    pageHeader: t('responsibility.title'),
    orientation: 'landscape',
    sections: [...(whole.length > 0 ? [wholeSection(whole)] : []), ...byRole.map(roleSection)],
  };
}

const commonColumns = [
  { header: t('responsibility.holder'), width: 2 },
  { header: t('responsibility.unit'), width: 2 },
  { header: t('appointment.deputy'), width: 2 },
  { header: t('responsibility.term'), width: 2 },
  { header: t('appointment.decision'), width: 2 },
];

function commonCells(line: Responsibility): string[] {
  const [, unit = '', ...rest] = cellsOf(line);
  const [name = '', ...others] = rest;
  return [name, unit, ...others];
}

function wholeSection(lines: readonly Responsibility[]): ReportDocument['sections'][number] {
  const heading = t('chart.whole');
  return {
    heading,
    level: 2,
    blocks: [
      {
        kind: 'table',
        caption: t('responsibility.caption', { role: heading }),
        columns: [
          { header: t('appointment.role'), width: 3 },
          { header: t('gap.clause'), width: 1.5 },
          ...commonColumns,
        ],
        rows: lines.map((line) => ({ cells: [line.role, line.clause, ...commonCells(line)] })),
      },
    ],
  };
}

function roleSection(lines: readonly Responsibility[]): ReportDocument['sections'][number] {
  const heading = lines[0]?.role ?? '';
  const clause = lines[0]?.clause ?? '';
  return {
    heading,
    level: 2,
    blocks: [
      {
        kind: 'table',
        caption: t('responsibility.caption', { role: heading }),
        columns: [{ header: t('appointment.scope'), width: 2 }, ...commonColumns],
        rows: lines.map((line) => ({
          cells: [line.scopeName ?? t('scope.organisation'), ...commonCells(line)],
        })),
        notes: clause === '' ? [] : [t('responsibility.clause', { clause })],
      },
    ],
  };
}

/** One line as texts: place, unit, holder, deputies, term, decision. */
export function cellsOf(line: Responsibility): string[] {
  const { holder } = line;
  return [
    line.scopeName ?? t('scope.organisation'),
    line.unitName ?? holder?.post ?? '',
    holder?.name ?? t('responsibility.vacant'),
    line.deputies.map((each) => each.name).join('、'),
    holder === null ? '' : termOf(holder.validFrom, holder.validTo),
    holder?.decision ?? '',
  ];
}

/** 「2026年4月1日から」, 「…から…まで」; the last day is the day before `validTo`. */
function termOf(validFrom: string, validTo: string | null): string {
  const from = formatDate(validFrom);
  return validTo === null
    ? t('period.open', { from })
    : t('period.closed', { from, to: formatDate(addDays(validTo, -1)) });
}
