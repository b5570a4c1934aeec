import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent, recordEvents } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { loadPack } from '../../standards/index.ts';
import { t } from '../messages.ts';
import { appointmentFor } from '../queries/appointments.ts';
import { appointments } from '../tables.ts';
import { refuseOwnKind } from './appoint.ts';

/** Corrects term and decision of an appointment. Another person or scope is another appointment. */
export async function updateAppointment(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  input: { validFrom: string; validTo: string | null; decision: string; decidedOn: string | null },
  today: string,
): Promise<void> {
  await changeable(tx, scope, key.id, today);
  if (input.validTo !== null && input.validTo <= input.validFrom) throw backwards();
  const { before, after } = await updateVersioned(tx, appointments, key, input);
  await recordEvent(tx, actor, {
    action: 'appointments.edit',
    entity: 'appointment',
    entityId: key.id,
    before,
    after,
  });
}

/** Ends an appointment: `validTo` is the first day without it. Its deputies end with it. */
export async function endAppointment(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  validTo: string,
  today: string,
): Promise<void> {
  await changeable(tx, scope, key.id, today);
  const { before } = await updateVersioned(tx, appointments, key, { validTo });
  if (validTo <= before.validFrom) throw backwards();
  const deputies = await tx
    .update(appointments)
    .set({
      validTo: sql`greatest(${validTo}::date, ${appointments.validFrom} + 1)`,
      version: sql`${appointments.version} + 1`,
    })
    .where(
      and(
        eq(appointments.organisationId, tx.organisationId),
        eq(appointments.deputyOf, key.id),
        or(isNull(appointments.validTo), gt(appointments.validTo, validTo)),
      ),
    )
    .returning({ id: appointments.id, validTo: appointments.validTo });
  const ended = [{ id: key.id, validTo }, ...deputies];
  await recordEvents(
    tx,
    actor,
    ended.map((each) => ({
      action: 'appointments.edit',
      entity: 'appointment',
      entityId: each.id,
      before: each.id === key.id ? { validTo: before.validTo } : {},
      after: { validTo: each.validTo },
    })),
  );
}

/** Refuses an appointment that the scope does not reach, or that only who appoints for all may touch. */
async function changeable(tx: Tx, scope: Scope, id: string, today: string): Promise<void> {
  const { packId, roleId, deputyOf } = await appointmentFor(tx, scope, id, today);
  if (deputyOf !== null) return;
  const role = loadPack(packId).roles.find((each) => each.id === roleId);
  refuseOwnKind(scope, role);
}

const backwards = () => InvalidInput.at('validTo', t.ref('period.backwards'));
