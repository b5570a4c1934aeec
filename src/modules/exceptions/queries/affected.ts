/** Whom an exception is about, as pieces of SQL; `e` is the alias of `exceptions`. */
import { type SQL, sql } from 'drizzle-orm';
import { inForce } from '../../organisation/index.ts';

/** The person is among those whom the exception behind `e` is about on the day. */
export function affects(organisationId: string, personId: SQL, date: string): SQL {
  return sql`(case e.affected_kind
    when 'persons' then exists (select 1 from exception_people ep where ep.organisation_id = e.organisation_id
      and ep.exception_id = e.id and ep.person_id = ${personId})
    when 'unit' then exists (select 1 from posts po
      join units pu on pu.organisation_id = po.organisation_id and pu.id = po.unit_id
      join units au on au.organisation_id = e.organisation_id and au.id = e.affected_unit_id
      where po.organisation_id = ${organisationId} and po.person_id = ${personId} and ${inForce('po', date)}
        and pu.path like au.path || '%')
    else exists (select 1 from appointments ap where ap.organisation_id = ${organisationId}
      and ap.person_id = ${personId} and ap.asset_id = e.affected_asset_id and ${inForce('ap', date)}) end)`;
}

/** The exception behind `e` covers what it is about on the day. */
export const covers = (date: string): SQL =>
  sql`(e.status = 'permitted' and e.valid_from <= ${date}::date and e.valid_until >= ${date}::date)`;
