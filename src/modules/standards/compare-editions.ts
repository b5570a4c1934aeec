import { normaliseForSearch } from '../../kernel/japanese.ts';
import { type ComparedField, type Crosswalk, comparedFields, type Pack, type Requirement } from './model.ts';

type Change = 'same' | 'changed' | 'added' | 'removed';

/** One line of a comparison: a clause of the earlier edition, of the later one, or both. */
export interface Comparison {
  readonly change: Change;
  readonly from: Requirement | null;
  readonly to: Requirement | null;
  /** Fields that differ between the two. */
  readonly differences: readonly ComparedField[];
  /** True when a crosswalk or the text shows that the clause has a new number. */
  readonly moved: boolean;
  readonly note: string | null;
}

/**
 * Compares two editions clause by clause. A clause is matched by the crosswalk where it names one, then by its
 * number, then, for what is left, by an equal summary under another number. Each clause appears exactly once.
 */
export function compareEditions(
  from: Pack,
  to: Pack,
  crosswalk: Crosswalk | null = null,
): readonly Comparison[] {
  const left = new Map(from.requirements.map((requirement) => [requirement.id, requirement]));
  const right = new Map(to.requirements.map((requirement) => [requirement.id, requirement]));
  const matches = new Map<string, { id: string; note: string | null }>();
  const taken = new Set<string>();
  const match = (a: string, b: string, note: string | null = null) => {
    if (!left.has(a) || !right.has(b) || matches.has(a) || taken.has(b)) return;
    matches.set(a, { id: b, note });
    taken.add(b);
  };
  const dropped = new Set<string>();
  const added = new Set<string>();
  for (const entry of crosswalk?.entries ?? []) {
    if (entry.from !== null && entry.to !== null) match(entry.from, entry.to, entry.note ?? null);
    else if (entry.from !== null) dropped.add(entry.from);
    else if (entry.to !== null) added.add(entry.to);
  }
  for (const id of left.keys()) if (!dropped.has(id) && !added.has(id)) match(id, id);
  const bySummary = new Map(
    to.requirements
      .filter(({ id }) => !taken.has(id) && !added.has(id))
      .map((requirement) => [normaliseForSearch(requirement.summary.ja), requirement.id]),
  );
  for (const requirement of left.values()) {
    const id = bySummary.get(normaliseForSearch(requirement.summary.ja));
    if (id !== undefined && !dropped.has(requirement.id)) match(requirement.id, id);
  }
  return [
    ...from.requirements.map((requirement) => {
      const found = matches.get(requirement.id);
      return compare(
        requirement,
        found === undefined ? null : (right.get(found.id) ?? null),
        found?.note ?? null,
      );
    }),
    ...to.requirements
      .filter(({ id }) => !taken.has(id))
      .map((requirement) => compare(null, requirement, null)),
  ];
}

function compare(from: Requirement | null, to: Requirement | null, note: string | null): Comparison {
  if (from === null || to === null) {
    return { change: from === null ? 'added' : 'removed', from, to, differences: [], moved: false, note };
  }
  const differences = comparedFields.filter(
    (field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]),
  );
  const changed = differences.length > 0 || note !== null;
  return { change: changed ? 'changed' : 'same', from, to, differences, moved: from.id !== to.id, note };
}
