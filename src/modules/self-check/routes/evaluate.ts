import { z } from 'zod';
import { route } from '../../../platform/http/route.ts';
import { evaluateCampaign } from '../commands/evaluate-campaign.ts';
import { orderImprovement, stepImprovement } from '../commands/improve.ts';
import { type EvaluationLevel, evaluationLevels } from '../model.ts';
import { loadCampaign } from '../queries/campaign.ts';
import { listEvaluations, listImprovements } from '../queries/evaluations.ts';
import type { Improvement } from '../tables.ts';
import * as schema from './schemas.ts';

export const getEvaluations = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/evaluations',
  summary: 'Evaluations of a campaign that one may see, and those still to be written',
  access: { action: 'campaign.read', formerUnits: true },
  params: schema.byId,
  response: z.object({
    items: z.array(
      z.object({
        id: z.uuid().nullable(),
        level: z.enum(evaluationLevels),
        unitId: z.uuid().nullable(),
        unitName: z.string(),
        findings: z.string(),
        measures: z.string(),
        submittedAt: z.string().nullable(),
        submittedBy: z.string(),
        version: z.number().int().nullable(),
      }),
    ),
  }),
  handle: async ({ tx, scope, params }) => ({
    items: [...(await listEvaluations(tx, scope, await loadCampaign(tx, params.id)))],
  }),
});

const evaluation = z.object({
  unitId: z.uuid().nullable().default(null),
  findings: z.string().trim().max(10_000),
  measures: z.string().trim().max(10_000).default(''),
  version: z.number().int().nullable().default(null),
  submit: z.boolean().default(false),
});

const putEvaluation = <const Level extends EvaluationLevel>(level: Level) =>
  route({
    method: 'PUT',
    path: `/api/v1/campaigns/:id/evaluations/${level}`,
    summary: `Write the ${level} evaluation, or hand it on`,
    access: { action: `campaign.evaluate-${level}`, formerUnits: true },
    params: schema.byId,
    body: evaluation,
    response: z.object({ id: z.uuid(), version: z.number().int() }),
    handle: async ({ tx, actor, scope, params, body }) => {
      const { id, version } = await evaluateCampaign(tx, actor, scope, {
        campaignId: params.id,
        level,
        ...body,
      });
      return { id, version };
    },
  });

export const getImprovements = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/improvements',
  summary: 'Orders to improve that one may see, with their results',
  access: { action: 'campaign.read', formerUnits: true },
  params: schema.byId,
  response: z.object({ items: z.array(schema.improvement) }),
  handle: async ({ tx, scope, params }) => ({ items: [...(await listImprovements(tx, scope, params.id))] }),
});

const result = z.object({ id: z.uuid(), version: z.number().int() });
const told = ({ id, version }: Improvement) => ({ id, version });

const postImprovement = <const Level extends EvaluationLevel>(level: Level) =>
  route({
    method: 'POST',
    path: `/api/v1/campaigns/:id/evaluations/${level}/improvements`,
    summary: `Order an improvement on the strength of the ${level} evaluation`,
    access: { action: `campaign.evaluate-${level}`, formerUnits: true },
    params: schema.byId,
    body: z.object({
      unitId: z.uuid(),
      itemId: z.string().max(100).default(''),
      title: z.string().trim().min(1).max(200),
      body: z.string().trim().max(5000).default(''),
      dueOn: schema.day,
    }),
    response: result,
    handle: async ({ tx, actor, scope, params, body }) =>
      told(
        await orderImprovement(tx, actor, scope, `campaign.evaluate-${level}`, {
          campaignId: params.id,
          ...body,
        }),
      ),
  });

const byImprovement = z.object({ improvementId: z.uuid() });

export const postImprovementReport = route({
  method: 'POST',
  path: '/api/v1/improvements/:improvementId/report',
  summary: 'Report the result of an improvement',
  access: { action: 'campaign.improve', formerUnits: true },
  params: byImprovement,
  body: schema.seen.extend({ text: z.string().trim().min(1).max(5000) }),
  response: result,
  handle: async ({ tx, actor, scope, params, body }) =>
    told(
      await stepImprovement(tx, actor, scope, 'campaign.improve', {
        id: params.improvementId,
        deed: 'report',
        ...body,
      }),
    ),
});

const postDecision = <const Level extends EvaluationLevel>(level: Level) =>
  route({
    method: 'POST',
    path: `/api/v1/improvements/:improvementId/decide/${level}`,
    summary: 'Confirm the result of an improvement, or send it back with a remark',
    access: { action: `campaign.evaluate-${level}`, formerUnits: true },
    params: byImprovement,
    body: schema.seen.extend({
      decision: z.enum(['confirm', 'sendBack']),
      text: z.string().trim().max(2000).default(''),
    }),
    response: result,
    handle: async ({ tx, actor, scope, params, body: { decision, text, version } }) =>
      told(
        await stepImprovement(tx, actor, scope, `campaign.evaluate-${level}`, {
          id: params.improvementId,
          deed: decision,
          text,
          version,
        }),
      ),
  });

/** Each level of evaluation is an action of its own, so each has routes of its own. */
export const evaluateRoutes = [
  getEvaluations,
  getImprovements,
  postImprovementReport,
  ...evaluationLevels.flatMap((level) => [putEvaluation(level), postImprovement(level), postDecision(level)]),
];
