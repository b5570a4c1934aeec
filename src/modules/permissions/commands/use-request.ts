import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { insertMany } from '../../../kit/server/sets.ts';
import type { VersionKey } from '../../../kit/server/versioned.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import type { Desk } from '../queries/desk.ts';
import { routeOf } from '../route-of.ts';
import { type PermissionRequest, type PermissionSeat, permissionSeats } from '../tables.ts';
import { changeRequest, clearWaiting } from './change-request.ts';
import { type Caller, type Doer, requireDeed } from './require-deed.ts';
import { tellDecided, tellDeciders } from './tell.ts';

/** What was permitted is now in use: taken out, begun. */
export async function startRequest(tx: Tx, caller: Caller, key: VersionKey): Promise<PermissionRequest> {
  const { request } = await requireDeed(tx, caller, key, 'start');
  return changeRequest(tx, caller.actor, request, { state: 'in_use' }, 'permissions.use');
}

/** The applicant says that it is returned, finished or erased; an officer has to confirm it. */
export async function reportRequest(
  tx: Tx,
  caller: Doer,
  desk: Desk,
  key: VersionKey,
  given: { readonly on: string; readonly note: string },
): Promise<PermissionRequest> {
  const { request, seats } = await requireDeed(tx, caller, key, 'report');
  if (given.on > caller.today) throw InvalidInput.at('on', t.ref('report.future'));
  const confirmers = await confirmersOf(tx, desk, request, seats, caller.today);
  await insertMany(tx, permissionSeats, confirmers);
  const change = {
    state: 'reported' as const,
    reportedOn: given.on,
    reportNote: given.note,
    confirmNote: '',
  };
  const after = await changeRequest(tx, caller.actor, request, change, 'permissions.use');
  await tellDeciders(tx, after, confirmers, caller.publicUrl);
  return after;
}

/** Behind every step that a type can have: the return is confirmed after all of them. */
const CONFIRM_STEP = 98;

/** Who decided in the first place looks whether it is back; whoever holds the seat by then, or who decided. */
async function confirmersOf(
  tx: Tx,
  desk: Desk,
  request: PermissionRequest,
  seats: readonly PermissionSeat[],
  date: string,
): Promise<PermissionSeat[]> {
  const { type, applicantId, unitPath, form: values } = request;
  const { steps } = await routeOf(tx, desk, { type, applicantId, unitPath, values, date });
  const deciding = steps.find(({ step, seats: own }) => step.joint !== true && own.length > 0)?.seats ?? [];
  const found = deciding.flatMap((seat) => seat.holders.map(({ personId, why }) => ({ personId, why })));
  const before = seats.filter(
    (seat) => seat.kind === 'decide' && seat.state === 'done' && seat.personId !== applicantId,
  );
  const people = new Map([...before, ...found].map(({ personId, why }) => [personId, why]));
  return [...people].map(([personId, why]) => ({
    organisationId: tx.organisationId,
    id: newId(),
    requestId: request.id,
    step: CONFIRM_STEP,
    slot: 0,
    since: new Date(),
    kind: 'confirm' as const,
    title: t('seat.confirm'),
    body: false,
    personId,
    why,
    state: 'waiting' as const,
  }));
}

/** An officer confirms the return, or says that something is missing: then it is in use again. */
export async function confirmRequest(
  tx: Tx,
  caller: Doer,
  key: VersionKey,
  given: { readonly ok: boolean; readonly note: string },
): Promise<PermissionRequest> {
  const { request } = await requireDeed(tx, caller, key, 'confirm');
  if (!given.ok && given.note === '') throw InvalidInput.at('note', t.ref('confirm.note'));
  await clearWaiting(tx, request.id);
  const change = given.ok
    ? { state: 'closed' as const, confirmedBy: caller.personId, confirmNote: given.note }
    : { state: 'in_use' as const, reportedOn: null, confirmNote: given.note };
  const after = await changeRequest(tx, caller.actor, request, change, 'permissions.confirm');
  await tellDecided(tx, after, [], caller.publicUrl);
  return after;
}
