import { and, desc, eq, gte, ilike, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { auditEvents, auditLeaves, auditSeals } from '../../platform/audit/tables.ts';
import type { Scope } from '../../platform/authorisation/authorise.ts';
import { withinScope } from '../../platform/authorisation/authorise.ts';
import type { Tx } from '../../platform/database/database.ts';

export interface EventFilter {
  readonly q?: string | undefined;
  readonly outcome?: 'done' | 'refused' | 'failed' | undefined;
  readonly entity?: string | undefined;
  readonly entityId?: string | undefined;
  /** Days in Tokyo, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A page of the trail, newest first, with the number of all that match (one statement each). */
export async function listEvents(tx: Tx, scope: Scope, filter: EventFilter, page: number, pageSize: number) {
  const where = and(
    eq(auditEvents.organisationId, tx.organisationId),
    withinScope(scope, { personId: auditEvents.personId }),
    ...conditions(filter),
  );
  const items = await tx
    .select()
    .from(auditEvents)
    .where(where)
    .orderBy(desc(auditEvents.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [counted] = await tx.select({ total: sql<number>`count(*)::int` }).from(auditEvents).where(where);
  return { items, total: counted?.total ?? 0 };
}

function conditions(filter: EventFilter): (SQL | undefined)[] {
  const like = filter.q ? `%${filter.q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return [
    like === null
      ? undefined
      : or(ilike(auditEvents.actorName, like), ilike(auditEvents.action, like), eq(auditEvents.entityId, filter.q ?? '')),
    filter.outcome && eq(auditEvents.outcome, filter.outcome),
    filter.entity ? eq(auditEvents.entity, filter.entity) : undefined,
    filter.entityId ? eq(auditEvents.entityId, filter.entityId) : undefined,
    filter.from ? gte(auditEvents.at, sql`${filter.from}::date::timestamp at time zone 'Asia/Tokyo'`) : undefined,
    filter.to ? lt(auditEvents.at, sql`(${filter.to}::date + 1)::timestamp at time zone 'Asia/Tokyo'`) : undefined,
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
      and(eq(auditLeaves.organisationId, auditEvents.organisationId), eq(auditLeaves.eventId, auditEvents.id)),
    )
    .where(and(eq(auditEvents.organisationId, tx.organisationId), isNull(auditLeaves.eventId)));
  return {
    sealed: seal?.size ?? 0,
    waiting: waiting?.count ?? 0,
    root: seal?.rootHash.toString('hex') ?? null,
    sealedAt: seal?.sealedAt.toISOString() ?? null,
  };
}
