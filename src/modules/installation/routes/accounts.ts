import { z } from 'zod';
import { formatInstant } from '../../../kernel/dates.ts';
import { exportList, type ListColumn } from '../../../kit/server/export.ts';
import { EXPORT_LIMIT, listAnswer, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { createAccount } from '../commands/create-account.ts';
import { updateAccount } from '../commands/update-account.ts';
import { issueLink } from '../issue-link.ts';
import { t } from '../messages.ts';
import { accountAnswer, presentAccount } from '../present-account.ts';
import { type AccountRow, accountSorts, listAccounts, readAccount } from '../queries.ts';

const read = { action: 'accounts.read' } as const;
const edit = { action: 'accounts.edit' } as const;
const params = z.object({ id: z.uuid() });
const email = z.email().or(z.literal(''));
const name = z.string().trim().min(1).max(100);
const personNumber = z.string().trim().max(50);

export const issuedLink = z.object({ url: z.string(), expiresAt: z.iso.datetime(), mailed: z.boolean() });

const columns: readonly ListColumn<AccountRow>[] = [
  { key: 'name', header: t('column.name'), value: (row) => row.name },
  { key: 'loginName', header: t('column.loginName'), value: (row) => row.loginName },
  { key: 'person', header: t('column.person'), value: (row) => row.personNumber },
  { key: 'unit', header: t('column.unit'), value: (row) => row.unitName },
  { key: 'email', header: t('column.email'), value: (row) => row.email },
  { key: 'state', header: t('column.state'), value: (row) => t(`state.${row.state}`) },
  { key: 'administrator', header: t('column.administrator'), value: (row) => yesNo(row.administrator) },
  { key: 'secondFactor', header: t('column.secondFactor'), value: (row) => yesNo(row.secondFactor) },
  {
    key: 'lastSeen',
    header: t('column.lastSignIn'),
    value: (row) => (row.lastSeenAt ? formatInstant(row.lastSeenAt) : null),
  },
];

const yesNo = (value: boolean): string => t(value ? 'value.yes' : 'value.no');

export const listAccountsRoute = route({
  method: 'GET',
  path: '/api/v1/accounts',
  summary: 'Accounts, with person, state and last use',
  access: read,
  query: listQuery(accountSorts, {
    state: z.enum(['active', 'waiting', 'disabled', 'left']).optional(),
    administrator: z.enum(['true', 'false']).optional(),
  }),
  response: listAnswer(accountAnswer),
  handle: async ({ tx, scope, services, query, today }) => {
    const { page, pageSize, sort, format, ...filter } = query;
    const paging = format ? { sort, page: 1, pageSize: EXPORT_LIMIT } : { sort, page, pageSize };
    const { rows, total } = await listAccounts(tx, scope, services.secrets, today, filter, paging);
    if (format) return exportList({ title: t('accounts.title'), columns, rows, format, today });
    return { items: rows.map(presentAccount), total, page, pageSize };
  },
});

export const readAccountRoute = route({
  method: 'GET',
  path: '/api/v1/accounts/:id',
  summary: 'One account',
  access: read,
  params,
  response: accountAnswer,
  handle: async ({ tx, services, params: { id }, today }) =>
    presentAccount(await readAccount(tx, services.secrets, today, id)),
});

export const createAccountRoute = route({
  method: 'POST',
  path: '/api/v1/accounts',
  summary: 'Make an account; the answer carries the link by which its owner sets a password',
  access: edit,
  body: z.object({
    name,
    loginName: z.string().trim().min(1).max(64),
    email: email.default(''),
    administrator: z.boolean().default(false),
    personNumber: personNumber.default(''),
  }),
  response: z.object({ id: z.uuid(), link: issuedLink }),
  handle: async ({ tx, actor, services, body, today }) => {
    const id = await createAccount(tx, actor, body);
    const account = await readAccount(tx, services.secrets, today, id);
    return { id, link: await issueLink(tx, actor, services, account) };
  },
});

export const updateAccountRoute = route({
  method: 'PUT',
  path: '/api/v1/accounts/:id',
  summary: 'Change an account',
  access: edit,
  params,
  body: z.object({
    version: z.number().int(),
    name,
    email,
    administrator: z.boolean(),
    disabled: z.boolean(),
    personNumber,
  }),
  response: accountAnswer,
  handle: async ({ tx, actor, services, params: { id }, body, today }) => {
    await updateAccount(tx, actor, { id, ...body }, today);
    return presentAccount(await readAccount(tx, services.secrets, today, id));
  },
});

export const accountRoutes = [listAccountsRoute, readAccountRoute, createAccountRoute, updateAccountRoute];
