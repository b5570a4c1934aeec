import { z } from 'zod';
import { normaliseForSearch } from '../../../kernel/japanese.ts';
import { resolveMessage } from '../../../kernel/messages.ts';
import { route } from '../../../platform/http/route.ts';
import {
  consultText,
  createException,
  discardDraft,
  mayApply,
  updateDraft,
} from '../commands/save-exception.ts';
import { reportEmergency, submitException, withdrawException } from '../commands/submit-exception.ts';
import { t } from '../messages.ts';
import { searchAffected } from '../queries/choices.ts';
import { findContext, loadContext, roleTitles } from '../queries/context.ts';
import { notesFor, type RequirementNote, requirePersonWithin } from '../queries/notes.ts';
import { type Clause, clausesOf } from '../rules.ts';
import { created, exceptionFields, idParams, seen, surroundingsOf, version } from './shared.ts';

export const applyForm = route({
  method: 'GET',
  path: '/api/v1/exceptions/form',
  summary: 'What a form needs: whether I may ask, whom to consult otherwise, categories of reasons',
  access: 'signed-in',
  response: z.object({
    mayApply: z.boolean(),
    consult: z.string(),
    reviewers: z.string(),
    reasons: z.array(z.object({ value: z.string(), label: z.string() })),
    clauses: z.object({ apply: z.string(), emergency: z.string() }),
    emergencyReportDays: z.number().int().nullable(),
  }),
  handle: async ({ tx, actor, today }) => {
    const context = await findContext(tx);
    const none = { mayApply: false, reviewers: '', reasons: [], clauses: { apply: '', emergency: '' } };
    if (context === null) return { ...none, consult: t('rules.none'), emergencyReportDays: null };
    const allowed = mayApply(context, actor);
    const consult =
      allowed || actor.personId === null
        ? t('apply.noPerson')
        : resolveMessage(await consultText(tx, context, actor, today));
    return {
      mayApply: allowed,
      consult: allowed ? '' : consult,
      reviewers: roleTitles(context, context.rule.reviewers),
      reasons: context.part.reasons.map((each) => ({ value: each.id, label: each.title.ja })),
      clauses: context.part.clauses,
      emergencyReportDays: context.numbers.emergencyReportDays,
    };
  },
});

const clause = z.object({
  packId: z.string(),
  edition: z.string(),
  id: z.string(),
  text: z.string(),
  heading: z.string(),
});

export const chooseClauses = route({
  method: 'GET',
  path: '/api/v1/exceptions/clauses',
  summary: 'Clauses that an exception can be about, by number or words; `id` with `pack` finds one',
  access: { action: 'exceptions.apply' },
  query: z.object({
    q: z.string().max(100).default(''),
    pack: z.string().max(100).optional(),
    id: z.string().max(100).optional(),
    pageSize: z.coerce.number().int().min(1).max(50).default(20),
  }),
  response: z.object({ items: z.array(clause) }),
  handle: async ({ tx, query }) => {
    const context = await loadContext(tx);
    const words = query.q
      .split(/[\s\u3000]+/)
      .map(normaliseForSearch)
      .filter(Boolean);
    const fits = (each: Clause) => {
      if (query.id !== undefined) return each.id === query.id;
      const text = normaliseForSearch(`${each.id} ${each.heading} ${each.text}`);
      return words.every((word) => text.includes(word));
    };
    const items = context.packs
      .filter(({ pack }) => query.pack === undefined || pack.id === query.pack)
      .flatMap(({ pack, part }) => clausesOf(pack, part, context.kind).filter(fits));
    return { items: items.slice(0, query.pageSize).map(({ path: _path, ...each }) => each) };
  },
});

export const chooseAffected = route({
  method: 'GET',
  path: '/api/v1/exceptions/choices',
  summary: 'People of my own units, or systems, areas and services, that an exception can be about',
  access: { action: 'exceptions.apply' },
  query: z.object({
    of: z.enum(['persons', 'asset']),
    q: z.string().max(100).default(''),
    pageSize: z.coerce.number().optional(),
  }),
  response: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), detail: z.string() })) }),
  handle: async ({ tx, actor, scope, query, today }) => ({
    items: await searchAffected(tx, actor, scope, query.of, query.q, today),
  }),
});

export const addException = route({
  method: 'POST',
  path: '/api/v1/exceptions',
  summary: 'Keep a draft of an application, or hand it in at once',
  access: { action: 'exceptions.apply' },
  body: z.object({ ...exceptionFields, submit: z.boolean().default(false) }),
  response: created,
  handle: async ({ tx, actor, body: { submit, ...fields }, services, today }) => {
    const surroundings = await surroundingsOf(tx, services, today);
    const draft = await createException(tx, actor, surroundings.context, fields, today);
    if (submit) await submitException(tx, actor, draft, surroundings);
    return { id: draft.id };
  },
});

