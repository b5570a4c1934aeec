import { sql } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { type Scope, withinScope } from './authorise.ts';

/**
 * The scope with the units that those in it have succeeded, however long ago: records that keep the unit of their day
 * (the sheets of a self-check) stay in sight of whoever answers for the unit today. Where a unit was divided, each part
 * has succeeded the whole. One statement, and none for who sees the whole organisation.
 */
export async function withFormerUnits(tx: Tx, scope: Scope): Promise<Scope> {
  if (scope.whole || scope.unitPaths.length === 0) return scope;
  const former = await tx.execute<{ path: string }>(sql`
    with recursive own as (
      select u.id from units u
      where u.organisation_id = ${tx.organisationId} and ${withinScope(unitsOf(scope), { unitPath: sql`u.path` })}
      union
      select s.predecessor_id from unit_successions s join own on own.id = s.successor_id
      where s.organisation_id = ${tx.organisationId}
    )
    select u.path from units u join own on own.id = u.id
    where u.organisation_id = ${tx.organisationId} and not ${withinScope(unitsOf(scope), { unitPath: sql`u.path` })}
    order by u.path`);
  return { ...scope, unitPaths: [...scope.unitPaths, ...former.rows.map((row) => row.path)] };
}

/** The units of the scope alone: systems and the own person have no successors. */
const unitsOf = (scope: Scope): Scope => ({ ...scope, assetIds: [], personId: null });
