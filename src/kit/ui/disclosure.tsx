import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** Something that opens on demand, on the native element. `framed` gives it a border, for a list of such. */
export function Disclosure({
  summary,
  children,
  open,
  framed = false,
}: {
  readonly summary: ReactNode;
  readonly children: ReactNode;
  readonly open?: boolean;
  readonly framed?: boolean;
}) {
  return (
    <details open={open} className={cx('group', framed && 'border-b border-solid-gray-420')}>
      <summary
        className={cx(
          'focus-ring flex list-none items-start gap-2 text-std-16N-170 [&::-webkit-details-marker]:hidden',
          framed
            ? 'px-2 py-3 text-std-17B-170 hover:bg-solid-gray-50'
            : 'text-key-900 hover:underline hover:underline-offset-3',
        )}
      >
        <svg
          aria-hidden="true"
          viewBox="0 0 16 16"
          className="mt-1.5 size-4 shrink-0 text-key-900 transition-transform group-open:rotate-180"
        >
          <path d="m2 5 6 6 6-6" fill="none" stroke="currentColor" strokeWidth="2" />
        </svg>
        <span className="min-w-0 flex-1">{summary}</span>
      </summary>
      <div className={cx('pb-4 pl-6', framed ? 'pt-1' : 'pt-2')}>{children}</div>
    </details>
  );
}
