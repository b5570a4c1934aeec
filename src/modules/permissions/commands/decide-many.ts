import { and, eq, inArray } from 'drizzle-orm';
import type { MessageRef } from '../../../kernel/messages.ts';
import type { VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { deedsFor } from '../life.ts';
import { t } from '../messages.ts';
import type { Desk } from '../queries/desk.ts';
import {
  type PermissionRequest,
  type PermissionSeat,
  permissionRequests,
  permissionSeats,
} from '../tables.ts';
import { type Decision, decide, problemsOf } from './decide-request.ts';
import { type Caller, type Doer, ownSeats, standingOf } from './require-deed.ts';

/** What became of one of several: done, or why not. */
export interface BulkResult {
  readonly id: string;
  readonly done: boolean;
  readonly problem: MessageRef | null;
}

/**
 * Decides several requests alike. Each counts by itself: one that changed meanwhile, is not the caller's or needs the
 * resolution of a body is left as it is and named; the others are decided.
 */
export async function decideMany(
  tx: Tx,
  caller: Doer,
  desk: Desk,
  keys: readonly VersionKey[],
  decision: Decision,
): Promise<readonly BulkResult[]> {
  // Named twice, it is decided once.
  const unique = new Map(keys.map((key) => [key.id, key]));
  const rows = await lockMany(tx, [...unique.keys()]);
  await recordAttempts(tx, caller, [...rows.values()]);
  const results: BulkResult[] = [];
  for (const key of [...unique.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const row = rows.get(key.id);
    const seats = row?.seats ?? [];
    const problem = problemOf(caller, key, row?.request, seats, decision);
    if (problem === null && row) await decide(tx, caller, desk, row.request, seats, decision);
    results.push({ id: key.id, done: problem === null, problem });
  }
  return results;
}

/** Requests in which the caller has no seat: that it was tried is written down, as for a single one. */
function recordAttempts(
  tx: Tx,
  caller: Caller,
  rows: readonly { readonly request: PermissionRequest; readonly seats: readonly PermissionSeat[] }[],
): Promise<void> {
  const strange = rows.filter(({ seats }) => !ownSeats(caller, seats).some((seat) => seat.kind === 'decide'));
  return recordEvents(
    tx,
    caller.actor,
    strange.map(({ request: { id, number } }) => ({
      ...{ action: 'permissions.decide', outcome: 'refused', entity: 'permission-request', entityId: id },
      facts: { number },
    })),
  );
}

function problemOf(
  caller: Caller,
  key: VersionKey,
  request: PermissionRequest | undefined,
  seats: readonly PermissionSeat[],
  decision: Decision,
): MessageRef | null {
  const own = ownSeats(caller, seats).filter((seat) => seat.state === 'waiting');
  if (!request || own.length === 0) return t.ref('request.missing');
  if (request.version !== key.version) return t.ref('request.conflict');
  const part = {
    applicant: request.applicantId === caller.personId,
    waiting: own.map((seat) => seat.kind),
    manages: false,
  };
  if (!deedsFor(standingOf(request), part, caller.today).includes('decide')) return t.ref('deed.decide');
  return problemsOf(decision, own, caller.today)[0]?.message ?? null;
}

/** Several requests and their seats, locked in the order of their ids so that two bulk decisions cannot block each other. */
async function lockMany(tx: Tx, ids: readonly string[]) {
  const requests = await tx
    .select()
    .from(permissionRequests)
    .where(
      and(eq(permissionRequests.organisationId, tx.organisationId), inArray(permissionRequests.id, [...ids])),
    )
    .orderBy(permissionRequests.id)
    .for('update');
  const seats = await tx
    .select()
    .from(permissionSeats)
    .where(
      and(
        eq(permissionSeats.organisationId, tx.organisationId),
        inArray(permissionSeats.requestId, [...ids]),
      ),
    );
  return new Map(
    requests.map((request) => [
      request.id,
      { request, seats: seats.filter((seat) => seat.requestId === request.id) },
    ]),
  );
}
