import { z } from 'zod';
import { route } from '../../../platform/http/route.ts';
import { decideException, sendBack, takeException } from '../commands/decide-exception.ts';
import {
  carryOutCondition,
  endException,
  lapseException,
  renewException,
  reportState,
} from '../commands/live-on.ts';
import { decisions, reportStates } from '../model.ts';
import { created, day, dayOrNull, idParams, note, seen, surroundingsOf, version } from './shared.ts';

export const takeUp = route({
  method: 'POST',
  path: '/api/v1/exceptions/:id/take',
  summary: 'Take an application up for review',
  access: { action: 'exceptions.review' },
  params: idParams,
  body: seen,
  handle: async ({ tx, actor, params, body }) => {
    await takeException(tx, actor, { id: params.id, ...body });
    return undefined;
  },
});

export const decide = route({
  method: 'POST',
  path: '/api/v1/exceptions/:id/decide',
  summary: 'Permit, permit with conditions, or refuse; confirms an emergency',
  access: { action: 'exceptions.review' },
  params: idParams,
  body: z.object({
    version,
    decision: z.enum(decisions),
    reason: note(),
    conditions: z
      .array(z.object({ text: z.string().trim().max(500), dueOn: dayOrNull.default(null) }))
      .max(20)
      .default([]),
    validUntil: dayOrNull.default(null),
  }),
  handle: async ({ tx, actor, params, body, services, today }) => {
    const surroundings = await surroundingsOf(tx, services, today);
    await decideException(tx, actor, { id: params.id, ...body }, surroundings);
    return undefined;
  },
});

export const sendBackRoute = route({
  method: 'POST',
  path: '/api/v1/exceptions/:id/send-back',
  summary: 'Send an application or report back to the applicant to be mended',
  access: { action: 'exceptions.review' },
  params: idParams,
  body: z.object({ version, reason: note() }),
  handle: async ({ tx, actor, params, body, services }) => {
    const key = { id: params.id, version: body.version };
    await sendBack(tx, actor, key, body.reason, services.config.publicUrl);
    return undefined;
  },
});

export const lapse = route({
  method: 'POST',
  path: '/api/v1/exceptions/:id/lapse',
  summary: 'Let a permission lapse whose conditions are not kept',
  access: { action: 'exceptions.review' },
  params: idParams,
  body: z.object({ version, reason: note() }),
  handle: async ({ tx, actor, params, body, services, today }) => {
    const key = { id: params.id, version: body.version };
    await lapseException(tx, actor, key, body.reason, await surroundingsOf(tx, services, today));
    return undefined;
  },
});

export const carryOut = route({
  method: 'POST',
  path: '/api/v1/exceptions/:id/conditions/:conditionId/done',
  summary: 'Record that a condition has been carried out',
  access: { action: 'exceptions.apply' },
  params: idParams.extend({ conditionId: z.uuid() }),
  body: z.object({ version, note: note() }),
  handle: async ({ tx, actor, params, body }) => {
    const key = { id: params.conditionId, version: body.version };
    await carryOutCondition(tx, actor, params.id, key, body.note);
    return undefined;
  },
});

export const tellState = route({
  method: 'POST',
  path: '/api/v1/exceptions/:id/reports',
  summary: 'Tell how an exceptional measure stands',
  access: { action: 'exceptions.apply' },
  params: idParams,
  body: z.object({ state: z.enum(reportStates), text: note() }),
  handle: async ({ tx, actor, params, body }) => {
    await reportState(tx, actor, params.id, body);
    return undefined;
  },
});

export const end = route({
  method: 'POST',
  path: '/api/v1/exceptions/:id/end',
  summary: 'End an exceptional measure: the rule is followed again',
  access: { action: 'exceptions.apply' },
  params: idParams,
  body: z.object({ version, endedOn: day, note: note() }),
  handle: async ({ tx, actor, params, body: { version: was, ...ending }, today }) => {
    await endException(tx, actor, { id: params.id, version: was }, ending, today);
    return undefined;
  },
});

export const renew = route({
  method: 'POST',
  path: '/api/v1/exceptions/:id/renew',
  summary: 'Begin the application to go on: a draft with the same contents and a new period',
  access: { action: 'exceptions.apply' },
  params: idParams,
  body: z.object({ validFrom: day, validUntil: day }),
  response: created,
  handle: async ({ tx, actor, params, body, services, today }) => {
    const draft = await renewException(tx, actor, params.id, body, await surroundingsOf(tx, services, today));
    return { id: draft.id };
  },
});

export const reviewRoutes = [takeUp, decide, sendBackRoute, lapse, carryOut, tellState, end, renew] as const;
