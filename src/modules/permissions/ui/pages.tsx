import { definePages } from '../../../kit/ui/pages.ts';
import { t } from './messages.ts';

export const pages = definePages([
  {
    path: '/permissions',
    title: t('page.mine'),
    nav: { group: 'handling', order: 20 },
    action: 'permissions.apply',
    component: () => import('./mine-page.tsx'),
  },
  {
    path: '/permissions/new',
    title: t('page.new'),
    parent: '/permissions',
    action: 'permissions.apply',
    component: () => import('./new-page.tsx'),
  },
  {
    // Whoever was given a seat sees what waits there; the list of everybody else is empty.
    path: '/permissions/inbox',
    title: t('page.inbox'),
    nav: { group: 'handling', order: 25 },
    action: ['permissions.manage', 'permissions.read', 'permissions.apply'],
    component: () => import('./inbox-page.tsx'),
  },
  {
    path: '/permissions/office',
    title: t('page.office'),
    nav: { group: 'handling', order: 30 },
    action: 'permissions.read',
    component: () => import('./office-page.tsx'),
  },
  {
    path: '/permissions/gate',
    title: t('page.gate'),
    nav: { group: 'handling', order: 35 },
    action: 'permissions.gate',
    component: () => import('./gate-page.tsx'),
  },
  {
    path: '/permissions/types',
    title: t('page.types'),
    nav: { group: 'admin', order: 40 },
    action: 'permissions.types',
    component: () => import('./types-page.tsx'),
  },
  {
    path: '/permissions/types/$typeId',
    title: t('page.type'),
    parent: '/permissions/types',
    action: 'permissions.types',
    component: () => import('./type-page.tsx'),
  },
  {
    path: '/permissions/$requestId',
    title: t('page.request'),
    parent: '/permissions',
    component: () => import('./request-page.tsx'),
  },
]);
