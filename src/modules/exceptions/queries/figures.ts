import { sql } from 'drizzle-orm';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type FigureName, figureNames } from '../model.ts';
import type { PeriodFigures } from '../tables.ts';
import { countedBy, type Period } from './counted.ts';
import { visibleExceptions } from './list.ts';

/** How many exceptions there are on a clause. */
export interface ClauseCount extends Record<string, unknown> {
  readonly packId: string;
  readonly edition: string;
  readonly clause: string;
  readonly clauseText: string;
  /** Permitted and not over by anybody's word, those past their last day included. */
  readonly living: number;
  readonly overdue: number;
  readonly waiting: number;
  readonly refused: number;
  readonly total: number;
}

/** Counts by clause within what the actor sees, drafts left out, the most first; one statement. */
export async function countByClause(
  tx: Tx,
  scope: Scope,
  actor: Actor,
  today: string,
): Promise<readonly ClauseCount[]> {
  const result = await tx.execute<ClauseCount>(sql`
    select pack_id as "packId", max(edition) as edition, clause, max(clause_text) as "clauseText",
      count(*) filter (where status = 'permitted')::int as living,
      count(*) filter (where status = 'permitted' and valid_until < ${today}::date)::int as overdue,
      count(*) filter (where status in ('submitted', 'reviewing', 'sent_back'))::int as waiting,
      count(*) filter (where status = 'refused')::int as refused, count(*)::int as total
    from exceptions
    where organisation_id = ${tx.organisationId} and status <> 'draft' and ${visibleExceptions(scope, actor)}
    group by pack_id, clause
    order by count(*) filter (where status = 'permitted') desc, count(*) desc, clause`);
  return result.rows;
}

/** The figures of a period as they stand today, and the exceptions behind each; two statements. */
export async function periodFigures(tx: Tx, period: Period, today: string): Promise<PeriodFigures> {
  const idsOf = (name: FigureName) =>
    sql`${name}::text, coalesce(jsonb_agg(exceptions.id order by exceptions.id)
      filter (where ${countedBy(name, period, today)}), '[]')`;
  const found = await tx.execute<{ counted: Record<FigureName, string[]> }>(sql`
    select jsonb_build_object(${sql.join(figureNames.map(idsOf), sql`, `)}) as counted
    from exceptions where organisation_id = ${tx.organisationId}`);
  const clauses = await tx.execute<PeriodFigures['clauses'][number] & Record<string, unknown>>(sql`
    select pack_id as "packId", clause, max(edition) as edition, count(*)::int as count from exceptions
    where organisation_id = ${tx.organisationId} and status = 'permitted'
    group by pack_id, clause order by count(*) desc, clause limit 50`);
  const [row] = found.rows;
  if (!row) throw new Error('an aggregate has one row');
  return { counted: row.counted, clauses: clauses.rows };
}

/** How many there are of each. */
export const countsOf = ({ counted }: PeriodFigures): Record<FigureName, number> =>
  Object.fromEntries(figureNames.map((name) => [name, counted[name].length])) as Record<FigureName, number>;
