import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import { belongs, currentAssets, currentPosts, roleHoldings } from '../../organisation/index.ts';
import type { Pack } from '../../standards/index.ts';
import { WHOLE } from '../model.ts';
import { type AskedRules, holdingRoles } from '../population-rules.ts';
import type { Campaign } from '../tables.ts';

export interface PopulationQuery {
  readonly campaign: Campaign;
  readonly pack: Pack;
  readonly rules: AskedRules;
  /** Only people after this id, at most `limit`; all when absent. */
  readonly after?: { readonly personId: string; readonly limit: number };
}

/**
 * Common table expressions of a population, for `with ${…} select …`:
 * `person` everybody of the organisation on the base date, with unit, period and reason of exclusion (null: asked);
 * `asked` one row per asked person and position with `parts` (null where the item is not asked per asset).
 */
export function populationSql(tx: Tx, query: PopulationQuery): SQL {
  const { campaign, pack, rules } = query;
  const { baseDate, rule } = campaign;
  const organisationId = tx.organisationId;
  const part = query.after
    ? sql`and p.id > ${query.after.personId}::uuid order by p.id limit ${query.after.limit}`
    : sql``;
  const holdings = roleHoldings(tx, { date: baseDate, packId: pack.id, roles: holdingRoles(pack) });
  const serves = rule.deputies ? sql`true` : sql`(not h.deputy or h.acting)`;
  return sql`
    chunk as materialized (
      select p.id, p.name, p.number, p.employment from people p
      where p.organisation_id = ${organisationId} and ${belongs('p', baseDate)} ${part}
    ), person as materialized (
      select c.id, c.name, c.number, post.unit_id, coalesce(post.unit_path, '') as unit_path,
        coalesce(period.opens_on, ${campaign.opensOn}::date) as opens_on,
        coalesce(period.closes_on, ${campaign.closesOn}::date) as closes_on,
        case
          when not (c.employment = any (${sql.param(rule.employments)}::text[])) then 'employment'
          when post.unit_id is null then 'no_unit'
          when ${absentDaysSql(organisationId, campaign)} >= ${absenceLimit(campaign, rule.absentDays)}::int then 'long_absence'
        end as excluded_reason
      from chunk c
      left join (
        select distinct on (cp.person_id) cp.person_id, cp.unit_id, cp.unit_path
        from ${currentPosts(organisationId, baseDate)} cp join chunk on chunk.id = cp.person_id
        order by cp.person_id, cp.main desc, cp.unit_path
      ) post on post.person_id = c.id
      left join lateral (
        select pe.opens_on, pe.closes_on from campaign_periods pe
        where pe.organisation_id = ${organisationId} and pe.campaign_id = ${campaign.id}
          and strpos(post.unit_path, '/' || pe.unit_id || '/') > 0
        order by strpos(post.unit_path, pe.unit_id::text) desc limit 1
      ) period on true
    ), rule as materialized (
      select * from unnest(${sql.param(rules.roles)}::text[], ${sql.param(rules.assets)}::uuid[],
        ${sql.param(rules.positions)}::smallint[]) as r (role_id, asset_id, position)
    ), asked as materialized (
      select h.person_id, r.position,
        jsonb_object_agg(h.asset_id, 'unanswered') filter (where h.asset_id is not null) as parts
      from ${holdings} h
      join person on person.id = h.person_id and person.excluded_reason is null
      join rule r on r.role_id = h.role_id and r.asset_id = coalesce(h.asset_id, ${WHOLE}::uuid)
      where ${serves}
      group by h.person_id, r.position
    )`;
}

/** Who is away for the whole of a period shorter than the limit cannot answer either. Without a limit nobody is left out. */
const absenceLimit = ({ opensOn, closesOn }: Campaign, days: number | null): SQL =>
  days === null ? sql`null` : sql`least(${days}::int, ${closesOn}::date - ${opensOn}::date + 1)`;

/** Days of the campaign's period on which the person behind `c` is absent. */
function absentDaysSql(organisationId: string, campaign: Campaign): SQL {
  return sql`(
    select coalesce(sum(least(coalesce(ab.valid_to, ${campaign.closesOn}::date + 1), ${campaign.closesOn}::date + 1)
      - greatest(ab.valid_from, ${campaign.opensOn}::date)), 0)::int
    from absences ab
    where ab.organisation_id = ${organisationId} and ab.person_id = c.id
      and ab.valid_from <= ${campaign.closesOn}::date and (ab.valid_to is null or ab.valid_to > ${campaign.opensOn}::date))`;
}

/** Letters of every asked person: `person_id, letters`, from `asked`. */
export const lettersSql = (itemCount: number): SQL => sql`
  select a.person_id, (
    select string_agg(case when p.position = any (a.positions) then 'u' else '-' end, '' order by p.position)
    from generate_series(1, ${itemCount}::int) as p (position)) as letters
  from (select person_id, array_agg(position) as positions from asked group by person_id) a`;

/** Names of the assets that a person is asked about: `person_id, assets`, from `asked`. */
export const sheetAssetsSql = (tx: Tx, baseDate: string): SQL => sql`
  select m.person_id, jsonb_agg(jsonb_build_object('id', ca.asset_id, 'kind', ca.kind, 'name', ca.name)
    order by ca.code) as assets
  from (select distinct a.person_id, k.id::uuid as asset_id
    from asked a cross join lateral jsonb_object_keys(a.parts) as k (id) where a.parts is not null) m
  join ${currentAssets(tx.organisationId, baseDate)} ca on ca.asset_id = m.asset_id
  group by m.person_id`;

/** What a campaign would ask of whom if it were opened now. */
export interface PopulationPreview {
  readonly people: number;
  readonly asked: number;
  readonly answers: number;
  readonly excluded: readonly { readonly reason: string; readonly people: number }[];
  readonly groups: readonly { readonly id: string; readonly people: number; readonly items: number }[];
}

/** Counts the population without freezing it; one statement. Items are given with their final positions. */
export async function previewPopulation(
  tx: Tx,
  query: PopulationQuery,
  groupOfPosition: readonly string[],
): Promise<PopulationPreview> {
  const result = await tx.execute<{ preview: PopulationPreview }>(sql`
    with ${populationSql(tx, query)},
    grouped as (
      select (${sql.param(groupOfPosition)}::text[])[a.position] as id, count(distinct a.person_id) as people,
        count(distinct a.position) as items
      from asked a group by 1
    )
    select json_build_object(
      'people', (select count(*) from person),
      'asked', (select count(distinct person_id) from asked),
      'answers', (select count(*) from asked),
      'excluded', coalesce((select json_agg(json_build_object('reason', e.reason, 'people', e.people) order by e.reason)
        from (select excluded_reason as reason, count(*) as people from person
          where excluded_reason is not null group by 1) e), '[]'),
      'groups', coalesce((select json_agg(json_build_object('id', id, 'people', people, 'items', items)) from grouped), '[]')
    ) as preview`);
  const preview = result.rows[0]?.preview;
  if (!preview) throw new Error('the preview gave no row');
  return preview;
}
