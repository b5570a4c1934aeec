import { InvalidInput } from '../../../kernel/errors.ts';
import type { VersionKey } from '../../../kit/server/versioned.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import type { PermissionRequest } from '../tables.ts';
import { changeRequest, clearWaiting } from './change-request.ts';
import { type Doer, requireDeed } from './require-deed.ts';
import { tellEnded } from './tell.ts';

/** The applicant takes the request back. Those for whom it waited are told. */
export async function withdrawRequest(
  tx: Tx,
  caller: Doer,
  key: VersionKey,
  reason: string,
): Promise<PermissionRequest> {
  const { request, seats } = await requireDeed(tx, caller, key, 'withdraw');
  await clearWaiting(tx, request.id);
  const change = { state: 'withdrawn' as const, endReason: reason, dueOn: null };
  const after = await changeRequest(tx, caller.actor, request, change, 'permissions.apply', {
    withdrawn: true,
  });
  const waiting = seats.filter((seat) => seat.state === 'waiting').map((seat) => seat.personId);
  await tellEnded(tx, after, waiting, caller.publicUrl);
  return after;
}

/** An officer takes a permission back. What is in use has to be returned at once. */
export async function revokeRequest(
  tx: Tx,
  caller: Doer,
  key: VersionKey,
  reason: string,
): Promise<PermissionRequest> {
  const { request } = await requireDeed(tx, caller, key, 'revoke');
  if (reason === '') throw InvalidInput.at('reason', t.ref('revoke.reason'));
  const owed = request.state === 'in_use' && request.dueOn !== null;
  const change = { state: 'revoked' as const, endReason: reason, dueOn: owed ? caller.today : null };
  const after = await changeRequest(tx, caller.actor, request, change, 'permissions.revoke');
  await tellEnded(tx, after, [request.applicantId], caller.publicUrl);
  return after;
}
