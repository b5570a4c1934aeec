import { and, eq } from 'drizzle-orm';
import { today } from '../../kernel/dates.ts';
import { TooMany, Unauthenticated } from '../../kernel/errors.ts';
import { recordEvent } from '../audit/record-event.ts';
import { systemActor } from '../authorisation/actor.ts';
import { inOrganisation, type Tx } from '../database/database.ts';
import {
  clearStepCookie,
  type Exchange,
  readSessionCookie,
  readStepCookie,
  setSessionCookie,
  setStepCookie,
} from './cookies.ts';
import { type Account, actorOf, chooseOrganisation, findAccount, findByLoginName } from './find-account.ts';
import { t } from './messages.ts';
import { hashPassword, needsRehash, verifyPassword } from './passwords.ts';
import { recoveryCodesLeft, spendRecoveryCode } from './recovery-codes.ts';
import { endSessionOfToken, startSession, sweepExpired } from './sessions.ts';
import { accounts, type Strength } from './tables.ts';
import { type Attempt, forgiveAddress, forgiveAttempt, reserveAttempt } from './throttle.ts';
import { findTicket, issueTicket, takeTicket } from './tickets.ts';
import { spendTotp } from './totp.ts';

/** By what else somebody may prove who they are after the password. */
type SecondMethod = 'totp' | 'passkey' | 'recovery';

/** What comes after a proof: nothing more, or a second one. */
export interface SignInStep {
  readonly step: 'done' | 'second-factor';
  readonly methods: readonly SecondMethod[];
}

const done: SignInStep = { step: 'done', methods: [] };

/**
 * Signs in with a password. The attempt is counted before it is judged; an unknown name costs the same time and
 * gets the same answer as a wrong password. Throws Unauthenticated or TooMany.
 */
export async function signInWithPassword(
  exchange: Exchange,
  input: {
    readonly organisation?: string | undefined;
    readonly loginName: string;
    readonly password: string;
  },
): Promise<SignInStep> {
  const { database } = exchange.services;
  const { id: organisationId } = await chooseOrganisation(database, input.organisation);
  const attempt = { loginName: input.loginName, address: exchange.request.ip };
  await allowAttempt(exchange, organisationId, attempt);
  const account = await inOrganisation(database, organisationId, (tx) =>
    findByLoginName(tx, input.loginName, today()),
  );
  const passed = await verifyPassword(account?.usable ? account.passwordHash : null, input.password);
  if (!account || !passed) {
    await recordFailure(exchange, organisationId, account, 'password');
    throw new Unauthenticated(t.ref('signIn.wrong'));
  }
  await renewHash(exchange, organisationId, account, input.password);
  return inOrganisation(database, organisationId, (tx) => afterPassword(exchange, tx, account, attempt));
}

/** Counts the attempt in a transaction of its own. Throws TooMany, and records it, when it may not be judged. */
export async function allowAttempt(
  exchange: Exchange,
  organisationId: string,
  attempt: Attempt,
): Promise<void> {
  const { database, secrets } = exchange.services;
  const seconds = await inOrganisation(database, organisationId, (tx) =>
    reserveAttempt(tx, secrets, attempt),
  );
  if (seconds === null) return;
  await recordFailure(exchange, organisationId, null, 'blocked');
  throw new TooMany(t.ref('signIn.blocked', { seconds }), seconds);
}

/** Records a refused sign-in. A name that is nobody's is not written down: it may be a password typed too early. */
export async function recordFailure(
  exchange: Exchange,
  organisationId: string,
  account: Account | null,
  reason: string,
): Promise<void> {
  const { id, ip } = exchange.request;
  const actor = account
    ? actorOf(organisationId, account, id)
    : { ...systemActor(organisationId, t('signIn.unknownName')), requestId: id };
  await inOrganisation(exchange.services.database, organisationId, (tx) =>
    recordEvent(tx, actor, {
      action: 'session.start',
      outcome: 'refused',
      ...(account && { entity: 'account', entityId: account.id }),
      facts: { reason, address: ip },
    }),
  );
}

async function renewHash(
  { services }: Exchange,
  organisationId: string,
  account: Account,
  password: string,
): Promise<void> {
  const { passwordHash } = account;
  if (!passwordHash || !needsRehash(passwordHash)) return;
  const renewed = await hashPassword(password);
  await inOrganisation(services.database, organisationId, (tx) =>
    tx
      .update(accounts)
      .set({ passwordHash: renewed })
      .where(
        and(
          eq(accounts.organisationId, organisationId),
          eq(accounts.id, account.id),
          eq(accounts.passwordHash, passwordHash),
        ),
      ),
  );
}

