import { z } from 'zod';
import { recordEvent } from '../audit/record-event.ts';
import type { ActionDefinition } from '../authorisation/authorise.ts';
import { route } from '../http/route.ts';
import { t } from './messages.ts';
import { listMails, listNotices, markRead, retryMail } from './queries.ts';
import { secretTopics } from './tables.ts';

export const actions: readonly ActionDefinition[] = [
  {
    id: 'mail.outbox',
    title: { ja: t('action.outbox'), en: 'Read the outbox and send again' },
    administrator: true,
    reserved: true,
  },
];

const page = {
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
};
const counted = { total: z.number().int(), page: z.number().int(), pageSize: z.number().int() };
const state = z.enum(['queued', 'sent', 'failed']);
const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

export const listOutbox = route({
  method: 'GET',
  path: '/api/v1/outbox',
  summary: 'Mails that were sent or wait to be sent, newest first',
  access: { action: 'mail.outbox' },
  query: z.object({ state: state.optional(), ...page }),
  response: z.object({
    /** False when no mail server is set: mails then stay in the queue. */
    delivering: z.boolean(),
    items: z.array(
      z.object({
        id: z.uuid(),
        recipient: z.string(),
        subject: z.string(),
        body: z.string(),
        topic: z.string(),
        state,
        attempts: z.number().int(),
        problem: z.string(),
        createdAt: z.iso.datetime(),
        nextAttemptAt: z.iso.datetime(),
        sentAt: z.iso.datetime().nullable(),
      }),
    ),
    ...counted,
  }),
  handle: async ({ tx, query, services }) => {
    const { items, total } = await listMails(tx, query, query);
    const present = (item: (typeof items)[number]) => ({
      ...item,
      body: secretTopics.has(item.topic) ? t('message.secret') : item.body,
      createdAt: item.createdAt.toISOString(),
      nextAttemptAt: item.nextAttemptAt.toISOString(),
      sentAt: instant(item.sentAt),
    });
    const { page, pageSize } = query;
    return { delivering: services.config.smtpUrl !== null, items: items.map(present), total, page, pageSize };
  },
});

export const retryOutbox = route({
  method: 'POST',
  path: '/api/v1/outbox/:id/retry',
  summary: 'Put a failed mail back into the queue',
  access: { action: 'mail.outbox' },
  params: z.object({ id: z.uuid() }),
  handle: async ({ tx, actor, params }) => {
    await retryMail(tx, params.id);
    await recordEvent(tx, actor, {
      action: 'mail.outbox',
      entity: 'mail',
      entityId: params.id,
      facts: { retried: true },
    });
    return undefined;
  },
});

export const listMyNotices = route({
  method: 'GET',
  path: '/api/v1/me/notices',
  summary: "One's own notices, newest first",
  access: 'signed-in',
  query: z.object(page),
  response: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        topic: z.string(),
        title: z.string(),
        detail: z.string(),
        href: z.string(),
        createdAt: z.iso.datetime(),
        readAt: z.iso.datetime().nullable(),
      }),
    ),
    unread: z.number().int(),
    ...counted,
  }),
  handle: async ({ tx, actor, query }) => {
    const { items, total, unread } = await listNotices(tx, actor, query);
    const present = (item: (typeof items)[number]) => ({
      ...item,
      createdAt: item.createdAt.toISOString(),
      readAt: instant(item.readAt),
    });
    return { items: items.map(present), total, unread, page: query.page, pageSize: query.pageSize };
  },
});

export const readMyNotices = route({
  method: 'POST',
  path: '/api/v1/me/notices/read',
  summary: "Mark one's own notices as read: those named, or all",
  access: 'signed-in',
  body: z.object({ ids: z.array(z.uuid()).max(200).optional() }),
  handle: async ({ tx, actor, body }) => {
    await markRead(tx, actor, body.ids);
    return undefined;
  },
});

export const routes = [listOutbox, retryOutbox, listMyNotices, readMyNotices];
