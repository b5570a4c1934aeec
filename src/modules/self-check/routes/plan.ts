import { z } from 'zod';
import { historyRoute } from '../../../kit/server/history.ts';
import { route } from '../../../platform/http/route.ts';
import { loadPacksInForce } from '../../duties/index.ts';
import { levelOf, loadPack } from '../../standards/index.ts';
import { askableItems, chooseItems } from '../commands/choose-items.ts';
import { orderItems } from '../commands/place-items.ts';
import {
  createCampaign,
  decidePlan,
  editCampaign,
  removeCampaign,
  setPeriods,
  withdrawPlan,
} from '../commands/plan-campaign.ts';
import { askedRules } from '../population-rules.ts';
import { listCampaigns, loadCampaign, loadItems } from '../queries/campaign.ts';
import { loadPeriods } from '../queries/periods.ts';
import { previewPopulation } from '../queries/population.ts';
import * as schema from './schemas.ts';

const planning = { action: 'campaign.plan' } as const;
const reading = { action: 'campaign.read' } as const;

export const getCampaigns = route({
  method: 'GET',
  path: '/api/v1/campaigns',
  summary: 'Self-check campaigns, newest first',
  access: reading,
  query: z.object({ fiscalYear: z.coerce.number().int().optional() }),
  response: z.object({ items: z.array(schema.campaign) }),
  handle: async ({ tx, query }) => ({
    items: (await listCampaigns(tx, query.fiscalYear)).map(schema.presentCampaign),
  }),
});

export const getCampaignPacks = route({
  method: 'GET',
  path: '/api/v1/campaign-packs',
  summary: 'The adopted packs that a plan can be drawn up for',
  access: planning,
  response: z.object({
    items: z.array(z.object({ id: z.string(), title: z.string(), edition: z.string() })),
  }),
  handle: async ({ tx }) => ({
    items: (await loadPacksInForce(tx))
      .filter(({ pack }) => pack.reporting.groups?.length > 0)
      .map(({ pack }) => ({ id: pack.id, title: pack.title.ja, edition: pack.edition })),
  }),
});

export const postCampaign = route({
  method: 'POST',
  path: '/api/v1/campaigns',
  summary: 'Begin a yearly plan',
  access: planning,
  body: schema.plan.extend({ packId: z.string().max(100) }),
  response: schema.campaign,
  handle: async ({ tx, actor, body }) => schema.presentCampaign(await createCampaign(tx, actor, body)),
});

export const getCampaign = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id',
  summary: 'One campaign',
  access: reading,
  params: schema.byId,
  response: schema.campaign,
  handle: async ({ tx, params }) => schema.presentCampaign(await loadCampaign(tx, params.id)),
});

export const putCampaign = route({
  method: 'PUT',
  path: '/api/v1/campaigns/:id',
  summary: 'Change a plan that is not decided yet',
  access: planning,
  params: schema.byId,
  body: schema.plan.extend({ version: z.number().int() }),
  response: schema.campaign,
  handle: async ({ tx, actor, params, body: { version, ...plan } }) =>
    schema.presentCampaign(await editCampaign(tx, actor, params.id, version, plan)),
});

export const deleteCampaign = route({
  method: 'DELETE',
  path: '/api/v1/campaigns/:id',
  summary: 'Delete a plan that was never decided',
  access: planning,
  params: schema.byId,
  query: z.object({ version: z.coerce.number().int() }),
  handle: async ({ tx, actor, params, query }) => {
    await removeCampaign(tx, actor, params.id, query.version);
    return undefined;
  },
});

const askable = z.object({
  itemId: z.string(),
  question: z.string(),
  summary: z.string(),
  path: z.array(z.object({ id: z.string(), title: z.string() })),
  groups: z.array(z.object({ id: z.string(), title: z.string() })),
  roles: z.array(z.string()),
  asked: z.boolean(),
  chosen: z.boolean(),
  reason: z.string(),
});

export const getAskableItems = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/items',
  summary: 'What the campaign can ask, and what of it is chosen',
  access: reading,
  params: schema.byId,
  response: z.object({ items: z.array(askable), version: z.number().int() }),
  handle: async ({ tx, params }) => {
    const campaign = await loadCampaign(tx, params.id);
    const pack = loadPack(campaign.packId);
    const chosen = new Map((await loadItems(tx, params.id)).map((item) => [item.itemId, item.reason]));
    const titles = new Map(pack.titles.map(({ id, title }) => [id, title.ja]));
    const groups = new Map(pack.reporting.groups.map(({ id, title }) => [id, title.ja]));
    const roles = new Map(pack.roles.map(({ id, title }) => [id, title.ja]));
    const items = (await askableItems(tx, campaign.packId)).map(({ requirement, groups: own }) => ({
      itemId: requirement.id,
      question: requirement.question.ja,
      summary: requirement.summary.ja,
      path: requirement.path.map((id) => ({ id, title: titles.get(id) ?? id })),
      groups: own.map(({ id }) => ({ id, title: groups.get(id) ?? id })),
      roles: own.flatMap((group) => group.roles.map((role) => roles.get(role) ?? role)),
      asked: levelOf(requirement, pack)?.asked ?? true,
      chosen: chosen.has(requirement.id),
      reason: chosen.get(requirement.id) ?? '',
    }));
    return { items, version: campaign.version };
  },
});

