import { z } from 'zod';
import type { HeldRole } from '../../../platform/authorisation/actor.ts';
import { route } from '../../../platform/http/route.ts';
import { excludePerson, includePerson } from '../commands/exclude-person.ts';
import {
  closeCampaign,
  extendPeriod,
  giveOrder,
  openCampaign,
  reopenCampaign,
} from '../commands/run-campaign.ts';
import { urgePeople } from '../commands/urge-people.ts';
import { loadCampaign } from '../queries/campaign.ts';
import { loadOrders, requireUnit, rolesGranted } from '../queries/orders.ts';
import * as schema from './schemas.ts';

const operating = { action: 'campaign.operate', formerUnits: true } as const;

export const getOrders = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/orders',
  summary: 'Which officers are to give the order, and who has',
  access: { action: 'campaign.read' },
  params: schema.byId,
  response: z.object({
    items: z.array(
      z.object({
        unitId: z.uuid(),
        unitName: z.string(),
        unitPath: z.string(),
        officers: z.string(),
        orderedAt: z.string().nullable(),
        orderedBy: z.string().nullable(),
        note: z.string(),
        /** Whether it is for the caller to give. */
        mine: z.boolean(),
      }),
    ),
  }),
  handle: async ({ tx, actor, params }) => {
    const campaign = await loadCampaign(tx, params.id);
    const roles = rolesGranted(campaign.packId, 'campaign.order');
    const held = actor.roles.filter(({ roleId }) => roles.includes(roleId));
    const orders = await loadOrders(tx, campaign);
    return { items: orders.map((order) => ({ ...order, mine: held.some((role) => covers(role, order)) })) };
  },
});

/** A role of the whole organisation covers every unit, one of a unit what lies below it. */
const covers = (role: HeldRole, { unitPath }: { readonly unitPath: string }): boolean =>
  role.scopeKind === 'organisation' || (role.unitPath !== null && unitPath.startsWith(role.unitPath));

export const postOrder = route({
  method: 'POST',
  path: '/api/v1/campaigns/:id/orders',
  summary: 'Order the self-check of a unit',
  access: { action: 'campaign.order' },
  params: schema.byId,
  body: z.object({ unitId: z.uuid(), note: z.string().trim().max(1000).default('') }),
  handle: async ({ tx, actor, scope, params, body }) => {
    await giveOrder(tx, actor, scope, { campaignId: params.id, ...body });
    return undefined;
  },
});

export const postOpen = route({
  method: 'POST',
  path: '/api/v1/campaigns/:id/open',
  summary: 'Freeze the population and open; answers with the run whose progress can be followed',
  access: operating,
  params: schema.byId,
  body: schema.seen.extend({ withoutOrders: z.boolean().default(false) }),
  response: z.object({ runId: z.uuid() }),
  handle: async ({ tx, actor, services, params, body }) => ({
    runId: await openCampaign(tx, actor, services.jobs, { id: params.id, ...body }),
  }),
});

export const postClose = route({
  method: 'POST',
  path: '/api/v1/campaigns/:id/close',
  summary: 'End the answering',
  access: operating,
  params: schema.byId,
  body: schema.seen,
  response: schema.campaign,
  handle: async ({ tx, actor, params, body }) =>
    schema.presentCampaign(await closeCampaign(tx, actor, params.id, body.version)),
});

export const postReopen = route({
  method: 'POST',
  path: '/api/v1/campaigns/:id/reopen',
  summary: 'Take the answering up again, before the evaluation is concluded',
  access: operating,
  params: schema.byId,
  body: schema.seen,
  response: schema.campaign,
  handle: async ({ tx, actor, params, body }) =>
    schema.presentCampaign(await reopenCampaign(tx, actor, params.id, body.version)),
});

export const postExtend = route({
  method: 'POST',
  path: '/api/v1/campaigns/:id/extend',
  summary: 'Move the last day of answering, of one unit or of all',
  access: operating,
  params: schema.byId,
  body: schema.seen.extend({ unitId: z.uuid().nullable().default(null), closesOn: schema.day }),
  response: schema.campaign,
  handle: async ({ tx, actor, params, body }) =>
    schema.presentCampaign(await extendPeriod(tx, actor, { id: params.id, ...body })),
});

export const postExclude = route({
  method: 'POST',
  path: '/api/v1/campaigns/:id/sheets/:personId/exclude',
  summary: 'Take a person out of the population, with the reason',
  access: operating,
  params: schema.bySheet,
  body: z.object({ reason: schema.exclusionReason, note: z.string().trim().max(500).default('') }),
  handle: async ({ tx, actor, scope, params, body }) => {
    await excludePerson(tx, actor, scope, { campaignId: params.id, personId: params.personId, ...body });
    return undefined;
  },
});

export const postInclude = route({
  method: 'POST',
  path: '/api/v1/campaigns/:id/sheets/:personId/include',
  summary: 'Take an excluded person back into the population',
  access: operating,
  params: schema.bySheet,
  handle: async ({ tx, actor, scope, params }) => {
    await includePerson(tx, actor, scope, params.id, params.personId);
    return undefined;
  },
});

export const postUrge = route({
  method: 'POST',
  path: '/api/v1/campaigns/:id/urge',
  summary: 'Urge those who have not answered: a unit, single people, or all in one’s scope',
  access: { action: 'campaign.urge', formerUnits: true },
  params: schema.byId,
  body: z.object({ unitId: z.uuid().optional(), personIds: z.array(z.uuid()).max(500).optional() }),
  response: z.object({ urged: z.number().int(), mailed: z.number().int(), tooSoon: z.number().int() }),
  handle: async ({ tx, actor, scope, services, params, body }) => {
    const unit = body.unitId === undefined ? null : await requireUnit(tx, scope, body.unitId);
    const target = {
      ...(unit && { unitPath: unit.path }),
      ...(body.personIds && { personIds: body.personIds }),
    };
    return urgePeople(tx, actor, scope, params.id, target, services.config.publicUrl);
  },
});

export const runRoutes = [
  getOrders,
  postOrder,
  postOpen,
  postClose,
  postReopen,
  postExtend,
  postExclude,
  postInclude,
  postUrge,
];
