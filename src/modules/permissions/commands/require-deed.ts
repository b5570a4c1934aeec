import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import { Conflict, type Difference, Forbidden, InvalidInput, NotFound } from '../../../kernel/errors.ts';
import type { VersionKey } from '../../../kit/server/versioned.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import { type Authorisation, type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Services } from '../../../platform/services.ts';
import { deedsFor, type Part, type Standing } from '../life.ts';
import { t } from '../messages.ts';
import type { Deed } from '../model.ts';
import { seatStands } from '../seats.ts';
import {
  type PermissionRequest,
  type PermissionSeat,
  permissionRequests,
  permissionSeats,
  type SeatState,
} from '../tables.ts';

/** Who asks, and how far they see and manage requests besides their own and those that came to them. */
export interface Caller {
  readonly actor: Actor;
  readonly authorisation: Authorisation;
  readonly personId: string | null;
  readonly read: Scope | null;
  readonly manage: Scope | null;
  readonly today: string;
}

/** The caller as the desk sees them. */
export function callerOf(actor: Actor, authorisation: Authorisation, today: string): Caller {
  const allowed = new Set(authorisation.allowed(actor));
  const scope = (action: string) => (allowed.has(action) ? authorisation.authorise(actor, action) : null);
  return {
    actor,
    authorisation,
    personId: actor.personId,
    read: scope('permissions.read'),
    manage: scope('permissions.manage'),
    today,
  };
}

/** A caller who carries a deed out of which others are told, by mail with the address of the request. */
export interface Doer extends Caller {
  readonly publicUrl: string;
}

export const doerOf = (
  actor: Actor,
  authorisation: Authorisation,
  today: string,
  { config }: Pick<Services, 'config'>,
): Doer => ({ ...callerOf(actor, authorisation, today), publicUrl: config.publicUrl });

/** A request with its seats, and what the caller is to it. */
export interface Opened {
  readonly request: PermissionRequest;
  readonly seats: readonly PermissionSeat[];
  readonly part: Part;
}

/**
 * The request, when the caller may see it: applied for it, has a seat or decided in one, or reads its unit or system. A
 * seat that somebody else took shows it as long as the caller holds the office. Throws NotFound.
 */
export async function openRequest(tx: Tx, caller: Caller, id: string, lock = false): Promise<Opened> {
  const key = and(
    eq(permissionRequests.organisationId, tx.organisationId),
    eq(permissionRequests.id, id),
    or(visible(caller), hasSeat(caller.personId, 'gone')),
  );
  const query = tx.select().from(permissionRequests).where(key);
  const [request] = lock ? await query.for('update') : await query;
  if (!request) throw new NotFound(t.ref('request.missing'));
  const seats = await tx
    .select()
    .from(permissionSeats)
    .where(and(eq(permissionSeats.organisationId, tx.organisationId), eq(permissionSeats.requestId, id)))
    .orderBy(permissionSeats.step, permissionSeats.slot, permissionSeats.id);
  if (!seesStill(caller, request, seats)) throw new NotFound(t.ref('request.missing'));
  return { request, seats, part: partOf(caller, request, seats) };
}

/** Columns that a scope of the desk binds. A draft is nobody's business but the applicant's. */
const scoped = (scope: Scope | null): SQL =>
  scope === null
    ? sql`false`
    : sql`(permission_requests.submitted_at is not null and ${withinScope(scope, {
        unitPath: permissionRequests.unitPath,
        assetId: permissionRequests.assetId,
      })})`;

/** Requests that the caller may see. */
export function visible(caller: Pick<Caller, 'personId' | 'read'>): SQL {
  if (caller.personId === null) return scoped(caller.read);
  return sql`(permission_requests.applicant_id = ${caller.personId}::uuid or ${scoped(caller.read)}
    or ${hasSeat(caller.personId, 'waiting', 'done')})`;
}

const hasSeat = (personId: string | null, ...states: readonly SeatState[]): SQL =>
  sql`exists (select 1 from permission_seats vs where vs.organisation_id = permission_requests.organisation_id
    and vs.request_id = permission_requests.id and vs.person_id = ${personId}::uuid and vs.state in ${states})`;

