import { type FieldProblem, InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { insertMany } from '../../../kit/server/sets.ts';
import type { VersionKey } from '../../../kit/server/versioned.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { termOf } from '../form.ts';
import { isStepDone, moveOn } from '../life.ts';
import { t } from '../messages.ts';
import { type DecisionKind, type Resolution, stepsFor } from '../model.ts';
import type { Desk } from '../queries/desk.ts';
import { routeOf } from '../route-of.ts';
import { type PermissionRequest, type PermissionSeat, permissionDecisions } from '../tables.ts';
import { changeRequest, clearWaiting, setSeats } from './change-request.ts';
import { type Doer, ownSeats, requireDeed } from './require-deed.ts';
import { lockRequest } from './submit-request.ts';
import { tellDecided, tellDeciders } from './tell.ts';

export interface Decision {
  readonly decision: DecisionKind;
  readonly reason: string;
  readonly conditions: string;
  /** For seats of a body: the resolution of the meeting. */
  readonly resolution: Resolution | null;
}

/**
 * Decides in all of the caller's seats of the step that waits. A refusal or a return ends the round; a permission counts,
 * and the last one that is needed makes the request permitted.
 */
export async function decideRequest(
  tx: Tx,
  caller: Doer,
  desk: Desk,
  key: VersionKey,
  decision: Decision,
): Promise<PermissionRequest> {
  const yours = [{ field: 'decision', yours: decision.decision, current: null }];
  const { request, seats } = await requireDeed(tx, caller, key, 'decide', yours);
  return decide(tx, caller, desk, request, seats, decision);
}

/** Decides a request that is locked, in the caller's seats that wait. */
export async function decide(
  tx: Tx,
  caller: Doer,
  desk: Desk,
  request: PermissionRequest,
  seats: readonly PermissionSeat[],
  decision: Decision,
): Promise<PermissionRequest> {
  const own = ownSeats(caller, seats).filter((seat) => seat.kind === 'decide' && seat.state === 'waiting');
  const [first] = own;
  if (first === undefined) throw new InvalidInput(t.ref('deed.decide'));
  const problems = problemsOf(decision, own, caller.today);
  if (problems.length > 0) throw new InvalidInput(t.ref('decision.incomplete'), problems);
  const override = first.personId === request.applicantId;
  await insertMany(
    tx,
    permissionDecisions,
    own.map((seat) => ({
      organisationId: tx.organisationId,
      id: newId(),
      requestId: request.id,
      step: seat.step,
      seat: seat.title,
      personId: seat.personId,
      kind: decision.decision,
      reason: decision.reason,
      conditions: decision.conditions,
      ...{ resolution: seat.body ? decision.resolution : null, override, at: new Date() },
    })),
  );
  await setSeats(
    tx,
    own.map((seat) => seat.id),
    'done',
  );
  if (decision.decision !== 'permit') return stop(tx, caller, request, decision);
  const done = new Set(own.map((seat) => seat.id));
  const now = seats.map((seat) => (done.has(seat.id) ? { ...seat, state: 'done' as const } : seat));
  const facts = {
    ...factsOf(decision),
    ...(override ? { override: request.overrideReason } : {}),
  };
  const conditions = [request.conditions, decision.conditions].filter((text) => text !== '').join('\n');
  return advance(tx, caller, desk, request, now, first.step, { conditions, facts });
}

/** What the trail says of a decision: its reason only where one was given. */
const factsOf = ({ decision, reason }: Decision) => ({ decision, ...(reason === '' ? {} : { reason }) });

/** Fields of a decision that must be filled: why it is refused or returned, and for a body its resolution. */
export function problemsOf(
  decision: Decision,
  seats: readonly PermissionSeat[],
  today: string,
): FieldProblem[] {
  const { resolution } = decision;
  const problems: FieldProblem[] = [];
  if (decision.decision !== 'permit' && decision.reason === '')
    problems.push({ field: 'reason', message: t.ref('decision.reason') });
  const resolved = resolution !== null && resolution.date !== '' && resolution.by !== '';
  if (decision.decision !== 'send_back' && seats.some((seat) => seat.body) && !resolved)
    problems.push({ field: 'resolution', message: t.ref('decision.resolution') });
  if (resolution !== null && resolution.date > today && seats.some((seat) => seat.body))
    problems.push({ field: 'resolution.date', message: t.ref('decision.resolutionFuture') });
  return problems;
}

async function stop(
  tx: Tx,
  caller: Doer,
  request: PermissionRequest,
  decision: Decision,
): Promise<PermissionRequest> {
  await clearWaiting(tx, request.id);
  const refused = decision.decision === 'refuse';
  const change = refused
    ? { state: 'refused' as const, decidedAt: new Date() }
    : { state: 'sent_back' as const };
  const facts = factsOf(decision);
  const after = await changeRequest(tx, caller.actor, request, change, 'permissions.decide', facts);
  await tellDecided(tx, after, [], caller.publicUrl);
  return after;
}

interface Advance {
  readonly conditions: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** After a seat has agreed: on to the next step when this one is through, and permitted after the last. */
async function advance(
  tx: Tx,
  caller: Doer,
  desk: Desk,
  request: PermissionRequest,
  seats: readonly PermissionSeat[],
  step: number,
  { conditions, facts }: Advance,
): Promise<PermissionRequest> {
  const mode = stepsFor(request.type, request.form)[step]?.mode ?? 'all';
  const change = (fields: Partial<PermissionRequest>) =>
    changeRequest(tx, caller.actor, request, { conditions, ...fields }, 'permissions.decide', facts);
  if (
    !isStepDone(
      mode,
      seats.filter((seat) => seat.step === step),
    )
  )
    return change({});
  const { gone, waiting, finished } = moveOn(seats, step);
  await setSeats(tx, gone, 'gone');
  if (!finished) {
    await setSeats(tx, waiting, 'waiting');
    const after = await change({});
    await tellDeciders(
      tx,
      after,
      seats.filter((seat) => waiting.includes(seat.id)),
      caller.publicUrl,
    );
    return after;
  }
  const term = termOf(request.type, request.form, caller.today);
  const after = await change({ state: 'permitted', decidedAt: new Date(), ...term });
  await tellDecided(tx, after, await informedOf(tx, desk, request, caller.today), caller.publicUrl);
  return request.extendsId === null ? after : lengthen(tx, caller, after, request.extendsId);
}

async function informedOf(
  tx: Tx,
  desk: Desk,
  request: PermissionRequest,
  date: string,
): Promise<readonly string[]> {
  if (request.type.informed.length === 0) return [];
  const { type, applicantId, unitPath, form: values } = request;
  const { informed } = await routeOf(tx, desk, {
    type: { ...type, steps: [] },
    applicantId,
    unitPath,
    values,
    date,
  });
  return [...new Set(informed.flatMap((seat) => seat.holders.map((holder) => holder.personId)))];
}

/** A permitted extension moves the end of what it extends, and is done with that. */
async function lengthen(
  tx: Tx,
  caller: Doer,
  extension: PermissionRequest,
  originalId: string,
): Promise<PermissionRequest> {
  const original = await lockRequest(tx, originalId);
  if (original && ['permitted', 'in_use', 'expired'].includes(original.state)) {
    const due = original.dueOn === null ? {} : { dueOn: extension.endsOn };
    // It may have run out while the extension was being decided.
    const again = original.state === 'expired' ? { state: 'in_use' as const } : {};
    const change = { endsOn: extension.endsOn, chasedOn: null, ...due, ...again };
    await changeRequest(tx, caller.actor, original, change, 'permissions.extend', {
      extension: extension.number,
    });
  }
  const closed = { state: 'closed' as const, dueOn: null };
  return changeRequest(tx, caller.actor, extension, closed, 'permissions.extend');
}

/** The second viewer of an override has looked at it; what they think is kept. */
export async function viewRequest(
  tx: Tx,
  caller: Doer,
  desk: Desk,
  key: VersionKey,
  note: string,
): Promise<PermissionRequest> {
  const { request, seats } = await requireDeed(tx, caller, key, 'view');
  const own = ownSeats(caller, seats).filter((seat) => seat.kind === 'view' && seat.state === 'waiting');
  const [seat] = own;
  if (seat === undefined) throw new InvalidInput(t.ref('deed.view'));
  await tx.insert(permissionDecisions).values({
    organisationId: tx.organisationId,
    id: newId(),
    requestId: request.id,
    step: seat.step,
    seat: seat.title,
    ...{ personId: seat.personId, kind: 'viewed', reason: note },
  });
  await setSeats(tx, [seat.id], 'done');
  const now = seats.map((each) => (each.id === seat.id ? { ...each, state: 'done' as const } : each));
  return advance(tx, caller, desk, request, now, seat.step, {
    conditions: request.conditions,
    facts: { viewed: note },
  });
}
