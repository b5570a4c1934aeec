/** SQL that reads and writes the letters of sheets, so that a letter means one thing everywhere. */
import { type SQL, sql } from 'drizzle-orm';

/** The letter of a state column. */
export const letterSql = (state: SQL): SQL =>
  sql`(case ${state} when 'done' then 'd' when 'not_done' then 'x' when 'not_applicable' then 'a' else 'u' end)`;

/** The stage of the sheet behind the alias; agrees with `stageOf` of the model. */
export function stageSql(alias: string): SQL {
  const sheet = sql.identifier(alias);
  return sql`(case
    when ${sheet}.excluded_reason is not null then 'excluded'
    when ${sheet}.submitted_at is not null then 'submitted'
    when ${sheet}.letters !~ '[dxa]' then 'untouched'
    when strpos(${sheet}.letters, 'u') > 0 then 'started'
    else 'complete' end)`;
}

/** How many items the sheet behind the alias asks, and how many have an answer. */
export const askedSql = (alias: string): SQL =>
  sql`length(replace(${sql.identifier(alias)}.letters, '-', ''))`;
export const answeredSql = (alias: string): SQL =>
  sql`length(translate(${sql.identifier(alias)}.letters, 'u-', ''))`;

/**
 * What sheets add to the tallies beyond what is already counted of them, as a subquery of rows
 * `unit_id, item, measure, n`. `batch` is a relation with the columns unit_path, letters, counted, stage and
 * counted_stage. Every sheet counts for its unit, the units above, and the whole organisation.
 */
export function differencesSql(batch: SQL, spans: string, whole: string): SQL {
  return sql`
    select a.unit_id, c.item::smallint as item, c.measure, sum(c.n)::int as n
    from (
      select b.unit_path, p.item, d.measure, sum(d.n) as n
      from ${batch} b
      cross join lateral generate_series(1, greatest(length(b.letters), length(b.counted))) as p (item)
      cross join lateral (values (substr(b.letters, p.item, 1), 1), (substr(b.counted, p.item, 1), -1)) as d (measure, n)
      where b.letters <> b.counted
        and substr(b.letters, p.item, 1) <> substr(b.counted, p.item, 1) and d.measure not in ('', '-')
      group by 1, 2, 3
      union all
      select b.unit_path, 0, d.measure, sum(d.n)
      from ${batch} b
      cross join jsonb_to_recordset(${spans}::jsonb) as g (id text, first int, count int)
      cross join lateral (values
        ('population:' || g.id,
          (substr(b.letters, g.first, g.count) ~ '[^-]')::int - (substr(b.counted, g.first, g.count) ~ '[^-]')::int),
        ('heard:' || g.id,
          (substr(b.letters, g.first, g.count) ~ '[dxa]')::int - (substr(b.counted, g.first, g.count) ~ '[dxa]')::int)
      ) as d (measure, n)
      where d.n <> 0
      group by 1, 3
      union all
      select b.unit_path, 0, 'stage:' || d.stage, sum(d.n)
      from ${batch} b
      cross join lateral (values (b.stage, 1), (b.counted_stage, -1)) as d (stage, n)
      where b.stage <> b.counted_stage and d.stage <> ''
      group by 1, 3
    ) c
    cross join lateral unnest(
      array_append(string_to_array(trim(both '/' from c.unit_path), '/')::uuid[], ${whole}::uuid)) as a (unit_id)
    group by 1, 2, 3
    having sum(c.n) <> 0`;
}
