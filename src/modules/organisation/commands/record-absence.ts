import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { updateVersioned } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import type { AbsenceReason } from '../model.ts';
import { requirePerson } from '../queries/visible.ts';
import { absences } from '../tables.ts';

export interface AbsenceFields {
  readonly reason: AbsenceReason;
  readonly validFrom: string;
  readonly validTo: string | null;
}

const backwards = () => InvalidInput.at('validTo', t.ref('period.backwards'));

/** Records that a person is away. Periods of one person do not overlap. Returns the id. */
export async function recordAbsence(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  personId: string,
  input: AbsenceFields,
  today: string,
): Promise<string> {
  await requirePerson(tx, scope, personId, today);
  if (input.validTo !== null && input.validTo <= input.validFrom) throw backwards();
  await requireNoOverlap(tx, personId, input);
  const id = newId();
  await tx.insert(absences).values({ organisationId: tx.organisationId, id, personId, ...input });
  // The reason is personal: the trail says that there is an absence and when, the record says why.
  await recordEvent(tx, actor, {
    action: 'organisation.edit',
    entity: 'person',
    entityId: personId,
    facts: { absence: id, validFrom: input.validFrom, validTo: input.validTo },
  });
  return id;
}

/** Changes a recorded absence, most often its end. */
export async function updateAbsence(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: { readonly id: string; readonly version: number; readonly personId: string },
  input: AbsenceFields,
  today: string,
): Promise<void> {
  await requirePerson(tx, scope, key.personId, today);
  if (input.validTo !== null && input.validTo <= input.validFrom) throw backwards();
  await requireNoOverlap(tx, key.personId, input, key.id);
  const { before, after } = await updateVersioned(tx, absences, key, input);
  if (before.personId !== key.personId) throw new NotFound(t.ref('person.notFound'));
  await recordEvent(tx, actor, {
    action: 'organisation.edit',
    entity: 'person',
    entityId: before.personId,
    before: { absence: before.id, validFrom: before.validFrom, validTo: before.validTo },
    after: { absence: after.id, validFrom: after.validFrom, validTo: after.validTo },
  });
}

async function requireNoOverlap(
  tx: Tx,
  personId: string,
  period: AbsenceFields,
  exceptId?: string,
): Promise<void> {
  const clash = await tx
    .select({ id: absences.id })
    .from(absences)
    .where(
      and(
        eq(absences.organisationId, tx.organisationId),
        eq(absences.personId, personId),
        or(isNull(absences.validTo), gt(absences.validTo, period.validFrom)),
        period.validTo === null ? undefined : sql`${absences.validFrom} < ${period.validTo}::date`,
        exceptId === undefined ? undefined : sql`${absences.id} <> ${exceptId}::uuid`,
      ),
    )
    .limit(1);
  if (clash.length > 0) {
    throw InvalidInput.at('validFrom', t.ref('absence.overlaps'));
  }
}
