import { PlainLink } from './link.tsx';
import { t } from './messages.ts';

/** Moves between the pages of a list by links, so that a page can be opened in a new tab or bookmarked. */
export function Pagination({
  page,
  pageSize,
  total,
  hrefOf,
}: {
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly hrefOf: (page: number) => string;
}) {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages <= 1) return null;
  const linkClass =
    'focus-ring inline-flex min-h-11 min-w-11 items-center justify-center rounded-8 px-3 text-oln-16N-100 text-key-900 underline underline-offset-3 hover:bg-key-50';
  return (
    <nav
      aria-label={t('page.label')}
      className="no-print mt-6 flex flex-wrap items-center justify-center gap-1"
    >
      {page > 1 && (
        <PlainLink to={hrefOf(page - 1)} className={linkClass}>
          {t('page.previous')}
        </PlainLink>
      )}
      <span className="px-3 text-oln-16N-100 tabular-nums sm:hidden">{t('page.of', { page, pages })}</span>
      <ol className="hidden items-center gap-1 sm:flex">
        {visiblePages(page, pages).map((number, index) => (
          <li key={number ?? `gap-${index}`}>
            {number === null ? (
              <span className="px-1">…</span>
            ) : number === page ? (
              <span
                aria-current="page"
                className="inline-flex min-h-11 min-w-11 items-center justify-center rounded-8 bg-key-100 text-oln-16B-100"
              >
                {number}
              </span>
            ) : (
              <PlainLink
                to={hrefOf(number)}
                aria-label={t('page.number', { page: number })}
                className={linkClass}
              >
                {number}
              </PlainLink>
            )}
          </li>
        ))}
      </ol>
      {page < pages && (
        <PlainLink to={hrefOf(page + 1)} className={linkClass}>
          {t('page.next')}
        </PlainLink>
      )}
    </nav>
  );
}

/** First, last, and the neighbours of the current page; `null` where pages are left out. */
export function visiblePages(page: number, pages: number): (number | null)[] {
  const wanted = [1, page - 1, page, page + 1, pages].filter((one) => one >= 1 && one <= pages);
  const numbers = [...new Set(wanted)].sort((a, b) => a - b);
  return numbers.flatMap((number, index) => {
    const before = numbers[index - 1];
    return before !== undefined && number - before > 1 ? [null, number] : [number];
  });
}
