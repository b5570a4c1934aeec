import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/** Accounts are the administrator's own business; no role of a pack brings them. */
export const actions: readonly ActionDefinition[] = [
  {
    id: 'accounts.read',
    title: { ja: 'アカウントの閲覧', en: 'Read accounts' },
    administrator: true,
    reserved: true,
  },
  {
    id: 'accounts.edit',
    title: { ja: 'アカウントの管理', en: 'Manage accounts' },
    administrator: true,
    reserved: true,
  },
];
