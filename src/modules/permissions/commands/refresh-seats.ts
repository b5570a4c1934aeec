import { sql } from 'drizzle-orm';
import { newId } from '../../../kernel/ids.ts';
import { insertMany } from '../../../kit/server/sets.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { clockActor } from '../../../platform/jobs/jobs.ts';
import { absentOn, belongs, inForce } from '../../organisation/index.ts';
import type { Desk } from '../queries/desk.ts';
import { loadDesk } from '../queries/desk.ts';
import { routeOf } from '../route-of.ts';
import type { ResolvedSeat } from '../seats.ts';
import { type PermissionRequest, permissionSeats } from '../tables.ts';
import { seatTitle } from '../words.ts';
import { setSeats } from './change-request.ts';
import { lockRequest, seatsOf } from './submit-request.ts';
import { tellDeciders } from './tell.ts';

/** So many requests are looked after in one go; the next round goes on. */
const BATCH = 200;

async function hasWaiting(tx: Tx): Promise<boolean> {
  const found = await tx.execute(sql`select 1 from permission_seats s
    where s.organisation_id = ${tx.organisationId} and s.state = 'waiting' and s.kind = 'decide' limit 1`);
  return found.rows.length > 0;
}

/**
 * Seats that wait for nobody who can answer: the holder is on leave, has left, or another was appointed. They are filled
 * anew by the rules of the desk, and whoever comes in is told.
 */
export async function refreshSeats(tx: Tx, day: string, publicUrl: string): Promise<void> {
  if (!(await hasWaiting(tx))) return;
  const stale = await tx.execute<{ id: string }>(sql`
    select distinct s.request_id as id from permission_seats s
    join people p on p.organisation_id = s.organisation_id and p.id = s.person_id
    where s.organisation_id = ${tx.organisationId} and s.state = 'waiting' and s.kind = 'decide'
      and not exists (select 1 from permission_seats o where o.organisation_id = s.organisation_id and o.request_id = s.request_id
        and o.step = s.step and o.slot = s.slot and o.state = 'waiting' and ${answers(tx, day)} and ${stillHolds(day)})
    limit ${BATCH}`);
  if (stale.rows.length === 0) return;
  const desk = await loadDesk(tx);
  for (const { id } of stale.rows) {
    const request = await lockRequest(tx, id);
    if (request?.state === 'submitted') await refill(tx, desk, request, day, publicUrl);
  }
}

/** The person (`o`) works here and is not on leave. */
const answers = ({ organisationId }: Tx, day: string) => sql`exists (
  select 1 from people q where q.organisation_id = o.organisation_id and q.id = o.person_id
    and ${belongs('q', day)} and not ${absentOn(organisationId, sql`q.id`, day)})`;

/** The role that brought the person (`o`) there is still theirs in that place: what `seatStands` says, for many. */
const stillHolds = (day: string) => sql`(o.why -> 'held' is null or exists (
  select 1 from appointments ap where ap.organisation_id = o.organisation_id and ap.person_id = o.person_id
    and ap.role_id = o.why ->> 'roleId' and ${inForce('ap', day)}
    and ap.unit_id is not distinct from (o.why -> 'held' ->> 'unitId')::uuid
    and ap.asset_id is not distinct from (o.why -> 'held' ->> 'assetId')::uuid))`;

async function refill(
  tx: Tx,
  desk: Desk,
  request: PermissionRequest,
  day: string,
  publicUrl: string,
): Promise<void> {
  const { type, applicantId, unitPath, form: values } = request;
  const { steps } = await routeOf(tx, desk, { type, applicantId, unitPath, values, date: day });
  const seats = await seatsOf(tx, request.id);
  const waiting = seats.filter((seat) => seat.state === 'waiting' && seat.kind === 'decide');
  const [first] = waiting;
  if (first === undefined) return;
  const now = steps[first.step]?.seats ?? [];
  const fresh = now.flatMap((seat, slot) =>
    waiting.some((each) => each.slot === slot)
      ? seat.holders.map(({ personId, why }) => ({
          organisationId: tx.organisationId,
          id: newId(),
          requestId: request.id,
          step: first.step,
          slot,
          ...{ kind: 'decide' as const, title: seatTitle(seat), body: seat.body, personId, why },
          state: 'waiting' as const,
          since: new Date(),
        }))
      : [],
  );
  const missing = fresh.filter(
    (seat) => !waiting.some((each) => each.slot === seat.slot && each.personId === seat.personId),
  );
  if (missing.length === 0) return;
  const slots = new Set(missing.map((seat) => seat.slot));
  const gone = waiting.filter(
    (seat) =>
      slots.has(seat.slot) &&
      !fresh.some((each) => each.slot === seat.slot && each.personId === seat.personId),
  );
  await setSeats(
    tx,
    gone.map((seat) => seat.id),
    'gone',
  );
  await insertMany(tx, permissionSeats, missing);
  await recordEvents(tx, clockActor(tx.organisationId), [
    {
      ...{ action: 'permissions.reseat', entity: 'permission-request', entityId: request.id },
      facts: { number: request.number, deciders: namesIn(now, missing) },
    },
  ]);
  await tellDeciders(tx, request, missing, publicUrl);
}

/** The names of those who came in. */
function namesIn(seats: readonly ResolvedSeat[], missing: readonly { readonly personId: string }[]): string {
  const names = seats
    .flatMap(({ holders }) => holders)
    .filter((holder) => missing.some(({ personId }) => personId === holder.personId))
    .map(({ name }) => name);
  return [...new Set(names)].join('、');
}
