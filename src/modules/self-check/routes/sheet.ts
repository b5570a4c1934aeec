import { z } from 'zod';
import { NotFound } from '../../../kernel/errors.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import { route } from '../../../platform/http/route.ts';
import { saveAnswers } from '../commands/save-answers.ts';
import { submitSheet } from '../commands/submit-sheet.ts';
import { t } from '../messages.ts';
import { loadMySheets, loadSheet } from '../queries/sheet.ts';
import * as schema from './schemas.ts';

const answering = { action: 'campaign.answer' } as const;

const question = z.object({
  roleGroup: z.string(),
  item: z.string(),
  position: z.number().int(),
  question: z.string(),
  summary: z.string(),
  whatCounts: z.string(),
  subItems: z.array(z.string()),
  notApplicableWhen: z.string(),
  roles: z.array(z.string()),
  parts: z
    .array(z.object({ id: z.string(), kind: z.string(), name: z.string(), state: schema.state }))
    .nullable(),
  state: schema.state,
  reason: z.string(),
  comment: z.string(),
  evidence: z.string(),
  version: z.number().int(),
});

const sheet = z.object({
  campaign: z.object({ id: z.string(), title: z.string(), fiscalYear: z.number().int(), packId: z.string() }),
  person: z.object({ id: z.string(), name: z.string(), number: z.string(), unitName: z.string() }),
  opensOn: z.string(),
  closesOn: z.string(),
  open: z.boolean(),
  submittedAt: z.string().nullable(),
  groups: z.array(z.object({ id: z.string(), title: z.string() })),
  questions: z.array(question),
});

/** A sheet is copied for the answer, because what leaves the server is mutable to the serialiser. */
const present = (view: Awaited<ReturnType<typeof loadSheet>>): z.input<typeof sheet> => ({
  ...view,
  groups: [...view.groups],
  questions: view.questions.map((each) => ({
    ...each,
    subItems: [...each.subItems],
    roles: [...each.roles],
    parts: each.parts && [...each.parts],
  })),
});

export function personOf(actor: Actor): string {
  if (actor.personId === null) throw new NotFound(t.ref('sheet.none'));
  return actor.personId;
}

export const getMySheets = route({
  method: 'GET',
  path: '/api/v1/me/sheets',
  summary: 'My self-check sheets, newest first',
  access: 'signed-in',
  response: z.object({
    items: z.array(
      z.object({
        campaignId: z.string(),
        title: z.string(),
        fiscalYear: z.number().int(),
        opensOn: z.string(),
        closesOn: z.string(),
        open: z.boolean(),
        asked: z.number().int(),
        answered: z.number().int(),
        submittedAt: z.string().nullable(),
        lastUrgedAt: z.string().nullable(),
      }),
    ),
  }),
  handle: async ({ tx, actor, today }) => ({
    items: actor.personId === null ? [] : [...(await loadMySheets(tx, actor.personId, today))],
  }),
});

export const getSheet = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/sheet',
  summary: 'My sheet of a campaign',
  access: answering,
  params: schema.byId,
  response: sheet,
  handle: async ({ tx, actor, scope, params, today }) =>
    present(await loadSheet(tx, scope, params.id, personOf(actor), today)),
});

export const putAnswers = route({
  method: 'PUT',
  path: '/api/v1/campaigns/:id/sheet/answers',
  summary: 'Save answers of my sheet: all of them or none',
  access: answering,
  params: schema.byId,
  body: z.object({
    answers: z
      .array(
        z.object({
          roleGroup: z.string().max(100),
          item: z.string().max(100),
          system: z.uuid().optional(),
          state: schema.state,
          reason: z.string().trim().max(2000).optional(),
          comment: z.string().trim().max(2000).optional(),
          evidence: z.string().trim().max(2000).optional(),
          version: z.number().int(),
        }),
      )
      .min(1)
      .max(3000),
  }),
  response: z.object({
    saved: z.array(
      z.object({ roleGroup: z.string(), item: z.string(), state: schema.state, version: z.number().int() }),
    ),
  }),
  handle: async ({ tx, actor, params, body, today }) => ({
    saved: [...(await saveAnswers(tx, actor, params.id, body.answers, today))],
  }),
});

export const postSubmit = route({
  method: 'POST',
  path: '/api/v1/campaigns/:id/sheet/submit',
  summary: 'Hand my sheet in',
  access: answering,
  params: schema.byId,
  body: z.object({ withUnanswered: z.boolean().default(false) }),
  response: z.object({ asked: z.number().int(), answered: z.number().int() }),
  handle: ({ tx, actor, params, body, today }) =>
    submitSheet(tx, actor, params.id, today, body.withUnanswered),
});

export const getSheetOf = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/sheets/:personId',
  summary: 'The sheet of a person, with the answers',
  access: { action: 'answers.read', formerUnits: true },
  params: schema.bySheet,
  response: sheet,
  handle: async ({ tx, scope, params, today }) =>
    present(await loadSheet(tx, scope, params.id, params.personId, today)),
});

export const sheetRoutes = [getMySheets, getSheet, putAnswers, postSubmit, getSheetOf];
