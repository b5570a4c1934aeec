import { and, eq, inArray, sql } from 'drizzle-orm';
import { today } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';
import { insertMany } from '../../kit/server/sets.ts';
import { recordEvents } from '../../platform/audit/record-event.ts';
import { inOrganisation, type Tx } from '../../platform/database/database.ts';
import { listOrganisations } from '../../platform/database/organisations.ts';
import { clockActor } from '../../platform/jobs/jobs.ts';
import type { Periodic } from '../../platform/module.ts';
import type { Services } from '../../platform/services.ts';
import { setSeats } from './commands/change-request.ts';
import { lockRequest, seatsOf } from './commands/submit-request.ts';
import { tellDeciders, tellOverdue } from './commands/tell.ts';
import type { Desk } from './queries/desk.ts';
import { loadDesk } from './queries/desk.ts';
import { overdueOn } from './queries/lists.ts';
import { routeOf } from './route-of.ts';
import type { ResolvedSeat } from './seats.ts';
import { type PermissionRequest, permissionRequests, permissionSeats } from './tables.ts';
import { seatTitle } from './words.ts';

/** Overdue returns are chased again after so many days. */
const CHASE_EVERY = 3;
/** So many requests are looked after in one go; the next round goes on. */
const BATCH = 200;

/** The calendar of one organisation's permissions on a day; running it again on the same day changes nothing. */
export async function keepPermissions(
  services: Services,
  organisationId: string,
  day: string,
): Promise<void> {
  const { publicUrl } = services.config;
  await inOrganisation(services.database, organisationId, async (tx) => {
    await begin(tx, day);
    await expire(tx, day);
    await chase(tx, day, publicUrl);
  });
  await inOrganisation(services.database, organisationId, async (tx) => {
    if (await hasWaiting(tx)) await refreshSeats(tx, await loadDesk(tx), day, publicUrl);
  });
}

/**
 * What was permitted counts as in use from its first day on; what owes something also when its end was missed (the server
 * stood still), because it can only be returned from there.
 */
const begin = (tx: Tx, day: string): Promise<void> =>
  turn(
    tx,
    'permissions.use',
    'in_use',
    sql`${permissionRequests.state} = 'permitted' and ${permissionRequests.extendsId} is null
      and ${permissionRequests.startsOn} <= ${day}::date
      and (${permissionRequests.endsOn} >= ${day}::date or ${permissionRequests.dueOn} is not null)`,
  );

/** What ended and owes nothing is over. What owes something is chased instead. */
const expire = (tx: Tx, day: string): Promise<void> =>
  turn(
    tx,
    'permissions.expire',
    'expired',
    sql`${permissionRequests.state} in ('permitted', 'in_use')
    and ${permissionRequests.endsOn} < ${day}::date and ${permissionRequests.dueOn} is null`,
  );

async function turn(
  tx: Tx,
  action: string,
  state: 'in_use' | 'expired',
  where: ReturnType<typeof sql>,
): Promise<void> {
  const turned = await tx
    .update(permissionRequests)
    .set({ state, version: sql`${permissionRequests.version} + 1` })
    .where(and(eq(permissionRequests.organisationId, tx.organisationId), where))
    .returning({ id: permissionRequests.id, number: permissionRequests.number });
  await recordEvents(
    tx,
    clockActor(tx.organisationId),
    turned.map(({ id, number }) => ({
      ...{ action, entity: 'permission-request', entityId: id, after: { state }, facts: { number } },
    })),
  );
}

/** Tells who still has something, and who decided, that it is late; again every few days. */
async function chase(tx: Tx, day: string, publicUrl: string): Promise<void> {
  const late = await tx
    .select()
    .from(permissionRequests)
    .where(
      and(
        eq(permissionRequests.organisationId, tx.organisationId),
        overdueOn(day),
        sql`(${permissionRequests.chasedOn} is null or ${permissionRequests.chasedOn} <= ${day}::date - ${CHASE_EVERY}::int)`,
      ),
    )
    .orderBy(permissionRequests.dueOn)
    .limit(BATCH)
    .for('update', { skipLocked: true });
  if (late.length === 0) return;
  const ids = late.map(({ id }) => id);
  const deciders = await tx
    .selectDistinct({ requestId: permissionSeats.requestId, personId: permissionSeats.personId })
    .from(permissionSeats)
    .where(
      and(
        eq(permissionSeats.organisationId, tx.organisationId),
        inArray(permissionSeats.requestId, ids),
        eq(permissionSeats.kind, 'decide'),
        eq(permissionSeats.state, 'done'),
      ),
    );
  for (const request of late) {
    const others = deciders
      .filter(({ requestId }) => requestId === request.id)
      .map(({ personId }) => personId);
    await tellOverdue(tx, request, others, publicUrl);
  }
  await tx
    .update(permissionRequests)
    .set({ chasedOn: day })
    .where(
      and(eq(permissionRequests.organisationId, tx.organisationId), inArray(permissionRequests.id, ids)),
    );
  await recordEvents(
    tx,
    clockActor(tx.organisationId),
    late.map(({ id, number, dueOn }) => ({
      ...{
        action: 'permissions.chase',
        entity: 'permission-request',
        entityId: id,
        facts: { number, dueOn },
      },
    })),
  );
}

