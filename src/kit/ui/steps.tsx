import { cx } from './cx.ts';
import { t } from './messages.ts';

/** How far one is in a fixed number of steps; `current` counts from 0. */
export function Steps({ labels, current }: { readonly labels: readonly string[]; readonly current: number }) {
  return (
    <div>
      <ol aria-label={t('steps.label')} className="flex flex-col gap-2 sm:flex-row sm:gap-0">
        {labels.map((label, index) => {
          const done = index < current;
          const here = index === current;
          return (
            <li
              key={label}
              aria-current={here ? 'step' : undefined}
              className="flex flex-1 items-center gap-2 sm:after:mx-3 sm:after:h-px sm:after:flex-1 sm:after:bg-solid-gray-420 sm:last:flex-none sm:last:after:hidden"
            >
              <span
                aria-hidden="true"
                className={cx(
                  'flex size-8 shrink-0 items-center justify-center rounded-full border-2 text-oln-14B-100',
                  here && 'border-key-900 bg-key-900 text-white',
                  done && 'border-success-2 bg-white text-success-2',
                  !here && !done && 'border-solid-gray-420 bg-white text-solid-gray-600',
                )}
              >
                {done ? '✓' : index + 1}
              </span>
              <span className={cx(here ? 'text-oln-16B-100' : 'text-oln-16N-100', 'leading-150')}>
                {label}
                {done && <span className="sr-only">（{t('steps.done')}）</span>}
                {here && <span className="sr-only">（{t('steps.current')}）</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
