import { Fragment } from 'react';
import { cx } from './cx.ts';
import type { LedgerProps, LedgerSelection } from './ledger.tsx';
import { type LedgerColumn, nextSort } from './ledger-model.ts';
import { Link } from './link.tsx';
import { t } from './messages.ts';
import { ScrollBox } from './table.tsx';

interface LedgerTableProps<Row> extends LedgerProps<Row> {
  readonly rows: readonly Row[];
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

/** The rows of a ledger as a table, for windows that are wide enough. */
export function LedgerTable<Row>({
  title,
  columns,
  rows,
  rowKey,
  rowLink,
  sort,
  onSort,
  selection,
  note,
}: LedgerTableProps<Row>) {
  const cell = 'px-3 py-3 align-top first:pl-4';
  return (
    <div className="hidden md:block">
      <ScrollBox label={title}>
        <table className="w-full border-collapse text-dns-16N-130">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="border-b border-black bg-solid-gray-50 text-left">
              {selection && (
                <th scope="col" className={cx(cell, 'w-12')}>
                  <SelectAll keys={rows.map(rowKey)} selection={selection} />
                </th>
              )}
              {columns.map((column) => (
                <HeadCell key={column.name} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const key = rowKey(row);
              const extra = note?.(row) ?? null;
              return (
                <Fragment key={key}>
                  <tr className={cx('hover:bg-key-50', extra === null && 'border-b border-solid-gray-420')}>
                    {selection && (
                      <td className={cell}>
                        <SelectRow rowKey={key} selection={selection} />
                      </td>
                    )}
                    {columns.map((column, index) =>
                      index === 0 ? (
                        <th
                          key={column.name}
                          scope="row"
                          className={cx(cell, 'text-left font-normal', column.width)}
                        >
                          <NamedCell row={row} column={column} rowLink={rowLink} />
                        </th>
                      ) : (
                        <td
                          key={column.name}
                          className={cx(
                            cell,
                            column.align === 'right' && 'text-right tabular-nums',
                            column.width,
                          )}
                        >
                          {column.cell(row)}
                        </td>
                      ),
                    )}
                  </tr>
                  {extra !== null && (
                    <tr className="border-b border-solid-gray-420">
                      <td
                        colSpan={columns.length + (selection ? 1 : 0)}
                        className="px-4 pb-3 text-solid-gray-700"
                      >
                        {extra}
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </ScrollBox>
    </div>
  );
}

/** The first cell of a row, with its link when the row has a page. */
export function NamedCell<Row>({
  row,
  column,
  rowLink,
}: {
  readonly row: Row;
  readonly column: LedgerColumn<Row>;
  readonly rowLink: LedgerProps<Row>['rowLink'];
}) {
  const to = rowLink?.(row) ?? null;
  return to === null ? column.cell(row) : <Link to={to}>{column.cell(row)}</Link>;
}

function HeadCell<Row>({
  column,
  sort,
  onSort,
}: {
  readonly column: LedgerColumn<Row>;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}) {
  const direction =
    sort === column.name ? 'ascending' : sort === `-${column.name}` ? 'descending' : undefined;
  const className = cx(
    'px-3 py-3 align-bottom text-dns-16B-130 whitespace-nowrap first:pl-4',
    column.align === 'right' && 'text-right',
    column.width,
  );
  if (!column.sortable) {
    return (
      <th scope="col" className={className}>
        {column.label}
      </th>
    );
  }
  return (
    <th scope="col" aria-sort={direction ?? 'none'} className={className}>
      <button
        type="button"
        onClick={() => onSort(nextSort(sort, column.name))}
        className="focus-ring -m-1 inline-flex items-center gap-1 rounded-4 p-1 text-dns-16B-130 hover:underline hover:underline-offset-3"
      >
        {column.label}
        <span aria-hidden="true" className={direction ? 'text-key-900' : 'text-solid-gray-600'}>
          {direction === 'ascending' ? '▲' : direction === 'descending' ? '▼' : '⇅'}
        </span>
      </button>
    </th>
  );
}

/** The box that selects one row. */
export function SelectRow({
  rowKey,
  selection,
}: {
  readonly rowKey: string;
  readonly selection: LedgerSelection;
}) {
  const toggle = (on: boolean) => {
    const next = new Set(selection.selected);
    if (on) next.add(rowKey);
    else next.delete(rowKey);
    selection.onChange(next);
  };
  return (
    <input
      type="checkbox"
      aria-label={t('ledger.selectRow', { name: selection.nameOf?.(rowKey) ?? rowKey })}
      className="size-6 accent-key-900"
      checked={selection.selected.has(rowKey)}
      onChange={(event) => toggle(event.target.checked)}
    />
  );
}

function SelectAll({
  keys,
  selection,
}: {
  readonly keys: readonly string[];
  readonly selection: LedgerSelection;
}) {
  const all = keys.every((key) => selection.selected.has(key));
  const some = keys.some((key) => selection.selected.has(key));
  return (
    <input
      type="checkbox"
      aria-label={t('ledger.selectAll')}
      className="size-6 accent-key-900"
      checked={all}
      ref={(box) => {
        if (box) box.indeterminate = some && !all;
      }}
      onChange={(event) => {
        const next = new Set(selection.selected);
        for (const key of keys)
          if (event.target.checked) next.add(key);
          else next.delete(key);
        selection.onChange(next);
      }}
    />
  );
}
