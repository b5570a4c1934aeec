import { eq } from 'drizzle-orm';
import { Conflict, InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { deleteVersioned, updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { type ExceptionContext, roleTitles } from '../queries/context.ts';
import { loadHolders } from '../queries/holders.ts';
import type { ExceptionNumbers } from '../rules.ts';
import { exceptionAuthorities, exceptionSettings } from '../tables.ts';

/** Sets the organisation's own numbers; `version` is null while those of the pack held. */
export async function saveNumbers(
  tx: Tx,
  actor: Actor,
  context: ExceptionContext,
  version: number | null,
  numbers: ExceptionNumbers,
): Promise<void> {
  const values = { ...numbers, noticeDays: [...new Set(numbers.noticeDays)].sort((a, b) => b - a) };
  const [current] = await tx
    .select()
    .from(exceptionSettings)
    .where(eq(exceptionSettings.organisationId, tx.organisationId))
    .for('update');
  if (current && version !== null) {
    await updateVersioned(tx, exceptionSettings, { id: current.id, version }, values);
  } else {
    const inserted = await tx
      .insert(exceptionSettings)
      .values({ organisationId: tx.organisationId, id: newId(), ...values })
      .onConflictDoNothing()
      .returning();
    if (inserted.length === 0) throw new Conflict(t.ref('authority.missing'), [], current?.version ?? null);
  }
  await recordEvent(tx, actor, {
    action: 'exceptions.configure',
    entity: 'exception-settings',
    entityId: tx.organisationId,
    before: { ...numbersOf(context.numbers) },
    after: { ...values },
  });
}

const numbersOf = ({ reviseThreshold, reportMonths, noticeDays, emergencyReportDays }: ExceptionNumbers) => ({
  reviseThreshold,
  reportMonths,
  noticeDays,
  emergencyReportDays,
});

/** Sets a holder as the one who reviews what is below a heading. */
export async function addAuthority(
  tx: Tx,
  actor: Actor,
  context: ExceptionContext,
  given: { readonly packId: string; readonly titleId: string; readonly personId: string },
  today: string,
): Promise<string> {
  const pack = context.packs.find((each) => each.pack.id === given.packId)?.pack;
  const known = [...(pack?.titles ?? []), ...(pack?.requirements ?? [])].some(
    ({ id }) => id === given.titleId,
  );
  if (!known) throw InvalidInput.at('titleId', t.ref('authority.title'));
  const holders = await loadHolders(tx, context, context.rule.reviewers, today);
  if (!holders.some((each) => each.personId === given.personId && !each.deputy))
    throw InvalidInput.at(
      'personId',
      t.ref('authority.notHolder', { role: roleTitles(context, context.rule.reviewers) }),
    );
  const row = { organisationId: tx.organisationId, id: newId(), ...given };
  const inserted = await tx.insert(exceptionAuthorities).values(row).onConflictDoNothing().returning();
  if (inserted.length === 0) throw InvalidInput.at('personId', t.ref('authority.twice'));
  await recordEvent(tx, actor, {
    action: 'exceptions.configure',
    entity: 'exception-authority',
    entityId: row.id,
    after: { ...given },
  });
  return row.id;
}

/** Takes the choice back: then every holder reviews again. */
export async function removeAuthority(tx: Tx, actor: Actor, key: VersionKey): Promise<void> {
  const { packId, titleId, personId } = await deleteVersioned(tx, exceptionAuthorities, key);
  await recordEvent(tx, actor, {
    action: 'exceptions.configure',
    entity: 'exception-authority',
    entityId: key.id,
    before: { packId, titleId, personId },
    after: {},
  });
}
