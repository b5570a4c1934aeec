import { z } from 'zod';
import { InvalidInput } from '../../../kernel/errors.ts';
import { resolveMessage } from '../../../kernel/messages.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { withdrawRequest } from '../commands/end-request.ts';
import { amendExtension, extendRequest } from '../commands/extend-request.ts';
import { callerOf, doerOf } from '../commands/require-deed.ts';
import { createRequest, requireApplicable, updateRequest } from '../commands/save-request.ts';
import { submitRequest } from '../commands/submit-request.ts';
import { reportRequest, startRequest } from '../commands/use-request.ts';
import { day, formValues, idParams, previewView, requestRow } from '../contract.ts';
import { missingFields, periodProblems, shapeProblems, termOf } from '../form.ts';
import { t } from '../messages.ts';
import { closedGates, isNeeded, requestStates } from '../model.ts';
import { informedText, presentRoute, presentRow } from '../present.ts';
import { loadDesk } from '../queries/desk.ts';
import { ownList } from '../queries/lists.ts';
import { loadApplicant } from '../queries/people.ts';
import { loadViewers } from '../queries/viewers.ts';
import { openSeats } from '../resolve.ts';
import { routeOf } from '../route-of.ts';
import { seatTitle } from '../words.ts';
import { requestBook } from './read.ts';
import { moved, presentMoved, seen, typed } from './shared.ts';

const application = z.object({ typeId: z.string().max(60), unitId: z.uuid().optional(), values: formValues });

export const previewRequest = route({
  method: 'POST',
  path: '/api/v1/permission-requests/preview',
  summary: 'Who would decide this form and why, and what stands against it; nothing is kept',
  access: { action: 'permissions.apply' },
  body: application,
  response: previewView,
  handle: async ({ tx, actor, authorisation, body, today }) => {
    const desk = await loadDesk(tx);
    const { type } = requireApplicable(desk, callerOf(actor, authorisation, today), body.typeId);
    const applicant = await loadApplicant(tx, actor, today, body.unitId);
    const { values } = body;
    const wrong = shapeProblems(type, values);
    if (wrong.length > 0) throw new InvalidInput(t.ref('form.invalid'), wrong);
    const application = {
      type,
      applicantId: applicant.personId,
      unitPath: applicant.unitPath,
      values,
      date: today,
    };
    const { steps, informed } = await routeOf(tx, desk, application);
    const views = presentRoute(steps, type);
    const open = openSeats(steps);
    const possible = type.override && open.length > 0 && open.every((seat) => seat.problem === 'self');
    const { startsOn, endsOn } = termOf(type, values, today);
    return {
      steps: views,
      informed: informedText(informed.map(seatTitle)),
      needed: isNeeded(type, values),
      threshold: type.threshold?.text.ja ?? '',
      closed: closedGates(type, values).map((gate) => ({
        id: gate.id,
        message: gate.message.ja,
        clause: gate.clause ?? '',
      })),
      missing: [...missingFields(type, values), ...periodProblems(type, values, today)].map(
        ({ field, message }) => ({
          field,
          message: resolveMessage(message),
        }),
      ),
      // A seat that only waits for its field to be filled says so itself.
      problems: [
        ...new Set(
          problemsOf(
            views,
            open.filter((seat) => seat.problem !== 'field'),
          ),
        ),
      ],
      override: { possible, viewers: possible ? await loadViewers(tx, desk, applicant, today) : [] },
      startsOn,
      endsOn,
    };
  },
});

/** The words for the seats that stay empty. */
function problemsOf(views: ReturnType<typeof presentRoute>, open: ReturnType<typeof openSeats>): string[] {
  const titles = new Set(open.map(seatTitle));
  return views.flatMap((step) =>
    step.seats.filter((seat) => seat.problem !== '' && titles.has(seat.title)).map((seat) => seat.problem),
  );
}

export const postRequest = route({
  method: 'POST',
  path: '/api/v1/permission-requests',
  summary: 'Begin a request; it stays a draft of its applicant until it is submitted',
  access: { action: 'permissions.apply' },
  body: application,
  response: moved,
  handle: async ({ tx, actor, authorisation, body, today }) =>
    presentMoved(await createRequest(tx, callerOf(actor, authorisation, today), await loadDesk(tx), body)),
});

export const putRequest = route({
  method: 'PUT',
  path: '/api/v1/permission-requests/:id',
  summary: 'Change a draft, or a request that was sent back',
  access: { action: 'permissions.apply' },
  params: idParams,
  body: seen.extend({ values: formValues }),
  response: moved,
  handle: async ({ tx, actor, authorisation, params, body, today }) => {
    const key = { id: params.id, version: body.version };
    return presentMoved(await updateRequest(tx, callerOf(actor, authorisation, today), key, body.values));
  },
});

