import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { cx } from './cx.ts';
import { controlClass, Field, type FieldProps } from './field.tsx';
import { t } from './messages.ts';

type Widths = 'full' | 'lg' | 'md' | 'sm';
const widths: Record<Widths, string> = {
  full: 'max-w-full',
  lg: 'max-w-2xl',
  md: 'max-w-96',
  sm: 'max-w-48',
};

type Owned = 'value' | 'onChange' | 'required' | 'className' | 'name' | 'width';

interface Valued extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The field's name in the API, by which refusals of the server find it. */
  readonly name?: string;
  readonly width?: Widths;
}

export type TextFieldProps = Valued & Omit<InputHTMLAttributes<HTMLInputElement>, Owned>;

/** One line of text; `type` may be email, password, search, tel, url or number. */
export function TextField({
  label,
  required,
  support,
  error,
  className,
  value,
  onChange,
  name,
  width = 'lg',
  ...rest
}: TextFieldProps) {
  return (
    <Field {...{ label, support, error, name }} {...given({ required, className })}>
      {(control) => (
        <input
          type="text"
          {...rest}
          {...control}
          name={name}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={cx(controlClass, 'min-h-12', widths[width])}
        />
      )}
    </Field>
  );
}

export type TextAreaProps = Valued & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, Owned>;

/** Several lines of text. With `maxLength` the remaining length is shown. */
export function TextArea({
  label,
  required,
  support,
  error,
  className,
  value,
  onChange,
  name,
  width = 'full',
  ...rest
}: TextAreaProps) {
  return (
    <Field {...{ label, support, error, name }} {...given({ required, className })}>
      {(control) => (
        <>
          <textarea
            rows={4}
            {...rest}
            {...control}
            name={name}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className={cx(controlClass, 'leading-170', widths[width])}
          />
          {rest.maxLength !== undefined && (
            <p className="text-right text-dns-14N-130 text-solid-gray-700">
              {value.length} / {rest.maxLength}
            </p>
          )}
        </>
      )}
    </Field>
  );
}

interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
}

export type SelectProps = Valued &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, Owned> & {
    readonly options: readonly Option[];
    /** Text of the empty choice; `null` leaves it out. */
    readonly placeholder?: string | null;
  };

/** One of a short list. For long lists of people or units use `Combobox`. */
export function Select({
  label,
  required,
  support,
  error,
  className,
  value,
  onChange,
  name,
  width = 'md',
  options,
  placeholder = t('common.choose'),
  ...rest
}: SelectProps) {
  return (
    <Field {...{ label, support, error, name }} {...given({ required, className })}>
      {(control) => (
        <SelectBox
          {...rest}
          {...control}
          name={name}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          width={widths[width]}
        >
          {placeholder !== null && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </SelectBox>
      )}
    </Field>
  );
}

/** The bare select with its arrow, for toolbars that bring their own label. */
export function SelectBox({
  width,
  small = false,
  children,
  ...rest
}: Omit<SelectHTMLAttributes<HTMLSelectElement>, 'width' | 'className'> & {
  readonly width?: string;
  readonly small?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <span className={cx('relative block w-full', width)}>
      <select
        {...rest}
        className={cx(controlClass, 'appearance-none pr-10', small ? 'min-h-10 py-1' : 'min-h-12')}
      >
        {children}
      </select>
      <svg
        aria-hidden="true"
        viewBox="0 0 16 16"
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2"
      >
        <path d="m3 5 5 6 5-6" fill="none" stroke="currentColor" strokeWidth="1.6" />
      </svg>
    </span>
  );
}

/** Drops undefined members, so that optional properties stay absent instead of being set to undefined. */
function given<T extends object>(properties: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as never;
}
