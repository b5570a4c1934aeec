import { useEffect, useRef, useState } from 'react';
import { formatEraDate, isIsoDate, parseWrittenDate } from '../../kernel/dates.ts';
import { cx } from './cx.ts';
import { controlClass, Field, type FieldProps } from './field.tsx';
import { t } from './messages.ts';

export interface DateFieldProps extends FieldProps {
  /** `YYYY-MM-DD`, or `''` for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly name?: string;
  readonly min?: string;
  readonly max?: string;
}

/**
 * A date that may be written as one is used to (2026-04-01, 令和8年4月1日, R8.4.1, in full width too) or picked from
 * the browser's calendar. What was understood is shown beneath; what was not is said at once on leaving.
 */
export function DateField({
  value,
  onChange,
  support,
  error,
  small = false,
  name,
  min,
  max,
  ...field
}: DateFieldProps) {
  const [text, setText] = useState(value);
  const [unreadable, setUnreadable] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setText((now) => {
      const understood = parseWrittenDate(now);
      // What is half written stays; what was taken away elsewhere goes.
      if (value === '') return understood === null ? now : '';
      return understood === value ? now : value;
    });
  }, [value]);
  const write = (next: string) => {
    setText(next);
    setUnreadable(false);
    onChange(parseWrittenDate(next) ?? '');
  };
  const problem = unreadable ? t('date.invalid') : error;
  return (
    <Field
      {...field}
      small={small}
      name={name}
      support={support ?? (small ? undefined : t('date.support'))}
      error={problem}
    >
      {(control) => (
        <div className="flex flex-wrap items-center gap-2">
          <div className="relative">
            <input
              {...control}
              type="text"
              name={name}
              autoComplete="off"
              value={text}
              onChange={(event) => write(event.target.value)}
              onBlur={() => setUnreadable(text.trim() !== '' && parseWrittenDate(text) === null)}
              className={cx(controlClass, small ? 'min-h-10 w-44 py-1' : 'min-h-12 w-56')}
            />
            <input
              ref={picker}
              type="date"
              tabIndex={-1}
              aria-hidden="true"
              className="pointer-events-none absolute bottom-0 left-0 size-px opacity-0"
              value={isIsoDate(value) ? value : ''}
              min={min}
              max={max}
              onChange={(event) => write(event.target.value)}
            />
          </div>
          <button
            type="button"
            aria-label={t('date.pick')}
            onClick={() => picker.current?.showPicker()}
            className={cx(
              'focus-ring inline-flex items-center justify-center rounded-8 border border-solid-gray-600 hover:bg-solid-gray-50',
              small ? 'size-10' : 'size-12',
            )}
          >
            <svg
              viewBox="0 0 24 24"
              aria-hidden="true"
              className="size-6 fill-none stroke-current"
              strokeWidth="1.8"
            >
              <path d="M4 6h16v14H4zM4 10h16M8 3v5M16 3v5" />
            </svg>
          </button>
          <span aria-live="polite" className="text-dns-16N-130 text-solid-gray-700">
            {isIsoDate(value) && t('date.reading', { iso: value, era: formatEraDate(value) })}
          </span>
        </div>
      )}
    </Field>
  );
}
