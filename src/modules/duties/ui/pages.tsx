import { definePages } from '../../../kit/ui/pages.ts';
import { t } from '../messages.ts';

export const pages = definePages([
  {
    path: '/my/duties',
    title: t('page.mine'),
    nav: { group: 'mine', order: 30 },
    component: () => import('./my-duties-page.tsx'),
  },
  {
    path: '/people/$personId/duties',
    title: t('page.person'),
    action: 'duties.read',
    parent: '/people',
    component: () => import('./person-duties-page.tsx'),
  },
]);
