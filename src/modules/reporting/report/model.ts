/**
 * The yearly report as a structure: what is shown, in which order, with every figure exact. Pure; words are added by
 * `summary.ts` and `document.ts`, so that screen, Word, Excel and PDF say the same.
 */
import type { IsoDate } from '../../../kernel/dates.ts';
import {
  type AggregationMethod,
  compareFractions,
  exactValue,
  type GradeBand,
  type MeanFigure,
  meanFigure,
  meanOf,
  pooled,
  type Rate,
} from '../../../kernel/rates.ts';
import { type Attainment, attainmentOf } from '../rates/figures.ts';
import { coverageRate, groupRate, itemRate } from '../rates/tally.ts';
import {
  type History,
  historyOf,
  type ItemFocus,
  type ResultGroup,
  type ShownRate,
  shownRate,
  type YearOnYear,
  type YearResult,
  yearOnYearOf,
} from './history.ts';

/** Counts of one unit, with everything below it. */
export interface UnitCounts {
  readonly unitId: string;
  readonly name: string;
  /** 0 for the units right below the organisation. */
  readonly depth: number;
  readonly coverage: Rate;
  readonly implementation: Rate;
}

/** Everything that a report is made from. */
export interface ReportData {
  readonly organisation: string;
  readonly standard: string;
  readonly year: YearResult;
  readonly focusReason: string;
  readonly baseDate: IsoDate;
  readonly opensOn: IsoDate;
  readonly closesOn: IsoDate;
  /** Whether answers may still change the figures. */
  readonly interim: boolean;
  readonly asOf: IsoDate;
  readonly rolesOfGroup: ReadonlyMap<string, readonly string[]>;
  readonly exclusions: readonly { readonly reason: string; readonly count: number }[];
  readonly units: readonly UnitCounts[];
  /** Earlier years in any order. */
  readonly previous: readonly YearResult[];
  readonly bands: readonly GradeBand[];
  /** The method by which the whole organisation's 実施率 is stated. */
  readonly method: Exclude<AggregationMethod, 'meanOfOrgs'>;
}

export interface GroupReport {
  readonly roleGroup: string;
  readonly title: string;
  readonly roles: readonly string[];
  readonly population: number;
  readonly itemCount: number;
  readonly coverage: ShownRate;
  readonly implementation: ShownRate;
  readonly attainment: Attainment;
}

export interface ItemReport {
  readonly roleGroup: string;
  readonly groupTitle: string;
  readonly item: string;
  readonly title: string;
  readonly rate: ShownRate;
}

interface WholeReport {
  readonly coverage: ShownRate;
  readonly implementation: {
    readonly pooled: ShownRate;
    readonly meanOfItems: MeanFigure;
    readonly meanOfSubjects: MeanFigure;
  };
  readonly attainment: Attainment;
}

interface UnitReport {
  readonly unitId: string;
  readonly name: string;
  readonly depth: number;
  readonly coverage: ShownRate;
  readonly implementation: ShownRate;
}

/** The figures of a selection at one moment, without history. */
export interface Figures {
  readonly groups: readonly Omit<GroupReport, 'roles'>[];
  readonly whole: WholeReport;
  readonly items: readonly ItemReport[];
  /** The items with the lowest rates below 100 %, lowest first. */
  readonly weakItems: readonly ItemReport[];
  /** Items that nobody had a duty for. */
  readonly emptyItems: number;
  readonly units: readonly UnitReport[];
}

export interface AnnualReport extends Figures {
  readonly organisation: string;
  readonly standard: string;
  readonly edition: string;
  readonly fiscalYear: number;
  readonly focus: ItemFocus;
  readonly focusReason: string;
  readonly baseDate: IsoDate;
  readonly opensOn: IsoDate;
  readonly closesOn: IsoDate;
  readonly interim: boolean;
  readonly asOf: IsoDate;
  readonly method: ReportData['method'];
  readonly bands: readonly GradeBand[];
  readonly groups: readonly GroupReport[];
  readonly exclusions: ReportData['exclusions'];
  readonly history: History;
  readonly yearOnYear: readonly YearOnYear[];
}

const WEAK_ITEMS = 10;

/** The report of a year from its counts and those of the years before. */
export function buildReport(data: ReportData): AnnualReport {
  const { year, bands, rolesOfGroup } = data;
  const history = historyOf([...data.previous, year], bands);
  const figures = buildFigures(year.groups, data.units, bands);
  return {
    ...figures,
    groups: figures.groups.map((group) => ({ ...group, roles: rolesOfGroup.get(group.roleGroup) ?? [] })),
    organisation: data.organisation,
    standard: data.standard,
    edition: year.edition,
    fiscalYear: year.fiscalYear,
    focus: year.focus,
    focusReason: data.focusReason,
    baseDate: data.baseDate,
    opensOn: data.opensOn,
    closesOn: data.closesOn,
    interim: data.interim,
    asOf: data.asOf,
    method: data.method,
    bands,
    exclusions: data.exclusions,
    history,
    yearOnYear: yearOnYearOf(year, data.previous, history),
  };
}

/** The figures of one moment from their counts. */
export function buildFigures(
  groups: readonly ResultGroup[],
  units: readonly UnitCounts[],
  bands: readonly GradeBand[],
): Figures {
  const items = groups.flatMap((group) => itemsOf(group, bands));
  return {
    groups: groups.map((group) => groupReport(group, bands)),
    whole: wholeReport(groups, bands),
    items,
    weakItems: weakest(items),
    emptyItems: items.filter(({ rate }) => rate.d === 0).length,
    units: units.map((unit) => ({
      unitId: unit.unitId,
      name: unit.name,
      depth: unit.depth,
      coverage: shownRate(unit.coverage, bands),
      implementation: shownRate(unit.implementation, bands),
    })),
  };
}

function groupReport(group: ResultGroup, bands: readonly GradeBand[]): Omit<GroupReport, 'roles'> {
  return {
    roleGroup: group.roleGroup,
    title: group.title,
    population: group.population,
    itemCount: group.items.length,
    coverage: shownRate(coverageRate(group), bands),
    implementation: shownRate(groupRate(group), bands),
    attainment: attainmentOf([group], bands),
  };
}

function wholeReport(groups: readonly ResultGroup[], bands: readonly GradeBand[]): WholeReport {
  return {
    coverage: shownRate(pooled(groups.map(coverageRate)), bands),
    implementation: {
      pooled: shownRate(pooled(groups.map(groupRate)), bands),
      meanOfItems: meanFigure(meanOf(groups.flatMap((group) => group.items.map(itemRate))), bands),
      meanOfSubjects: meanFigure(meanOf(groups.map(groupRate)), bands),
    },
    attainment: attainmentOf(groups, bands),
  };
}

function itemsOf(group: ResultGroup, bands: readonly GradeBand[]): ItemReport[] {
  return group.items.map((item) => ({
    roleGroup: group.roleGroup,
    groupTitle: group.title,
    item: item.item,
    title: item.title ?? '',
    rate: shownRate(itemRate(item), bands),
  }));
}

/** Lowest first; of equal rates the one that more people failed. */
export function weakest(items: readonly ItemReport[], limit = WEAK_ITEMS): ItemReport[] {
  return items
    .filter(({ rate }) => rate.n < rate.d)
    .sort((a, b) => compareRates(a.rate, b.rate) || b.rate.d - b.rate.n - (a.rate.d - a.rate.n))
    .slice(0, limit);
}

function compareRates(a: Rate, b: Rate): number {
  const [x, y] = [exactValue(a), exactValue(b)];
  return x && y ? compareFractions(x, y) : 0;
}
