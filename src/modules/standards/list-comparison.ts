import type { z } from 'zod';
import { NotFound } from '../../kernel/errors.ts';
import { compareEditions } from './compare-editions.ts';
import { findCrosswalk, loadPack, packIds } from './load-pack.ts';
import { t } from './messages.ts';
import type { Crosswalk, Pack, Requirement } from './model.ts';
import type { comparisonLine } from './present.ts';

type Line = z.input<typeof comparisonLine>;

export interface ListedComparison {
  /** False when only the clauses of a crosswalk are known, not the whole other edition. */
  readonly complete: boolean;
  readonly source: string | null;
  readonly lines: Line[];
}

/**
 * Two editions side by side. Where one of them is not here as a pack, what the crosswalk says of it is listed.
 * Throws NotFound when there is neither.
 */
export function compareListed(from: string, to: string): ListedComparison {
  const crosswalk = findCrosswalk(from, to);
  const ids = packIds();
  if (ids.includes(from) && ids.includes(to)) {
    const lines = compareEditions(loadPack(from), loadPack(to), crosswalk).map((line) => ({
      ...line,
      from: sideOf(line.from),
      to: sideOf(line.to),
      differences: [...line.differences],
    }));
    return { complete: true, source: crosswalk?.source ?? null, lines };
  }
  if (crosswalk === null) throw new NotFound(t.ref('compare.none'));
  const known = ids.includes(from) ? loadPack(from) : ids.includes(to) ? loadPack(to) : null;
  return { complete: false, source: crosswalk.source, lines: linesOf(crosswalk, known) };
}

const sideOf = (requirement: Requirement | null): Line['from'] =>
  requirement === null ? null : { id: requirement.id, summary: requirement.summary.ja, page: requirement.id };

function linesOf(crosswalk: Crosswalk, known: Pack | null): Line[] {
  const summaries = new Map(
    [...(known?.requirements ?? []), ...(known?.subItems ?? [])].map(({ id, summary }) => [id, summary.ja]),
  );
  const pages = new Map<string, string>([
    ...(known?.requirements ?? []).map(({ id }) => [id, id] as const),
    ...(known?.subItems ?? []).map(({ id, parent }) => [id, parent] as const),
  ]);
  const inPack = (edition: string, id: string | null, otherwise: string | null): Line['from'] => {
    if (id === null) return null;
    if (edition !== known?.id) return { id, summary: otherwise, page: null };
    return { id, summary: summaries.get(id) ?? otherwise, page: pages.get(id) ?? null };
  };
  return crosswalk.entries.map((entry) => ({
    change:
      entry.relation === 'new'
        ? 'added'
        : entry.relation === 'removed'
          ? 'removed'
          : entry.relation === 'changed' || entry.note !== undefined
            ? 'changed'
            : 'same',
    from: inPack(crosswalk.from, entry.from, entry.title?.ja ?? null),
    to: inPack(crosswalk.to, entry.to, entry.title?.ja ?? null),
    differences: [],
    moved: entry.from !== null && entry.to !== null && entry.from !== entry.to,
    note: entry.note ?? null,
  }));
}
