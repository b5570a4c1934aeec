import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import { type MovableTable, moveToSuccessors } from './move-to-successors.ts';

interface ClosingUnit extends Record<string, unknown> {
  readonly id: string;
  readonly valid_to: string;
  readonly successors: string[];
}

/**
 * What was just entered under units whose end is already decided goes over to their successors on that day, as
 * everything else did when the reorganisation was entered. Nothing happens for units without an end.
 */
export async function carryOver(tx: Tx, table: MovableTable, unitIds: readonly string[]): Promise<void> {
  let open = [...new Set(unitIds)];
  while (open.length > 0) {
    const closing = await closingUnits(tx, open);
    for (const [date, units] of Map.groupBy(closing, (unit) => unit.valid_to)) {
      const successors = new Map(units.map((unit) => [unit.id, unit.successors]));
      await moveToSuccessors(tx, table, { closed: [...successors.keys()], successors, placements: [] }, date);
    }
    open = closing.flatMap((unit) => unit.successors.slice(0, 1));
  }
}

async function closingUnits(tx: Tx, unitIds: readonly string[]): Promise<readonly ClosingUnit[]> {
  const result = await tx.execute<ClosingUnit>(sql`
    select u.id, u.valid_to, coalesce((
        select json_agg(s.successor_id order by n.sort_order, n.code) from unit_successions s
        join units n on n.organisation_id = s.organisation_id and n.id = s.successor_id
        where s.organisation_id = u.organisation_id and s.predecessor_id = u.id), '[]'::json) as successors
    from units u
    where u.organisation_id = ${tx.organisationId} and u.id = any (${sql.param([...unitIds])}::uuid[])
      and u.valid_to is not null
    order by u.valid_to, u.id`);
  return result.rows;
}
