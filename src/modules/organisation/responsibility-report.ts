/** The 責任分担表 as a document, from which Word, Excel and PDF are made. */
import { addDays, formatDate } from '../../kernel/dates.ts';
import type { ReportDocument } from '../../platform/documents/report-document.ts';
import { t } from './messages.ts';
import type { Responsibility } from './queries/responsibilities.ts';

/** Builds the document; each role is a section of its own table. */
export function responsibilityReport(
  organisation: string,
  lines: readonly Responsibility[],
  date: string,
): ReportDocument {
  const byRole = Map.groupBy(lines, (line) => line.roleId);
  return {
    title: t('responsibility.title'),
    meta: [
      { label: t('responsibility.organisation'), value: organisation },
      { label: t('responsibility.date'), value: formatDate(date) },
    ],
    pageHeader: t('responsibility.title'),
    orientation: 'landscape',
    sections: [...byRole.values()].map((rows) => ({
      heading: rows[0]?.role ?? '',
      level: 2 as const,
      blocks: [
        {
          kind: 'table' as const,
          caption: t('responsibility.caption', { role: rows[0]?.role ?? '' }),
          columns: [
            { header: t('appointment.scope'), width: 2 },
            { header: t('responsibility.unit'), width: 2 },
            { header: t('responsibility.holder'), width: 2 },
            { header: t('appointment.deputy'), width: 2 },
            { header: t('responsibility.term'), width: 2 },
            { header: t('appointment.decision'), width: 2 },
          ],
          rows: rows.map((line) => ({ cells: cellsOf(line) })),
          notes: rows[0]?.clause ? [t('responsibility.clause', { clause: rows[0].clause })] : [],
        },
      ],
    })),
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
