import { definePages } from '../../../kit/ui/pages.ts';
import { t } from '../messages.ts';

export const pages = definePages([
  {
    path: '/accounts',
    title: t('accounts.title'),
    nav: { group: 'admin', order: 10 },
    action: 'accounts.read',
    component: () => import('./accounts-page.tsx'),
  },
  {
    path: '/accounts/new',
    title: t('account.new'),
    parent: '/accounts',
    action: 'accounts.edit',
    component: () => import('./new-account-page.tsx'),
  },
  {
    path: '/accounts/bulk',
    title: t('bulk.title'),
    parent: '/accounts',
    action: 'accounts.edit',
    component: () => import('./bulk-page.tsx'),
  },
  {
    path: '/accounts/$accountId',
    title: t('account.title'),
    parent: '/accounts',
    action: 'accounts.read',
    component: () => import('./account-page.tsx'),
  },
]);
