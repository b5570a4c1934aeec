import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { t } from './messages.ts';

export type BadgeTone = 'neutral' | 'blue' | 'green' | 'orange' | 'red' | 'yellow';

const tones: Record<BadgeTone, string> = {
  neutral: 'border-solid-gray-536 bg-solid-gray-50 text-solid-gray-800',
  blue: 'border-key-900 bg-key-50 text-key-1000',
  green: 'border-success-2 bg-green-50 text-green-1000',
  orange: 'border-warning-orange-2 bg-orange-50 text-orange-1100',
  red: 'border-error-2 bg-red-50 text-red-1000',
  yellow: 'border-warning-yellow-2 bg-yellow-50 text-yellow-1200',
};

/** A chip label: a state in a word. Colour only supports the word, it never stands alone. */
export function Badge({
  tone = 'neutral',
  children,
}: {
  readonly tone?: BadgeTone;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={cx(
        'inline-flex items-center rounded-4 border px-2 py-1 text-oln-14N-100 whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}

/** A state from a table of states: `<StatusLabel value={row.state} states={{ open: { label, tone } }} />`. */
export function StatusLabel<State extends string>({
  value,
  states,
}: {
  readonly value: State;
  readonly states: Readonly<Record<State, { readonly label: string; readonly tone?: BadgeTone }>>;
}) {
  const { label, tone } = states[value];
  return <Badge tone={tone ?? 'neutral'}>{label}</Badge>;
}

/** The 必須 or 任意 mark beside a label. */
export function RequirementMark({ required }: { readonly required: boolean }) {
  return required ? (
    <span className="text-std-16N-170 text-error-2">※{t('badge.required')}</span>
  ) : (
    <span className="text-std-16N-170 text-solid-gray-600">{t('badge.optional')}</span>
  );
}