async function afterPassword(
  exchange: Exchange,
  tx: Tx,
  account: Account,
  attempt: Attempt,
): Promise<SignInStep> {
  const methods = await secondMethods(tx, account);
  if (methods.length === 0) return finishSignIn(exchange, tx, account, 'password', attempt);
  await forgiveAddress(tx, exchange.services.secrets, attempt.address);
  const token = await issueTicket(tx, 'second-factor', account.id, { loginName: attempt.loginName });
  setStepCookie(exchange, { organisationId: tx.organisationId, token });
  return { step: 'second-factor', methods };
}

async function secondMethods(tx: Tx, account: Account): Promise<SecondMethod[]> {
  const methods: SecondMethod[] = [
    ...(account.totpSecret ? ['totp' as const] : []),
    ...(account.passkeys > 0 ? ['passkey' as const] : []),
  ];
  const codes = methods.length > 0 && (await recoveryCodesLeft(tx, account.id)) > 0;
  return codes ? [...methods, 'recovery'] : methods;
}

/** The second step with a code of the authenticator or a recovery code. Throws Unauthenticated or TooMany. */
export async function signInWithCode(
  exchange: Exchange,
  input: { readonly method: 'totp' | 'recovery'; readonly code: string },
): Promise<SignInStep> {
  const { database } = exchange.services;
  const cookie = readStepCookie(exchange);
  if (!cookie) throw new Unauthenticated(t.ref('step.over'));
  const { organisationId, token } = cookie;
  const ticket = await inOrganisation(database, organisationId, (tx) =>
    findTicket(tx, 'second-factor', token),
  );
  if (!ticket?.accountId) throw new Unauthenticated(t.ref('step.over'));
  const { accountId } = ticket;
  const attempt = { loginName: ticket.detail.loginName ?? '', address: exchange.request.ip };
  await allowAttempt(exchange, organisationId, attempt);
  const step = await inOrganisation(database, organisationId, async (tx) => {
    const account = await findAccount(tx, accountId, today());
    if (!account.usable || !(await codeIsRight(exchange, tx, account, input))) return null;
    if (!(await takeTicket(tx, ['second-factor'], token))) return null;
    return finishSignIn(exchange, tx, account, 'second_factor', attempt);
  });
  if (step) return step;
  const account = await inOrganisation(database, organisationId, (tx) => findAccount(tx, accountId, today()));
  await recordFailure(exchange, organisationId, account, input.method);
  throw new Unauthenticated(t.ref(input.method === 'totp' ? 'code.wrong' : 'recoveryCode.wrong'));
}

function codeIsRight(
  { services: { secrets } }: Exchange,
  tx: Tx,
  account: Account,
  { method, code }: { readonly method: 'totp' | 'recovery'; readonly code: string },
): Promise<boolean> {
  if (method === 'recovery') return spendRecoveryCode(tx, secrets, account.id, code);
  if (!account.totpSecret) return Promise.resolve(false);
  return spendTotp(tx, secrets, account.id, account.totpSecret, code);
}

/**
 * Starts the session and hands out its cookie. A session that this browser had before ends, so a token that
 * somebody planted is worth nothing.
 */
export async function finishSignIn(
  exchange: Exchange,
  tx: Tx,
  account: Account,
  strength: Strength,
  attempt: Attempt | null,
): Promise<SignInStep> {
  const { request, services } = exchange;
  const previous = readSessionCookie(exchange);
  if (previous?.organisationId === tx.organisationId) await endSessionOfToken(tx, previous.token);
  if (attempt) await forgiveAttempt(tx, services.secrets, attempt);
  await sweepExpired(tx);
  const token = await startSession(tx, account.id, strength, String(request.headers['user-agent'] ?? ''));
  await recordEvent(tx, actorOf(tx.organisationId, account, request.id), {
    action: 'session.start',
    entity: 'account',
    entityId: account.id,
    facts: { strength, address: request.ip },
  });
  setSessionCookie(exchange, { organisationId: tx.organisationId, token });
  clearStepCookie(exchange);
  return done;
}