async function hasWaiting(tx: Tx): Promise<boolean> {
  const found = await tx.execute(sql`select 1 from permission_seats s
    where s.organisation_id = ${tx.organisationId} and s.state = 'waiting' and s.kind = 'decide' limit 1`);
  return found.rows.length > 0;
}

/**
 * Seats that wait for nobody who can answer: the holder is on leave, has left, or another was appointed. They are filled
 * anew by the rules of the desk, and whoever comes in is told.
 */
export async function refreshSeats(tx: Tx, desk: Desk, day: string, publicUrl: string): Promise<number> {
  const stale = await tx.execute<{ id: string }>(sql`
    select distinct s.request_id as id from permission_seats s
    join people p on p.organisation_id = s.organisation_id and p.id = s.person_id
    where s.organisation_id = ${tx.organisationId} and s.state = 'waiting' and s.kind = 'decide'
      and not exists (select 1 from permission_seats o where o.organisation_id = s.organisation_id and o.request_id = s.request_id
        and o.step = s.step and o.slot = s.slot and o.state = 'waiting' and ${answers(sql`o.person_id`, day)} and ${stillHolds(day)})
    limit ${BATCH}`);
  let refreshed = 0;
  for (const { id } of stale.rows) {
    const request = await lockRequest(tx, id);
    if (request?.state === 'submitted' && (await refill(tx, desk, request, day, publicUrl))) refreshed += 1;
  }
  return refreshed;
}

/** The person is here and not on leave. */
const answers = (personId: ReturnType<typeof sql>, day: string) => sql`exists (
  select 1 from people q where q.organisation_id = ${permissionSeatsOrganisation} and q.id = ${personId}
    and (q.left_on is null or q.left_on > ${day}::date)
    and not exists (select 1 from absences ab where ab.organisation_id = q.organisation_id and ab.person_id = q.id
      and ab.valid_from <= ${day}::date and (ab.valid_to is null or ab.valid_to > ${day}::date)))`;
const permissionSeatsOrganisation = sql`s.organisation_id`;

/** The role that brought the person (`o`) there is still theirs in that place: what `seatStands` says, for many. */
const stillHolds = (day: string) => sql`(o.why -> 'held' is null or exists (
  select 1 from appointments ap where ap.organisation_id = o.organisation_id and ap.person_id = o.person_id
    and ap.role_id = o.why ->> 'roleId' and ap.valid_from <= ${day}::date and (ap.valid_to is null or ap.valid_to > ${day}::date)
    and ap.unit_id is not distinct from (o.why -> 'held' ->> 'unitId')::uuid
    and ap.asset_id is not distinct from (o.why -> 'held' ->> 'assetId')::uuid))`;

async function refill(
  tx: Tx,
  desk: Desk,
  request: PermissionRequest,
  day: string,
  publicUrl: string,
): Promise<boolean> {
  const { type, applicantId, unitPath, form: values } = request;
  const { steps } = await routeOf(tx, desk, { type, applicantId, unitPath, values, date: day });
  const seats = await seatsOf(tx, request.id);
  const waiting = seats.filter((seat) => seat.state === 'waiting' && seat.kind === 'decide');
  const [first] = waiting;
  if (first === undefined) return false;
  const now = steps[first.step]?.seats ?? [];
  const fresh = now.flatMap((seat, slot) =>
    waiting.some((each) => each.slot === slot)
      ? seat.holders.map(({ personId, why }) => ({
          ...{
            organisationId: tx.organisationId,
            id: newId(),
            requestId: request.id,
            step: first.step,
            slot,
          },
          ...{ kind: 'decide' as const, title: seatTitle(seat), body: seat.body, personId, why },
          ...{ state: 'waiting' as const, since: new Date() },
        }))
      : [],
  );
  const missing = fresh.filter(
    (seat) => !waiting.some((each) => each.slot === seat.slot && each.personId === seat.personId),
  );
  if (missing.length === 0) return false;
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
  return true;
}

/** The names of those who came in. */
function namesIn(seats: readonly ResolvedSeat[], missing: readonly { readonly personId: string }[]): string {
  const names = seats
    .flatMap(({ holders }) => holders)
    .filter((holder) => missing.some(({ personId }) => personId === holder.personId))
    .map(({ name }) => name);
  return [...new Set(names)].join('、');
}

const calendar: Periodic = {
  name: 'permissions calendar',
  everySeconds: 600,
  run: async (services) => {
    for (const { id } of await listOrganisations(services.database))
      await keepPermissions(services, id, today());
  },
};

export const periodic: readonly Periodic[] = [calendar];
