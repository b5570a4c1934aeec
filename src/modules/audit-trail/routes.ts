import { z } from 'zod';
import { formatInstant } from '../../kernel/dates.ts';
import { exportList } from '../../kit/server/export.ts';
import { changesOf, factsOf, fieldChange, fieldFact } from '../../kit/server/history.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../kit/server/list.ts';
import { eventTitles } from '../../platform/audit/event-titles.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Authorisation } from '../../platform/authorisation/authorise.ts';
import { route } from '../../platform/http/route.ts';
import { namedActions } from './messages.events.ts';
import { t } from './messages.ts';
import { guardedEntities } from './policy.ts';
import { type EventRow, eventList, sealStatus } from './queries.ts';

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
  entityTitle: z.string(),
  entityId: z.string(),
  requestId: z.string(),
  /** Set when the retention of the details has ended: that something happened is still known, what is not. */
  expired: z.boolean(),
  /** Set when the details are of a record that the caller may not read. */
  withheld: z.boolean(),
  changes: z.array(fieldChange),
  facts: z.array(fieldFact),
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
  handle: async ({ tx, actor, scope, query, authorisation, today }) => {
    const withheld = withheldFrom(actor, authorisation);
    const present = (row: EventRow) => presentEvent(row, withheld);
    const source = eventList(tx, scope, { ...query, actions: actionsCalled(query.q, authorisation) });
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
  { key: 'entity', header: t('column.entity'), value: (row: Event) => row.entityTitle },
  { key: 'entityId', header: t('column.entityId'), value: (row: Event) => row.entityId },
  { key: 'detail', header: t('column.detail'), value: detailText },
];

/** What changed, in one cell: 「名称：甲 → 乙」, one field a line. */
function detailText({ withheld, changes, facts }: Event): string {
  if (withheld) return t('detail.withheld');
  const lines = [
    ...changes.map(({ title, before, after }) =>
      t('detail.change', { title, before: valueText(before), after: valueText(after) }),
    ),
    ...facts.map(({ title, value }) => t('detail.fact', { title, value: valueText(value) })),
  ];
  return lines.join('\n');
}

function valueText(value: unknown): string {
  if (value === undefined || value === null || value === '') return t('detail.none');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The entities of which the caller may not read the records. */
function withheldFrom(actor: Actor, authorisation: Authorisation): ReadonlySet<string> {
  const allowed = new Set(authorisation.allowed(actor));
  const readsAll = (action: string) => allowed.has(action) && authorisation.authorise(actor, action).whole;
  return new Set([...guardedEntities].flatMap(([entity, action]) => (readsAll(action) ? [] : [entity])));
}

const presentEvent = (row: EventRow, withheld: ReadonlySet<string>): Event => ({
  id: row.id,
  at: row.at.toISOString(),
  actorName: row.actorName,
  action: row.action,
  actionTitle: eventTitles().action(row.action),
  outcome: row.outcome,
  entity: row.entity,
  entityTitle: row.entity && eventTitles().entity(row.entity),
  entityId: row.entityId,
  requestId: row.requestId,
  expired: row.bodyExpired,
  withheld: withheld.has(row.entity),
  changes: withheld.has(row.entity) ? [] : changesOf(row.entity, row.detail),
  facts: withheld.has(row.entity) ? [] : factsOf(row.entity, row.detail),
});

/** The actions whose titles a search names, so that one finds the words that one sees. */
function actionsCalled(q: string | undefined, authorisation: Authorisation): string[] {
  if (q === undefined) return [];
  const known = new Set([...namedActions.map(({ code }) => code), ...authorisation.actions.keys()]);
  return [...known].filter((action) => eventTitles().action(action).includes(q));
}

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
