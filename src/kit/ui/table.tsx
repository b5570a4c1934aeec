import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cx } from './cx.ts';
import { t } from './messages.ts';

export interface TableColumn<Row> {
  readonly name: string;
  readonly label: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'left' | 'right' | 'center';
  /** Classes for its width: `w-32`, `min-w-48`. */
  readonly width?: string;
  /** The column that names the row, read out as its heading. */
  readonly heading?: boolean;
}

export interface TableProps<Row> {
  /** Says what the table holds; read out, and shown when `showCaption`. */
  readonly caption: string;
  readonly showCaption?: boolean;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** A line of totals at the foot, by column name. */
  readonly foot?: Readonly<Record<string, ReactNode>>;
  readonly dense?: boolean;
}

const aligns = { left: 'text-left', right: 'text-right tabular-nums', center: 'text-center' };

/** A small table without paging; wide ones scroll sideways by keyboard too. Ledgers use `Ledger`. */
export function Table<Row>({
  caption,
  showCaption = false,
  columns,
  rows,
  rowKey,
  foot,
  dense = false,
}: TableProps<Row>) {
  const pad = dense ? 'px-3 py-2' : 'px-4 py-3';
  return (
    <ScrollBox label={caption}>
      <table className="w-full border-collapse text-dns-16N-130">
        <caption className={showCaption ? 'mb-2 text-left text-std-16B-170' : 'sr-only'}>{caption}</caption>
        <thead>
          <tr className="border-b border-black bg-solid-gray-50">
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                className={cx(
                  pad,
                  'text-dns-16B-130 align-bottom',
                  aligns[column.align ?? 'left'],
                  column.width,
                )}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-solid-gray-420">
              {columns.map((column) => {
                const className = cx(pad, 'align-top', aligns[column.align ?? 'left'], widthOf(column));
                return column.heading ? (
                  <th key={column.name} scope="row" className={cx(className, 'font-normal')}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.name} className={className}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        {foot !== undefined && (
          <tfoot>
            <tr className="border-b border-black bg-solid-gray-50 text-dns-16B-130">
              {columns.map((column) => (
                <td key={column.name} className={cx(pad, aligns[column.align ?? 'left'])}>
                  {foot[column.name]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </ScrollBox>
  );
}

/** On narrow windows text columns keep a readable width and the table scrolls. */
function widthOf({ width, heading, align }: Pick<TableColumn<never>, 'width' | 'heading' | 'align'>): string {
  if (width !== undefined) return width;
  if (heading) return 'min-w-32';
  return (align ?? 'left') === 'left' ? 'min-w-36 md:min-w-16' : '';
}

/** Lets wide content scroll sideways inside the page; while it does, it is a stop of the Tab key. */
export function ScrollBox({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth));
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  const stop = scrolls ? { tabIndex: 0, role: 'region', 'aria-label': `${label} ${t('table.scroll')}` } : {};
  return (
    <div ref={box} className="relative w-full min-w-0 overflow-x-auto" {...stop}>
      {children}
    </div>
  );
}
