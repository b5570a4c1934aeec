import type { ReactNode } from 'react';
import { t } from './messages.ts';

/** Names and values of a record. Entries whose value is `null` or `''` show （なし）; `undefined` ones are left out. */
export function DescriptionList({
  entries,
}: {
  readonly entries: readonly (readonly [label: string, value: ReactNode | undefined])[];
}) {
  return (
    <dl className="border-t border-solid-gray-300">
      {entries.map(([label, value]) =>
        value === undefined ? null : (
          <div
            key={label}
            className="grid gap-1 border-b border-solid-gray-300 py-3 md:grid-cols-[14rem_1fr] md:gap-4"
          >
            <dt className="text-std-16B-170 text-solid-gray-800">{label}</dt>
            <dd className="min-w-0 text-std-16N-170">
              {value === null || value === '' ? (
                <span className="text-solid-gray-600">{t('common.none')}</span>
              ) : (
                <Value value={value} />
              )}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** A text keeps the lines in which it was written. */
const Value = ({ value }: { readonly value: ReactNode }) =>
  typeof value === 'string' ? <span className="break-words whitespace-pre-wrap">{value}</span> : value;
