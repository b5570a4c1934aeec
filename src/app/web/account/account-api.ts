import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import type {
  addPasskeyRoute,
  beginPasskeyRoute,
  beginTotpRoute,
  confirmTotpRoute,
  recoveryCodesRoute,
  removePasskeyRoute,
  removeTotpRoute,
} from '../../../platform/identity/routes/factors.ts';
import type {
  changePasswordRoute,
  endOtherSessionsRoute,
  endSessionRoute,
  proofRoute,
  securityRoute,
} from '../../../platform/identity/routes/security.ts';

export const securityPath = '/api/v1/me/security';
export type Security = Answer<typeof securityRoute>;

/** What is read again after a change of the account: the session too, because its token may have been renewed. */
export const accountChanges = [securityPath, '/api/v1/session'] as const;

export const prove = endpoint<typeof proofRoute>('POST', '/api/v1/me/proof');
export const changePassword = endpoint<typeof changePasswordRoute>('POST', '/api/v1/me/password');
export const beginTotp = endpoint<typeof beginTotpRoute>('POST', '/api/v1/me/totp');
export const confirmTotp = endpoint<typeof confirmTotpRoute>('POST', '/api/v1/me/totp/confirm');
export const removeTotp = endpoint<typeof removeTotpRoute>('DELETE', '/api/v1/me/totp');
export const renewRecoveryCodes = endpoint<typeof recoveryCodesRoute>('POST', '/api/v1/me/recovery-codes');
export const beginPasskey = endpoint<typeof beginPasskeyRoute>('POST', '/api/v1/me/passkeys/options');
export const addPasskey = endpoint<typeof addPasskeyRoute>('POST', '/api/v1/me/passkeys');
export const removePasskey = endpoint<typeof removePasskeyRoute>('DELETE', '/api/v1/me/passkeys/:id');
export const endSession = endpoint<typeof endSessionRoute>('DELETE', '/api/v1/me/sessions/:id');
export const endOtherSessions = endpoint<typeof endOtherSessionsRoute>('DELETE', '/api/v1/me/sessions');

export type TotpSetup = Answer<typeof beginTotpRoute>;
