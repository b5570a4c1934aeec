import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { today } from '../../kernel/dates.ts';
import { Unauthenticated } from '../../kernel/errors.ts';
import { inOrganisation, type Tx } from '../database/database.ts';
import { type Exchange, readStepCookie, setStepCookie } from './cookies.ts';
import { type Account, chooseOrganisation, findAccount } from './find-account.ts';
import { t } from './messages.ts';
import { passkeyRequest, provenByPasskey } from './passkeys.ts';
import { allowAttempt, finishSignIn, recordFailure, type SignInStep } from './sign-in.ts';
import { issueTicket, type Ticket, takeTicket } from './tickets.ts';

/**
 * Begins a sign-in with a passkey: as the second step when the browser holds the ticket of a right password,
 * else as the only step. The challenge stays here, in a ticket.
 */
export async function beginPasskey(
  exchange: Exchange,
  organisation: string | undefined,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { database, config } = exchange.services;
  const cookie = readStepCookie(exchange);
  const before =
    cookie &&
    (await inOrganisation(database, cookie.organisationId, (tx) =>
      takeTicket(tx, ['second-factor'], cookie.token),
    ));
  const organisationId = before
    ? cookie.organisationId
    : (await chooseOrganisation(database, organisation)).id;
  return inOrganisation(database, organisationId, async (tx) => {
    const accountId = before?.accountId ?? null;
    const options = await passkeyRequest(tx, config, accountId);
    const detail = { ...before?.detail, challenge: options.challenge };
    // A ticket with an account stays good for a code, should the passkey be out of reach.
    const purpose = accountId === null ? 'passkey' : 'second-factor';
    const token = await issueTicket(tx, purpose, accountId, detail);
    setStepCookie(exchange, { organisationId, token });
    return options;
  });
}

/** Ends a sign-in with a passkey. Every answer uses up its challenge. Throws Unauthenticated or TooMany. */
export async function signInWithPasskey(
  exchange: Exchange,
  response: AuthenticationResponseJSON,
): Promise<SignInStep> {
  const { database } = exchange.services;
  const cookie = readStepCookie(exchange);
  if (!cookie) throw new Unauthenticated(t.ref('step.over'));
  const { organisationId, token } = cookie;
  const ticket = await inOrganisation(database, organisationId, (tx) =>
    takeTicket(tx, ['second-factor', 'passkey'], token),
  );
  if (!ticket?.detail.challenge) throw new Unauthenticated(t.ref('step.over'));
  // Without a password before it there is no name yet; the key itself stands for one.
  const loginName = ticket.detail.loginName ?? `passkey:${response.id}`;
  const attempt = { loginName, address: exchange.request.ip };
  await allowAttempt(exchange, organisationId, attempt);
  const step = await inOrganisation(database, organisationId, async (tx) => {
    const account = await accountOfProof(exchange, tx, ticket, response);
    return account ? finishSignIn(exchange, tx, account, 'passkey', attempt) : null;
  });
  if (step) return step;
  await recordFailure(exchange, organisationId, null, 'passkey');
  throw new Unauthenticated(t.ref('passkey.wrong'));
}

async function accountOfProof(
  { services: { config } }: Exchange,
  tx: Tx,
  ticket: Ticket,
  response: AuthenticationResponseJSON,
): Promise<Account | null> {
  const challenge = ticket.detail.challenge ?? '';
  const accountId = await provenByPasskey(tx, config, challenge, ticket.accountId, response);
  if (!accountId) return null;
  const account = await findAccount(tx, accountId, today());
  return account.usable ? account : null;
}
