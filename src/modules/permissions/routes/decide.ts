import { z } from 'zod';
import { resolveMessage } from '../../../kernel/messages.ts';
import { route } from '../../../platform/http/route.ts';
import { decideMany } from '../commands/decide-many.ts';
import { decideRequest, viewRequest } from '../commands/decide-request.ts';
import { revokeRequest } from '../commands/end-request.ts';
import { doerOf } from '../commands/require-deed.ts';
import { confirmRequest } from '../commands/use-request.ts';
import { day, idParams, inboxItem, version } from '../contract.ts';
import { decisionKinds } from '../model.ts';
import { presentWaiting } from '../present.ts';
import { loadDesk } from '../queries/desk.ts';
import { loadInbox } from '../queries/inbox.ts';
import { moved, presentMoved, seen, typed } from './shared.ts';

const decision = {
  decision: z.enum(decisionKinds),
  reason: typed(2000).default(''),
  conditions: typed(2000).default(''),
  resolution: z
    .object({ date: day, number: typed(100), by: typed(200).min(1) })
    .nullable()
    .default(null),
};

export const readInbox = route({
  method: 'GET',
  path: '/api/v1/permission-requests/inbox',
  summary: 'What waits for me, the oldest first, with why it came to me and how like cases were decided',
  access: 'signed-in',
  query: z.object({ task: z.enum(['decide', 'view', 'confirm']).optional() }),
  response: z.object({ items: z.array(inboxItem), total: z.number().int() }),
  handle: async ({ tx, actor, query, today }) => {
    const rows = actor.personId === null ? [] : await loadInbox(tx, actor.personId);
    const items = rows.filter((row) => query.task === undefined || row.task === query.task);
    return { items: items.map((row) => presentWaiting(row, today)), total: Number(rows[0]?.total ?? 0) };
  },
});

export const decidePermission = route({
  method: 'POST',
  path: '/api/v1/permission-requests/:id/decide',
  summary: 'Permit, refuse or send back; only for whom it waits',
  access: 'signed-in',
  params: idParams,
  body: seen.extend(decision),
  response: moved,
  handle: async ({
    tx,
    actor,
    authorisation,
    params,
    body: { version: given, ...what },
    today,
    services,
  }) => {
    const caller = doerOf(actor, authorisation, today, services);
    return presentMoved(
      await decideRequest(tx, caller, await loadDesk(tx), { id: params.id, version: given }, what),
    );
  },
});

export const decideSeveral = route({
  method: 'POST',
  path: '/api/v1/permission-requests/decide',
  summary: 'Decide several alike; each counts by itself',
  access: 'signed-in',
  body: z.object({
    items: z
      .array(z.object({ id: z.uuid(), version }))
      .min(1)
      .max(100),
    ...decision,
  }),
  response: z.object({
    results: z.array(z.object({ id: z.uuid(), done: z.boolean(), message: z.string() })),
  }),
  handle: async ({ tx, actor, authorisation, body: { items, ...what }, today, services }) => {
    const caller = doerOf(actor, authorisation, today, services);
    const results = await decideMany(tx, caller, await loadDesk(tx), items, what);
    return {
      results: results.map(({ id, done, problem }) => ({
        id,
        done,
        message: problem === null ? '' : resolveMessage(problem),
      })),
    };
  },
});

export const viewOverride = route({
  method: 'POST',
  path: '/api/v1/permission-requests/:id/view',
  summary: 'The second viewer of an override has looked at it',
  access: 'signed-in',
  params: idParams,
  body: seen.extend({ note: typed(2000).default('') }),
  response: moved,
  handle: async ({ tx, actor, authorisation, params, body, today, services }) => {
    const caller = doerOf(actor, authorisation, today, services);
    const key = { id: params.id, version: body.version };
    return presentMoved(await viewRequest(tx, caller, await loadDesk(tx), key, body.note));
  },
});

export const confirmReturn = route({
  method: 'POST',
  path: '/api/v1/permission-requests/:id/confirm',
  summary: 'Confirm that it is back or finished, or say what is missing',
  access: 'signed-in',
  params: idParams,
  body: seen.extend({ ok: z.boolean(), note: typed(2000).default('') }),
  response: moved,
  handle: async ({ tx, actor, authorisation, params, body, today, services }) => {
    const key = { id: params.id, version: body.version };
    return presentMoved(await confirmRequest(tx, doerOf(actor, authorisation, today, services), key, body));
  },
});

export const revokePermission = route({
  method: 'POST',
  path: '/api/v1/permission-requests/:id/revoke',
  summary: 'Take a permission back, with a reason',
  access: 'signed-in',
  params: idParams,
  body: seen.extend({ reason: typed(2000) }),
  response: moved,
  handle: async ({ tx, actor, authorisation, params, body, today, services }) => {
    const key = { id: params.id, version: body.version };
    const caller = doerOf(actor, authorisation, today, services);
    return presentMoved(await revokeRequest(tx, caller, key, body.reason));
  },
});

export const decideRoutes = [
  readInbox,
  decidePermission,
  decideSeveral,
  viewOverride,
  confirmReturn,
  revokePermission,
] as const;
