import { z } from 'zod';
import { formatDate, formatInstant } from '../../../kernel/dates.ts';
import { exportList, type ListColumn } from '../../../kit/server/export.ts';
import { historyEntry, historyQuery, recordHistory } from '../../../kit/server/history.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { callerOf, openRequest, standingOf } from '../commands/require-deed.ts';
import { day, gateItem, idParams, likeCases, requestRow, requestView } from '../contract.ts';
import { deedsFor } from '../life.ts';
import { t } from '../messages.ts';
import { requestStates } from '../model.ts';
import { entriesOf, presentDecisions, presentGate, presentRow, presentSteps, whyText } from '../present.ts';
import { presentType } from '../present-type.ts';
import { loadDesk } from '../queries/desk.ts';
import { gateList, type ListedRequest, requestList, requestSorts } from '../queries/lists.ts';
import { loadLikeCases, loadSurroundings } from '../queries/request.ts';

export const showRequest = route({
  method: 'GET',
  path: '/api/v1/permission-requests/:id',
  summary: 'One request with its form, its way, its decisions and what I may do with it now',
  access: 'signed-in',
  params: idParams,
  response: requestView,
  handle: async ({ tx, actor, authorisation, params, today }) => {
    const caller = callerOf(actor, authorisation, today);
    const { request, seats, part } = await openRequest(tx, caller, params.id);
    const desk = await loadDesk(tx);
    const { type, packId, edition, form, names } = request;
    const ids = [
      request.applicantId,
      request.viewerId,
      request.confirmedBy,
      ...seats.map((seat) => seat.personId),
    ];
    const around = await loadSurroundings(
      tx,
      request,
      ids.filter((id) => id !== null),
    );
    const nameOf = (id: string | null) => (id === null ? '' : (around.people[id]?.name ?? ''));
    const own = seats.find((seat) => seat.personId === actor.personId && seat.state === 'waiting');
    const viewed = around.decisions.findLast((each) => each.kind === 'viewed');
    return {
      ...presentRow({ request, applicant: nameOf(request.applicantId), unit: around.unit }, today),
      typeVersion: { packId, edition },
      type: presentType(
        { type, ofPack: type, packId, edition, off: false, version: null, seen: {} },
        desk.roles,
        part.applicant,
      ),
      values: form,
      entries: entriesOf(type, form, names),
      steps: presentSteps(request, seats, around.people),
      decisions: presentDecisions(around.decisions),
      conditions: request.conditions,
      overrideReason: request.overrideReason,
      viewer: request.viewerId === null ? null : { id: request.viewerId, name: nameOf(request.viewerId) },
      viewedAt: viewed === undefined ? null : new Date(viewed.at).toISOString(),
      report:
        request.reportedOn === null && request.confirmNote === ''
          ? null
          : {
              ...{ on: request.reportedOn, note: request.reportNote, confirmNote: request.confirmNote },
              confirmedBy: nameOf(request.confirmedBy),
            },
      endReason: request.endReason,
      extends: around.original,
      extensions: [...around.extensions],
      may: [...deedsFor(standingOf(request), part, today)],
      why: own === undefined ? '' : whyText(own.kind, own.why),
      bodySeat: own?.body ?? false,
    };
  },
});

export const showLikeCases = route({
  method: 'GET',
  path: '/api/v1/permission-requests/:id/like',
  summary: 'How like requests were decided: same type, same class; only cases that I may see are named',
  access: 'signed-in',
  params: idParams,
  response: likeCases,
  handle: async ({ tx, actor, authorisation, params, today }) => {
    const caller = callerOf(actor, authorisation, today);
    const { request } = await openRequest(tx, caller, params.id);
    const { permitted, refused, items } = await loadLikeCases(tx, caller, request);
    return {
      permitted,
      refused,
      items: items.map(({ reason, decidedAt, ...item }) => ({
        ...item,
        decision: item.state === 'refused' ? ('refuse' as const) : ('permit' as const),
        reason: reason ?? '',
        decidedAt: new Date(decidedAt).toISOString(),
      })),
    };
  },
});

export const requestHistory = route({
  method: 'GET',
  path: '/api/v1/permission-requests/:id/history',
  summary: 'What happened to a request',
  access: 'signed-in',
  params: idParams,
  query: historyQuery,
  response: z.array(historyEntry),
  handle: async ({ tx, actor, authorisation, params, query, today }) => {
    await openRequest(tx, callerOf(actor, authorisation, today), params.id);
    return recordHistory(tx, { entity: 'permission-request', entityId: params.id }, query);
  },
});

const filters = {
  typeId: z.string().max(60).optional(),
  state: z.enum(requestStates).optional(),
  unitPath: z.string().max(1000).optional(),
  overdue: z.stringbool().optional(),
  override: z.stringbool().optional(),
  from: day.optional(),
  to: day.optional(),
};

export const listRequests = route({
  method: 'GET',
  path: '/api/v1/permission-requests',
  summary: 'The requests within the scope, newest first; `format` gives the book as a file',
  access: { action: 'permissions.read' },
  query: listQuery(requestSorts, filters),
  response: listAnswer(requestRow),
  handle: async ({ tx, scope, query, today }) => {
    const source = requestList(tx, scope, query, today, query.sort);
    if (query.format) {
      const rows = await listAll(source);
      const type =
        query.typeId === undefined ? undefined : (await loadDesk(tx)).types.get(query.typeId)?.type;
      const title = type?.record.ja ?? t('page.requests');
      return requestBook(title, rows, query.format, today);
    }
    const page = await listPage(tx, source, query);
    return { ...page, items: page.items.map((row) => presentRow(row, today)) };
  },
});

