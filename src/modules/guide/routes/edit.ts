import { z } from 'zod';
import { Forbidden } from '../../../kernel/errors.ts';
import { historyEntry, historyQuery, recordHistory } from '../../../kit/server/history.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import { route } from '../../../platform/http/route.ts';
import { actionsOf, formsOf, openBook } from '../book.ts';
import {
  createContact,
  createPage,
  deleteContact,
  deletePage,
  updateContact,
  updatePage,
} from '../commands/edit-guide.ts';
import { t } from '../messages.ts';
import { contactAnswer } from '../present.ts';
import { listContacts, listOwnPages, requireContact, requireOwnPage } from '../queries.ts';

const access = { action: 'guide.edit' } as const;

/** The guide is one for the whole organisation: a role of one unit does not write it. */
function requireWhole(scope: Scope): void {
  if (!scope.whole) throw new Forbidden(t.ref('policy.edit'), access.action);
}

const text = (max: number) => z.string().trim().max(max);
const lines = z
  .array(text(500))
  .max(50)
  .default([])
  .transform((all) => all.filter((line) => line !== ''));
const chosen = text(100).nullable().default(null);
const position = z.int().min(0).max(10_000).default(0);

const pageFields = z.object({
  situationId: chosen,
  title: text(200).min(1),
  headline: text(500).default(''),
  body: text(10_000).default(''),
  doLines: lines,
  dontLines: lines,
  keywords: lines,
  action: chosen,
  permissionType: chosen,
  position,
});

const contactFields = z.object({
  name: text(200).min(1),
  phone: text(100).default(''),
  email: z.union([z.literal(''), z.email().max(200)]).default(''),
  hours: text(200).default(''),
  note: text(1000).default(''),
  urgent: z.boolean().default(false),
  position,
});

const ownPage = z.object({
  id: z.uuid(),
  situationId: z.string().nullable(),
  title: z.string(),
  headline: z.string(),
  body: z.string(),
  doLines: z.array(z.string()),
  dontLines: z.array(z.string()),
  keywords: z.array(z.string()),
  action: z.string().nullable(),
  permissionType: z.string().nullable(),
  position: z.int(),
  version: z.int(),
});

const key = z.object({ id: z.uuid() });
const version = z.int().min(1);
const created = z.object({ id: z.uuid() });
const named = z.object({ id: z.string(), title: z.string() });

export const listEditable = route({
  method: 'GET',
  path: '/api/v1/guide/pages',
  summary: 'The pages and contacts that the office added, and what a page may refer to',
  access,
  response: z.object({
    pages: z.array(ownPage),
    contacts: z.array(contactAnswer),
    situations: z.array(named),
    actions: z.array(named),
    forms: z.array(named),
  }),
  handle: async ({ tx, scope }) => {
    requireWhole(scope);
    const book = await openBook(tx);
    const situations = book.guide.situations.map(({ id, title }) => ({ id, title: title.ja }));
    return {
      pages: await listOwnPages(tx),
      contacts: await listContacts(tx),
      situations,
      actions: actionsOf(book),
      forms: formsOf(book),
    };
  },
});

export const postPage = route({
  method: 'POST',
  path: '/api/v1/guide/pages',
  summary: 'Add a page of the office, or words to a situation',
  access,
  body: pageFields,
  response: created,
  handle: async ({ tx, actor, scope, body }) => {
    requireWhole(scope);
    return { id: await createPage(tx, actor, await openBook(tx), body) };
  },
});

export const putPage = route({
  method: 'PUT',
  path: '/api/v1/guide/pages/:id',
  summary: 'Change a page of the office',
  access,
  params: key,
  body: pageFields.extend({ version }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...fields } }) => {
    requireWhole(scope);
    await updatePage(tx, actor, await openBook(tx), { id: params.id, version: seen }, fields);
    return undefined;
  },
});

export const removePage = route({
  method: 'DELETE',
  path: '/api/v1/guide/pages/:id',
  summary: 'Take a page of the office away',
  access,
  params: key,
  body: z.object({ version }),
  handle: async ({ tx, actor, scope, params, body }) => {
    requireWhole(scope);
    await deletePage(tx, actor, { id: params.id, version: body.version });
    return undefined;
  },
});

export const pageHistory = route({
  method: 'GET',
  path: '/api/v1/guide/pages/:id/history',
  summary: 'What was changed of a page of the office',
  access,
  params: key,
  query: historyQuery,
  response: z.array(historyEntry),
  handle: async ({ tx, scope, params, query }) => {
    requireWhole(scope);
    await requireOwnPage(tx, params.id);
    return recordHistory(tx, { entity: 'guide-page', entityId: params.id }, query);
  },
});

export const postContact = route({
  method: 'POST',
  path: '/api/v1/guide/contacts',
  summary: 'Add somebody to ask',
  access,
  body: contactFields,
  response: created,
  handle: async ({ tx, actor, scope, body }) => {
    requireWhole(scope);
    return { id: await createContact(tx, actor, body) };
  },
});

export const putContact = route({
  method: 'PUT',
  path: '/api/v1/guide/contacts/:id',
  summary: 'Change a contact',
  access,
  params: key,
  body: contactFields.extend({ version }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...fields } }) => {
    requireWhole(scope);
    await updateContact(tx, actor, { id: params.id, version: seen }, fields);
    return undefined;
  },
});

export const removeContact = route({
  method: 'DELETE',
  path: '/api/v1/guide/contacts/:id',
  summary: 'Take a contact away',
  access,
  params: key,
  body: z.object({ version }),
  handle: async ({ tx, actor, scope, params, body }) => {
    requireWhole(scope);
    await deleteContact(tx, actor, { id: params.id, version: body.version });
    return undefined;
  },
});

export const contactHistory = route({
  method: 'GET',
  path: '/api/v1/guide/contacts/:id/history',
  summary: 'What was changed of a contact',
  access,
  params: key,
  query: historyQuery,
  response: z.array(historyEntry),
  handle: async ({ tx, scope, params, query }) => {
    requireWhole(scope);
    await requireContact(tx, params.id);
    return recordHistory(tx, { entity: 'guide-contact', entityId: params.id }, query);
  },
});
