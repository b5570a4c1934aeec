import { sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { accounts } from '../../../platform/identity/tables.ts';
import { t } from '../messages.ts';
import { requirePerson } from '../queries.ts';
import { checkLoginName } from './check-login-name.ts';

export interface NewAccount {
  readonly name: string;
  readonly loginName: string;
  readonly email: string;
  readonly administrator: boolean;
  /** The staff number of the person, or '' for none. */
  readonly personNumber: string;
}

/** Makes an account without a password; its owner sets one with a link. Returns its id. Throws InvalidInput. */
export async function createAccount(tx: Tx, actor: Actor, input: NewAccount): Promise<string> {
  const loginName = checkLoginName(input.loginName, 'loginName');
  const personId =
    input.personNumber === '' ? null : await requirePerson(tx, input.personNumber, 'personNumber');
  const id = newId();
  const { name, email, administrator } = input;
  const inserted = await tx
    .insert(accounts)
    .values({
      organisationId: tx.organisationId,
      id,
      personId,
      loginName,
      displayName: name,
      email,
      administrator,
    })
    .onConflictDoNothing();
  if (inserted.rowCount === 0) throw await whyTaken(tx, loginName, input.personNumber);
  await recordEvent(tx, actor, {
    action: 'accounts.edit',
    entity: 'account',
    entityId: id,
    after: { loginName, name, email, administrator, personId },
  });
  return id;
}

async function whyTaken(tx: Tx, loginName: string, number: string): Promise<InvalidInput> {
  const same = await tx.execute(sql`
    select 1 from accounts where organisation_id = ${tx.organisationId} and login_name = ${loginName}`);
  return same.rows.length > 0 ? loginNameTaken(loginName) : personTaken(number);
}

function loginNameTaken(loginName: string): InvalidInput {
  return InvalidInput.at('loginName', t.ref('loginName.taken', { loginName }));
}

/** The refusal of a second account for one person. */
export function personTaken(number: string): InvalidInput {
  return InvalidInput.at('personNumber', t.ref('account.personTaken', { number }));
}
