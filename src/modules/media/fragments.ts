/** Pieces of SQL that the queries of media share, so that state, class and finding mean one thing everywhere. */
import { type SQL, sql } from 'drizzle-orm';
import type { Axis } from '../information/index.ts';
import { classAxes, type Fact, type MediaRule } from './model.ts';

/** State of the row `media`: what ended it first, then where it is. */
export const mediumState = sql<string>`(case
  when exists (select 1 from disposals d where d.organisation_id = media.organisation_id and d.medium_id = media.id
    and d.deed = 'dispose') then 'disposed'
  when media.lost_on is not null then 'lost'
  when exists (select 1 from carry_entries c where c.organisation_id = media.organisation_id and c.medium_id = media.id
    and c.direction = 'out' and c.returned_on is null) then 'taken_out'
  when exists (select 1 from media_loans l where l.organisation_id = media.organisation_id and l.medium_id = media.id
    and l.closed_on is null) then 'lent'
  else 'in_store' end)`;

/**
 * The effective class of the row `media` on an axis: the highest of its own and of the information on it.
 * Null is undetermined, unless something on it already has the top class.
 */
export function effectiveClass(axis: Axis): SQL<number | null> {
  const column = sql.identifier(axis);
  const top = axis === 'confidentiality' ? 3 : 2;
  const onIt = sql`from media_contents mc join information_assets ia
    on ia.organisation_id = mc.organisation_id and ia.id = mc.information_id
    where mc.organisation_id = media.organisation_id and mc.medium_id = media.id`;
  // Paper has no class on the other axes: that says nothing about what else is on the medium.
  const concerned = axis === 'confidentiality' ? sql`` : sql`and ia.form <> 'paper'`;
  return sql<number | null>`(select case when max(x.v) = ${top}::int then ${top}::int
      when bool_or(x.v is null) then null else max(x.v)::int end
    from (select ia.${column} as v ${onIt} ${concerned}
      union all select media.${column} where media.${column} is not null or not exists (select 1 ${onIt})) x)`;
}

/** State of a loan `l` on the day. */
export const loanState = (alias: string, today: string): SQL<string> => {
  const loan = sql.identifier(alias);
  return sql<string>`coalesce(${loan}.outcome, case when ${loan}.due_on < ${today}::date then 'overdue' else 'open' end)`;
};

/** State of an entry of the carry book on the day. */
export const carryState = (alias: string, today: string): SQL<string> => {
  const entry = sql.identifier(alias);
  return sql<string>`(case when ${entry}.confirmed_at is not null then 'confirmed'
    when ${entry}.returned_on is not null then 'returned'
    when ${entry}.due_on < ${today}::date then 'overdue' else 'open' end)`;
};

const place = (column: string): SQL => sql`coalesce(sp.${sql.identifier(column)}, false)`;

const factColumns: Partial<Readonly<Record<Fact, SQL>>> = {
  fireproof: place('fireproof'),
  heatproof: place('heatproof'),
  waterproof: place('waterproof'),
  moistureproof: place('moistureproof'),
  lockable: place('lockable'),
  low_disaster: place('low_disaster'),
  write_protected: sql`media.write_protected`,
  approved: sql`media.approved`,
  encrypted: sql`media.encrypted`,
};

/**
 * The positions (in `rules`) of the rules of storage that the row `media` with its place `sp` breaks, as int[].
 * Says the same as `findBreaches` does of one medium; a test holds the two together.
 */
export function storageFindings(rules: readonly MediaRule[]): SQL<number[]> {
  const cases = rules.flatMap((rule, at) =>
    rule.on === 'store'
      ? [sql`case when ${applies(rule)} and not (${satisfied(rule)}) then ${at}::int end`]
      : [],
  );
  if (cases.length === 0) return sql<number[]>`'{}'::int[]`;
  const gone = sql`${mediumState} in ('disposed', 'lost')`;
  return sql<
    number[]
  >`(case when ${gone} then '{}'::int[] else array_remove(array[${sql.join(cases, sql`, `)}], null) end)`;
}

function applies(rule: MediaRule): SQL {
  const parts: SQL[] = [sql`true`];
  if (rule.material === 'paper') parts.push(sql`media.kind = 'paper_binder'`);
  if (rule.material === 'electronic') parts.push(sql`media.kind <> 'paper_binder'`);
  if (rule.longTerm) parts.push(sql`media.long_term`);
  if (rule.specificPersonal) parts.push(sql`(media.specific_personal and not media.empty)`);
  const when = rule.when;
  if (when !== undefined) {
    const any = classAxes.flatMap((axis) => {
      const threshold = when[axis];
      return threshold === undefined ? [] : [reaches(axis, threshold)];
    });
    parts.push(sql`(${sql.join(any, sql` or `)})`);
  }
  return sql.join(parts, sql` and `);
}

function reaches(axis: Axis, threshold: number): SQL {
  const effective = effectiveClass(axis);
  const concerned = axis === 'confidentiality' ? sql`true` : sql`media.kind <> 'paper_binder'`;
  return sql`(not media.empty and ${concerned} and (${effective} is null or ${effective} >= ${threshold}::int))`;
}

const satisfied = (rule: MediaRule): SQL =>
  sql.join(
    rule.require.map((fact) => factColumns[fact] ?? sql`false`),
    sql` and `,
  );
