import { type ReactNode, useId } from 'react';
import { RequirementMark } from './badge.tsx';
import { cx } from './cx.ts';
import { ErrorText, type FieldProps } from './field.tsx';

const boxClass =
  'mt-1 size-6 shrink-0 accent-key-900 hover:outline-8 hover:outline-solid-gray-200 focus-visible:outline-4 focus-visible:outline-black';

export interface CheckboxProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly name?: string;
  readonly support?: ReactNode;
  readonly disabled?: boolean;
  readonly indeterminate?: boolean;
}

/** One yes-or-no. */
export function Checkbox({
  label,
  checked,
  onChange,
  name,
  support,
  disabled,
  indeterminate = false,
}: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2" data-field={name}>
      <input
        id={id}
        ref={(box) => {
          if (box) box.indeterminate = indeterminate;
        }}
        type="checkbox"
        name={name}
        checked={checked}
        disabled={disabled}
        aria-describedby={support === undefined ? undefined : `${id}-support`}
        onChange={(event) => onChange(event.target.checked)}
        className={cx(boxClass, 'rounded-4')}
      />
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block py-0.5 text-std-16N-170">
          {label}
        </label>
        {support !== undefined && (
          <div id={`${id}-support`} className="text-dns-14N-130 text-solid-gray-700">
            {support}
          </div>
        )}
      </div>
    </div>
  );
}

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly support?: ReactNode;
  readonly disabled?: boolean;
}

interface GroupProps<Value extends string> extends FieldProps {
  readonly name?: string;
  readonly options: readonly Choice<Value>[];
  /** Side by side instead of one under the other. */
  readonly inline?: boolean;
}

export interface RadioGroupProps<Value extends string> extends GroupProps<Value> {
  readonly value: Value | '';
  readonly onChange: (value: Value) => void;
}

/** Exactly one of a few choices, all visible. */
export function RadioGroup<Value extends string>({ value, onChange, ...group }: RadioGroupProps<Value>) {
  const name = useId();
  return (
    <Group {...group}>
      {(option, id) => (
        <input
          id={id}
          type="radio"
          name={name}
          value={option.value}
          checked={option.value === value}
          disabled={option.disabled}
          aria-describedby={option.support === undefined ? undefined : `${id}-support`}
          onChange={() => onChange(option.value)}
          className={boxClass}
        />
      )}
    </Group>
  );
}

export interface CheckboxGroupProps<Value extends string> extends GroupProps<Value> {
  readonly values: readonly Value[];
  readonly onChange: (values: readonly Value[]) => void;
}

/** Any number of a few choices. */
export function CheckboxGroup<Value extends string>({
  values,
  onChange,
  ...group
}: CheckboxGroupProps<Value>) {
  return (
    <Group {...group}>
      {(option, id) => (
        <input
          id={id}
          type="checkbox"
          value={option.value}
          checked={values.includes(option.value)}
          disabled={option.disabled}
          aria-describedby={option.support === undefined ? undefined : `${id}-support`}
          onChange={(event) =>
            onChange(
              event.target.checked
                ? [...values, option.value]
                : values.filter((value) => value !== option.value),
            )
          }
          className={boxClass}
        />
      )}
    </Group>
  );
}

function Group<Value extends string>({
  label,
  required,
  support,
  error,
  className,
  name,
  options,
  inline = false,
  children,
}: GroupProps<Value> & { readonly children: (option: Choice<Value>, id: string) => ReactNode }) {
  const id = useId();
  const described = [support !== undefined && `${id}-support`, error !== undefined && `${id}-error`].filter(
    Boolean,
  );
  return (
    <fieldset className={className} data-field={name} aria-describedby={described.join(' ') || undefined}>
      <legend className="flex flex-wrap items-center gap-2 text-std-17B-170 text-solid-gray-800">
        {label}
        {required !== undefined && <RequirementMark required={required} />}
      </legend>
      {support !== undefined && (
        <div id={`${id}-support`} className="text-std-16N-170 text-solid-gray-700">
          {support}
        </div>
      )}
      <div className={cx('mt-2 flex gap-x-6 gap-y-2', inline ? 'flex-wrap' : 'flex-col')}>
        {options.map((option) => {
          const optionId = `${id}-${option.value}`;
          return (
            <div key={option.value} className="flex items-start gap-2">
              {children(option, optionId)}
              <div className="min-w-0 flex-1">
                <label htmlFor={optionId} className="block py-0.5 text-std-16N-170">
                  {option.label}
                </label>
                {option.support !== undefined && (
                  <div id={`${optionId}-support`} className="text-dns-14N-130 text-solid-gray-700">
                    {option.support}
                  </div>
                )}
              </div>
            </div>
          );
        })}
      </div>
      {error !== undefined && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
    </fieldset>
  );
}
