import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { route } from '../../http/route.ts';
import { checkOwnPassword } from '../check-own-password.ts';
import { findOrganisation } from '../find-account.ts';
import { t } from '../messages.ts';
import { listPasskeys } from '../passkeys.ts';
import { passwordLength } from '../password-policy.ts';
import { proofIsRecent } from '../proof.ts';
import { recoveryCodesLeft } from '../recovery-codes.ts';
import { endSession, endSessions, listSessions } from '../sessions.ts';
import { setPassword } from '../set-password.ts';
import { accounts } from '../tables.ts';
import { ownAccount, recordOwn, renewOwnSession } from './own-account.ts';

const instant = z.iso.datetime();
const password = z.string().min(1).max(1000);

export const securityRoute = route({
  method: 'GET',
  path: '/api/v1/me/security',
  summary: 'The ways in which the caller signs in, and where they are signed in',
  access: 'signed-in',
  response: z.object({
    loginName: z.string(),
    hasPassword: z.boolean(),
    passwordChangedAt: instant.nullable(),
    passwordMinLength: z.number().int(),
    totp: z.boolean(),
    recoveryCodesLeft: z.number().int(),
    proofNeeded: z.boolean(),
    passkeys: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        backedUp: z.boolean(),
        createdAt: instant,
        lastUsedAt: instant.nullable(),
      }),
    ),
    sessions: z.array(
      z.object({
        id: z.uuid(),
        current: z.boolean(),
        strength: z.string(),
        createdAt: instant,
        seenAt: instant,
        userAgent: z.string(),
      }),
    ),
  }),
  handle: async (call) => {
    const { tx, session } = call;
    const account = await ownAccount(call);
    const [changed] = await tx
      .select({ at: accounts.passwordChangedAt })
      .from(accounts)
      .where(and(eq(accounts.organisationId, tx.organisationId), eq(accounts.id, account.id)));
    const passkeys = await listPasskeys(tx, account.id);
    const sessions = await listSessions(tx, account.id);
    return {
      loginName: account.loginName,
      hasPassword: account.passwordHash !== null,
      passwordChangedAt: changed?.at?.toISOString() ?? null,
      passwordMinLength: passwordLength.min,
      totp: account.totpSecret !== null,
      recoveryCodesLeft: await recoveryCodesLeft(tx, account.id),
      proofNeeded: !proofIsRecent(session),
      passkeys: passkeys.map((each) => ({
        ...each,
        createdAt: each.createdAt.toISOString(),
        lastUsedAt: each.lastUsedAt?.toISOString() ?? null,
      })),
      sessions: sessions.map((each) => ({
        ...each,
        current: each.id === session.id,
        createdAt: each.createdAt.toISOString(),
        seenAt: each.seenAt.toISOString(),
      })),
    };
  },
});

export const proofRoute = route({
  method: 'POST',
  path: '/api/v1/me/proof',
  summary: 'Prove again who one is, before sign-in methods are changed',
  access: 'signed-in',
  rateLimit: 60,
  body: z.object({ password }),
  handle: async (call) => {
    const account = await ownAccount(call);
    await checkOwnPassword(call, call.tx, account, call.body.password, 'password');
    await renewOwnSession(call, account);
    return undefined;
  },
});

export const changePasswordRoute = route({
  method: 'POST',
  path: '/api/v1/me/password',
  summary: 'Change the password; ends the sessions on other devices',
  access: 'signed-in',
  rateLimit: 60,
  body: z.object({ currentPassword: password, newPassword: password }),
  handle: async (call) => {
    const { tx, body, session } = call;
    const account = await ownAccount(call);
    if (!account.passwordHash) throw new InvalidInput(t.ref('password.none'));
    await checkOwnPassword(call, tx, account, body.currentPassword, 'currentPassword');
    if (body.newPassword.normalize('NFKC') === body.currentPassword.normalize('NFKC')) {
      throw InvalidInput.at('newPassword', t.ref('password.same'));
    }
    await setPassword(tx, account, await findOrganisation(tx), body.newPassword, 'newPassword');
    const ended = await endSessions(tx, account.id, session.id);
    await renewOwnSession(call, account);
    await recordOwn(call, account, 'account.change-password', { endedSessions: ended });
    return undefined;
  },
});

export const endSessionRoute = route({
  method: 'DELETE',
  path: '/api/v1/me/sessions/:id',
  summary: 'Sign out one of the caller’s devices',
  access: 'signed-in',
  params: z.object({ id: z.uuid() }),
  handle: async (call) => {
    const account = await ownAccount(call);
    if (!(await endSession(call.tx, account.id, call.params.id)))
      throw new NotFound(t.ref('session.missing'));
    await recordOwn(call, account, 'session.end', { sessions: 1 });
    return undefined;
  },
});

export const endOtherSessionsRoute = route({
  method: 'DELETE',
  path: '/api/v1/me/sessions',
  summary: 'Sign out all other devices of the caller',
  access: 'signed-in',
  response: z.object({ ended: z.number().int() }),
  handle: async (call) => {
    const account = await ownAccount(call);
    const ended = await endSessions(call.tx, account.id, call.session.id);
    await recordOwn(call, account, 'session.end', { sessions: ended });
    return { ended };
  },
});

export const securityRoutes = [
  securityRoute,
  proofRoute,
  changePasswordRoute,
  endSessionRoute,
  endOtherSessionsRoute,
];
