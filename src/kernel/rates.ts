/**
 * Exact rates. A rate is a pair of counts and stays one: pooling adds counts, grading and thresholds compare
 * fractions, and rounding happens only when a figure is written out. Nothing here takes a rounded figure as input.
 */

/** `n` of `d`: whole numbers with 0 ≤ n ≤ d. An empty denominator (`d` = 0) means that nobody was concerned. */
export interface Rate {
  readonly n: number;
  readonly d: number;
}

/** An exact fraction in lowest terms, `q` > 0. */
export interface Fraction {
  readonly p: bigint;
  readonly q: bigint;
}

/** A grade holds from its bound (included) up to the bound of the next better grade. */
export interface GradeBand {
  readonly grade: string;
  readonly min: Rate;
}

/** The four grades of the yearly evaluation, best first: A only for exactly all, B from 80 %, C from 60 %. */
export const defaultBands: readonly GradeBand[] = [
  { grade: 'A', min: { n: 1, d: 1 } },
  { grade: 'B', min: { n: 4, d: 5 } },
  { grade: 'C', min: { n: 3, d: 5 } },
  { grade: 'D', min: { n: 0, d: 1 } },
];

/** What an empty denominator is called in every output, also in the machine-readable ones. */
const NOT_APPLICABLE = '該当なし';

/** The shares that 到達率 is asked for, in percent. */
export const attainmentThresholds = [100, 95, 90] as const;
export type AttainmentThreshold = (typeof attainmentThresholds)[number];

/** How a figure over several rates was made; stored and printed with every such figure. */
export type AggregationMethod = 'pooled' | 'meanOfItems' | 'meanOfSubjects' | 'meanOfOrgs';

/** The rate that nothing has been counted into. */
export const emptyRate: Rate = { n: 0, d: 0 };

/** A checked rate. Throws RangeError unless 0 ≤ n ≤ d are whole numbers. */
export function rateOf(n: number, d: number): Rate {
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(d) || n < 0 || d < n) {
    throw new RangeError(`not a rate: ${n}/${d}`);
  }
  return { n, d };
}

/** Σn/Σd: every person (or answer) weighs the same. */
export function pooled(rates: Iterable<Rate>): Rate {
  let n = 0;
  let d = 0;
  for (const rate of rates) {
    n += rate.n;
    d += rate.d;
  }
  return rateOf(n, d);
}

/** p/q in lowest terms. Throws RangeError when q is 0. */
export function fraction(p: bigint, q: bigint): Fraction {
  if (q === 0n) throw new RangeError('a fraction needs a denominator');
  const divisor = gcd(p < 0n ? -p : p, q < 0n ? -q : q) || 1n;
  const sign = q < 0n ? -1n : 1n;
  return { p: (sign * p) / divisor, q: (sign * q) / divisor };
}

/** The exact value, or null for an empty denominator. */
export function exactValue(rate: Rate): Fraction | null {
  return rate.d === 0 ? null : fraction(BigInt(rate.n), BigInt(rate.d));
}

/** Negative, zero or positive, as for a sort. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.p * b.q - b.p * a.q;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `p/q`, as stored and as printed in machine-readable output. */
export const formatFraction = (value: Fraction): string => `${value.p}/${value.q}`;

/** Reads what `formatFraction` wrote; null when it is not a fraction in lowest terms. */
export function parseFraction(text: string): Fraction | null {
  const match = /^(-?\d+)\/([1-9]\d*)$/.exec(text);
  if (!match?.[1] || !match[2]) return null;
  const value = fraction(BigInt(match[1]), BigInt(match[2]));
  return formatFraction(value) === text ? value : null;
}

/** The percentage rounded half up on the exact value, `decimals` places, without a percent sign. */
export function displayFraction(value: Fraction, decimals = 1): string {
  const scaled = value.p * 100n * 10n ** BigInt(decimals);
  const [magnitude, sign] = scaled < 0n ? [-scaled, '-'] : [scaled, ''];
  const rounded = (2n * magnitude + value.q) / (2n * value.q);
  const digits = rounded.toString().padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return rounded === 0n ? text : sign + text;
}

/** The printed percentage of a rate, or 該当なし for an empty denominator. */
export function display(rate: Rate, decimals = 1): string {
  const value = exactValue(rate);
  return value === null ? NOT_APPLICABLE : displayFraction(value, decimals);
}

