import { type ReactNode, useId } from 'react';
import { RequirementMark } from './badge.tsx';
import { cx } from './cx.ts';

export interface FieldProps {
  readonly label: ReactNode;
  /** `true` shows 必須, `false` 任意; left out, no mark is shown. */
  readonly required?: boolean;
  /** What to write and how, under the label. */
  readonly support?: ReactNode;
  /** Why the value was refused. */
  readonly error?: string | undefined;
  /** For the filters of a list: smaller, close to its input. */
  readonly small?: boolean;
  readonly className?: string;
}

/** The ids and ARIA attributes that tie an input to its label, support text and error. */
export interface FieldControl {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

/** Label, support text, input and error of one value, for inputs that the kit does not have ready. */
export function Field({
  label,
  required,
  support,
  error,
  small = false,
  className,
  name,
  children,
}: FieldProps & {
  readonly name?: string | undefined;
  readonly children: (control: FieldControl) => ReactNode;
}) {
  const id = useId();
  const described = [support !== undefined && `${id}-support`, error !== undefined && `${id}-error`].filter(
    Boolean,
  );
  return (
    <div className={cx('flex flex-col', small ? 'gap-1' : 'gap-2', className)} data-field={name}>
      <label
        htmlFor={id}
        className={cx(
          'flex flex-wrap items-center gap-2',
          small ? 'text-dns-14B-130' : 'text-std-17B-170 text-solid-gray-800',
        )}
      >
        {label}
        {required !== undefined && <RequirementMark required={required} />}
      </label>
      {support !== undefined && (
        <div id={`${id}-support`} className="text-std-16N-170 text-solid-gray-700">
          {support}
        </div>
      )}
      {children({
        id,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-required': required === true ? true : undefined,
      })}
      {error !== undefined && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
    </div>
  );
}

/** The red line under an input. */
export function ErrorText({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <p id={id} className="text-std-16N-170 text-error-2">
      ＊{children}
    </p>
  );
}

/** The look of a single-line input, select or text area. */
export const controlClass =
  'w-full rounded-8 border border-solid-gray-600 bg-white px-4 py-2 text-oln-16N-100 leading-150 text-solid-gray-800 hover:border-black aria-invalid:border-error-1 aria-invalid:hover:border-red-1000 [&[readonly]]:border-dashed disabled:border-solid-gray-300 disabled:bg-solid-gray-50 disabled:text-solid-gray-600';
