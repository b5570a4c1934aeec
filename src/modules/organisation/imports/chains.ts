import { type SQL, sql } from 'drizzle-orm';
import { holdsOn, type Period } from '../model.ts';

/** A row that a reorganisation may have cut and continued under a successor. */
export interface Link extends Period {
  readonly id: string;
  readonly version: number;
  readonly unitId: string | null;
  /** The code under which a file names the unit (or asset). */
  readonly code: string | null;
  /** The day on which the row's unit ends. */
  readonly unitEnd: string | null;
  readonly successors: readonly string[];
}

/** The columns of a link that come from its unit, for a query with `units u`. */
export const linkColumns: SQL = sql`u.valid_to as "unitEnd", coalesce((
  select json_agg(s.successor_id) from unit_successions s
  where s.organisation_id = u.organisation_id and s.predecessor_id = u.id), '[]'::json) as successors`;

/**
 * A post or appointment as people think of it: what reorganisations cut is one again. It begins where its first row
 * began, stands where it stands on the day, and ends, and is changed, where its last row ends.
 * `same` names what all rows of one chain share besides the unit.
 */
export function joinChains<L extends Link>(
  links: readonly L[],
  same: (link: L) => string,
  date: string,
): L[] {
  const beginning = Map.groupBy(links, (link) => `${same(link)} ${link.unitId} ${link.validFrom}`);
  const nextOf = (link: L): L | undefined => {
    if (link.validTo === null || link.validTo !== link.unitEnd) return undefined;
    const heirs = link.successors.flatMap(
      (unitId) => beginning.get(`${same(link)} ${unitId} ${link.validTo}`) ?? [],
    );
    return heirs[0];
  };
  const continued = new Set(links.flatMap((link) => nextOf(link)?.id ?? []));
  return links
    .filter((link) => !continued.has(link.id))
    .map((first) => {
      const chain = [first];
      for (let next = nextOf(first); next; next = nextOf(next)) chain.push(next);
      const last = chain.at(-1) ?? first;
      const face = chain.find((link) => holdsOn(link, date)) ?? last;
      return { ...last, unitId: face.unitId, code: face.code, validFrom: first.validFrom };
    });
}
