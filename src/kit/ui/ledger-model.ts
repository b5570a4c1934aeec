/** What a ledger shows and what its address means; pure, so that it can be tested without a browser. */
import type { ReactNode } from 'react';
import { queryText } from './api.ts';
import { t } from './messages.ts';

/** The answer of every list (`listAnswer` in `kit/server/list.ts`). */
export interface ListAnswer<Row> {
  readonly items: readonly Row[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

export interface LedgerColumn<Row> {
  readonly name: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  /** May be sorted by; `name` is then what the server knows. */
  readonly sortable?: boolean;
  readonly align?: 'left' | 'right';
  /** Classes for its width on wide windows: `w-32`. */
  readonly width?: string;
  /** Left out of the cards on narrow windows. */
  readonly wideOnly?: boolean;
}

export interface LedgerFilter {
  /** The name of the query parameter. */
  readonly name: string;
  readonly label: string;
  /** `check` sends `true` when set. Default: `select`, or `text` without options. */
  readonly kind?: 'select' | 'text' | 'date' | 'check';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Set at first; cleared by the person it sends nothing. */
  readonly initial?: string;
}

/** Query parameters of the list itself; filters must not be called so. */
const ownParameters = { q: '', sort: '', page: '1' };

/** The address parameters of a ledger with their defaults. */
export function ledgerDefaults(
  filters: readonly LedgerFilter[],
  defaultSort: string,
): Record<string, string> {
  return {
    ...ownParameters,
    sort: defaultSort,
    ...Object.fromEntries(filters.map((filter) => [filter.name, filter.initial ?? ''])),
  };
}

/** `name` → `-name` → `name`; another column begins ascending. */
export function nextSort(current: string, column: string): string {
  return current === column ? `-${column}` : column;
}

/** How many filters are set to something other than their beginning. */
export function activeFilters(
  filters: readonly LedgerFilter[],
  state: Readonly<Record<string, string>>,
): number {
  return activeFilterList(filters, state).length;
}

const activeFilterList = (
  filters: readonly LedgerFilter[],
  state: Readonly<Record<string, string>>,
): readonly LedgerFilter[] =>
  filters.filter((filter) => (state[filter.name] ?? '') !== (filter.initial ?? ''));

/** The address of the file with all rows that the present conditions find. */
export function exportHref(
  path: string,
  format: 'csv' | 'xlsx',
  state: Readonly<Record<string, string>>,
  fixed: Readonly<Record<string, string | number | boolean | null | undefined>> = {},
): string {
  const { page: _page, ...conditions } = state;
  return path + queryText({ ...fixed, ...conditions, format });
}

/** The conditions that are set, in words: what is searched for, each filter, and another order than the first. */
export function conditionWords(
  columns: readonly Pick<LedgerColumn<never>, 'name' | 'label'>[],
  filters: readonly LedgerFilter[],
  defaultSort: string,
  state: Readonly<Record<string, string>>,
): string {
  const { q = '', sort = '' } = state;
  const set = activeFilterList(filters, state).map((filter) => {
    const value = state[filter.name] ?? '';
    const chosen = filter.options?.find((option) => option.value === value)?.label;
    const text =
      value === '' ? t('common.all') : (chosen ?? (filter.kind === 'check' ? t('common.yes') : value));
    return t('ledger.condition', { label: filter.label, value: text });
  });
  const column = columns.find(({ name }) => name === sort.replace(/^-/, ''))?.label;
  const order = sort.startsWith('-') ? 'ledger.descending' : 'ledger.ascending';
  return [
    ...(q === '' ? [] : [t('ledger.condition', { label: t('ledger.search'), value: q })]),
    ...set,
    ...(sort === defaultSort || column === undefined ? [] : [t(order, { column })]),
  ].join(t('ledger.and'));
}