export const putItems = route({
  method: 'PUT',
  path: '/api/v1/campaigns/:id/items',
  summary: 'Choose what the campaign asks',
  access: planning,
  params: schema.byId,
  body: schema.seen.extend({
    items: z
      .array(z.object({ itemId: z.string().max(100), reason: z.string().trim().max(500).optional() }))
      .max(2000),
  }),
  response: schema.campaign,
  handle: async ({ tx, actor, params, body }) =>
    schema.presentCampaign(await chooseItems(tx, actor, params.id, body.version, body.items)),
});

const period = z.object({ unitId: z.uuid(), opensOn: schema.day, closesOn: schema.day });

export const getPeriods = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/periods',
  summary: 'Units with a period of their own',
  access: reading,
  params: schema.byId,
  response: z.object({ items: z.array(period.extend({ unitName: z.string() })) }),
  handle: async ({ tx, params }) => ({ items: await loadPeriods(tx, params.id) }),
});

export const putPeriods = route({
  method: 'PUT',
  path: '/api/v1/campaigns/:id/periods',
  summary: 'Give units periods of their own',
  access: planning,
  params: schema.byId,
  body: schema.seen.extend({ periods: z.array(period).max(2000) }),
  response: schema.campaign,
  handle: async ({ tx, actor, params, body }) =>
    schema.presentCampaign(await setPeriods(tx, actor, params.id, body.version, body.periods)),
});

export const getPopulation = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/population',
  summary: 'Whom the campaign would ask what, and who is left out why, if it were opened now',
  access: reading,
  params: schema.byId,
  response: z.object({
    people: z.number().int(),
    asked: z.number().int(),
    answers: z.number().int(),
    excluded: z.array(z.object({ reason: z.string(), people: z.number().int() })),
    groups: z.array(
      z.object({ id: z.string(), title: z.string(), people: z.number().int(), items: z.number().int() }),
    ),
  }),
  handle: async ({ tx, params }) => {
    const campaign = await loadCampaign(tx, params.id);
    const pack = loadPack(campaign.packId);
    const items = orderItems(await loadItems(tx, params.id), pack);
    const rules = await askedRules(tx, campaign, items, pack);
    const preview = await previewPopulation(
      tx,
      { campaign, pack, rules },
      items.map((item) => item.roleGroup),
    );
    const titles = new Map(pack.reporting.groups.map(({ id, title }) => [id, title.ja]));
    return {
      ...preview,
      excluded: [...preview.excluded],
      groups: preview.groups.map((group) => ({ ...group, title: titles.get(group.id) ?? group.id })),
    };
  },
});

export const postPlan = route({
  method: 'POST',
  path: '/api/v1/campaigns/:id/decide',
  summary: 'Decide the plan; the officers then give their orders',
  access: planning,
  params: schema.byId,
  body: schema.seen,
  response: schema.campaign,
  handle: async ({ tx, actor, params, body }) =>
    schema.presentCampaign(await decidePlan(tx, actor, params.id, body.version)),
});

export const postWithdraw = route({
  method: 'POST',
  path: '/api/v1/campaigns/:id/withdraw',
  summary: 'Take a decided plan back to change it',
  access: planning,
  params: schema.byId,
  body: schema.seen,
  response: schema.campaign,
  handle: async ({ tx, actor, params, body }) =>
    schema.presentCampaign(await withdrawPlan(tx, actor, params.id, body.version)),
});

const campaignHistory = historyRoute({
  path: '/api/v1/campaigns/:id',
  entity: 'campaign',
  summary: 'What happened to a campaign, from its plan to its end',
  action: 'campaign.plan',
  open: ({ tx }, id) => loadCampaign(tx, id),
});

export const planRoutes = [
  getCampaignPacks,
  getCampaigns,
  postCampaign,
  getCampaign,
  putCampaign,
  deleteCampaign,
  getAskableItems,
  putItems,
  getPeriods,
  putPeriods,
  getPopulation,
  postPlan,
  postWithdraw,
  campaignHistory,
];
