import { KijunError } from '../../kernel/errors.ts';
import type { Session } from './load-session.ts';
import { t } from './messages.ts';

/** For how long a proof counts when sign-in methods are to be changed. */
const proofMinutes = 15;

/** Whether the session's person proved who they are within the last quarter of an hour. */
export const proofIsRecent = (session: Session): boolean =>
  Date.now() - session.provedAt.getTime() <= proofMinutes * 60_000;

/**
 * Somebody who finds an unlocked screen must not be able to make it theirs: adding and removing ways to sign in asks
 * for a proof of the last quarter of an hour. Throws 403 that the screen answers by asking for the password.
 */
export function requireRecentProof(session: Session): void {
  if (!proofIsRecent(session)) throw new KijunError(403, t.ref('proof.needed'));
}