export const changeException = route({
  method: 'PUT',
  path: '/api/v1/exceptions/:id',
  summary: 'Change my draft or what was sent back to me, and hand it in if asked',
  access: { action: 'exceptions.apply' },
  params: idParams,
  body: z.object({
    ...exceptionFields,
    /** Of an emergency: when it was done. */
    actedAt: z.iso.datetime({ offset: true, error: () => t('field.instant') }).optional(),
    version,
    submit: z.boolean().default(false),
  }),
  handle: async ({
    tx,
    actor,
    params,
    body: { submit, version: was, actedAt, ...given },
    services,
    today,
  }) => {
    const fields = { ...given, actedAt: actedAt === undefined ? undefined : new Date(actedAt) };
    const surroundings = await surroundingsOf(tx, services, today);
    const key = { id: params.id, version: was };
    const draft = await updateDraft(tx, actor, surroundings.context, key, fields, today);
    if (submit) await submitException(tx, actor, draft, surroundings);
    return undefined;
  },
});

export const handIn = route({
  method: 'POST',
  path: '/api/v1/exceptions/:id/submit',
  summary: 'Hand my draft in',
  access: { action: 'exceptions.apply' },
  params: idParams,
  body: seen,
  handle: async ({ tx, actor, params, body, services, today }) => {
    await submitException(tx, actor, { id: params.id, ...body }, await surroundingsOf(tx, services, today));
    return undefined;
  },
});

export const discardException = route({
  method: 'DELETE',
  path: '/api/v1/exceptions/:id',
  summary: 'Throw my draft away',
  access: { action: 'exceptions.apply' },
  params: idParams,
  handle: async ({ tx, actor, params }) => {
    await discardDraft(tx, actor, params.id);
    return undefined;
  },
});

export const takeBack = route({
  method: 'POST',
  path: '/api/v1/exceptions/:id/withdraw',
  summary: 'Take my application back before it is decided',
  access: { action: 'exceptions.apply' },
  params: idParams,
  body: seen,
  handle: async ({ tx, actor, params, body }) => {
    await withdrawException(tx, actor, { id: params.id, ...body });
    return undefined;
  },
});

export const addEmergency = route({
  method: 'POST',
  path: '/api/v1/exceptions/emergency',
  summary: 'Report what could not wait for a permission and has been done',
  access: { action: 'exceptions.apply' },
  body: z.object({
    ...exceptionFields,
    actedAt: z.iso.datetime({ offset: true, error: () => t('field.instant') }),
  }),
  response: created,
  handle: async ({ tx, actor, body: { actedAt, ...fields }, services, today }) => {
    const surroundings = await surroundingsOf(tx, services, today);
    const made = await reportEmergency(tx, actor, fields, new Date(actedAt), surroundings);
    return { id: made.id };
  },
});

const notes = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      packId: z.string(),
      item: z.string(),
      scopeId: z.string().nullable(),
      label: z.string(),
      lines: z.array(z.string()),
    }),
  ),
});

const presentNotes = (found: readonly RequirementNote[]) => ({
  items: found.map((each) => ({ ...each, lines: [...each.lines] })),
});

export const myNotes = route({
  method: 'GET',
  path: '/api/v1/me/requirement-notes',
  summary: 'Exceptional measures that cover me today, as remarks on the requirements they are about',
  access: 'signed-in',
  query: z.object({ pack: z.string().max(100).optional() }),
  response: notes,
  handle: async ({ tx, actor, query, today }) =>
    presentNotes(actor.personId === null ? [] : await notesFor(tx, actor.personId, today, query.pack)),
});

export const personNotes = route({
  method: 'GET',
  path: '/api/v1/people/:id/requirement-notes',
  summary: 'The same of a person whose duties I may see',
  access: { action: 'duties.read' },
  params: idParams,
  query: z.object({ pack: z.string().max(100).optional() }),
  response: notes,
  handle: async ({ tx, scope, params, query, today }) => {
    await requirePersonWithin(tx, scope, params.id, today);
    return presentNotes(await notesFor(tx, params.id, today, query.pack));
  },
});

export const applyRoutes = [
  applyForm,
  chooseClauses,
  chooseAffected,
  addException,
  addEmergency,
  changeException,
  handIn,
  discardException,
  takeBack,
  myNotes,
  personNotes,
] as const;
