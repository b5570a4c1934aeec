import { z } from 'zod';
import { exportList } from '../../../kit/server/export.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { authorityOf } from '../authority.ts';
import { lockRequest, withdrawRequest } from '../commands/request-change.ts';
import { settleRequest } from '../commands/settle-change.ts';
import { changeColumns } from '../export-columns.ts';
import { classMarks } from '../marking-text.ts';
import { changeKinds, changeStates, decidedAs, type Standing } from '../model/register.ts';
import { forms, restrictionText, type Scheme } from '../model.ts';
import { changeList, changeViews } from '../queries/changes.ts';
import { loadRulebook } from '../queries/scheme.ts';
import { lockEntry } from '../queries/visible.ts';
import { idParams, standing, typed, version } from './shared.ts';

const shown = standing.extend({ marks: z.string(), restrictionTexts: z.array(z.string()) });

const row = z.object({
  id: z.uuid(),
  kind: z.enum(changeKinds),
  state: z.enum(changeStates),
  asset: z.object({ id: z.uuid(), number: z.string(), name: z.string(), form: z.enum(forms) }),
  unit: z.string(),
  current: shown,
  wanted: shown.nullable(),
  after: shown.nullable(),
  reason: z.string(),
  requestedBy: z.string().nullable(),
  requestedAt: z.iso.datetime(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decisionNote: z.string(),
  own: z.boolean(),
  as: z.enum(decidedAs).nullable(),
  version: z.int(),
});

const show = (scheme: Scheme, { classes, restrictions }: Standing) => ({
  classes,
  restrictions: [...restrictions],
  marks: classMarks(scheme, classes),
  restrictionTexts: restrictions.map((code) => restrictionText(scheme, code)),
});

export const listChanges = route({
  method: 'GET',
  path: '/api/v1/information-changes',
  summary: 'Requests on classes: for me to decide, or made by me; `format` gives a file',
  access: { action: 'information.register' },
  query: listQuery(['requestedAt'], {
    view: z.enum(changeViews).default('inbox'),
    state: z.enum(changeStates).optional(),
  }),
  response: listAnswer(row),
  handle: async ({ tx, scope, actor, authorisation, query, today }) => {
    const { scheme } = await loadRulebook(tx);
    const source = changeList(tx, scope, actor, authorityOf(authorisation, actor), query);
    if (query.format) {
      const rows = await listAll(source);
      return exportList({ ...changeColumns(scheme), rows, format: query.format, today });
    }
    const page = await listPage(tx, source, query);
    return {
      ...page,
      items: page.items.map((each) => ({
        ...each,
        current: show(scheme, each.current),
        wanted: each.wanted === null ? null : show(scheme, each.wanted),
        after: each.after === null ? null : show(scheme, each.after),
        requestedAt: each.requestedAt.toISOString(),
        decidedAt: each.decidedAt?.toISOString() ?? null,
      })),
    };
  },
});

export const settleChange = route({
  method: 'POST',
  path: '/api/v1/information-changes/:id/decision',
  summary: 'Answer a request: as asked, with other classes, or not',
  access: { action: 'information.register' },
  params: idParams,
  body: z.object({
    version,
    approved: z.boolean(),
    standing: standing.nullable().default(null),
    note: typed(2000).default(''),
  }),
  handle: async ({ tx, actor, authorisation, params, body, services }) => {
    const { scheme } = await loadRulebook(tx);
    const request = await lockRequest(tx, params.id, body.version);
    const seen = authorisation.authorise(actor, 'information.read');
    const entry = await lockEntry(tx, seen, actor, request.assetId);
    const judge = { actor, authority: authorityOf(authorisation, actor), scheme };
    await settleRequest(tx, judge, entry, request, body, services.config.publicUrl);
    return undefined;
  },
});

export const withdrawChange = route({
  method: 'POST',
  path: '/api/v1/information-changes/:id/withdrawal',
  summary: 'Take a request of my own back',
  access: { action: 'information.register' },
  params: idParams,
  body: z.object({ version }),
  handle: async ({ tx, actor, params, body }) => {
    await withdrawRequest(tx, actor, params.id, body.version);
    return undefined;
  },
});

export const changeRoutes = [listChanges, settleChange, withdrawChange] as const;
