/** Conditions of a list that a person keeps under a name and calls up again; nobody else sees them. */
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { InvalidInput, NotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { recordEvent } from '../../platform/audit/record-event.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Tx } from '../../platform/database/database.ts';
import { route } from '../../platform/http/route.ts';
import type { Module } from '../../platform/module.ts';
import { authorOf } from './discussion.ts';
import { t } from './messages.ts';

const savedViews = pgTable('saved_views', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  page: text('page').notNull(),
  name: text('name').notNull(),
  query: text('query').notNull(),
  savedAt: timestamp('saved_at', { withTimezone: true }).notNull(),
});

/** More under one list would be a list of its own. */
const VIEW_LIMIT = 30;

/** The path of a page of the product, never an address elsewhere. */
const page = z
  .string()
  .max(200)
  .regex(/^\/(?!\/)[\w/-]*$/);

const view = z.object({ id: z.uuid(), name: z.string(), query: z.string() });
export const savedViewsAnswer = z.object({ items: z.array(view) });
export type SavedView = z.output<typeof view>;

const own = (tx: Tx, actor: Actor) =>
  and(eq(savedViews.organisationId, tx.organisationId), eq(savedViews.accountId, authorOf(actor)));

const listViews = route({
  method: 'GET',
  path: '/api/v1/saved-views',
  summary: 'The conditions that the caller keeps for the list of a page, by name',
  access: 'signed-in',
  query: z.object({ page }),
  response: savedViewsAnswer,
  handle: async ({ tx, actor, query }) => ({
    items: await tx
      .select({ id: savedViews.id, name: savedViews.name, query: savedViews.query })
      .from(savedViews)
      .where(and(own(tx, actor), eq(savedViews.page, query.page)))
      .orderBy(asc(savedViews.name)),
  }),
});

const putView = route({
  method: 'PUT',
  path: '/api/v1/saved-views',
  summary: 'Keep the conditions of a list under a name; the same name is kept anew',
  access: 'signed-in',
  body: z.object({
    page,
    name: z.string().trim().min(1, t('view.nameMissing')).max(60, t('view.nameTooLong')),
    query: z
      .string()
      .max(2000, t('view.tooLong'))
      .regex(/^(\?.*)?$/),
  }),
  response: z.object({ id: z.uuid() }),
  handle: async ({ tx, actor, body }) => ({ id: await saveView(tx, actor, body) }),
});

const deleteView = route({
  method: 'DELETE',
  path: '/api/v1/saved-views/:id',
  summary: 'Forget conditions that the caller kept',
  access: 'signed-in',
  params: z.object({ id: z.uuid() }),
  handle: async ({ tx, actor, params }) => {
    const [removed] = await tx
      .delete(savedViews)
      .where(and(own(tx, actor), eq(savedViews.id, params.id)))
      .returning();
    if (!removed) throw new NotFound(t.ref('view.missing'));
    const { name, query, page } = removed;
    await recordEvent(tx, actor, {
      ...{ action: 'view.remove', entity: 'saved-view', entityId: params.id },
      ...{ before: { name, query }, after: {}, facts: { page } },
    });
    return undefined;
  },
});

interface NewView {
  readonly page: string;
  readonly name: string;
  readonly query: string;
}

async function saveView(tx: Tx, actor: Actor, kept: NewView): Promise<string> {
  const others = and(own(tx, actor), eq(savedViews.page, kept.page), ne(savedViews.name, kept.name));
  if ((await tx.$count(savedViews, others)) >= VIEW_LIMIT)
    throw new InvalidInput(t.ref('view.tooMany', { limit: VIEW_LIMIT }));
  const savedAt = new Date();
  const row = {
    organisationId: tx.organisationId,
    id: newId(),
    accountId: authorOf(actor),
    savedAt,
    ...kept,
  };
  const [saved] = await tx
    .insert(savedViews)
    .values(row)
    .onConflictDoUpdate({
      target: [savedViews.organisationId, savedViews.accountId, savedViews.page, savedViews.name],
      set: { query: sql`excluded.query`, savedAt },
    })
    .returning({ id: savedViews.id });
  const id = saved?.id ?? row.id;
  await recordEvent(tx, actor, {
    ...{ action: 'view.save', entity: 'saved-view', entityId: id },
    ...{ before: {}, after: { name: kept.name, query: kept.query }, facts: { page: kept.page } },
  });
  return id;
}

/** Saved views as the composition takes them. */
export const savedViewsModule: Module = {
  name: 'saved-views',
  routes: [listViews, putView, deleteView],
  actions: [],
};
