import { asc, eq } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import { type Campaign, listCampaigns, loadItems } from '../../self-check/index.ts';
import type { YearResult } from '../report/history.ts';
import { type AnnualResult, annualResults } from '../tables.ts';
import { readCounts, yearResult } from './campaign-result.ts';
import type { Selection } from './units.ts';

/** Campaigns whose answers count: opened, closed or evaluated. */
export const hasFigures = (campaign: Campaign): boolean =>
  campaign.status === 'open' || campaign.status === 'closed' || campaign.status === 'evaluated';

/** The settled results of the organisation, oldest first. */
export function listAnnualResults(tx: Tx): Promise<AnnualResult[]> {
  return tx
    .select()
    .from(annualResults)
    .where(eq(annualResults.organisationId, tx.organisationId))
    .orderBy(asc(annualResults.fiscalYear));
}

/**
 * The `count` years before `fiscalYear`, those that are known: as settled, otherwise counted from the year's last campaign. For
 * units only campaigns are known: settled results are those of the whole organisation.
 */
export async function previousYears(
  tx: Tx,
  selection: Selection,
  fiscalYear: number,
  count: number,
): Promise<YearResult[]> {
  const whole = selection.paths.includes('');
  const settled = whole ? (await listAnnualResults(tx)).map(settledYear) : [];
  const campaigns = lastOfEachYear((await listCampaigns(tx)).filter(hasFigures));
  const wanted = (year: { fiscalYear: number }) =>
    year.fiscalYear < fiscalYear && year.fiscalYear >= fiscalYear - count;
  const years = new Map(settled.filter(wanted).map((year) => [year.fiscalYear, year]));
  for (const campaign of campaigns.filter(wanted)) {
    if (years.has(campaign.fiscalYear)) continue;
    const items = await loadItems(tx, campaign.id);
    const { groups } = await readCounts(tx, campaign, items, { ...selection, below: [] });
    years.set(campaign.fiscalYear, yearResult(campaign, groups));
  }
  return [...years.values()];
}

/** A settled result as a year of the history. */
const settledYear = (result: AnnualResult): YearResult => ({
  fiscalYear: result.fiscalYear,
  packId: result.packId,
  edition: result.edition,
  focus: result.focus,
  interim: false,
  groups: result.groups,
  printed: result.printed,
});

/** The newest campaign of each year; campaigns come newest first. */
function lastOfEachYear(campaigns: readonly Campaign[]): Campaign[] {
  const years = new Map<number, Campaign>();
  for (const campaign of campaigns)
    if (!years.has(campaign.fiscalYear)) years.set(campaign.fiscalYear, campaign);
  return [...years.values()];
}
