import { sql } from 'drizzle-orm';
import { today as dayOf } from '../../../kernel/dates.ts';
import { Forbidden, InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent, recordEvents } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { carryDetail } from '../queries/carrying.ts';
import { carryEntries } from '../tables.ts';
import { inTrail } from './trail.ts';

/** Writes down that what was carried is back (or was taken home again). */
export async function returnCarry(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  input: { readonly returnedOn: string; readonly erased: boolean },
  today: string,
): Promise<void> {
  const entry = await carryDetail(tx, scope, key.id, today);
  if (entry.returnedOn !== null) throw new InvalidInput(t.ref('carry.returned'));
  if (input.returnedOn > today || input.returnedOn < dayOf(entry.carriedAt)) {
    throw InvalidInput.at(
      'returnedOn',
      input.returnedOn > today ? t.ref('date.future') : t.ref('carry.returnedBefore'),
    );
  }
  await change(tx, actor, 'carrying.return', key, input);
}

/** Changes what is still away: purpose, place, and the day by which it is to be back. */
export async function changeCarry(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  input: { readonly purpose: string; readonly place: string; readonly dueOn: string },
  today: string,
): Promise<void> {
  const entry = await carryDetail(tx, scope, key.id, today);
  if (entry.returnedOn !== null) throw new InvalidInput(t.ref('carry.returned'));
  if (input.dueOn < dayOf(entry.carriedAt)) {
    throw InvalidInput.at('dueOn', t.ref('carry.dueBefore'));
  }
  await change(tx, actor, 'carrying.record', key, { ...input, remindedOn: null });
}

/** The officer confirms a finished entry (確認印); never one's own. */
export async function confirmCarry(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  note: string,
  today: string,
): Promise<void> {
  const entry = await carryDetail(tx, officersOnly(scope), key.id, today);
  if (entry.returnedOn === null) throw new InvalidInput(t.ref('carry.notReturned'));
  if (entry.confirmedAt !== null) throw new InvalidInput(t.ref('carry.confirmed'));
  if (entry.personId !== null && entry.personId === actor.personId) {
    throw new Forbidden(t.ref('carry.ownConfirm'), 'carrying.confirm');
  }
  const confirmed = { confirmedAt: new Date(), confirmedBy: actor.name, confirmNote: note };
  await change(tx, actor, 'carrying.confirm', key, confirmed);
}

/** Confirms several finished entries of others at once; gives how many there were. One's own stay open. */
export async function confirmAll(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  ids: readonly string[],
): Promise<number> {
  const result = await tx.execute<{ id: string }>(sql`
    update carry_entries set confirmed_at = now(), confirmed_by = ${actor.name}, version = carry_entries.version + 1
    from units u
    where carry_entries.organisation_id = ${tx.organisationId} and carry_entries.id = any (${sql.param(ids)}::uuid[])
      and u.organisation_id = carry_entries.organisation_id and u.id = carry_entries.unit_id
      and carry_entries.returned_on is not null and carry_entries.confirmed_at is null
      and carry_entries.person_id is distinct from ${actor.personId}::uuid
      and ${withinScope(officersOnly(scope), { unitPath: sql`u.path` })}
    returning carry_entries.id`);
  if (result.rows.length === 0) throw new NotFound(t.ref('carry.noneToConfirm'));
  await recordEvents(
    tx,
    actor,
    result.rows.map(({ id }) => ({
      ...{ action: 'carrying.confirm', entity: 'carry-entry', entityId: id },
      after: { confirmedBy: actor.name },
    })),
  );
  return result.rows.length;
}

const officersOnly = (scope: Scope): Scope => ({ ...scope, personId: null });

async function change(
  tx: Tx,
  actor: Actor,
  action: 'carrying.return' | 'carrying.record' | 'carrying.confirm',
  key: VersionKey,
  patch: Partial<typeof carryEntries.$inferInsert>,
): Promise<void> {
  const { before, after } = await updateVersioned(tx, carryEntries, key, patch);
  await recordEvent(tx, actor, {
    action,
    entity: 'carry-entry',
    entityId: key.id,
    before: inTrail(before),
    after: inTrail(after),
  });
}