/** Whoever has nothing but seats that others took, in an office they have left, sees the request no more. */
function seesStill(caller: Caller, request: PermissionRequest, seats: readonly PermissionSeat[]): boolean {
  if (request.applicantId === caller.personId) return true;
  if (request.submittedAt !== null && inScope(caller.read, request)) return true;
  const stands = new Set(ownSeats(caller, seats));
  return seats.some(
    (seat) =>
      seat.personId === caller.personId &&
      (seat.state === 'gone' ? stands.has(seat) : seat.state !== 'later'),
  );
}

/** The seats of the caller, without those whose role they no longer hold. */
export const ownSeats = (
  caller: Pick<Caller, 'actor' | 'personId'>,
  seats: readonly PermissionSeat[],
): readonly PermissionSeat[] =>
  seats.filter((seat) => seat.personId === caller.personId && seatStands(seat, caller.actor.roles));

function partOf(caller: Caller, request: PermissionRequest, seats: readonly PermissionSeat[]): Part {
  const own = ownSeats(caller, seats);
  const permitted = own.some((seat) => seat.kind === 'decide' && seat.state === 'done');
  return {
    applicant: request.applicantId === caller.personId,
    waiting: own.filter((seat) => seat.state === 'waiting').map((seat) => seat.kind),
    manages: permitted || inScope(caller.manage, request),
  };
}

function inScope(scope: Scope | null, request: PermissionRequest): boolean {
  if (scope === null) return false;
  const { unitPath, assetId } = request;
  return (
    scope.whole ||
    scope.unitPaths.some((path) => unitPath.startsWith(path)) ||
    (assetId !== null && scope.assetIds.includes(assetId))
  );
}

export const standingOf = (request: PermissionRequest): Standing => ({
  state: request.state,
  type: request.type,
  startsOn: request.startsOn,
  endsOn: request.endsOn,
  dueOn: request.dueOn,
  extension: request.extendsId !== null,
});

/**
 * Locks the request for a deed. Throws NotFound when the caller may not see it, Conflict when it changed since they
 * looked, InvalidInput when the deed cannot be done now, Forbidden (which is recorded) when it is not theirs.
 */
export async function requireDeed(
  tx: Tx,
  caller: Caller,
  key: VersionKey,
  deed: Deed,
  yours: readonly Difference[] = [],
): Promise<Opened> {
  const opened = await openRequest(tx, caller, key.id, true);
  const { request, part } = opened;
  if (request.version !== key.version) {
    const state: Difference = { field: 'state', yours: null, current: request.state };
    throw new Conflict(t.ref('request.conflict'), [state, ...yours], request.version);
  }
  if (!deedsFor(standingOf(request), part, caller.today).includes(deed)) {
    const message = t.ref(`deed.${deed}`);
    throw isTheirs(deed, caller, opened) ? new InvalidInput(message) : new Forbidden(message, actionOf[deed]);
  }
  return opened;
}

/** What the trail calls the attempt of a deed that is somebody else's. */
const actionOf: Readonly<Record<Deed, string>> = {
  edit: 'permissions.apply',
  submit: 'permissions.submit',
  withdraw: 'permissions.apply',
  decide: 'permissions.decide',
  view: 'permissions.decide',
  confirm: 'permissions.confirm',
  start: 'permissions.use',
  report: 'permissions.use',
  revoke: 'permissions.revoke',
  extend: 'permissions.extend',
  amend: 'permissions.extend',
};

/** Whether the deed is this person's at another time: then it is only too early or too late, and no attempt on what is not theirs. */
export function isTheirs(
  deed: Deed,
  caller: Pick<Caller, 'actor' | 'personId'>,
  { seats, part }: Opened,
): boolean {
  const has = (kind: PermissionSeat['kind']) => ownSeats(caller, seats).some((seat) => seat.kind === kind);
  if (deed === 'decide' || deed === 'view') return has(deed);
  if (deed === 'confirm') return !part.applicant && (part.manages || has('confirm'));
  if (deed === 'revoke') return !part.applicant && part.manages;
  return part.applicant;
}
