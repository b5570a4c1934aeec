import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import {
  type AnswerState,
  answerStates,
  type GroupSpan,
  letterOf,
  type Stage,
  type StateCounts,
  stages,
  WHOLE,
} from '../model.ts';
import { differencesSql, stageSql } from '../sheet-letters.ts';
import type { Campaign } from '../tables.ts';
import { loadPlacedItems } from './campaign.ts';

/** Counts of the answers to one item, among those who are asked it. */
export interface ItemCounts {
  readonly roleGroup: string;
  readonly item: string;
  readonly counts: StateCounts;
}

/** How many persons of a reporting group are asked, and of how many at least one answer is known. */
export interface GroupCounts {
  readonly roleGroup: string;
  readonly title: string;
  readonly population: number;
  readonly heard: number;
}

/** Everything that is counted of a unit, with all units below it. */
export interface UnitFigures {
  /** `WHOLE` for the organisation. */
  readonly unitId: string;
  readonly groups: readonly GroupCounts[];
  readonly items: readonly ItemCounts[];
  readonly stages: Readonly<Record<Stage, number>>;
}

interface TallyRow extends Record<string, unknown> {
  readonly unit_id: string;
  readonly item: number;
  readonly measure: string;
  readonly n: number;
}

/**
 * The exact counts of these units at this moment: the tallies and what is not folded into them yet, in one
 * statement and so in one snapshot. Equal to counting the answers themselves, whatever is being saved meanwhile.
 */
export async function readFigures(
  tx: Tx,
  campaign: Pick<Campaign, 'id' | 'roleGroups'>,
  unitIds: readonly string[] = [WHOLE],
): Promise<readonly UnitFigures[]> {
  const dirty = sql`dirty_sheets`;
  const result = await tx.execute<TallyRow>(sql`
    with dirty_sheets as materialized (
      select s.unit_path, s.letters, s.counted, ${stageSql('s')} as stage, s.counted_stage
      from sheets s
      where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaign.id} and s.dirty
    )
    select c.unit_id, c.item, c.measure, sum(c.n)::int as n
    from (
      select y.unit_id, y.item, y.measure, y.n from tallies y
      where y.organisation_id = ${tx.organisationId} and y.campaign_id = ${campaign.id}
        and y.unit_id = any (${sql.param(unitIds)}::uuid[])
      union all
      select d.unit_id, d.item, d.measure, d.n
      from (${differencesSql(dirty, JSON.stringify(campaign.roleGroups), WHOLE)}) d
      where d.unit_id = any (${sql.param(unitIds)}::uuid[])
    ) c
    group by 1, 2, 3`);
  const items = await loadPlacedItems(tx, campaign.id);
  const byUnit = Map.groupBy(result.rows, (row) => row.unit_id);
  return unitIds.map((unitId) => {
    const rows = byUnit.get(unitId) ?? [];
    const value = tallyReader(rows);
    return {
      unitId,
      groups: campaign.roleGroups.map((span) => groupCounts(span, value)),
      items: items.map(({ position, roleGroup, itemId }) => ({
        roleGroup,
        item: itemId,
        counts: record(answerStates, (state) => value(position, letterOf[state])),
      })),
      stages: record(stages, (stage) => value(0, `stage:${stage}`)),
    };
  });
}

const groupCounts = (
  { id, title }: GroupSpan,
  value: (item: number, measure: string) => number,
): GroupCounts => ({
  roleGroup: id,
  title,
  population: value(0, `population:${id}`),
  heard: value(0, `heard:${id}`),
});

function tallyReader(rows: readonly TallyRow[]): (item: number, measure: string) => number {
  const values = new Map(rows.map((row) => [`${row.item}:${row.measure}`, row.n]));
  return (item, measure) => values.get(`${item}:${measure}`) ?? 0;
}

function record<Key extends string>(keys: readonly Key[], value: (key: Key) => number): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<Key, number>;
}

/** How many heard persons of a group have so many items done and so many not done. */
export interface PersonCounts {
  readonly roleGroup: string;
  readonly done: number;
  readonly notDone: number;
  readonly persons: number;
}

/**
 * The distribution of persons over (done, not done), per reporting group: what attainment by person is made of.
 * Exact at this moment; read from the letters of the sheets, one row per person. `unitPath` narrows to a unit.
 */
export async function readPersonCounts(
  tx: Tx,
  campaign: Pick<Campaign, 'id' | 'roleGroups'>,
  unitPath = '',
): Promise<readonly PersonCounts[]> {
  const result = await tx.execute<{
    role_group: string;
    done: number;
    not_done: number;
    persons: number;
  }>(sql`
    select g.id as role_group, c.done, c.not_done, count(*)::int as persons
    from sheets s
    cross join jsonb_to_recordset(${JSON.stringify(campaign.roleGroups)}::jsonb) as g (id text, first int, count int)
    cross join lateral (select substr(s.letters, g.first, g.count) as letters) l
    cross join lateral (select length(translate(l.letters, '-uxa', '')) as done,
      length(translate(l.letters, '-uda', '')) as not_done) c
    where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaign.id}
      and s.excluded_reason is null and s.unit_path like ${`${unitPath}%`} and l.letters ~ '[dxa]'
    group by 1, 2, 3`);
  return result.rows.map((row) => ({
    roleGroup: row.role_group,
    done: row.done,
    notDone: row.not_done,
    persons: row.persons,
  }));
}

/** Persons that are left out of the population, by reason. */
export async function readExclusions(
  tx: Tx,
  campaignId: string,
  unitPath = '',
): Promise<readonly { readonly reason: string; readonly people: number }[]> {
  const result = await tx.execute<{ reason: string; people: number }>(sql`
    select excluded_reason as reason, count(*)::int as people from sheets
    where organisation_id = ${tx.organisationId} and campaign_id = ${campaignId} and excluded_reason is not null
      and unit_path like ${`${unitPath}%`}
    group by 1 order by 1`);
  return result.rows;
}

/** The sum of two or more sets of counts of the same campaign, for an officer of several units. */
export function addFigures(figures: readonly UnitFigures[]): UnitFigures {
  const [first, ...rest] = figures;
  if (!first) throw new RangeError('nothing to add');
  return rest.reduce(
    (sum, next): UnitFigures => ({
      unitId: sum.unitId,
      groups: sum.groups.map((group, index) => ({
        ...group,
        population: group.population + (next.groups[index]?.population ?? 0),
        heard: group.heard + (next.groups[index]?.heard ?? 0),
      })),
      items: sum.items.map((item, index) => ({
        ...item,
        counts: addCounts(item.counts, next.items[index]?.counts),
      })),
      stages: record(stages, (stage) => sum.stages[stage] + next.stages[stage]),
    }),
    first,
  );
}

const addCounts = (a: StateCounts, b: StateCounts | undefined): StateCounts =>
  record(answerStates, (state: AnswerState) => a[state] + (b?.[state] ?? 0));
