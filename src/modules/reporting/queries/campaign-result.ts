import type { AttainmentThreshold } from '../../../kernel/rates.ts';
import type { Tx } from '../../../platform/database/database.ts';
import {
  addFigures,
  type Campaign,
  type CampaignItem,
  type PersonCounts,
  readExclusions,
  readFigures,
  readPersonCounts,
  type UnitFigures,
} from '../../self-check/index.ts';
import { t } from '../messages.ts';
import { countAttained, type ItemTally } from '../rates/tally.ts';
import type { ResultGroup, YearResult } from '../report/history.ts';
import type { UnitCounts } from '../report/model.ts';
import type { Selection, UnitOption } from './units.ts';

const noneAttained = { 100: 0, 95: 0, 90: 0 } as const;

/** The counts of the chosen units and of those right below, in one reading of the tallies. */
export async function readCounts(
  tx: Tx,
  campaign: Campaign,
  items: readonly CampaignItem[],
  selection: Selection,
): Promise<{ groups: ResultGroup[]; units: UnitCounts[] }> {
  const ids = [...new Set([...selection.unitIds, ...selection.below.map((unit) => unit.id)])];
  const byUnit = new Map((await readFigures(tx, campaign, ids)).map((figures) => [figures.unitId, figures]));
  const chosen = selection.unitIds.flatMap((id) => byUnit.get(id) ?? []);
  return {
    groups: groupsOf(addFigures(chosen), items),
    units: selection.below.map((unit) => unitCounts(unit, byUnit.get(unit.id))),
  };
}

/** Counts with 到達率 by person, which is read from the sheets and not from the tallies. */
export async function withAttainment(
  tx: Tx,
  campaign: Campaign,
  selection: Selection,
  groups: readonly ResultGroup[],
): Promise<ResultGroup[]> {
  const counts: PersonCounts[] = [];
  for (const path of selection.paths) counts.push(...(await readPersonCounts(tx, campaign, path)));
  const byGroup = Map.groupBy(counts, (count) => count.roleGroup);
  return groups.map((group) => ({ ...group, ...attainedBy(byGroup.get(group.roleGroup) ?? []) }));
}

/** The persons left out of the population, by reason, as a report names them. */
export async function exclusionsOf(
  tx: Tx,
  campaign: Campaign,
  selection: Selection,
): Promise<{ reason: string; count: number }[]> {
  const counts = new Map<string, number>();
  for (const path of selection.paths) {
    for (const { reason, people } of await readExclusions(tx, campaign.id, path)) {
      counts.set(reason, (counts.get(reason) ?? 0) + people);
    }
  }
  return [...counts].map(([reason, count]) => ({ reason: exclusionTitle(reason), count }));
}

/** A campaign's counts as the result of its year. */
export const yearResult = (campaign: Campaign, groups: readonly ResultGroup[]): YearResult => ({
  fiscalYear: campaign.fiscalYear,
  packId: campaign.packId,
  edition: campaign.edition,
  focus: campaign.focus,
  interim: campaign.status === 'open',
  groups,
  printed: [],
});

function groupsOf(figures: UnitFigures, items: readonly CampaignItem[]): ResultGroup[] {
  const titles = new Map(items.map((item) => [`${item.roleGroup}/${item.itemId}`, item.summary]));
  return figures.groups.map((group) => ({
    roleGroup: group.roleGroup,
    title: group.title,
    population: group.population,
    excluded: 0,
    heard: group.heard,
    withDuty: 0,
    attained: noneAttained,
    items: figures.items
      .filter((item) => item.roleGroup === group.roleGroup)
      .map(
        (item): ItemTally => ({
          item: item.item,
          title: titles.get(`${item.roleGroup}/${item.item}`) ?? '',
          done: item.counts.done,
          notDone: item.counts.not_done,
        }),
      ),
  }));
}

function unitCounts(unit: UnitOption, figures: UnitFigures | undefined): UnitCounts {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const done = sum(figures?.items.map((item) => item.counts.done) ?? []);
  const notDone = sum(figures?.items.map((item) => item.counts.not_done) ?? []);
  return {
    unitId: unit.id,
    name: unit.name,
    depth: 0,
    coverage: {
      n: sum(figures?.groups.map((group) => group.heard) ?? []),
      d: sum(figures?.groups.map((group) => group.population) ?? []),
    },
    implementation: { n: done, d: done + notDone },
  };
}

function attainedBy(counts: readonly PersonCounts[]): Pick<ResultGroup, 'withDuty' | 'attained'> {
  const attained: Record<AttainmentThreshold, number> = { ...noneAttained };
  let withDuty = 0;
  for (const { done, notDone, persons } of counts) {
    if (done + notDone === 0) continue;
    withDuty += persons;
    countAttained(attained, { n: done, d: done + notDone }, persons);
  }
  return { withDuty, attained };
}

function exclusionTitle(reason: string): string {
  const key = `exclusion.${reason}`;
  return t.has(key) ? t(key) : reason;
}