export const submitPermissionRequest = route({
  method: 'POST',
  path: '/api/v1/permission-requests/:id/submit',
  summary: 'Submit a request: the deciders are found and told',
  access: { action: 'permissions.apply' },
  params: idParams,
  body: seen.extend({
    override: z
      .object({ reason: typed(2000).min(1), viewerId: z.uuid() })
      .nullable()
      .default(null),
  }),
  response: moved,
  handle: async ({ tx, actor, authorisation, params, body, today, services }) => {
    const key = { id: params.id, version: body.version };
    const caller = doerOf(actor, authorisation, today, services);
    return presentMoved(await submitRequest(tx, caller, await loadDesk(tx), key, body.override));
  },
});

export const withdrawPermissionRequest = route({
  method: 'POST',
  path: '/api/v1/permission-requests/:id/withdraw',
  summary: 'Take one’s own request back',
  access: { action: 'permissions.apply' },
  params: idParams,
  body: seen.extend({ reason: typed(2000).default('') }),
  response: moved,
  handle: async ({ tx, actor, authorisation, params, body, today, services }) => {
    const key = { id: params.id, version: body.version };
    const caller = doerOf(actor, authorisation, today, services);
    return presentMoved(await withdrawRequest(tx, caller, key, body.reason));
  },
});

export const startPermission = route({
  method: 'POST',
  path: '/api/v1/permission-requests/:id/start',
  summary: 'What was permitted is now in use',
  access: { action: 'permissions.apply' },
  params: idParams,
  body: seen,
  response: moved,
  handle: async ({ tx, actor, authorisation, params, body, today }) =>
    presentMoved(
      await startRequest(tx, callerOf(actor, authorisation, today), { id: params.id, version: body.version }),
    ),
});

export const reportPermission = route({
  method: 'POST',
  path: '/api/v1/permission-requests/:id/report',
  summary: 'Say that it is returned, finished or erased; an officer confirms it',
  access: { action: 'permissions.apply' },
  params: idParams,
  body: seen.extend({ on: day, note: typed(2000).default('') }),
  response: moved,
  handle: async ({ tx, actor, authorisation, params, body, today, services }) => {
    const key = { id: params.id, version: body.version };
    const caller = doerOf(actor, authorisation, today, services);
    return presentMoved(await reportRequest(tx, caller, await loadDesk(tx), key, body));
  },
});

const moreTime = seen.extend({ until: day, reason: typed(500).min(1) });

export const extendPermission = route({
  method: 'POST',
  path: '/api/v1/permission-requests/:id/extension',
  summary: 'Ask for more time: a request of its own, submitted at once',
  access: { action: 'permissions.apply' },
  params: idParams,
  body: moreTime,
  response: moved,
  handle: async ({ tx, actor, authorisation, params, body, today, services }) => {
    const key = { id: params.id, version: body.version };
    const caller = doerOf(actor, authorisation, today, services);
    return presentMoved(await extendRequest(tx, caller, await loadDesk(tx), key, body));
  },
});

export const amendExtensionOfPermission = route({
  method: 'PUT',
  path: '/api/v1/permission-requests/:id/extension',
  summary: 'Change an extension that was sent back, and submit it again',
  access: { action: 'permissions.apply' },
  params: idParams,
  body: moreTime,
  response: moved,
  handle: async ({ tx, actor, authorisation, params, body, today, services }) => {
    const key = { id: params.id, version: body.version };
    const caller = doerOf(actor, authorisation, today, services);
    return presentMoved(await amendExtension(tx, caller, await loadDesk(tx), key, body));
  },
});

export const listMyRequests = route({
  method: 'GET',
  path: '/api/v1/me/permission-requests',
  summary: 'What I applied for, drafts included, newest first; `format` gives a file',
  access: { action: 'permissions.apply' },
  query: listQuery(['createdAt'], {
    state: z.enum(requestStates).optional(),
    typeId: z.string().max(60).optional(),
  }),
  response: listAnswer(requestRow),
  handle: async ({ tx, scope, query, today }) => {
    const source = ownList(tx, scope.personId, query);
    if (query.format) return requestBook(t('page.ownRequests'), await listAll(source), query.format, today);
    const page = await listPage(tx, source, query);
    return { ...page, items: page.items.map((row) => presentRow(row, today)) };
  },
});

export const applyRoutes = [
  previewRequest,
  postRequest,
  putRequest,
  submitPermissionRequest,
  withdrawPermissionRequest,
  startPermission,
  reportPermission,
  extendPermission,
  amendExtensionOfPermission,
  listMyRequests,
] as const;
