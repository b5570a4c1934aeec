import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { InvalidInput } from '../../../kernel/errors.ts';
import { route } from '../../http/route.ts';
import { clearStepCookie, readStepCookie, setStepCookie } from '../cookies.ts';
import { type Account, findOrganisation } from '../find-account.ts';
import { t } from '../messages.ts';
import { addPasskey, passkeyEnrolment, removePasskey } from '../passkeys.ts';
import { requireRecentProof } from '../proof.ts';
import { recoveryCodesLeft, removeRecoveryCodes, renewRecoveryCodes } from '../recovery-codes.ts';
import { endSessions } from '../sessions.ts';
import { issueTicket, takeTicket } from '../tickets.ts';
import { beginTotp, confirmTotp, removeTotp } from '../totp.ts';
import { type OwnCall, ownAccount, recordOwn, renewOwnSession } from './own-account.ts';
import { credentialSchema } from './sign-in.ts';

/** Codes that are shown this once; null when the account has enough of them already. */
const freshCodes = z.object({ recoveryCodes: z.array(z.string()).nullable() });

/** The caller's account, after a recent proof. */
function provenAccount(call: OwnCall): Promise<Account> {
  requireRecentProof(call.session);
  return ownAccount(call);
}

/** After a factor was added: recovery codes when there are none, other devices out, a new token for this one. */
async function strengthen(call: OwnCall, account: Account): Promise<string[] | null> {
  const { tx, services, session } = call;
  const left = await recoveryCodesLeft(tx, account.id);
  const codes = left === 0 ? await renewRecoveryCodes(tx, services.secrets, account.id) : null;
  await endSessions(tx, account.id, session.id);
  await renewOwnSession(call, account);
  return codes;
}

/** After a factor was removed: without any, recovery codes have nothing to stand in for. */
async function weaken(call: OwnCall, account: Account): Promise<void> {
  const { totpSecret, passkeys } = await ownAccount(call);
  if (totpSecret === null && passkeys === 0) await removeRecoveryCodes(call.tx, account.id);
  await renewOwnSession(call, account);
}

export const beginTotpRoute = route({
  method: 'POST',
  path: '/api/v1/me/totp',
  summary: 'Begin to set up an authenticator: its secret, as text and QR code',
  access: 'signed-in',
  response: z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() }),
  handle: async (call) => {
    const account = await provenAccount(call);
    if (account.totpSecret) throw new InvalidInput(t.ref('totp.exists'));
    const { name } = await findOrganisation(call.tx);
    const issuer = t('totp.issuer', { organisation: name });
    return beginTotp(call.tx, call.services.secrets, account.id, { issuer, label: account.loginName });
  },
});

export const confirmTotpRoute = route({
  method: 'POST',
  path: '/api/v1/me/totp/confirm',
  summary: 'Finish setting up an authenticator with its first code',
  access: 'signed-in',
  rateLimit: 60,
  body: z.object({ code: z.string().min(1).max(20) }),
  response: freshCodes,
  handle: async (call) => {
    const account = await provenAccount(call);
    await confirmTotp(call.tx, call.services.secrets, account.id, call.body.code);
    const recoveryCodes = await strengthen(call, account);
    await recordOwn(call, account, 'account.add-factor', { factor: 'totp' });
    return { recoveryCodes };
  },
});

export const removeTotpRoute = route({
  method: 'DELETE',
  path: '/api/v1/me/totp',
  summary: 'Remove the authenticator',
  access: 'signed-in',
  handle: async (call) => {
    const account = await provenAccount(call);
    await removeTotp(call.tx, account.id);
    await weaken(call, account);
    await recordOwn(call, account, 'account.remove-factor', { factor: 'totp' });
    return undefined;
  },
});

export const recoveryCodesRoute = route({
  method: 'POST',
  path: '/api/v1/me/recovery-codes',
  summary: 'Make new recovery codes; the old ones stop working',
  access: 'signed-in',
  response: z.object({ recoveryCodes: z.array(z.string()) }),
  handle: async (call) => {
    const account = await provenAccount(call);
    if (!account.totpSecret && account.passkeys === 0)
      throw new InvalidInput(t.ref('recoveryCodes.noFactor'));
    const recoveryCodes = await renewRecoveryCodes(call.tx, call.services.secrets, account.id);
    await recordOwn(call, account, 'account.renew-recovery-codes');
    return { recoveryCodes };
  },
});

export const beginPasskeyRoute = route({
  method: 'POST',
  path: '/api/v1/me/passkeys/options',
  summary: 'Begin to add a passkey: options for navigator.credentials.create',
  access: 'signed-in',
  response: z.custom<PublicKeyCredentialCreationOptionsJSON>().meta({ type: 'object' }),
  handle: async (call) => {
    const account = await provenAccount(call);
    const options = await passkeyEnrolment(call.tx, call.services.config, account);
    const token = await issueTicket(call.tx, 'passkey-enrolment', account.id, {
      challenge: options.challenge,
    });
    setStepCookie(call, { organisationId: call.tx.organisationId, token });
    return options;
  },
});

export const addPasskeyRoute = route({
  method: 'POST',
  path: '/api/v1/me/passkeys',
  summary: 'Add a passkey: the answer of navigator.credentials.create',
  access: 'signed-in',
  body: z.object({ name: z.string().trim().min(1).max(60), response: credentialSchema }),
  response: freshCodes,
  handle: async (call) => {
    const { tx, services, body } = call;
    const account = await provenAccount(call);
    const cookie = readStepCookie(call);
    const ticket = cookie && (await takeTicket(tx, ['passkey-enrolment'], cookie.token));
    const challenge = ticket?.accountId === account.id ? ticket.detail.challenge : undefined;
    if (!challenge) throw new InvalidInput(t.ref('step.over'));
    const response = body.response as unknown as RegistrationResponseJSON;
    await addPasskey(tx, services.config, account.id, challenge, { name: body.name, response });
    clearStepCookie(call);
    const recoveryCodes = await strengthen(call, account);
    await recordOwn(call, account, 'account.add-factor', { factor: 'passkey', name: body.name });
    return { recoveryCodes };
  },
});

export const removePasskeyRoute = route({
  method: 'DELETE',
  path: '/api/v1/me/passkeys/:id',
  summary: 'Remove a passkey',
  access: 'signed-in',
  params: z.object({ id: z.uuid() }),
  handle: async (call) => {
    const account = await provenAccount(call);
    const name = await removePasskey(call.tx, account.id, call.params.id);
    await weaken(call, account);
    await recordOwn(call, account, 'account.remove-factor', { factor: 'passkey', name });
    return undefined;
  },
});

export const factorRoutes = [
  beginTotpRoute,
  confirmTotpRoute,
  removeTotpRoute,
  recoveryCodesRoute,
  beginPasskeyRoute,
  addPasskeyRoute,
  removePasskeyRoute,
];
