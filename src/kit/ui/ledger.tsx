/** The one list page of the product: search, filters, sort, pages, export, all in the address. */
import type { ReactNode } from 'react';
import type { QueryValue } from './api.ts';
import { Button } from './button.tsx';
import { Loaded, useData } from './data.tsx';
import { EmptyState } from './empty-state.tsx';
import { LedgerCards } from './ledger-cards.tsx';
import {
  activeFilters,
  conditionWords,
  exportHref,
  type LedgerColumn,
  type LedgerFilter,
  type ListAnswer,
  ledgerDefaults,
} from './ledger-model.ts';
import { LedgerTable } from './ledger-table.tsx';
import { LedgerToolbar } from './ledger-toolbar.tsx';
import { FileLink } from './link.tsx';
import { t } from './messages.ts';
import { usePathname, useUrlState, writeUrlState } from './navigation.ts';
import { Pagination } from './pagination.tsx';
import { SavedViews } from './saved-views.tsx';

export interface LedgerSelection {
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
  /** How a row is called, for screen readers. */
  readonly nameOf?: (key: string) => string;
  /** Buttons for the selected rows. */
  readonly actions: (selected: ReadonlySet<string>) => ReactNode;
}

export interface LedgerProps<Row> {
  /** What is listed: 「組織」. Names the table and the search. */
  readonly title: string;
  /** The list of the API; see README for what it answers. */
  readonly path: string;
  /** Parameters that always go with it. */
  readonly query?: Readonly<Record<string, Exclude<QueryValue, readonly (string | number)[]>>>;
  /** The first column names the row and carries its link. */
  readonly columns: readonly LedgerColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly rowLink?: (row: Row) => string | null;
  readonly filters?: readonly LedgerFilter[];
  /** Shows the search box; `q` goes to the server. Default: yes. */
  readonly search?: boolean | { readonly placeholder: string };
  readonly defaultSort?: string;
  readonly pageSize?: number;
  /** Offers the rows as CSV and Excel files. */
  readonly exports?: boolean;
  /** What stands there when the list is empty without any condition: what it is for and what to do. */
  readonly empty: { readonly title: string; readonly text?: ReactNode; readonly actions?: ReactNode };
  readonly selection?: LedgerSelection;
  /** Further buttons of the toolbar. */
  readonly tools?: ReactNode;
  /** More under a row, such as a reason; shown in full width. */
  readonly note?: (row: Row) => ReactNode | null;
}

/** A ledger: see the file's heading; columns and filters are given, everything else is the same everywhere. */
export function Ledger<Row>(props: LedgerProps<Row>) {
  const { title, path, query, filters = [], defaultSort = '', pageSize = 25, exports = false } = props;
  const defaults = ledgerDefaults(filters, defaultSort);
  const [state, set] = useUrlState(defaults);
  const pathname = usePathname();
  const list = useData<ListAnswer<Row>>(path, { ...query, ...state, pageSize });
  const change = (next: Record<string, string>) => set({ page: '1', ...next });
  const clear = () => set({ ...defaults, sort: state.sort ?? '' });
  const conditions = activeFilters(filters, state) + (state.q === '' ? 0 : 1);
  const queryOf = (page: number) =>
    writeUrlState(new URLSearchParams(window.location.search), defaults, { page: String(page) });
  const hrefOf = (page: number) => pathname + queryOf(page);
  const views = (filters.length > 0 || props.search !== false) && (
    <SavedViews
      title={title}
      query={queryOf(1)}
      words={conditionWords(props.columns, filters, defaultSort, state)}
    />
  );
  const download = exports && (
    <>
      <FileLink href={exportHref(path, 'xlsx', state, query)} button={{ size: 'sm' }}>
        {t('ledger.xlsx')}
      </FileLink>
      <FileLink href={exportHref(path, 'csv', state, query)} button={{ size: 'sm' }}>
        {t('ledger.csv')}
      </FileLink>
    </>
  );
  return (
    <section aria-label={title} className="[section+&]:mt-10">
      <LedgerToolbar
        title={title}
        columns={props.columns}
        filters={filters}
        search={props.search ?? true}
        state={state}
        change={change}
        clear={clear}
        tools={
          <>
            {props.tools}
            {views}
            {download}
          </>
        }
      />
      <Loaded query={list}>
        {(answer) => (
          <div aria-busy={list.isPlaceholderData}>
            <Count answer={answer} pending={list.isPlaceholderData} />
            {answer.items.length === 0 ? (
              <NoRows conditions={conditions} clear={clear} empty={props.empty} />
            ) : (
              <>
                <Selected selection={props.selection} />
                <LedgerTable
                  {...props}
                  rows={answer.items}
                  sort={state.sort ?? ''}
                  onSort={(sort) => change({ sort })}
                />
                <LedgerCards {...props} rows={answer.items} />
                <Pagination
                  page={answer.page}
                  pageSize={answer.pageSize}
                  total={answer.total}
                  hrefOf={hrefOf}
                />
              </>
            )}
          </div>
        )}
      </Loaded>
    </section>
  );
}

function Count({ answer, pending }: { readonly answer: ListAnswer<unknown>; readonly pending: boolean }) {
  const from = (answer.page - 1) * answer.pageSize + 1;
  const to = from + answer.items.length - 1;
  const text =
    answer.total > answer.items.length && answer.items.length > 0
      ? t('ledger.range', { count: answer.total.toLocaleString('ja-JP'), from, to })
      : t('ledger.count', { count: answer.total.toLocaleString('ja-JP') });
  return (
    <p role="status" className="mb-2 text-dns-16N-130 text-solid-gray-700">
      {text}
      {pending && `（${t('ledger.updating')}）`}
    </p>
  );
}

function NoRows({
  conditions,
  clear,
  empty,
}: {
  readonly conditions: number;
  readonly clear: () => void;
  readonly empty: LedgerProps<never>['empty'];
}) {
  if (conditions > 0) {
    return (
      <EmptyState
        title={t('ledger.noMatch')}
        actions={
          <Button variant="outline" onClick={clear}>
            {t('ledger.clear')}
          </Button>
        }
      >
        {t('ledger.noMatchHint')}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={empty.title} actions={empty.actions}>
      {empty.text}
    </EmptyState>
  );
}

function Selected({ selection }: { readonly selection: LedgerSelection | undefined }) {
  if (selection === undefined || selection.selected.size === 0) return null;
  return (
    <div role="status" className="mb-2 flex flex-wrap items-center gap-3 rounded-8 bg-key-50 px-4 py-2">
      <span className="text-dns-16B-130">{t('ledger.selected', { count: selection.selected.size })}</span>
      {selection.actions(selection.selected)}
    </div>
  );
}
