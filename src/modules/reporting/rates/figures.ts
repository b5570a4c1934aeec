import {
  type AttainmentThreshold,
  attainment,
  attainmentThresholds,
  defaultBands,
  emptyRate,
  type GradeBand,
  type MeanFigure,
  meanFigure,
  meanOf,
  pooled,
  type Rate,
  type RateFigure,
  rateFigure,
} from '../../../kernel/rates.ts';
import { coverageRate, type GroupTally, groupRate, itemRate, type OrganisationTally } from './tally.ts';

type AttainmentFigures = Readonly<Record<`${AttainmentThreshold}`, RateFigure>>;

/** Attainment over items and over persons: two different figures that are never mixed. */
export interface Attainment {
  readonly item: AttainmentFigures;
  readonly person: AttainmentFigures;
}

export interface RoleGroupFigures {
  readonly roleGroup: string;
  readonly coverage: RateFigure;
  readonly implementation: RateFigure;
  readonly attainment: Attainment;
  readonly items: readonly { readonly item: string; readonly implementation: RateFigure }[];
}

export interface OrganisationFigures {
  readonly organisation: string;
  readonly coverage: RateFigure;
  readonly implementation: RateFigure;
  readonly attainment: Attainment;
  readonly roleGroups: readonly RoleGroupFigures[];
}

/** Figures over several organisations, each named by the method that made it. */
export interface WholeFigures {
  readonly coverage: { readonly pooled: RateFigure; readonly meanOfOrgs: MeanFigure };
  readonly implementation: {
    readonly pooled: RateFigure;
    readonly meanOfItems: MeanFigure;
    readonly meanOfSubjects: MeanFigure;
    readonly meanOfOrgs: MeanFigure;
  };
}

export interface RatesReport {
  readonly organisations: readonly OrganisationFigures[];
  readonly whole: WholeFigures;
}

/**
 * The rates of several organisations from their counts. Within an organisation everything is pooled over its role
 * groups (Σn/Σd), 到達率 too: the same item asked of two role groups is two duties, and a person with two roles
 * stands in both populations. See docs/adr on what is counted.
 */
export function figuresOf(
  tallies: readonly OrganisationTally[],
  bands: readonly GradeBand[] = defaultBands,
): RatesReport {
  return {
    organisations: tallies.map((tally) => organisationFigures(tally, bands)),
    whole: wholeFigures(tallies, bands),
  };
}

function organisationFigures(tally: OrganisationTally, bands: readonly GradeBand[]): OrganisationFigures {
  return {
    organisation: tally.organisation,
    coverage: rateFigure(pooled(tally.groups.map(coverageRate)), bands),
    implementation: rateFigure(pooled(tally.groups.map(groupRate)), bands),
    attainment: attainmentOf(tally.groups, bands),
    roleGroups: tally.groups.map((group) => ({
      roleGroup: group.roleGroup,
      coverage: rateFigure(coverageRate(group), bands),
      implementation: rateFigure(groupRate(group), bands),
      attainment: attainmentOf([group], bands),
      items: group.items.map((item) => ({
        item: item.item,
        implementation: rateFigure(itemRate(item), bands),
      })),
    })),
  };
}

/** 到達率 of one or several role groups, by item and by person. */
export function attainmentOf(
  groups: readonly GroupTally[],
  bands: readonly GradeBand[] = defaultBands,
): Attainment {
  const byItem = (threshold: AttainmentThreshold) =>
    pooled(groups.map((group) => attainment(group.items.map(itemRate), threshold)));
  const byPerson = (threshold: AttainmentThreshold) =>
    pooled(groups.map((group) => ({ n: group.attained[threshold], d: group.withDuty })));
  return { item: perThreshold(byItem, bands), person: perThreshold(byPerson, bands) };
}

function perThreshold(
  rate: (threshold: AttainmentThreshold) => Rate,
  bands: readonly GradeBand[],
): AttainmentFigures {
  const [full, high, fair] = attainmentThresholds;
  return {
    [full]: rateFigure(rate(full), bands),
    [high]: rateFigure(rate(high), bands),
    [fair]: rateFigure(rate(fair), bands),
  };
}

function wholeFigures(tallies: readonly OrganisationTally[], bands: readonly GradeBand[]): WholeFigures {
  const groups = tallies.flatMap((tally) => tally.groups);
  const coverageByOrganisation = tallies.map((tally) => pooled(tally.groups.map(coverageRate)));
  const implementationByOrganisation = tallies.map((tally) => pooled(tally.groups.map(groupRate)));
  const mean = (rates: Iterable<Rate>) => meanFigure(meanOf(rates), bands);
  return {
    coverage: {
      pooled: rateFigure(pooled(coverageByOrganisation), bands),
      meanOfOrgs: mean(coverageByOrganisation),
    },
    implementation: {
      pooled: rateFigure(pooled(implementationByOrganisation), bands),
      meanOfItems: mean(itemRatesOver(groups)),
      meanOfSubjects: mean(subjectRatesOver(groups)),
      meanOfOrgs: mean(implementationByOrganisation),
    },
  };
}

/** One rate per role group, pooled across organisations. */
function subjectRatesOver(groups: readonly GroupTally[]): Rate[] {
  const rates = new Map<string, Rate>();
  for (const group of groups) {
    rates.set(group.roleGroup, pooled([rates.get(group.roleGroup) ?? emptyRate, groupRate(group)]));
  }
  return [...rates.values()];
}

/** One rate per item of a role group, pooled across organisations. */
function itemRatesOver(groups: readonly GroupTally[]): Rate[] {
  const rates = new Map<string, Rate>();
  for (const group of groups) {
    for (const item of group.items) {
      const key = JSON.stringify([group.roleGroup, item.item]);
      rates.set(key, pooled([rates.get(key) ?? emptyRate, itemRate(item)]));
    }
  }
  return [...rates.values()];
}
