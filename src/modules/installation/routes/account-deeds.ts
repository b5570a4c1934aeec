import { z } from 'zod';
import { exportList, type ListColumn } from '../../../kit/server/export.ts';
import { historyRoute } from '../../../kit/server/history.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { route } from '../../../platform/http/route.ts';
import { removeAllPasskeys } from '../../../platform/identity/passkeys.ts';
import { removeRecoveryCodes } from '../../../platform/identity/recovery-codes.ts';
import { endSessions } from '../../../platform/identity/sessions.ts';
import { unlockLoginName } from '../../../platform/identity/throttle.ts';
import { removeTotp } from '../../../platform/identity/totp.ts';
import { createMissingAccounts, type InitialAccount } from '../commands/create-missing-accounts.ts';
import { issueLink } from '../issue-link.ts';
import { t } from '../messages.ts';
import { countPeopleWithout, readAccount } from '../queries.ts';
import { issuedLink } from './accounts.ts';

const edit = { action: 'accounts.edit' } as const;
const params = z.object({ id: z.uuid() });

const record = (tx: Tx, actor: Actor, id: string, deed: string): Promise<void> =>
  recordEvent(tx, actor, { action: 'accounts.edit', entity: 'account', entityId: id, facts: { deed } });

export const accountLinkRoute = route({
  method: 'POST',
  path: '/api/v1/accounts/:id/recovery-link',
  summary: 'Issue a link by which the owner sets a password',
  access: edit,
  params,
  response: issuedLink,
  handle: async ({ tx, actor, services, params: { id }, today }) =>
    issueLink(tx, actor, services, await readAccount(tx, services.secrets, today, id)),
});

export const unlockAccountRoute = route({
  method: 'POST',
  path: '/api/v1/accounts/:id/unlock',
  summary: 'Lift the lock after failed sign-ins',
  access: edit,
  params,
  handle: async ({ tx, actor, services, params: { id }, today }) => {
    const account = await readAccount(tx, services.secrets, today, id);
    await unlockLoginName(tx, services.secrets, account.loginName);
    await record(tx, actor, id, 'unlock');
    return undefined;
  },
});

export const resetFactorsRoute = route({
  method: 'POST',
  path: '/api/v1/accounts/:id/reset-second-factor',
  summary: 'Remove authenticator, passkeys and recovery codes; ends the sessions',
  access: edit,
  params,
  handle: async ({ tx, actor, services, params: { id }, today }) => {
    const account = await readAccount(tx, services.secrets, today, id);
    await removeTotp(tx, account.id);
    await removeAllPasskeys(tx, account.id);
    await removeRecoveryCodes(tx, account.id);
    await endSessions(tx, account.id);
    await record(tx, actor, id, 'reset-second-factor');
    return undefined;
  },
});

export const signOutAccountRoute = route({
  method: 'POST',
  path: '/api/v1/accounts/:id/sign-out',
  summary: 'End every session of the account',
  access: edit,
  params,
  response: z.object({ ended: z.number().int() }),
  handle: async ({ tx, actor, services, params: { id }, today }) => {
    const account = await readAccount(tx, services.secrets, today, id);
    const ended = await endSessions(tx, account.id);
    await record(tx, actor, id, 'sign-out');
    return { ended };
  },
});

export const accountHistoryRoute = historyRoute({
  path: '/api/v1/accounts/:id',
  entity: 'account',
  summary: 'What happened to an account',
  action: 'accounts.read',
  open: ({ tx, services, today }, id) => readAccount(tx, services.secrets, today, id),
});

export const missingAccountsRoute = route({
  method: 'GET',
  path: '/api/v1/accounts/missing',
  summary: 'How many people who work here have no account',
  access: { action: 'accounts.read' },
  response: z.object({ people: z.number().int() }),
  handle: async ({ tx, today }) => ({ people: await countPeopleWithout(tx, today) }),
});

const columns: readonly ListColumn<InitialAccount>[] = [
  { key: 'unit', header: t('column.unit'), value: ({ person }) => person.unitName },
  { key: 'number', header: t('column.person'), value: ({ person }) => person.number },
  { key: 'name', header: t('column.name'), value: ({ person }) => person.name },
  { key: 'loginName', header: t('column.loginName'), value: ({ loginName }) => loginName },
  { key: 'url', header: t('bulk.link'), value: ({ url }) => url, width: 60 },
];

export const createMissingAccountsRoute = route({
  method: 'POST',
  path: '/api/v1/accounts/missing',
  summary: 'Make accounts for everybody without one; the answer holds the list of initial links as a file',
  access: edit,
  body: z.object({
    loginName: z.enum(['number', 'email']).default('number'),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
  }),
  response: z.object({
    created: z.number().int(),
    /** Staff numbers of those whose login name is taken; a few of them, as examples. */
    clashes: z.array(z.string()),
    clashCount: z.number().int(),
    file: z.object({ name: z.string(), contentType: z.string(), base64: z.string() }).nullable(),
  }),
  handle: async ({ tx, actor, services, body, today }) => {
    const { created, clashes } = await createMissingAccounts(tx, actor, {
      loginName: body.loginName,
      publicUrl: services.config.publicUrl,
      today,
    });
    return {
      created: created.length,
      clashes: clashes.slice(0, 5),
      clashCount: clashes.length,
      file: created.length === 0 ? null : await listFile(created, body.format, today),
    };
  },
});

/** The list as a file inside JSON: its links exist in this answer only, and no address can be asked for them again. */
async function listFile(rows: readonly InitialAccount[], format: 'xlsx' | 'csv', today: string) {
  const file = await exportList({ title: t('bulk.fileTitle'), columns, rows, format, today });
  if (!Buffer.isBuffer(file.content)) throw new Error('the list is not in memory');
  return { name: file.fileName, contentType: file.contentType, base64: file.content.toString('base64') };
}

export const accountDeedRoutes = [
  accountLinkRoute,
  unlockAccountRoute,
  resetFactorsRoute,
  signOutAccountRoute,
  accountHistoryRoute,
  missingAccountsRoute,
  createMissingAccountsRoute,
];
