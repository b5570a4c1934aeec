import type { GradeBand } from '../../../kernel/rates.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type Campaign, loadCampaign, loadItems } from '../../self-check/index.ts';
import { loadPack } from '../../standards/index.ts';
import { type Attainment, attainmentOf } from '../rates/figures.ts';
import type { ResultGroup } from '../report/history.ts';
import { buildFigures, type Figures } from '../report/model.ts';
import { readCounts, withAttainment } from './campaign-result.ts';
import { bandsOf } from './report-data.ts';
import { type Selection, selectUnits } from './units.ts';

/** What a dashboard shows of a campaign: everything that the tallies hold, nothing read person by person. */
export interface Dashboard {
  readonly campaign: Campaign;
  readonly selection: Selection;
  readonly figures: Figures;
}

/** The figures of the chosen units; a fixed number of statements whatever the size of the organisation. */
export async function loadDashboard(
  tx: Tx,
  scope: Scope,
  campaignId: string,
  unitId?: string,
): Promise<Dashboard> {
  const { campaign, selection, groups, units, bands } = await counted(tx, scope, campaignId, unitId);
  return {
    campaign,
    selection,
    figures: buildFigures(groups, units, bands),
  };
}

/** 到達率 of the whole selection and by role group, by item and by person. */
export async function loadAttainment(
  tx: Tx,
  scope: Scope,
  campaignId: string,
  unitId?: string,
): Promise<{ whole: Attainment; groups: { roleGroup: string; title: string; attainment: Attainment }[] }> {
  const { campaign, selection, groups: counts, bands } = await counted(tx, scope, campaignId, unitId);
  const groups = await withAttainment(tx, campaign, selection, counts);
  return {
    whole: attainmentOf(groups, bands),
    groups: groups.map((group) => ({
      roleGroup: group.roleGroup,
      title: group.title,
      attainment: attainmentOf([group], bands),
    })),
  };
}

async function counted(tx: Tx, scope: Scope, campaignId: string, unitId?: string) {
  const campaign = await loadCampaign(tx, campaignId);
  const selection = await selectUnits(tx, scope, campaign.baseDate, unitId);
  const counts = await readCounts(tx, campaign, await loadItems(tx, campaign.id), selection);
  const bands: readonly GradeBand[] = bandsOf(loadPack(campaign.packId));
  const groups: readonly ResultGroup[] = counts.groups;
  return { campaign, selection, groups, units: counts.units, bands };
}
