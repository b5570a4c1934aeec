import { type SQL, sql } from 'drizzle-orm';

/**
 * The phase of the row behind `exceptions` on the day, as SQL: what `phaseOf` says in memory, so that lists can be
 * narrowed to it.
 */
export const phaseSql = (today: string, noticeDays: number): SQL<string> => sql<string>`(case
  when exceptions.status <> 'permitted' then exceptions.status
  when exceptions.valid_from > ${today}::date then exceptions.decision
  when exceptions.valid_until < ${today}::date then 'overdue'
  when exceptions.valid_until - ${today}::date <= ${noticeDays}::int then 'nearing'
  else 'in_force' end)`;
