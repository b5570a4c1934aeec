import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from 'react';
import { cx } from './cx.ts';
import { useData } from './data.tsx';
import { controlClass, Field, type FieldProps } from './field.tsx';
import type { ListAnswer } from './ledger-model.ts';
import { t } from './messages.ts';

export interface Candidate {
  readonly value: string;
  readonly label: string;
  /** A second line: the unit of a person. */
  readonly detail?: string;
}

export interface ComboboxProps<Row> extends FieldProps {
  readonly name?: string;
  readonly value: Candidate | null;
  readonly onChange: (value: Candidate | null) => void;
  /** A list of the API that is searched by `q`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** What stands in the list for a row. */
  readonly option: (row: Row) => Candidate;
  readonly placeholder?: string;
}

/** What is left to say of a combobox whose list and lines are settled. */
export type PickerProps = Omit<ComboboxProps<never>, 'path' | 'option'>;

/**
 * Picks one of many by typing a part of its name: people, units. Arrow keys move, Enter takes, Escape closes
 * (the combobox pattern of ARIA with a list).
 */
export function Combobox<Row>({
  name,
  value,
  onChange,
  path,
  query,
  option,
  placeholder,
  ...field
}: ComboboxProps<Row>) {
  const [text, setText] = useState(value?.label ?? '');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const listId = useId();
  const search = useDeferredValue(text);
  const list = useData<ListAnswer<Row>>(open ? path : null, {
    ...query,
    q: search === value?.label ? '' : search,
    pageSize: 20,
  });
  const candidates = list.data?.items.map(option) ?? [];
  useEffect(() => setText(value?.label ?? ''), [value?.label]);

  const take = (candidate: Candidate) => {
    onChange(candidate);
    setText(candidate.label);
    setOpen(false);
  };
  const close = () => {
    setOpen(false);
    setText(value?.label ?? '');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = candidates[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) setOpen(true);
      else
        setActive((now) =>
          Math.max(0, Math.min(candidates.length - 1, now + (event.key === 'ArrowDown' ? 1 : -1))),
        );
    } else if (event.key === 'Enter' && open && chosen) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      close();
    }
  };
  return (
    <Field {...field} name={name}>
      {(control) => (
        <div className="relative max-w-2xl">
          <input
            {...control}
            type="text"
            role="combobox"
            name={name}
            autoComplete="off"
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={listId}
            aria-activedescendant={open && candidates[active] ? `${listId}-${active}` : undefined}
            placeholder={placeholder}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setActive(0);
              setOpen(true);
              if (event.target.value === '' && value !== null) onChange(null);
            }}
            onClick={() => setOpen(true)}
            onBlur={close}
            onKeyDown={onKeyDown}
            className={cx(controlClass, 'min-h-12')}
          />
          <div
            id={listId}
            role="listbox"
            aria-label={typeof field.label === 'string' ? field.label : t('choice.filter')}
            hidden={!open}
            className="absolute inset-x-0 top-full z-30 mt-1 max-h-80 overflow-y-auto rounded-8 border border-solid-gray-420 bg-white py-2 shadow-2"
          >
            {candidates.map((candidate, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input, which keeps the focus
              <div
                key={candidate.value}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={candidate.value === value?.value}
                onMouseDown={(event) => event.preventDefault()}
                onMouseEnter={() => setActive(index)}
                onClick={() => take(candidate)}
                className={cx('cursor-pointer px-4 py-2', index === active && 'bg-key-100')}
              >
                <span className="block text-dns-16N-130">{candidate.label}</span>
                {candidate.detail && (
                  <span className="block text-dns-14N-130 text-solid-gray-700">{candidate.detail}</span>
                )}
              </div>
            ))}
            {candidates.length === 0 && (
              <p className="px-4 py-2 text-dns-16N-130 text-solid-gray-700">
                {list.isPending ? t('choice.searching') : t('choice.noMatch')}
              </p>
            )}
          </div>
          <span role="status" className="sr-only">
            {open && candidates.length > 0 && t('choice.count', { count: candidates.length })}
          </span>
        </div>
      )}
    </Field>
  );
}
