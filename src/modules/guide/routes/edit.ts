import { z } from 'zod';
import { historyRoute } from '../../../kit/server/history.ts';
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
import { contactAnswer } from '../present.ts';
import { listKeptContacts, listKeptPages, listUnits, requireKept } from '../queries.ts';
import { guideContacts, guidePages } from '../tables.ts';

const access = { action: 'guide.edit' } as const;

const text = (max: number) => z.string().trim().max(max);
const lines = z
  .array(text(500))
  .max(50)
  .default([])
  .transform((all) => all.filter((line) => line !== ''));
const chosen = text(100).nullable().default(null);
const position = z.int().min(0).max(10_000).default(0);

/** An empty choice of a form is none. */
const unitId = z.preprocess((value) => (value === '' ? null : value), z.uuid().nullable()).default(null);

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
  unitId,
  position,
});

const contactFields = z.object({
  name: text(200).min(1),
  phone: text(100).default(''),
  email: z.union([z.literal(''), z.email().max(200)]).default(''),
  hours: text(200).default(''),
  note: text(1000).default(''),
  urgent: z.boolean().default(false),
  unitId,
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
  unitId: z.uuid().nullable(),
  unit: z.string().nullable(),
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
    units: z.array(named),
    /** Whether the editor may write for the whole organisation. */
    whole: z.boolean(),
  }),
  handle: async ({ tx, scope, today }) => {
    const book = await openBook(tx);
    const situations = book.guide.situations.map(({ id, title }) => ({ id, title: title.ja }));
    return {
      pages: await listKeptPages(tx, scope),
      contacts: await listKeptContacts(tx, scope),
      units: await listUnits(tx, scope, today),
      whole: scope.whole,
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
  handle: async ({ tx, actor, scope, body, today }) => {
    return { id: await createPage(tx, actor, { scope, today, book: await openBook(tx) }, body) };
  },
});

export const putPage = route({
  method: 'PUT',
  path: '/api/v1/guide/pages/:id',
  summary: 'Change a page of the office',
  access,
  params: key,
  body: pageFields.extend({ version }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...fields }, today }) => {
    const editor = { scope, today, book: await openBook(tx) };
    await updatePage(tx, actor, editor, { id: params.id, version: seen }, fields);
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
  handle: async ({ tx, actor, scope, params, body, today }) => {
    await deletePage(tx, actor, { scope, today }, { id: params.id, version: body.version });
    return undefined;
  },
});

export const pageHistory = historyRoute({
  path: '/api/v1/guide/pages/:id',
  entity: 'guide-page',
  summary: 'What was changed of a page of the office',
  ...access,
  open: ({ tx, scope }, id) => requireKept(tx, scope, guidePages, id),
});

export const postContact = route({
  method: 'POST',
  path: '/api/v1/guide/contacts',
  summary: 'Add somebody to ask',
  access,
  body: contactFields,
  response: created,
  handle: async ({ tx, actor, scope, body, today }) => {
    return { id: await createContact(tx, actor, { scope, today }, body) };
  },
});

export const putContact = route({
  method: 'PUT',
  path: '/api/v1/guide/contacts/:id',
  summary: 'Change a contact',
  access,
  params: key,
  body: contactFields.extend({ version }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...fields }, today }) => {
    await updateContact(tx, actor, { scope, today }, { id: params.id, version: seen }, fields);
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
  handle: async ({ tx, actor, scope, params, body, today }) => {
    await deleteContact(tx, actor, { scope, today }, { id: params.id, version: body.version });
    return undefined;
  },
});

export const contactHistory = historyRoute({
  path: '/api/v1/guide/contacts/:id',
  entity: 'guide-contact',
  summary: 'What was changed of a contact',
  ...access,
  open: ({ tx, scope }, id) => requireKept(tx, scope, guideContacts, id),
});
