import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { cx } from './cx.ts';
import { t } from './messages.ts';

export type ButtonVariant = 'solid' | 'outline' | 'text' | 'danger';
export type ButtonSize = 'lg' | 'md' | 'sm' | 'xs';

const sizes: Record<ButtonSize, string> = {
  lg: 'min-h-14 min-w-34 rounded-8 px-6 py-3 text-oln-16B-100',
  md: 'min-h-12 min-w-24 rounded-8 px-4 py-2 text-oln-16B-100',
  sm: 'min-h-9 min-w-16 rounded-6 px-3 py-1 text-oln-14B-100',
  xs: 'min-h-7 rounded-4 px-2 py-1 text-oln-14N-100',
};

const variants: Record<ButtonVariant, string> = {
  solid:
    'border border-transparent bg-key-900 text-white hover:bg-key-1000 hover:underline active:bg-key-1200 disabled:bg-solid-gray-300 aria-disabled:bg-solid-gray-300 disabled:text-solid-gray-50',
  outline:
    'border border-current bg-white text-key-900 hover:bg-key-200 hover:text-key-1000 hover:underline active:bg-key-300 active:text-key-1200 disabled:text-solid-gray-420',
  text: 'border border-transparent text-key-900 underline underline-offset-3 hover:bg-key-50 hover:decoration-[3px] active:bg-key-100 disabled:text-solid-gray-420',
  danger:
    'border border-transparent bg-error-2 text-white hover:bg-red-1000 hover:underline active:bg-red-1200 disabled:bg-solid-gray-300 disabled:text-solid-gray-50',
};

/** The classes of a button, for links that look like one. */
export function buttonClass(variant: ButtonVariant = 'solid', size: ButtonSize = 'md'): string {
  return cx(
    'inline-flex items-center justify-center gap-2 text-center underline-offset-3 no-print',
    sizes[size],
    variants[variant],
  );
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** Shows that the deed is under way and ignores further presses; the button keeps its place in the tab order. */
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** A button. `solid` is the one main deed of a screen, `outline` the others, `text` the light ones. */
export function Button({
  variant = 'solid',
  size = 'md',
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      className={cx(buttonClass(variant, size), className)}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}

/** A turning circle; decorative unless it stands alone. */
export function Spinner({ label }: { readonly label?: string }) {
  return (
    <span
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      className="inline-block size-4 animate-spin rounded-full border-2 border-current border-t-transparent"
    />
  );
}

/** The cross that closes a dialog or a notice. */
export function CloseButton({
  onClick,
  label = t('common.close'),
}: {
  readonly onClick: () => void;
  readonly label?: string;
}) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="focus-ring inline-flex min-h-9 shrink-0 items-center whitespace-nowrap gap-1 rounded-6 px-2 text-oln-14N-100 text-key-900 underline underline-offset-3 hover:bg-key-50"
    >
      <span aria-hidden="true">✕</span>
      {label}
    </button>
  );
}

/** A whole card that is one button, for choosing among a few things that need two lines. */
export function CardButton({
  busy = false,
  onClick,
  children,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { readonly busy?: boolean; readonly children: ReactNode }) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
      className="flex h-full w-full items-center gap-3 rounded-8 border border-solid-gray-420 bg-white p-4 text-left hover:border-key-900 hover:bg-key-50"
    >
      <span className="min-w-0 flex-1">{children}</span>
      {busy ? (
        <Spinner />
      ) : (
        <span aria-hidden="true" className="text-key-900">
          ›
        </span>
      )}
    </button>
  );
}
