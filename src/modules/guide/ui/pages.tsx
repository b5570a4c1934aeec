import { definePages } from '../../../kit/ui/pages.ts';
import { t } from '../messages.ts';

export const pages = definePages([
  {
    path: '/guide',
    title: t('page.guide'),
    nav: { group: 'handling', order: 7 },
    action: 'guide.read',
    component: () => import('./guide-page.tsx'),
  },
  {
    path: '/guide/$situationId',
    title: t('page.situation'),
    parent: '/guide',
    action: 'guide.read',
    component: () => import('./situation-page.tsx'),
  },
  {
    path: '/guide-edit',
    title: t('page.edit'),
    parent: '/guide',
    action: 'guide.edit',
    component: () => import('./edit-page.tsx'),
  },
]);