/** Whether the figure prints as 100 although it is less: such a figure carries a mark wherever it is shown. */
export function isRoundedUpToFull(value: Fraction | null, decimals = 1): boolean {
  if (value === null || value.p >= value.q) return false;
  return displayFraction(value, decimals) === displayFraction({ p: 1n, q: 1n }, decimals);
}

/** The grade of an exact value; null when there is no value or no band reaches down to it. */
export function gradeOf(value: Fraction | null, bands: readonly GradeBand[] = defaultBands): string | null {
  if (value === null) return null;
  for (const band of bands) {
    if (reaches(value, band.min)) return band.grade;
  }
  return null;
}

/** The mean of several rates with what it stands on. */
export interface Mean {
  /** Null when every rate had an empty denominator. */
  readonly value: Fraction | null;
  /** How many rates went into the mean. */
  readonly count: number;
  /** How many were left out because their denominator was empty. */
  readonly leftOut: number;
}

/** The unweighted mean of the exact values; rates with an empty denominator are left out and counted. */
export function meanOf(rates: Iterable<Rate>): Mean {
  const numerators = new Map<number, bigint>();
  let count = 0;
  let leftOut = 0;
  for (const rate of rates) {
    if (rate.d === 0) leftOut += 1;
    else {
      count += 1;
      numerators.set(rate.d, (numerators.get(rate.d) ?? 0n) + BigInt(rate.n));
    }
  }
  if (count === 0) return { value: null, count, leftOut };
  const total = sum([...numerators].map(([d, n]) => fraction(n, BigInt(d))));
  return { value: fraction(total.p, total.q * BigInt(count)), count, leftOut };
}

/** The share of the rates that reach `threshold` percent, among those with a denominator. */
export function attainment(rates: Iterable<Rate>, threshold: number): Rate {
  let n = 0;
  let d = 0;
  for (const rate of rates) {
    rateOf(rate.n, rate.d);
    if (rate.d === 0) continue;
    d += 1;
    if (attains(rate, threshold)) n += 1;
  }
  return { n, d };
}

/** Whether a rate with a denominator reaches `threshold` percent (a whole number), exactly. */
export function attains(rate: Rate, threshold: number): boolean {
  const [left, right] = [rate.n * 100, threshold * rate.d];
  return Number.isSafeInteger(left) && Number.isSafeInteger(right)
    ? left >= right
    : BigInt(rate.n) * 100n >= BigInt(threshold) * BigInt(rate.d);
}

/** A rate as it leaves the engine: the counts, the printed percentage and the grade on the exact value. */
export interface RateFigure {
  readonly n: number;
  readonly d: number;
  readonly display: string;
  readonly grade: string | null;
}

/** A mean as it leaves the engine; `value` is `p/q` in lowest terms, null when nothing could be averaged. */
export interface MeanFigure {
  readonly value: string | null;
  readonly display: string;
  readonly grade: string | null;
  readonly count: number;
  readonly leftOut: number;
}

/** The figure of a rate. */
export function rateFigure(rate: Rate, bands: readonly GradeBand[] = defaultBands): RateFigure {
  return { n: rate.n, d: rate.d, display: display(rate), grade: gradeOf(exactValue(rate), bands) };
}

/** The figure of a mean. */
export function meanFigure(mean: Mean, bands: readonly GradeBand[] = defaultBands): MeanFigure {
  return {
    value: mean.value === null ? null : formatFraction(mean.value),
    display: mean.value === null ? NOT_APPLICABLE : displayFraction(mean.value),
    grade: gradeOf(mean.value, bands),
    count: mean.count,
    leftOut: mean.leftOut,
  };
}

function reaches(value: Fraction, bound: Rate): boolean {
  return value.p * BigInt(bound.d) >= BigInt(bound.n) * value.q;
}

/** Adds pairwise, so that the denominators of thousands of terms grow as a tree and not as a chain. */
function sum(terms: readonly Fraction[]): Fraction {
  if (terms.length <= 1) return terms[0] ?? { p: 0n, q: 1n };
  const middle = terms.length >> 1;
  const [a, b] = [sum(terms.slice(0, middle)), sum(terms.slice(middle))];
  return fraction(a.p * b.q + b.p * a.q, a.q * b.q);
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
