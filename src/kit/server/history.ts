import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { auditEvents, type EventDetail } from '../../platform/audit/tables.ts';
import type { Tx } from '../../platform/database/database.ts';

/** One thing that happened to a record, field by field; the answer of a history route. */
export const historyEntry = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  /** Set when the retention of the details has ended: that something happened is still known, what is not. */
  expired: z.boolean(),
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  facts: z.record(z.string(), z.unknown()),
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
    outcome: row.outcome,
    expired: row.bodyExpired,
    changes: changesOf(row.detail),
    facts: row.detail?.facts ?? {},
  }));
}

function changesOf(detail: EventDetail | null): HistoryEntry['changes'] {
  const before = detail?.before ?? {};
  const after = detail?.after ?? {};
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => field !== 'version',
  );
  return fields.map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}
