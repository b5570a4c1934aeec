import { type AttainmentThreshold, attainmentThresholds, attains, type Rate } from '../../../kernel/rates.ts';

/** The counts of one item within a role group: answers of heard persons who had the duty. */
export interface ItemTally {
  readonly item: string;
  readonly title?: string;
  readonly done: number;
  readonly notDone: number;
}

/** How many people reached a share of their own duties. */
type AttainmentCounts = Readonly<Record<AttainmentThreshold, number>>;

/** Everything that the rates of one role group of one organisation are made of. */
export interface GroupTally {
  readonly roleGroup: string;
  /** Persons in the group who are not excluded. */
  readonly population: number;
  /** Persons left out of the population with a reason. */
  readonly excluded: number;
  /** Persons of whom at least one answer is known. */
  readonly heard: number;
  readonly items: readonly ItemTally[];
  /** Heard persons with at least one duty. */
  readonly withDuty: number;
  /** Those of them whose own rate reaches 100, 95 and 90 %. */
  readonly attained: AttainmentCounts;
}

/** The counts of one organisation. */
export interface OrganisationTally {
  readonly organisation: string;
  readonly groups: readonly GroupTally[];
}

/** The rate of an item: done of those who had the duty and were heard. */
export const itemRate = (item: ItemTally): Rate => ({ n: item.done, d: item.done + item.notDone });

/** Σ done of Σ duties over the items of a group. */
export function groupRate(group: GroupTally): Rate {
  const done = group.items.reduce((sum, item) => sum + item.done, 0);
  return { n: done, d: group.items.reduce((sum, item) => sum + item.notDone, done) };
}

/** Heard of the population. */
export const coverageRate = (group: GroupTally): Rate => ({ n: group.heard, d: group.population });

/** Adds persons whose own rate is `own` to the counts of attainment. */
export function countAttained(counts: Record<AttainmentThreshold, number>, own: Rate, persons = 1): void {
  for (const threshold of attainmentThresholds) {
    if (attains(own, threshold)) counts[threshold] += persons;
  }
}

/**
 * Orders names as people do: runs of digits by their value, everything else by code point. Independent of locale
 * data, so that the same input gives the same output everywhere.
 */
export function naturalCompare(a: string, b: string): number {
  const [left, right] = [a.match(/\d+|\D+/g) ?? [], b.match(/\d+|\D+/g) ?? []];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const [x = '', y = ''] = [left[at], right[at]];
    const byValue = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : 0;
    if (byValue !== 0) return byValue;
    if (x !== y) return x < y ? -1 : 1;
  }
  return left.length - right.length;
}
