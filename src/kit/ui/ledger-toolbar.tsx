import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { DateField } from './date-field.tsx';
import { controlClass } from './field.tsx';
import { SelectBox } from './inputs.tsx';
import { activeFilters, type LedgerColumn, type LedgerFilter } from './ledger-model.ts';
import { t } from './messages.ts';

interface ToolbarProps {
  readonly title: string;
  readonly columns: readonly Pick<LedgerColumn<never>, 'name' | 'label' | 'sortable'>[];
  readonly filters: readonly LedgerFilter[];
  readonly search: boolean | { readonly placeholder: string };
  readonly state: Readonly<Record<string, string>>;
  readonly change: (next: Record<string, string>) => void;
  readonly clear: () => void;
  readonly tools: ReactNode;
}

/** Search, filters and buttons above a ledger. */
export function LedgerToolbar({
  title,
  columns,
  filters,
  search,
  state,
  change,
  clear,
  tools,
}: ToolbarProps) {
  const active = activeFilters(filters, state);
  return (
    <div className="no-print mb-4 flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        {search !== false && (
          <SearchBox
            label={t('ledger.searchLabel', { title })}
            value={state.q ?? ''}
            onSearch={(q) => change({ q })}
            {...(typeof search === 'object' && { placeholder: search.placeholder })}
          />
        )}
        <div className="flex flex-wrap gap-2">{tools}</div>
      </div>
      {filters.length > 0 && (
        <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
          {filters.map((filter) => (
            <FilterInput
              key={filter.name}
              filter={filter}
              value={state[filter.name] ?? ''}
              onChange={(value) => change({ [filter.name]: value })}
            />
          ))}
          {(active > 0 || state.q !== '') && (
            <Button variant="text" size="sm" onClick={clear}>
              {t('ledger.clear')}
            </Button>
          )}
        </div>
      )}
      <NarrowSort columns={columns} sort={state.sort ?? ''} onSort={(sort) => change({ sort })} />
    </div>
  );
}

/** A search box that searches on Enter, on the button, and when it is emptied. */
function SearchBox({
  label,
  value,
  onSearch,
  placeholder,
}: {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
  readonly placeholder?: string;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(text.trim());
  };
  return (
    <search className="min-w-0 flex-1 basis-72 sm:max-w-lg">
      <form onSubmit={submit} className="flex gap-2">
        <input
          type="search"
          aria-label={label}
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            if (event.target.value === '') onSearch('');
          }}
          className={cx(controlClass, 'min-h-11 min-w-0 flex-1')}
        />
        <Button type="submit" variant="outline" className="min-h-11 shrink-0">
          {t('ledger.search')}
        </Button>
      </form>
    </search>
  );
}

function FilterInput({
  filter,
  value,
  onChange,
}: {
  readonly filter: LedgerFilter;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  const kind = filter.kind ?? (filter.options ? 'select' : 'text');
  if (kind === 'check') {
    return (
      <div className="flex min-h-11 items-center gap-2">
        <input
          id={id}
          type="checkbox"
          className="size-6 accent-key-900"
          checked={value === 'true'}
          onChange={(event) => onChange(event.target.checked ? 'true' : '')}
        />
        <label htmlFor={id} className="text-dns-16N-130">
          {filter.label}
        </label>
      </div>
    );
  }
  if (kind === 'date') {
    return <DateField label={filter.label} small value={value} onChange={onChange} />;
  }
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-dns-14B-130">
        {filter.label}
      </label>
      {kind === 'select' ? (
        <SelectBox
          id={id}
          small
          value={value}
          onChange={(event) => onChange(event.target.value)}
          width="min-w-40"
        >
          <option value="">{t('common.all')}</option>
          {filter.options?.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </SelectBox>
      ) : (
        <input
          id={id}
          type={kind}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={cx(controlClass, 'min-h-10 py-1')}
        />
      )}
    </div>
  );
}

/** On narrow windows the column headings are not there, so sorting has its own box. */
function NarrowSort({
  columns,
  sort,
  onSort,
}: {
  readonly columns: ToolbarProps['columns'];
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}) {
  const id = useId();
  const sortable = columns.filter((column) => column.sortable);
  if (sortable.length === 0) return null;
  return (
    <div className="flex items-center gap-2 md:hidden">
      <label htmlFor={id} className="shrink-0 text-dns-14B-130">
        {t('ledger.sortBy')}
      </label>
      <SelectBox id={id} small value={sort} onChange={(event) => onSort(event.target.value)}>
        <option value="">{t('common.choose')}</option>
        {sortable.flatMap((column) => [
          <option key={column.name} value={column.name}>
            {t('ledger.ascending', { column: column.label })}
          </option>,
          <option key={`-${column.name}`} value={`-${column.name}`}>
            {t('ledger.descending', { column: column.label })}
          </option>,
        ])}
      </SelectBox>
    </div>
  );
}
