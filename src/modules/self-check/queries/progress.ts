import { type SQL, sql } from 'drizzle-orm';
import { matchesSearch } from '../../../kit/server/list.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { inForce } from '../../organisation/index.ts';
import { type Stage, type StageGroup, stageGroups, WHOLE } from '../model.ts';
import { answeredSql, askedSql, stageSql } from '../sheet-letters.ts';
import type { Campaign } from '../tables.ts';
import { addFigures, readFigures, type UnitFigures } from './figures.ts';

/** A unit in the progress of a campaign. */
export interface UnitProgress {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly hasChildren: boolean;
  readonly figures: UnitFigures;
}

/** What an officer sees of one level of the tree: the sum of what they may see there, and the units below. */
export interface Progress {
  /** Null at the top. */
  readonly unit: { readonly id: string; readonly name: string; readonly path: string } | null;
  readonly total: UnitFigures;
  readonly units: readonly UnitProgress[];
}

interface UnitRow extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly has_children: boolean;
}

/** Progress below a unit, or (null) at the top of what the scope reaches. Two or three statements, whatever the size. */
export async function readProgress(
  tx: Tx,
  scope: Scope,
  campaign: Campaign,
  unit: { readonly id: string; readonly name: string; readonly path: string } | null,
): Promise<Progress> {
  const units = await (unit
    ? unitsWhere(tx, campaign, sql`u.parent_id = ${unit.id}`)
    : topUnits(tx, scope, campaign));
  const own = unit ? [unit.id] : scope.whole ? [WHOLE] : units.map((each) => each.id);
  const figures = await readFigures(tx, campaign, [...new Set([...own, ...units.map((each) => each.id)])]);
  const byId = new Map(figures.map((each) => [each.unitId, each]));
  const of = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  return {
    unit,
    total: own.length === 0 ? nothing(campaign) : addFigures(of(own)),
    units: units.flatMap(({ id, name, path, has_children }) =>
      of([id]).map((each) => ({ id, name, path, hasChildren: has_children, figures: each })),
    ),
  };
}

const nothing = (campaign: Campaign): UnitFigures => ({
  unitId: WHOLE,
  groups: campaign.roleGroups.map(({ id, title }) => ({ roleGroup: id, title, population: 0, heard: 0 })),
  items: [],
  stages: { untouched: 0, started: 0, complete: 0, submitted: 0, excluded: 0 },
});

/** Who sees everything begins below the top of the organisation; an officer at the units of the appointment. */
function topUnits(tx: Tx, scope: Scope, campaign: Campaign): Promise<readonly UnitRow[]> {
  if (scope.whole) {
    return unitsWhere(
      tx,
      campaign,
      sql`(u.parent_id is null and not exists (${childrenOf(tx, campaign)}) or exists (
        select 1 from units r where r.organisation_id = u.organisation_id and r.id = u.parent_id and r.parent_id is null))`,
    );
  }
  const paths = scope.unitPaths.filter(
    (path) => !scope.unitPaths.some((other) => other !== path && path.startsWith(other)),
  );
  return unitsWhere(tx, campaign, sql`u.path = any (${sql.param([...new Set(paths)])}::text[])`);
}

async function unitsWhere(tx: Tx, campaign: Campaign, where: SQL): Promise<readonly UnitRow[]> {
  const result = await tx.execute<UnitRow>(sql`
    select u.id, u.name, u.path, exists (${childrenOf(tx, campaign)}) as has_children
    from units u
    where u.organisation_id = ${tx.organisationId} and ${inForce('u', campaign.baseDate)} and ${where}
    order by u.sort_order, u.code`);
  return result.rows;
}

const childrenOf = (tx: Tx, campaign: Campaign): SQL => sql`
  select 1 from units k where k.organisation_id = ${tx.organisationId} and k.parent_id = u.id
    and ${inForce('k', campaign.baseDate)}`;

/** A person in the list of respondents: how far, never what. */
export interface Respondent {
  readonly personId: string;
  readonly name: string;
  readonly number: string;
  readonly unitName: string;
  readonly stage: Stage;
  readonly asked: number;
  readonly answered: number;
  readonly closesOn: string;
  readonly excludedReason: string | null;
  readonly lastUrgedAt: string | null;
}

export interface RespondentFilter {
  readonly unitPath?: string | undefined;
  readonly stage?: Stage | StageGroup | undefined;
  readonly q?: string | undefined;
}

/** People of a campaign within the scope, by unit and number. */
export async function listRespondents(
  tx: Tx,
  scope: Scope,
  campaignId: string,
  filter: RespondentFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly Respondent[]; readonly total: number }> {
  const result = await tx.execute<Respondent & Record<string, unknown> & { total: number }>(sql`
    with found as (
      select s.* from sheets s
      where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaignId}
        and ${withinScope(scope, { unitPath: sql`s.unit_path` })} and ${filterSql(filter)}
    )
    select s.person_id as "personId", s.person_name as name, s.person_number as number, coalesce(u.name, '') as "unitName",
      ${stageSql('s')} as stage, ${askedSql('s')} as asked, ${answeredSql('s')} as answered,
      s.closes_on as "closesOn", s.excluded_reason as "excludedReason",
      (select to_char(max(g.urged_at) at time zone 'Asia/Tokyo', 'YYYY-MM-DD') from campaign_urges g
        where g.organisation_id = s.organisation_id and g.campaign_id = s.campaign_id and g.person_id = s.person_id)
        as "lastUrgedAt",
      (select count(*)::int from found) as total
    from found s
    left join units u on u.organisation_id = s.organisation_id and u.id = s.unit_id
    order by s.unit_path, s.person_number
    limit ${page.limit} offset ${page.offset}`);
  return { rows: result.rows.map(({ total: _total, ...row }) => row), total: result.rows[0]?.total ?? 0 };
}

function filterSql(filter: RespondentFilter): SQL {
  const parts: SQL[] = [sql`true`];
  if (filter.unitPath !== undefined) parts.push(sql`s.unit_path like ${`${filter.unitPath}%`}`);
  const { stage } = filter;
  if (stage !== undefined) {
    const wanted = isGroup(stage) ? stageGroups[stage] : [stage];
    parts.push(sql`${stageSql('s')} in ${wanted}`);
  }
  const found = matchesSearch(sql`p.search`, filter.q);
  if (found !== undefined) {
    parts.push(sql`exists (select 1 from people p
      where p.organisation_id = s.organisation_id and p.id = s.person_id and ${found})`);
  }
  return sql.join(parts, sql` and `);
}

const isGroup = (stage: Stage | StageGroup): stage is StageGroup => Object.hasOwn(stageGroups, stage);
