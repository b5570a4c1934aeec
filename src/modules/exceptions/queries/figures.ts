import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { PeriodFigures } from '../tables.ts';
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

/** The figures of a period as they stand today; two statements. Both days are included. */
export async function periodFigures(
  tx: Tx,
  period: { readonly from: string; readonly until: string },
  today: string,
): Promise<PeriodFigures> {
  const within = (column: SQL) =>
    sql`(${column} at time zone 'Asia/Tokyo')::date between ${period.from}::date and ${period.until}::date`;
  const counted = await tx.execute<Omit<PeriodFigures, 'clauses'> & Record<string, unknown>>(sql`
    select count(*) filter (where ${within(sql`submitted_at`)})::int as submitted,
      count(*) filter (where decision in ('permitted', 'conditional') and ${within(sql`decided_at`)})::int as permitted,
      count(*) filter (where decision = 'refused' and ${within(sql`decided_at`)})::int as refused,
      count(*) filter (where kind = 'emergency' and ${within(sql`submitted_at`)})::int as emergencies,
      count(*) filter (where status = 'permitted')::int as living,
      count(*) filter (where status = 'permitted' and valid_until < ${today}::date)::int as overdue,
      count(*) filter (where status = 'lapsed' and ended_on between ${period.from}::date and ${period.until}::date)::int as lapsed,
      count(*) filter (where status = 'permitted' and alternative = '')::int as "withoutAlternative"
    from exceptions where organisation_id = ${tx.organisationId}`);
  const clauses = await tx.execute<PeriodFigures['clauses'][number] & Record<string, unknown>>(sql`
    select clause, max(edition) as edition, count(*)::int as count from exceptions
    where organisation_id = ${tx.organisationId} and status = 'permitted'
    group by pack_id, clause order by count(*) desc, clause limit 50`);
  const none = { submitted: 0, permitted: 0, refused: 0, emergencies: 0, living: 0, overdue: 0, lapsed: 0 };
  return { ...none, withoutAlternative: 0, ...counted.rows[0], clauses: clauses.rows };
}
