import { z } from 'zod';
import { exportList } from '../../../kit/server/export.ts';
import { route } from '../../../platform/http/route.ts';
import { type Campaign, listCampaigns } from '../../self-check/index.ts';
import { loadPack } from '../../standards/index.ts';
import { t } from '../messages.ts';
import { loadAttainment, loadDashboard } from '../queries/dashboard.ts';
import { hasFigures, previousYears } from '../queries/history.ts';
import { isInterim, standardName } from '../queries/report-data.ts';
import { selectUnits } from '../queries/units.ts';
import { HISTORY_YEARS, historyOf } from '../report/history.ts';
import type { ItemReport } from '../report/model.ts';
import { attainment, campaignHead, figures, history, list, unitChoice } from './schemas.ts';

const access = { action: 'rates.read', formerUnits: true } as const;
const params = z.object({ campaignId: z.uuid() });
const ofUnit = z.object({ unitId: z.uuid().optional() });

/** A campaign as the head of a page of figures. */
const presentCampaign = (campaign: Campaign): z.input<typeof campaignHead> => ({
  id: campaign.id,
  title: campaign.title,
  fiscalYear: campaign.fiscalYear,
  status: campaign.status,
  interim: isInterim(campaign),
  focus: campaign.focus,
  focusReason: campaign.focusReason,
  edition: campaign.edition,
  packId: campaign.packId,
  standard: standardName(loadPack(campaign.packId)),
  baseDate: campaign.baseDate,
});

export const listRatedCampaigns = route({
  method: 'GET',
  path: '/api/v1/rates/campaigns',
  summary: 'The self-checks that have figures, newest first',
  access,
  response: z.object({ items: list(campaignHead) }),
  handle: async ({ tx }) => ({
    items: (await listCampaigns(tx)).filter(hasFigures).map(presentCampaign),
  }),
});

export const getDashboard = route({
  method: 'GET',
  path: '/api/v1/rates/campaigns/:campaignId',
  summary: 'Rates of a self-check: whole, by role group, item and unit',
  access,
  params,
  query: ofUnit,
  response: z.object({
    campaign: campaignHead,
    unit: unitChoice.nullable(),
    unitName: z.string(),
    choices: list(unitChoice),
    figures,
  }),
  handle: async ({ tx, scope, params: { campaignId }, query }) => {
    const {
      campaign,
      selection,
      figures: counted,
    } = await loadDashboard(tx, scope, campaignId, query.unitId);
    return {
      campaign: presentCampaign(campaign),
      unit: selection.unit,
      unitName: selection.name,
      choices: selection.choices,
      figures: counted,
    };
  },
});

export const getAttainment = route({
  method: 'GET',
  path: '/api/v1/rates/campaigns/:campaignId/attainment',
  summary: 'Attainment by item and by person, whole and by role group',
  access,
  params,
  query: ofUnit,
  response: z.object({
    whole: attainment,
    groups: list(z.object({ roleGroup: z.string(), title: z.string(), attainment })),
  }),
  handle: ({ tx, scope, params: { campaignId }, query }) =>
    loadAttainment(tx, scope, campaignId, query.unitId),
});

export const exportItems = route({
  method: 'GET',
  path: '/api/v1/rates/campaigns/:campaignId/items',
  summary: 'Rates by item as a file',
  access,
  params,
  query: ofUnit.extend({ format: z.enum(['csv', 'xlsx']) }),
  handle: async ({ tx, scope, params: { campaignId }, query, today }) => {
    const { figures: counted } = await loadDashboard(tx, scope, campaignId, query.unitId);
    return exportList({
      title: t('items.export'),
      columns: itemColumns,
      rows: counted.items,
      format: query.format,
      today,
    });
  },
});

const itemColumns = [
  { key: 'group', header: t('report.column.group'), value: (row: ItemReport) => row.groupTitle },
  { key: 'item', header: t('report.column.item'), value: (row: ItemReport) => row.item },
  { key: 'title', header: t('report.column.content'), value: (row: ItemReport) => row.title },
  { key: 'done', header: t('report.column.done'), kind: 'integer', value: (row: ItemReport) => row.rate.n },
  { key: 'duty', header: t('report.column.duty'), kind: 'integer', value: (row: ItemReport) => row.rate.d },
  {
    key: 'rate',
    header: t('report.column.implementation'),
    value: (row: ItemReport) => row.rate.display + (row.rate.roundedUp ? '*' : ''),
  },
  { key: 'grade', header: t('report.column.grade'), value: (row: ItemReport) => row.rate.grade ?? '' },
] as const;

export const getHistory = route({
  method: 'GET',
  path: '/api/v1/rates/history',
  summary: 'Coverage and implementation of the last five years, with breaks in the series',
  access,
  query: ofUnit,
  response: z.object({ unitName: z.string(), choices: list(unitChoice), history }),
  handle: async ({ tx, scope, query, today }) => {
    const selection = await selectUnits(tx, scope, today, query.unitId);
    const newest = (await listCampaigns(tx)).find(hasFigures)?.fiscalYear ?? 0;
    const years = await previousYears(tx, selection, newest + 1, HISTORY_YEARS);
    return { unitName: selection.name, choices: selection.choices, history: historyOf(years) };
  },
});
