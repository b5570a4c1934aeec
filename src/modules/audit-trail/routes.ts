import { z } from 'zod';
import { formatInstant } from '../../kernel/dates.ts';
import { exportList } from '../../kit/server/export.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../kit/server/list.ts';
import type { Authorisation } from '../../platform/authorisation/authorise.ts';
import { route } from '../../platform/http/route.ts';
import { t } from './messages.ts';
import { type EventRow, eventList, sealStatus } from './queries.ts';

const access = { action: 'audit.read' } as const;
const outcome = z.enum(['done', 'refused', 'failed']);
const fields = z.record(z.string(), z.unknown()).optional();

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
  detail: z.object({ before: fields, after: fields, facts: fields }).nullable(),
});

export const listAuditEvents = route({
  method: 'GET',
  path: '/api/v1/audit-events',
  summary: 'The audit trail, newest first',
  access,
  query: listQuery(['at'], {
    outcome: outcome.optional(),
    entity: z.string().max(60).optional(),
    entityId: z.string().max(100).optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  response: listAnswer(event),
  handle: async ({ tx, scope, query, authorisation, today }) => {
    const source = eventList(tx, scope, query);
    const present = presenter(authorisation);
    if (query.format) {
      const rows = (await listAll(source)).map(present);
      return exportList({ title: t('page.title'), columns, rows, format: query.format, today });
    }
    const page = await listPage(tx, source, query);
    return { ...page, items: page.items.map(present) };
  },
});

type Event = z.output<typeof event>;

const columns = [
  { key: 'at', header: t('column.at'), value: (row: Event) => formatInstant(new Date(row.at)) },
  { key: 'actor', header: t('column.actor'), value: (row: Event) => row.actorName },
  { key: 'action', header: t('column.action'), value: (row: Event) => row.actionTitle },
  { key: 'outcome', header: t('column.outcome'), value: (row: Event) => t(`outcome.${row.outcome}`) },
  {
    key: 'entity',
    header: t('column.entity'),
    value: (row: Event) => `${row.entity} ${row.entityId}`.trim(),
  },
  { key: 'detail', header: t('column.detail'), value: (row: Event) => JSON.stringify(row.detail ?? {}) },
];

const presenter = (authorisation: Authorisation) => (row: EventRow) => ({
  ...row,
  at: row.at.toISOString(),
  actionTitle: authorisation.actions.get(row.action)?.title.ja ?? row.action,
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
