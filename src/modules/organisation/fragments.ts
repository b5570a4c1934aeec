/** Pieces of SQL that every query of the organisation shares, so that "in force" means one thing. */
import { type SQL, sql } from 'drizzle-orm';
import type { Scope } from '../../platform/authorisation/authorise.ts';
import { withinScope } from '../../platform/authorisation/authorise.ts';

/** The row behind this alias holds on the day: `valid_from <= day < valid_to`. */
export function inForce(alias: string, date: string): SQL {
  const row = sql.identifier(alias);
  return sql`(${row}.valid_from <= ${date}::date and (${row}.valid_to is null or ${row}.valid_to > ${date}::date))`;
}

/** The person behind this alias belongs to the organisation on the day. */
export function belongs(alias: string, date: string): SQL {
  const row = sql.identifier(alias);
  return sql`((${row}.joined_on is null or ${row}.joined_on <= ${date}::date) and (${row}.left_on is null or ${row}.left_on > ${date}::date))`;
}

/** The asset behind this alias is in its ledger and not retired on the day. */
export function assetInForce(alias: string, date: string): SQL {
  const row = sql.identifier(alias);
  return sql`((${row}.valid_from is null or ${row}.valid_from <= ${date}::date) and (${row}.valid_to is null or ${row}.valid_to > ${date}::date))`;
}

/** The person is absent (休職など) on the day. `personId` is a column, such as `sql\`p.id\``. */
export function absentOn(organisationId: string, personId: SQL, date: string): SQL {
  return sql`exists (select 1 from absences ab where ab.organisation_id = ${organisationId}
    and ab.person_id = ${personId} and ${inForce('ab', date)})`;
}

/**
 * Posts in force with their unit, as a subquery: `person_id, unit_id, unit_path, unit_name, title, main, post_id`.
 * Use as `from ${currentPosts(organisationId, date)} cp`.
 */
export function currentPosts(organisationId: string, date: string): SQL {
  return sql`(select po.person_id, po.id as post_id, po.title, po.main, u.id as unit_id, u.path as unit_path,
      u.name as unit_name, u.kind as unit_kind, u.code as unit_code
    from posts po
    join units u on u.organisation_id = po.organisation_id and u.id = po.unit_id
    where po.organisation_id = ${organisationId} and ${inForce('po', date)})`;
}

/** Assets in force with the unit that answers for each: `asset_id, kind, code, name, attributes, stage, unit_id, unit_path, unit_name`. */
export function currentAssets(organisationId: string, date: string): SQL {
  return sql`(select a.id as asset_id, a.kind, a.code, a.name, a.attributes, a.stage, u.id as unit_id,
      u.path as unit_path, u.name as unit_name
    from assets a
    left join asset_units au on au.organisation_id = a.organisation_id and au.asset_id = a.id and ${inForce('au', date)}
    left join units u on u.organisation_id = au.organisation_id and u.id = au.unit_id
    where a.organisation_id = ${organisationId} and ${assetInForce('a', date)})`;
}

/** The person has a post within the scope on the day (or the scope is theirs, or the whole organisation). */
export function personWithin(scope: Scope, personId: SQL, date: string): SQL {
  if (scope.whole) return sql`true`;
  const byPost = sql`exists (select 1 from posts sp
    join units su on su.organisation_id = sp.organisation_id and su.id = sp.unit_id
    where sp.organisation_id = ${scope.organisationId} and sp.person_id = ${personId}
      and ${inForce('sp', date)} and ${withinScope(scope, { unitPath: sql`su.path` })})`;
  // Without an own record in the scope there is no `or`, so that the planner can make a semi-join of it.
  if (scope.personId === null) return byPost;
  return sql`(${byPost} or ${withinScope({ ...scope, unitPaths: [] }, { personId })})`;
}
