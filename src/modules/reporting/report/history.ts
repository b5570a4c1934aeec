/** The years beside each other: what is comparable, what is not, and what only an older report printed. */
import {
  displayFraction,
  exactValue,
  fraction,
  type GradeBand,
  isRoundedUpToFull,
  pooled,
  type Rate,
  rateFigure,
} from '../../../kernel/rates.ts';
import { coverageRate, type GroupTally, groupRate } from '../rates/tally.ts';

/** A rate ready to be shown. `roundedUp` marks what prints as 100 and is less. */
export interface ShownRate {
  readonly n: number;
  readonly d: number;
  readonly display: string;
  readonly grade: string | null;
  readonly roundedUp: boolean;
}

/** A role group's counts with its name. */
export interface ResultGroup extends GroupTally {
  readonly title: string;
}

/** 全項目 or 重点化. */
export type ItemFocus = 'all' | 'focused';

/** What is known of one year. Rates taken over from an older report are printed text only, never calculated with. */
export interface YearResult {
  readonly fiscalYear: number;
  readonly packId: string;
  readonly edition: string;
  readonly focus: ItemFocus;
  /** Answers still come in: the figures are those of the moment. */
  readonly interim: boolean;
  readonly groups: readonly ResultGroup[];
  readonly printed: readonly PrintedRates[];
}

/** Percentages as another report printed them; null where it had none. `roleGroup` null is the whole. */
export interface PrintedRates {
  readonly roleGroup: string | null;
  readonly title: string;
  readonly coverage: string | null;
  readonly implementation: string | null;
}

/** One year of one row: an exact rate, a printed one, or nothing known. */
export type HistoryCell =
  | ({ readonly kind: 'counted' } & ShownRate)
  | { readonly kind: 'printed'; readonly display: string }
  | { readonly kind: 'unknown' };

export interface HistoryYear {
  readonly fiscalYear: number;
  readonly edition: string;
  readonly focus: ItemFocus;
  readonly interim: boolean;
  /** The items or the edition changed: not comparable with the year before. */
  readonly breakBefore: boolean;
}

export interface HistoryRow {
  /** Null is the whole organisation. */
  readonly roleGroup: string | null;
  readonly title: string;
  readonly cells: readonly HistoryCell[];
}

export interface History {
  readonly years: readonly HistoryYear[];
  readonly coverage: readonly HistoryRow[];
  readonly implementation: readonly HistoryRow[];
}

/** The change against the year before; null where the years are not comparable or a figure is missing. */
export interface YearOnYear {
  readonly roleGroup: string | null;
  readonly title: string;
  readonly coverage: string | null;
  readonly implementation: string | null;
}

/** How many years stand beside each other. */
export const HISTORY_YEARS = 5;

/** A rate with its printed form, grade and mark. */
export function shownRate(rate: Rate, bands?: readonly GradeBand[]): ShownRate {
  return { ...rateFigure(rate, bands), roundedUp: isRoundedUpToFull(exactValue(rate)) };
}

/** The last five years, with a break wherever the items or the edition changed from one year to the next. */
export function historyOf(results: readonly YearResult[], bands?: readonly GradeBand[]): History {
  const sorted = results.toSorted((a, b) => a.fiscalYear - b.fiscalYear).slice(-HISTORY_YEARS);
  const years = sorted.map((year, at): HistoryYear => {
    const before = sorted[at - 1];
    return {
      fiscalYear: year.fiscalYear,
      edition: year.edition,
      focus: year.focus,
      interim: year.interim,
      breakBefore: before !== undefined && !comparable(before, year),
    };
  });
  const titles = groupTitles(sorted);
  const rows = (measure: Measure): HistoryRow[] =>
    [...titles, [null, ''] as const].map(([roleGroup, title]) => ({
      roleGroup,
      title,
      cells: sorted.map((year) => historyCell(year, roleGroup, measure, bands)),
    }));
  return { years, coverage: rows('coverage'), implementation: rows('implementation') };
}

type Measure = 'coverage' | 'implementation';

/** Whether two years were asked the same way. */
export function comparable(before: YearResult, after: YearResult): boolean {
  return before.focus === after.focus && before.packId === after.packId && before.edition === after.edition;
}

/** Groups of the newest year first, then those that only earlier years had. */
function groupTitles(years: readonly YearResult[]): Map<string, string> {
  const titles = new Map<string, string>();
  for (const year of years.toReversed()) {
    for (const { roleGroup, title } of [...year.groups, ...year.printed]) {
      if (roleGroup !== null && !titles.has(roleGroup)) titles.set(roleGroup, title);
    }
  }
  return titles;
}

function historyCell(
  year: YearResult,
  roleGroup: string | null,
  measure: Measure,
  bands: readonly GradeBand[] | undefined,
): HistoryCell {
  const rate = countedRate(year, roleGroup, measure);
  if (rate) return { kind: 'counted', ...shownRate(rate, bands) };
  const printed = year.printed.find((each) => each.roleGroup === roleGroup)?.[measure] ?? null;
  return printed === null ? { kind: 'unknown' } : { kind: 'printed', display: printed };
}

function countedRate(year: YearResult, roleGroup: string | null, measure: Measure): Rate | null {
  const groups = year.groups.filter((group) => roleGroup === null || group.roleGroup === roleGroup);
  if (groups.length === 0) return null;
  return pooled(groups.map(measure === 'coverage' ? coverageRate : groupRate));
}

/** The changes against the year before, group by group. */
export function yearOnYearOf(
  year: YearResult,
  previous: readonly YearResult[],
  history: History,
): YearOnYear[] {
  const before = previous.find((each) => each.fiscalYear === year.fiscalYear - 1);
  return history.coverage.map(({ roleGroup, title }) => ({
    roleGroup,
    title,
    coverage: before ? change(before, year, roleGroup, 'coverage') : null,
    implementation:
      before && comparable(before, year) ? change(before, year, roleGroup, 'implementation') : null,
  }));
}

/** The difference in points with its sign, from the exact values. */
function change(
  before: YearResult,
  after: YearResult,
  roleGroup: string | null,
  measure: Measure,
): string | null {
  const [from, to] = [countedRate(before, roleGroup, measure), countedRate(after, roleGroup, measure)];
  const [x, y] = [from && exactValue(from), to && exactValue(to)];
  if (!x || !y) return null;
  const difference = fraction(y.p * x.q - x.p * y.q, y.q * x.q);
  const text = displayFraction(difference);
  if (/^-?0\.0$/.test(text)) return '±0.0';
  return difference.p > 0n ? `+${text}` : text;
}
