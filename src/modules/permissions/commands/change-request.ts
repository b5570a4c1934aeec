import { and, eq, inArray, sql } from 'drizzle-orm';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { entriesOf } from '../present.ts';
import { type PermissionRequest, permissionRequests, permissionSeats, type SeatState } from '../tables.ts';

type Change = Partial<typeof permissionRequests.$inferInsert>;

/** Changes a locked request and records it. Gives the request as it is now. */
export async function changeRequest(
  tx: Tx,
  actor: Actor,
  before: PermissionRequest,
  change: Change,
  action: string,
  facts: Readonly<Record<string, unknown>> = {},
): Promise<PermissionRequest> {
  const [after] = await tx
    .update(permissionRequests)
    .set({ ...change, version: sql`${permissionRequests.version} + 1` })
    .where(
      and(eq(permissionRequests.organisationId, tx.organisationId), eq(permissionRequests.id, before.id)),
    )
    .returning();
  if (!after) throw new Error('the request was locked');
  await recordEvent(tx, actor, {
    action,
    entity: 'permission-request',
    entityId: before.id,
    before: told(before),
    after: told(after),
    facts: { number: after.number, ...facts },
  });
  return after;
}

/** What the trail tells of a request: what people can read, of the form every field in words, and nothing that is empty. */
export function told(request: PermissionRequest): Readonly<Record<string, unknown>> {
  const { type, form, names, state, startsOn, endsOn, dueOn, conditions, overrideReason } = request;
  const { reportedOn, reportNote, confirmNote, endReason } = request;
  const entries = entriesOf(type, form, names).map((entry) => `${entry.label}：${entry.value}`);
  const all = {
    ...{ typeId: type.title.ja, form: entries.join('\n'), state, startsOn, endsOn, dueOn, conditions },
    ...{ overrideReason, reportedOn, reportNote, confirmNote, endReason },
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== ''));
}

/** Gives seats their new state. */
export async function setSeats(tx: Tx, ids: readonly string[], state: SeatState): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(permissionSeats)
    .set({ state, ...(state === 'waiting' ? { since: new Date() } : {}) })
    .where(and(eq(permissionSeats.organisationId, tx.organisationId), inArray(permissionSeats.id, [...ids])));
}

/** Whatever of the request still waits for somebody does so no more. */
export async function clearWaiting(tx: Tx, requestId: string): Promise<void> {
  await tx
    .update(permissionSeats)
    .set({ state: 'gone' })
    .where(
      and(
        eq(permissionSeats.organisationId, tx.organisationId),
        eq(permissionSeats.requestId, requestId),
        inArray(permissionSeats.state, ['waiting', 'later']),
      ),
    );
}
