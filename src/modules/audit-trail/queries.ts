import { and, desc, eq, gte, ilike, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { ListSource } from '../../kit/server/list.ts';
import { auditEvents, auditLeaves, auditSeals } from '../../platform/audit/tables.ts';
import type { Scope } from '../../platform/authorisation/authorise.ts';
import type { Tx } from '../../platform/database/database.ts';

export interface EventFilter {
  readonly q?: string | undefined;
  /** Actions that `q` names by their titles. */
  readonly actions?: readonly string[] | undefined;
  readonly outcome?: 'done' | 'refused' | 'failed' | undefined;
  readonly entity?: string | undefined;
  readonly entityId?: string | undefined;
  /** Days in Tokyo, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export type EventRow = typeof auditEvents.$inferSelect;

/** The trail, newest first. */
export const eventList = (tx: Tx, scope: Scope, filter: EventFilter): ListSource<EventRow> => ({
  select: (where) => tx.select().from(auditEvents).where(where).$dynamic(),
  organisation: auditEvents.organisationId,
  scope,
  within: { personId: auditEvents.personId },
  where: conditions(filter),
  orderBy: [desc(auditEvents.id)],
});

function conditions(filter: EventFilter): (SQL | undefined)[] {
  const like = filter.q ? `%${filter.q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return [
    like === null
      ? undefined
      : or(
          ilike(auditEvents.actorName, like),
          inArray(auditEvents.action, [...(filter.actions ?? [])]),
          eq(auditEvents.entityId, filter.q ?? ''),
        ),
    filter.outcome && eq(auditEvents.outcome, filter.outcome),
    filter.entity ? eq(auditEvents.entity, filter.entity) : undefined,
    filter.entityId ? eq(auditEvents.entityId, filter.entityId) : undefined,
    filter.from
      ? gte(auditEvents.at, sql`${filter.from}::date::timestamp at time zone 'Asia/Tokyo'`)
      : undefined,
    filter.to
      ? lt(auditEvents.at, sql`(${filter.to}::date + 1)::timestamp at time zone 'Asia/Tokyo'`)
      : undefined,
  ];
}

/** How much of the trail is sealed, and under which root. */
export async function sealStatus(tx: Tx) {
  const [seal] = await tx
    .select()
    .from(auditSeals)
    .where(eq(auditSeals.organisationId, tx.organisationId))
    .orderBy(desc(auditSeals.size))
    .limit(1);
  const [waiting] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(auditEvents)
    .leftJoin(
      auditLeaves,
      and(
        eq(auditLeaves.organisationId, auditEvents.organisationId),
        eq(auditLeaves.eventId, auditEvents.id),
      ),
    )
    .where(and(eq(auditEvents.organisationId, tx.organisationId), isNull(auditLeaves.eventId)));
  return {
    sealed: seal?.size ?? 0,
    waiting: waiting?.count ?? 0,
    root: seal?.rootHash.toString('hex') ?? null,
    sealedAt: seal?.sealedAt.toISOString() ?? null,
  };
}
