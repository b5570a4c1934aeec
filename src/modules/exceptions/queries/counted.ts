import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import type { FigureName } from '../model.ts';

/** A stretch of days; both ends are included. */
export interface Period {
  readonly from: string;
  readonly until: string;
}

/** What a figure counts: the one rule for the number and for the list that opens it. */
export function countedBy(name: FigureName, { from, until }: Period, today: string): SQL {
  const during = (day: SQL) => sql`${day} between ${from}::date and ${until}::date`;
  const dayOf = (column: string) => sql`(exceptions.${sql.raw(column)} at time zone 'Asia/Tokyo')::date`;
  const living = sql`exceptions.status = 'permitted'`;
  const rules: Record<FigureName, SQL> = {
    submitted: during(dayOf('submitted_at')),
    emergencies: sql`exceptions.kind = 'emergency' and ${during(dayOf('submitted_at'))}`,
    permitted: sql`exceptions.decision in ('permitted', 'conditional') and ${during(dayOf('decided_at'))}`,
    refused: sql`exceptions.decision = 'refused' and ${during(dayOf('decided_at'))}`,
    lapsed: sql`exceptions.status = 'lapsed' and ${during(sql`exceptions.ended_on`)}`,
    living,
    overdue: sql`${living} and exceptions.valid_until < ${today}::date`,
    withoutAlternative: sql`${living} and exceptions.alternative = ''`,
  };
  return rules[name];
}

/** What a report of the past counted, by the exceptions that it names. */
export const countedIn = (tx: Tx, name: FigureName, reportId: string): SQL =>
  sql`exceptions.id in (select jsonb_array_elements_text(r.figures -> 'counted' -> ${name}::text)::uuid
    from exception_period_reports r where r.organisation_id = ${tx.organisationId} and r.id = ${reportId}::uuid)`;
