import { formatFiscalYear } from '../../../kernel/dates.ts';
import { exactValue, isRoundedUpToFull } from '../../../kernel/rates.ts';
import type { TableCell, TableColumn } from '../../../platform/documents/report-document.ts';
import { t } from '../messages.ts';
import type { HistoryYear, ShownRate } from './history.ts';
import { markedDisplay } from './summary.ts';

export type ColumnName =
  | 'group'
  | 'roles'
  | 'population'
  | 'itemCount'
  | 'reason'
  | 'people'
  | 'heard'
  | 'coverage'
  | 'implementation'
  | 'grade'
  | 'coverageGrade'
  | 'implementationGrade'
  | 'year'
  | 'focus'
  | 'item'
  | 'content'
  | 'done'
  | 'duty'
  | 'unit'
  | 'coverageChange'
  | 'implementationChange'
  | 'method'
  | 'averaged'
  | 'leftOut';

export const text = (name: ColumnName, width: number): TableColumn => ({
  header: t(`report.column.${name}`),
  width,
});
export const number = (name: ColumnName, width = 1): TableColumn => ({
  header: t(`report.column.${name}`),
  align: 'right',
  width,
});
export const centre = (name: ColumnName): TableColumn => ({
  header: t(`report.column.${name}`),
  align: 'center',
});

export const integer = (value: number): TableCell => ({
  text: value.toLocaleString('ja-JP'),
  value,
  kind: 'integer',
});

/** A percentage that spreadsheets calculate with; text where it is none, or where the mark must be seen. */
export function percent(rate: ShownRate): TableCell {
  if (rate.d === 0 || rate.roundedUp) return markedDisplay(rate);
  return { text: rate.display, value: rate.n / rate.d, kind: 'percent' };
}

export const marked = (figure: Omit<ShownRate, 'roundedUp'>): ShownRate => ({
  ...figure,
  roundedUp: isRoundedUpToFull(exactValue(figure)),
});

/** The name of a year; one whose answers still come in says so. */
export function yearLabel(year: HistoryYear): string {
  const name = formatFiscalYear(year.fiscalYear);
  return year.interim ? t('report.yearInterim', { year: name }) : name;
}
