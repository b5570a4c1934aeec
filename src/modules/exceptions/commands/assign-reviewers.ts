import { and, eq, inArray } from 'drizzle-orm';
import { insertMany } from '../../../kit/server/sets.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { loadPack, packIds } from '../../standards/index.ts';
import type { ExceptionContext } from '../queries/context.ts';
import { loadHolders } from '../queries/holders.ts';
import { authoritiesFor, type Reviewer, resolveReviewers } from '../resolve-reviewers.ts';
import { type Exception, exceptionAuthorities, exceptionReviewers } from '../tables.ts';

type Routed = Pick<Exception, 'id' | 'packId' | 'clause' | 'applicantId'>;

/** Who reviews each of these, by today's holders and the organisation's choice; three statements for any number. */
export async function findReviewers(
  tx: Tx,
  context: ExceptionContext,
  routed: readonly Routed[],
  today: string,
): Promise<ReadonlyMap<string, readonly Reviewer[]>> {
  const { rule } = context;
  const holders = await loadHolders(tx, context, rule.reviewers, today);
  const superiors = await loadHolders(tx, context, rule.superiors, today);
  const authorities = await tx
    .select()
    .from(exceptionAuthorities)
    .where(eq(exceptionAuthorities.organisationId, tx.organisationId));
  return new Map(
    routed.map((each) => {
      const set = authoritiesFor({ packId: each.packId, path: pathOf(each) }, authorities);
      return [each.id, resolveReviewers({ applicantId: each.applicantId, holders, superiors, set })];
    }),
  );
}

const sameReviewers = (a: readonly Reviewer[], b: readonly Reviewer[]): boolean => {
  const text = (reviewers: readonly Reviewer[]) =>
    reviewers
      .map(({ personId, roleId, via }) => `${personId} ${roleId} ${via}`)
      .sort()
      .join();
  return text(a) === text(b);
};

/** Headings of the clause and the clause; only the clause when the pack is no longer here. */
function pathOf({ packId, clause }: Routed): readonly string[] {
  if (!packIds().includes(packId)) return [clause];
  const pack = loadPack(packId);
  const subItem = pack.subItems.find((each) => each.id === clause);
  const requirement = pack.requirements.find((each) => each.id === (subItem?.parent ?? clause));
  return [...(requirement?.path ?? []), ...(subItem ? [subItem.parent] : []), clause];
}

/** Writes down who reviews these now, in place of who did. Returns those that are new, by exception. */
export async function assignReviewers(
  tx: Tx,
  found: ReadonlyMap<string, readonly Reviewer[]>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = [...found.keys()];
  if (ids.length === 0) return new Map();
  const of = (some: readonly string[]) =>
    and(
      eq(exceptionReviewers.organisationId, tx.organisationId),
      inArray(exceptionReviewers.exceptionId, some),
    );
  const before = await tx.select().from(exceptionReviewers).where(of(ids));
  const byException = Map.groupBy(before, (each) => each.exceptionId);
  const changed = ids.filter((id) => !sameReviewers(byException.get(id) ?? [], found.get(id) ?? []));
  if (changed.length > 0) await tx.delete(exceptionReviewers).where(of(changed));
  const rows = changed.flatMap((exceptionId) =>
    (found.get(exceptionId) ?? []).map((each) => ({
      organisationId: tx.organisationId,
      exceptionId,
      ...each,
    })),
  );
  await insertMany(tx, exceptionReviewers, rows);
  const known = new Set(before.map((each) => `${each.exceptionId} ${each.personId}`));
  return new Map(
    ids.map((id) => [
      id,
      (found.get(id) ?? [])
        .map((each) => each.personId)
        .filter((personId) => !known.has(`${id} ${personId}`)),
    ]),
  );
}
