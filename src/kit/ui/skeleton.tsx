import { t } from './messages.ts';

/** Grey lines in the place of what is being loaded. */
export function Skeleton({ lines = 4 }: { readonly lines?: number }) {
  const widths = ['w-full', 'w-11/12', 'w-4/5', 'w-2/3'];
  return (
    <div role="status" className="flex flex-col gap-3 py-2">
      <span className="sr-only">{t('common.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
          key={line}
          aria-hidden="true"
          className={`h-5 animate-pulse rounded-4 bg-solid-gray-100 ${widths[line % widths.length]}`}
        />
      ))}
    </div>
  );
}
