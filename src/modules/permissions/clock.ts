import { and, eq, inArray, sql } from 'drizzle-orm';
import { today } from '../../kernel/dates.ts';
import { recordEvents } from '../../platform/audit/record-event.ts';
import { inOrganisation, type Tx } from '../../platform/database/database.ts';
import { listOrganisations } from '../../platform/database/organisations.ts';
import { clockActor } from '../../platform/jobs/jobs.ts';
import type { Periodic } from '../../platform/module.ts';
import type { Services } from '../../platform/services.ts';
import { refreshSeats } from './commands/refresh-seats.ts';
import { tellOverdue } from './commands/tell.ts';
import { overdueOn } from './queries/lists.ts';
import { permissionRequests, permissionSeats } from './tables.ts';

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
  await inOrganisation(services.database, organisationId, (tx) => refreshSeats(tx, day, publicUrl));
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
      action,
      entity: 'permission-request',
      entityId: id,
      after: { state },
      facts: { number },
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
      action: 'permissions.chase',
      entity: 'permission-request',
      entityId: id,
      facts: { number, dueOn },
    })),
  );
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
