import { sql } from 'drizzle-orm';
import { Conflict, type Difference } from '../../../kernel/errors.ts';
import { updateVersioned } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import { sqlState, type Tx } from '../../../platform/database/database.ts';
import { isUsable } from '../../../platform/identity/load-session.ts';
import { endSessions } from '../../../platform/identity/sessions.ts';
import { accounts } from '../../../platform/identity/tables.ts';
import { t } from '../messages.ts';
import { personNumberOf, requirePerson } from '../queries.ts';
import { personTaken } from './create-account.ts';

export interface AccountChange {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly email: string;
  readonly administrator: boolean;
  readonly disabled: boolean;
  readonly personNumber: string;
}

type Row = typeof accounts.$inferSelect;

/** The fields that an administrator sets, for the audit trail. */
const fieldsOf = (row: Row) => ({
  name: row.displayName,
  email: row.email,
  administrator: row.administrator,
  disabled: row.disabled,
  personId: row.personId,
});

/**
 * Changes an account. A change of rights ends its sessions, so that the next request is made with the new ones.
 * Nobody takes their own rights away, and one usable administrator always remains. Throws Conflict or InvalidInput.
 */
export async function updateAccount(
  tx: Tx,
  actor: Actor,
  change: AccountChange,
  today: string,
): Promise<void> {
  const personId =
    change.personNumber === '' ? null : await requirePerson(tx, change.personNumber, 'personNumber');
  const patch = {
    displayName: change.name,
    email: change.email,
    administrator: change.administrator,
    disabled: change.disabled,
    personId,
  };
  const updated = await updateVersioned(tx, accounts, change, patch).catch(async (error: unknown) => {
    throw await refusalOf(tx, error, change);
  });
  const [before, after] = [fieldsOf(updated.before), fieldsOf(updated.after)];
  const weaker = before.administrator && (!after.administrator || after.disabled);
  if (change.id === actor.accountId && (after.disabled || weaker)) throw new Conflict(t.ref('account.self'));
  if (weaker) await requireAnotherAdministrator(tx, change.id, today);
  const rights = ['administrator', 'disabled', 'personId'] as const;
  if (rights.some((field) => before[field] !== after[field]) && change.id !== actor.accountId) {
    await endSessions(tx, change.id);
  }
  await recordEvent(tx, actor, {
    action: 'accounts.edit',
    entity: 'account',
    entityId: change.id,
    before,
    after,
  });
}

/** A conflict in the words of the caller, and 23505: another account is linked to the person already. */
async function refusalOf(tx: Tx, error: unknown, change: AccountChange): Promise<unknown> {
  if (sqlState(error) === '23505') return personTaken(change.personNumber);
  if (!(error instanceof Conflict)) return error;
  const differences: Difference[] = [];
  for (const difference of error.differences) {
    if (difference.field === 'displayName') differences.push({ ...difference, field: 'name' });
    else if (difference.field === 'personId') {
      const current = await personNumberOf(tx, difference.current);
      differences.push({ field: 'personNumber', yours: change.personNumber, current });
    } else differences.push(difference);
  }
  return new Conflict(error.ref, differences, error.currentVersion);
}

async function requireAnotherAdministrator(tx: Tx, exceptId: string, today: string): Promise<void> {
  // The rows are locked, so that two administrators cannot stop each other at the same moment.
  const others = await tx.execute(sql`
    select 1 from accounts a
    where a.organisation_id = ${tx.organisationId} and a.id <> ${exceptId} and a.administrator and ${isUsable(today)}
    for update of a`);
  if (others.rows.length === 0) throw new Conflict(t.ref('account.lastAdministrator'));
}
