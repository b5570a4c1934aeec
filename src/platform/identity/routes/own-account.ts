import { Unauthenticated } from '../../../kernel/errors.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../authorisation/actor.ts';
import type { Tx } from '../../database/database.ts';
import { type Exchange, setSessionCookie } from '../cookies.ts';
import { type Account, findAccount } from '../find-account.ts';
import type { Session } from '../load-session.ts';
import { t } from '../messages.ts';
import { rotateSession } from '../sessions.ts';

/** What the handlers of the security settings share. */
export interface OwnCall extends Exchange {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly session: Session;
  readonly today: string;
}

/** The caller's own account. */
export async function ownAccount({ tx, actor, today }: OwnCall): Promise<Account> {
  if (!actor.accountId) throw new Unauthenticated(t.ref('account.missing'));
  return findAccount(tx, actor.accountId, today);
}

/** Gives the session a new token after its proof or its protection has changed; the next request carries it. */
export async function renewOwnSession(call: OwnCall, account: Account): Promise<void> {
  const token = await rotateSession(call.tx, account.id, call.session.id);
  setSessionCookie(call, { organisationId: call.tx.organisationId, token });
}

/** Records what somebody did with their own account, in the transaction of the deed. */
export const recordOwn = (
  call: OwnCall,
  account: Account,
  action: string,
  facts: Readonly<Record<string, unknown>> = {},
): Promise<void> =>
  recordEvent(call.tx, call.actor, { action, entity: 'account', entityId: account.id, facts });
