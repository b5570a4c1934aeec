/** How values of any kind are shown to people. */
import { formatDate, formatInstant, isIsoDate } from '../../kernel/dates.ts';
import { t } from './messages.ts';

/** An instant in Tokyo, to the minute: `2026/11/21 17:05`. */
export function showInstant(iso: string): string {
  return formatInstant(new Date(iso));
}

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** A value of a record as a person reads it: dates in words, yes and no, lists with 、. */
export function showValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return t('common.none');
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') return value.toLocaleString('ja-JP');
  if (typeof value === 'string') {
    if (isIsoDate(value)) return formatDate(value);
    return instantPattern.test(value) ? showInstant(value) : value;
  }
  if (Array.isArray(value)) return value.length === 0 ? t('common.none') : value.map(showValue).join('、');
  return JSON.stringify(value);
}

/** The size of a file in words: 12KB, 3.4MB. */
export const fileSize = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)}KB` : `${Math.round((bytes / 1024 / 1024) * 10) / 10}MB`;
