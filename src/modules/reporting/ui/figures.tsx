import type { ReactNode } from 'react';
import { Grade, RateCell } from '../../../kit/ui/rate-figure.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import type { TableColumn } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';

/** A rate as the pages of this room get it. */
export interface Rate {
  readonly n: number;
  readonly d: number;
  readonly display: string;
  readonly grade: string | null;
}

/** The rate with the mark of one that only prints as 100. */
export const marked = (rate: Rate): Rate =>
  roundedUp(rate) ? { ...rate, display: `${rate.display}*` } : rate;

const roundedUp = ({ n, d, display }: Rate): boolean => n < d && Number(display) === 100;

/** A rate without its grade: grades are given to coverage and implementation, not to 到達率. */
export const ungraded = (rate: Rate): Rate => ({ ...rate, grade: null });

/** The footnote of the mark, when there is one to explain. */
export function MarkNote({ rates }: { readonly rates: readonly Rate[] }) {
  if (!rates.some(roundedUp)) return null;
  return <p className="mt-2 text-dns-14N-130 text-solid-gray-700">{t('ui.roundedUp')}</p>;
}

/** A rate and its grade in a table cell; `to` opens it. */
export function GradedRate({ rate, to }: { readonly rate: Rate; readonly to?: string | undefined }) {
  return (
    <span className="inline-flex items-center justify-end gap-2">
      <RateCell rate={marked(rate)} to={to} />
      {rate.grade !== null && <Grade grade={rate.grade} />}
    </span>
  );
}

/** A column of rates. */
export const rateColumn = <Row,>(
  name: string,
  label: ReactNode,
  rate: (row: Row) => Rate,
  to?: (row: Row) => string | undefined,
): TableColumn<Row> => ({
  name,
  label,
  align: 'right',
  width: 'whitespace-nowrap',
  cell: (row) => <GradedRate rate={rate(row)} to={to?.(row)} />,
});

interface Rated {
  readonly coverage: Rate;
  readonly implementation: Rate;
}

type Addresses = ReturnType<typeof useFigureAddresses>;

/** Coverage and implementation of role groups: they open into people and into items. */
export const groupRates = <Row extends Rated & { readonly roleGroup: string }>(address: Addresses) => [
  rateColumn<Row>(
    'coverage',
    t('ui.coverage'),
    (group) => group.coverage,
    ({ roleGroup }) => address.answers({ roleGroup }),
  ),
  rateColumn<Row>(
    'implementation',
    t('ui.implementation'),
    (group) => group.implementation,
    ({ roleGroup }) => address.items(roleGroup),
  ),
];

/** Coverage and implementation of units: they open into the role groups of the unit. */
export const unitRates = <Row extends Rated & { readonly unitId: string }>(address: Addresses) => {
  const below = ({ unitId }: Row) => address.groups(unitId);
  return [
    rateColumn<Row>('coverage', t('ui.coverage'), (unit) => unit.coverage, below),
    rateColumn<Row>('implementation', t('ui.implementation'), (unit) => unit.implementation, below),
  ];
};

interface Opened {
  readonly roleGroup: string;
  readonly item?: string;
  /** People, or items, that reached so many percent. */
  readonly reached?: string;
}

/** The pages that open the figures of a campaign and a unit; undefined where the person may not go. */
export function useFigureAddresses(campaign: string, unit: string | undefined) {
  const mayAnswers = useMay('answers.read');
  const mayRates = useMay('rates.read');
  const rates = (query: Readonly<Record<string, string | undefined>>) =>
    mayRates ? `/rates?${search({ campaign, unit, ...query })}` : undefined;
  return {
    /** People of a role group, or their answers to one item. */
    answers: ({ roleGroup, item, reached }: Opened) =>
      mayAnswers
        ? `/rates/${campaign}/answers?${search({ roleGroup, item, reached, unitId: unit })}`
        : undefined,
    /** Items, of one role group when one is given. */
    items: (group?: string, reached?: string) => rates({ tab: 'items', group, reached }),
    /** The role groups of a unit. */
    groups: (below = unit) => rates({ unit: below }),
  };
}

const search = (query: Readonly<Record<string, string | undefined>>): URLSearchParams =>
  new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])));
