import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { eventTitles } from '../../platform/audit/event-titles.ts';
import { auditEvents, type EventDetail } from '../../platform/audit/tables.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Scope } from '../../platform/authorisation/authorise.ts';
import type { Tx } from '../../platform/database/database.ts';
import { route } from '../../platform/http/route.ts';
import type { Services } from '../../platform/services.ts';

/** A field of a record before and after; `title` is its name in words, and values that are codes are in words too. */
export const fieldChange = z.object({
  field: z.string(),
  title: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type FieldChange = z.output<typeof fieldChange>;

/** Something else that an event tells, in words in the same way. */
export const fieldFact = z.object({ field: z.string(), title: z.string(), value: z.unknown() });
export type FieldFact = z.output<typeof fieldFact>;

/** One thing that happened to a record, field by field; the answer of a history route. */
export const historyEntry = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  actionTitle: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  /** Set when the retention of the details has ended: that something happened is still known, what is not. */
  expired: z.boolean(),
  changes: z.array(fieldChange),
  facts: z.array(fieldFact),
});
export type HistoryEntry = z.output<typeof historyEntry>;

export const historyQuery = z.object({
  /** The id of the last entry of the page before. */
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/**
 * What happened to one record, newest first, from the audit trail. Whether the caller may see the record has been
 * decided by the caller: load the record within its scope first.
 */
export async function recordHistory(
  tx: Tx,
  record: { readonly entity: string; readonly entityId: string },
  page: z.output<typeof historyQuery>,
): Promise<HistoryEntry[]> {
  const rows = await tx
    .select()
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.organisationId, tx.organisationId),
        eq(auditEvents.entity, record.entity),
        eq(auditEvents.entityId, record.entityId),
        page.before === undefined ? sql`true` : lt(auditEvents.id, page.before),
      ),
    )
    .orderBy(desc(auditEvents.id))
    .limit(page.limit);
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actorName,
    action: row.action,
    actionTitle: eventTitles().action(row.action),
    outcome: row.outcome,
    expired: row.bodyExpired,
    changes: changesOf(row.entity, row.detail),
    facts: factsOf(row.entity, row.detail),
  }));
}

/** The changed fields of an event in words; the version of the row is not one that people know. */
export function changesOf(entity: string, detail: EventDetail | null): FieldChange[] {
  const before = detail?.before ?? {};
  const after = detail?.after ?? {};
  const titles = eventTitles();
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => field !== 'version',
  );
  return fields.map((field) => ({
    field,
    title: titles.field(entity, field),
    before: titles.value(field, before[field] ?? null),
    after: titles.value(field, after[field] ?? null),
  }));
}

/** The further facts of an event in words. */
export function factsOf(entity: string, detail: EventDetail | null): FieldFact[] {
  const titles = eventTitles();
  return Object.entries(detail?.facts ?? {}).map(([field, value]) => ({
    field,
    title: titles.field(entity, field),
    value: titles.value(field, value),
  }));
}

/** A kind of record with a history of its own. */
interface RecordWithHistory<Path extends `/api/v1/${string}/:id`> {
  /** The record's address with the parameter `:id`. */
  readonly path: Path;
  /** The kind of record, as the audit trail calls it. */
  readonly entity: string;
  readonly summary: string;
  readonly action: string;
  /** Loads the record as this caller may see it. Throws `NotFound` when they may not. */
  readonly open: (call: HistoryCall, id: string) => Promise<unknown>;
}

interface HistoryCall {
  readonly tx: Tx;
  readonly scope: Scope;
  readonly actor: Actor;
  readonly services: Services;
  readonly today: string;
}

/** The route of the history of a kind of record: seen by whoever sees the record. */
export const historyRoute = <const Path extends `/api/v1/${string}/:id`>({
  path,
  entity,
  summary,
  action,
  open,
}: RecordWithHistory<Path>) =>
  route({
    method: 'GET',
    path: `${path}/history`,
    summary,
    access: { action },
    params: z.object({ id: z.uuid() }),
    query: historyQuery,
    response: z.array(historyEntry),
    handle: async (call) => {
      await open(call, call.params.id);
      return recordHistory(call.tx, { entity, entityId: call.params.id }, call.query);
    },
  });
