import { z } from 'zod';
import { today } from '../../../kernel/dates.ts';
import { NotFound } from '../../../kernel/errors.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { inOrganisation, type Tx } from '../../database/database.ts';
import { listOrganisations, type Organisation } from '../../database/organisations.ts';
import { route } from '../../http/route.ts';
import type { Services } from '../../services.ts';
import { splitToken } from '../cookies.ts';
import { actorOf, findAccount } from '../find-account.ts';
import { t } from '../messages.ts';
import { passwordLength } from '../password-policy.ts';
import { accountOfLink, takeRecoveryLink } from '../recovery-links.ts';
import { endSessions } from '../sessions.ts';
import { setPassword } from '../set-password.ts';
import { unlockLoginName } from '../throttle.ts';
import { refuseCrossSite } from './sign-in.ts';

const token = z.string().min(1).max(200);

/** Runs `work` in the organisation that the link names. Throws NotFound for anything but a link of ours. */
async function withLink<T>(
  { database }: Services,
  value: string,
  work: (tx: Tx, secret: string, organisation: Organisation) => Promise<T>,
): Promise<T> {
  const pair = splitToken(value);
  const organisation = (await listOrganisations(database)).find(({ id }) => id === pair?.organisationId);
  if (!pair || !organisation) throw new NotFound(t.ref('recoveryLink.over'));
  return inOrganisation(database, organisation.id, (tx) => work(tx, pair.token, organisation));
}

export const recoveryCheckRoute = route({
  method: 'POST',
  path: '/api/v1/sign-in/recovery/check',
  summary: 'Whose recovery link this is, and whether it still works',
  access: 'public',
  rateLimit: 60,
  body: z.object({ token }),
  response: z.object({
    organisation: z.string(),
    organisationSlug: z.string(),
    name: z.string(),
    loginName: z.string(),
    minLength: z.number().int(),
  }),
  handle: (call) => {
    refuseCrossSite(call);
    return withLink(call.services, call.body.token, async (tx, secret, organisation) => {
      const account = await findAccount(tx, await accountOfLink(tx, secret), today());
      return {
        organisation: organisation.name,
        organisationSlug: organisation.slug,
        name: account.displayName,
        loginName: account.loginName,
        minLength: passwordLength.min,
      };
    });
  },
});

export const recoveryPasswordRoute = route({
  method: 'POST',
  path: '/api/v1/sign-in/recovery/password',
  summary: 'Set a password with a recovery link; ends every session of the account',
  access: 'public',
  rateLimit: 60,
  body: z.object({ token, password: z.string().min(1).max(1000) }),
  handle: async (call) => {
    refuseCrossSite(call);
    const { body, services, request } = call;
    await withLink(services, body.token, async (tx, secret, organisation) => {
      const account = await findAccount(tx, await takeRecoveryLink(tx, secret), today());
      if (!account.usable) throw new NotFound(t.ref('recoveryLink.over'));
      await setPassword(tx, account, organisation, body.password);
      await endSessions(tx, account.id);
      await unlockLoginName(tx, services.secrets, account.loginName);
      await recordEvent(tx, actorOf(tx.organisationId, account, request.id), {
        action: 'account.recover',
        entity: 'account',
        entityId: account.id,
      });
    });
    return undefined;
  },
});

export const recoveryRoutes = [recoveryCheckRoute, recoveryPasswordRoute];
