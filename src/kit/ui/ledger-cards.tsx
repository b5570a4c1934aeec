import type { LedgerProps } from './ledger.tsx';
import { NamedCell, SelectRow } from './ledger-table.tsx';

/** The rows of a ledger as cards, for narrow windows. */
export function LedgerCards<Row>({
  columns,
  rows,
  rowKey,
  rowLink,
  selection,
  note,
}: LedgerProps<Row> & { readonly rows: readonly Row[] }) {
  const [first, ...others] = columns;
  if (first === undefined) return null;
  return (
    <ul className="flex flex-col gap-3 md:hidden">
      {rows.map((row) => {
        const key = rowKey(row);
        const extra = note?.(row) ?? null;
        return (
          <li key={key} className="flex gap-3 rounded-8 border border-solid-gray-420 p-4">
            {selection && <SelectRow rowKey={key} selection={selection} />}
            <div className="min-w-0 flex-1">
              <div className="text-std-17B-170">
                <NamedCell row={row} column={first} rowLink={rowLink} />
              </div>
              <dl className="mt-2 grid grid-cols-[7rem_1fr] gap-x-3 gap-y-2 text-dns-16N-130">
                {others
                  .filter((column) => !column.wideOnly)
                  .map((column) => (
                    <div key={column.name} className="contents">
                      <dt className="text-solid-gray-700">{column.label}</dt>
                      <dd className="min-w-0">{column.cell(row)}</dd>
                    </div>
                  ))}
              </dl>
              {extra !== null && <div className="mt-2 text-solid-gray-700">{extra}</div>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
