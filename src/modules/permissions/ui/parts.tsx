/** Pieces that several pages of the permission desk show. */
import type { ReactNode } from 'react';
import { formatDate } from '../../../kernel/dates.ts';
import { Badge, type BadgeTone } from '../../../kit/ui/badge.tsx';
import { t as words } from '../messages.ts';
import type { OtherDesk, RequestState } from '../model.ts';
import { t } from './messages.ts';

const tones: Readonly<Record<RequestState, BadgeTone>> = {
  draft: 'neutral',
  submitted: 'blue',
  sent_back: 'orange',
  permitted: 'green',
  refused: 'red',
  in_use: 'green',
  reported: 'blue',
  closed: 'neutral',
  expired: 'neutral',
  withdrawn: 'neutral',
  revoked: 'red',
};

/** The state of a request, and what is unusual about it, in words. */
export function StateBadges({
  row,
}: {
  readonly row: {
    readonly state: RequestState;
    readonly overdue: boolean;
    readonly override: boolean;
    readonly extension: boolean;
  };
}) {
  return (
    <span className="flex flex-wrap gap-1">
      <Badge tone={tones[row.state]}>{words(`state.${row.state}`)}</Badge>
      {row.overdue && <Badge tone="red">{t('overdue')}</Badge>}
      {row.override && <Badge tone="orange">{t('override')}</Badge>}
      {row.extension && <Badge>{t('extension')}</Badge>}
    </span>
  );
}

/** 「2026年11月24日から2026年11月26日まで」; empty without a first day. */
export function periodText(from: string | null, to: string | null): string {
  if (from === null) return '';
  if (to === null) return t('period.open', { from: formatDate(from) });
  return t('period.closed', { from: formatDate(from), to: formatDate(to) });
}

const slashes = (date: string): string => date.replaceAll('-', '/');

/** The same for the narrow column of a table: 2026/11/24～2026/11/26. */
export function PeriodCell({
  row,
}: {
  readonly row: { readonly startsOn: string | null; readonly endsOn: string | null };
}) {
  if (row.startsOn === null) return null;
  return (
    <span className="tabular-nums">
      <span className="whitespace-nowrap">{t('period.short', { from: slashes(row.startsOn) })}</span>
      {row.endsOn !== null && <span className="whitespace-nowrap">{slashes(row.endsOn)}</span>}
    </span>
  );
}

const desks: Readonly<Record<OtherDesk, string>> = {
  exceptions: '/exceptions/new',
  emergency_exceptions: '/exceptions/emergency',
};

/** Where one applies for a type: its form, with an entry of the register, or the page of the room that takes the application. */
export function applyHref({ id, desk }: { readonly id: string; readonly desk: string }, asset = ''): string {
  if (desk in desks) return desks[desk as OtherDesk];
  const entry = asset === '' ? '' : `&asset=${encodeURIComponent(asset)}`;
  return `/permissions/new?type=${encodeURIComponent(id)}${entry}`;
}

/** What it is about, and below of which type: one column instead of two. */
export function SubjectCell({ row }: { readonly row: { subject: string; typeTitle: string } }) {
  if (row.subject === '' || row.subject === row.typeTitle) return row.typeTitle;
  return (
    <>
      {row.subject}
      <span className="block text-dns-14N-130 text-solid-gray-700">{row.typeTitle}</span>
    </>
  );
}

/** Names and values close together, for a glance. */
export function Glance({
  entries,
}: {
  readonly entries: readonly { readonly label: string; readonly value: ReactNode }[];
}) {
  return (
    <dl className="grid gap-x-6 gap-y-1 text-std-16N-170 sm:grid-cols-[minmax(8rem,max-content)_1fr]">
      {entries.map(({ label, value }) => (
        <div key={label} className="contents">
          <dt className="text-solid-gray-700">{label}</dt>
          <dd className="min-w-0 whitespace-pre-wrap break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
