import { defaultBands, type GradeBand } from '../../../kernel/rates.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { loadProfile } from '../../organisation/index.ts';
import { type Campaign, loadCampaign, loadItems } from '../../self-check/index.ts';
import { loadPack, type Pack } from '../../standards/index.ts';
import { t } from '../messages.ts';
import { HISTORY_YEARS } from '../report/history.ts';
import type { ReportData } from '../report/model.ts';
import { exclusionsOf, readCounts, withAttainment, yearResult } from './campaign-result.ts';
import { listAnnualResults, previousYears } from './history.ts';
import { selectUnits } from './units.ts';

export interface ReportQuery {
  readonly campaignId: string;
  readonly unitId?: string | undefined;
  readonly today: string;
}

/** Everything that the report of a campaign is made from, for the units that the caller may see. */
export async function loadReportData(tx: Tx, scope: Scope, query: ReportQuery): Promise<ReportData> {
  const campaign = await loadCampaign(tx, query.campaignId);
  const selection = await selectUnits(tx, scope, campaign.baseDate, query.unitId);
  const items = await loadItems(tx, campaign.id);
  const counts = await readCounts(tx, campaign, items, selection);
  const groups = await withAttainment(tx, campaign, selection, counts.groups);
  const profile = await loadProfile(tx);
  const pack = loadPack(campaign.packId);
  const settled = (await listAnnualResults(tx)).find((result) => result.campaignId === campaign.id);
  return {
    organisation: selection.name === '' ? profile.name : `${profile.name}　${selection.name}`,
    standard: standardName(pack),
    year: yearResult(campaign, groups),
    focusReason: campaign.focusReason,
    baseDate: campaign.baseDate,
    opensOn: campaign.opensOn,
    closesOn: campaign.closesOn,
    interim: isInterim(campaign),
    asOf: query.today,
    rolesOfGroup: rolesOfGroups(pack, items),
    exclusions: await exclusionsOf(tx, campaign, selection),
    units: counts.units,
    previous: await previousYears(tx, selection, campaign.fiscalYear, HISTORY_YEARS - 1),
    bands: bandsOf(pack),
    method: settled?.method ?? 'pooled',
  };
}

/** The title of the standard with its edition, named once. */
export function standardName(pack: Pack): string {
  const { title, edition } = pack;
  return title.ja.includes(edition) ? title.ja : t('report.standardName', { standard: title.ja, edition });
}

/** Whether answers may still change the figures. */
export const isInterim = (campaign: Campaign): boolean => campaign.status === 'open';

/** The grade bands of the pack, best first. */
export const bandsOf = (pack: Pack): readonly GradeBand[] =>
  pack.reporting.gradeBands.length > 0 ? pack.reporting.gradeBands : defaultBands;

/** The titles of the roles that were asked, by reporting group. */
function rolesOfGroups(
  pack: Pack,
  items: readonly { readonly roleGroup: string; readonly roles: readonly string[] }[],
): Map<string, string[]> {
  const asked = Map.groupBy(items, (item) => item.roleGroup);
  const titles = new Map(pack.roles.map((role) => [role.id, role.title.ja]));
  return new Map(
    [...asked].map(([roleGroup, group]) => {
      const roles = new Set(group.flatMap((item) => item.roles));
      return [roleGroup, [...roles].map((role) => titles.get(role) ?? role)];
    }),
  );
}
