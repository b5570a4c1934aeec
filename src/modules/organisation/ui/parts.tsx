/** Pieces that several pages of the organisation show. */
import { addDays, formatDate } from '../../../kernel/dates.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Combobox, type PickerProps } from '../../../kit/ui/combobox.tsx';
import { t } from '../messages.ts';
import type { FindingInfo, PersonChoice } from './calls.ts';

/** 「2026年4月1日から2027年3月31日まで」; the end of a period is exclusive, what is shown is the last day. */
export function periodText(validFrom: string, validTo: string | null): string {
  const from = formatDate(validFrom);
  return validTo === null
    ? t('period.open', { from })
    : t('period.closed', { from, to: formatDate(addDays(validTo, -1)) });
}

/** The exclusive end that a last day means; '' is open. */
export const endOf = (lastDay: string): string | null => (lastDay === '' ? null : addDays(lastDay, 1));

/** The last day of an exclusive end, for a form. */
export const lastDayOf = (validTo: string | null): string => (validTo === null ? '' : addDays(validTo, -1));

/** Picks a person by name, kana or number. */
export function PersonPicker(props: PickerProps) {
  return (
    <Combobox<PersonChoice>
      {...props}
      path="/api/v1/people/choices"
      option={(person) => ({
        value: person.id,
        label: person.name,
        detail: [person.unit, person.number].filter(Boolean).join(' '),
      })}
    />
  );
}

/** A list of findings with what to do about each. */
export function FindingList({ findings }: { readonly findings: readonly FindingInfo[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {findings.map((finding) => (
        <li key={finding.key} className="rounded-8 border border-solid-gray-420 p-4">
          <p className="flex flex-wrap items-start gap-3">
            <Badge tone={finding.severity === 'error' ? 'red' : 'orange'}>
              {t(`severity.${finding.severity}`)}
            </Badge>
            <span className="min-w-0 flex-1">{finding.message}</span>
          </p>
          <p className="mt-2 text-solid-gray-700">
            {finding.advice}
            {finding.clause !== '' && `（${t('responsibility.clause', { clause: finding.clause })}）`}
          </p>
        </li>
      ))}
    </ul>
  );
}