/** Requests as a file: what every one has, and the fields of their forms. */
export const requestBook = (
  title: string,
  rows: readonly ListedRequest[],
  format: 'csv' | 'xlsx',
  today: string,
) => exportList({ title, columns: [...columns, ...formColumns(rows)], rows, format, today });

const dateText = (date: string | null): string => (date === null ? '' : formatDate(date));
const instantText = (at: Date | null): string => (at === null ? '' : formatInstant(at));

const columns: readonly ListColumn<ListedRequest>[] = [
  { key: 'number', header: t('column.number'), value: ({ request }) => request.number },
  { key: 'type', header: t('column.type'), value: ({ request }) => request.type.title.ja },
  { key: 'state', header: t('column.state'), value: ({ request }) => t(`state.${request.state}`) },
  { key: 'unit', header: t('column.unit'), value: ({ unit }) => unit ?? '' },
  { key: 'applicant', header: t('column.applicant'), value: ({ applicant }) => applicant },
  {
    key: 'submittedAt',
    header: t('column.submittedAt'),
    value: ({ request }) => instantText(request.submittedAt),
  },
  { key: 'deciders', header: t('column.deciders'), value: ({ deciders }) => deciders ?? '' },
  { key: 'decidedAt', header: t('column.decidedAt'), value: ({ request }) => instantText(request.decidedAt) },
  { key: 'conditions', header: t('column.conditions'), value: ({ request }) => request.conditions },
  { key: 'startsOn', header: t('column.startsOn'), value: ({ request }) => dateText(request.startsOn) },
  { key: 'endsOn', header: t('column.endsOn'), value: ({ request }) => dateText(request.endsOn) },
  { key: 'reportedOn', header: t('column.reportedOn'), value: ({ request }) => dateText(request.reportedOn) },
  { key: 'confirmedBy', header: t('column.confirmedBy'), value: ({ confirmer }) => confirmer ?? '' },
];

/** The fields of the form beside them: of one type its own, of several those that they have. */
function formColumns(rows: readonly ListedRequest[]): ListColumn<ListedRequest>[] {
  const labels = new Map(
    rows.flatMap(({ request }) =>
      request.type.fields
        .filter((field) => field.kind !== 'checkbox')
        .map((field) => [field.id, field.label.ja] as const),
    ),
  );
  return [...labels].map(([id, header]) => ({
    key: `form.${id}`,
    header,
    value: ({ request }) =>
      entriesOf(request.type, request.form, request.names).find((entry) => entry.id === id)?.value ?? '',
  }));
}

export const listOverrides = route({
  method: 'GET',
  path: '/api/v1/permission-overrides',
  summary:
    'Every request in which the applicant decided because it could not be helped: why, and who looked at it',
  access: { action: 'permissions.read' },
  query: listQuery(requestSorts, { from: day.optional(), to: day.optional() }),
  response: listAnswer(
    requestRow.extend({
      reason: z.string(),
      viewer: z.string(),
      viewedAt: z.iso.datetime().nullable(),
      deciders: z.string(),
    }),
  ),
  handle: async ({ tx, scope, query, today }) => {
    const source = requestList(tx, scope, { ...query, override: true }, today, query.sort);
    if (query.format) {
      const rows = await listAll(source);
      return exportList({
        title: t('page.overrides'),
        columns: overrideColumns,
        rows,
        format: query.format,
        today,
      });
    }
    const page = await listPage(tx, source, query);
    return {
      ...page,
      items: page.items.map((row) => ({
        ...presentRow(row, today),
        ...{ reason: row.request.overrideReason, viewer: row.viewer ?? '', deciders: row.deciders ?? '' },
        viewedAt: row.viewedAt === null ? null : new Date(row.viewedAt).toISOString(),
      })),
    };
  },
});

const overrideColumns: readonly ListColumn<ListedRequest>[] = [
  ...columns.slice(0, 8),
  { key: 'reason', header: t('column.reason'), value: ({ request }) => request.overrideReason },
  { key: 'viewer', header: t('column.viewer'), value: ({ viewer }) => viewer ?? '' },
  {
    key: 'viewedAt',
    header: t('column.viewedAt'),
    value: ({ viewedAt }) => (viewedAt === null ? '' : formatInstant(new Date(viewedAt))),
  },
];

export const listGate = route({
  method: 'GET',
  path: '/api/v1/permission-gate',
  summary: 'What may pass the gate today, to be compared with the slip; `q` finds a number or a name',
  access: { action: 'permissions.gate' },
  query: listQuery(['endsOn'], {}),
  response: listAnswer(gateItem),
  handle: async ({ tx, scope, query, today }) => {
    const source = gateList(tx, scope, today, query.q);
    if (query.format) {
      const rows = await listAll(source);
      return exportList({
        title: t('page.gate'),
        columns: gateColumns(today),
        rows,
        format: query.format,
        today,
      });
    }
    const page = await listPage(tx, source, query);
    return { ...page, items: page.items.map((row) => presentGate(row, today)) };
  },
});

const gateColumns = (today: string): readonly ListColumn<ListedRequest>[] => [
  ...columns.filter(({ key }) =>
    ['number', 'type', 'unit', 'applicant', 'startsOn', 'endsOn', 'conditions'].includes(key),
  ),
  { key: 'subject', header: t('column.subject'), value: ({ request }) => request.subject },
  { key: 'place', header: t('column.place'), value: (row) => presentGate(row, today).place },
  {
    key: 'valid',
    header: t('column.valid'),
    value: (row) => t(presentGate(row, today).valid ? 'yes' : 'no'),
  },
];

export const readRoutes = [
  showRequest,
  showLikeCases,
  requestHistory,
  listRequests,
  listOverrides,
  listGate,
] as const;
