import { z } from 'zod';
import { route } from '../../platform/http/route.ts';
import { listEvents, sealStatus } from './queries.ts';

const access = { action: 'audit.read' } as const;
const outcome = z.enum(['done', 'refused', 'failed']);

const event = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actorName: z.string(),
  action: z.string(),
  actionTitle: z.string(),
  outcome,
  entity: z.string(),
  entityId: z.string(),
  requestId: z.string(),
  detail: z
    .object({
      before: z.record(z.string(), z.unknown()).optional(),
      after: z.record(z.string(), z.unknown()).optional(),
      facts: z.record(z.string(), z.unknown()).optional(),
    })
    .nullable(),
});

export const listAuditEvents = route({
  method: 'GET',
  path: '/api/v1/audit-events',
  summary: 'The audit trail, newest first',
  access,
  query: z.object({
    q: z.string().max(100).optional(),
    outcome: outcome.optional(),
    entity: z.string().max(60).optional(),
    entityId: z.string().max(100).optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    page: z.coerce.number().int().min(1).default(1),
    pageSize: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({ items: z.array(event), total: z.number().int(), page: z.number().int(), pageSize: z.number().int() }),
  handle: async ({ tx, scope, query, authorisation }) => {
    const { page, pageSize, ...filter } = query;
    const { items, total } = await listEvents(tx, scope, filter, page, pageSize);
    const present = (item: (typeof items)[number]) => ({
      ...item,
      at: item.at.toISOString(),
      actionTitle: authorisation.actions.get(item.action)?.title.ja ?? item.action,
    });
    return { items: items.map(present), total, page, pageSize };
  },
});

export const auditStatus = route({
  method: 'GET',
  path: '/api/v1/audit-events/status',
  summary: 'How much of the audit trail is sealed, and its Merkle root',
  access,
  response: z.object({
    sealed: z.number().int(),
    waiting: z.number().int(),
    root: z.string().nullable(),
    sealedAt: z.string().nullable(),
  }),
  handle: ({ tx }) => sealStatus(tx),
});

export const routes = [listAuditEvents, auditStatus];
