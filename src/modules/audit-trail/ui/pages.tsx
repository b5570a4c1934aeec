import { definePages } from '../../../kit/ui/pages.ts';
import { t } from '../messages.ts';

export const pages = definePages([
  {
    path: '/audit-trail',
    title: t('page.title'),
    nav: { group: 'admin', order: 30 },
    action: 'audit.read',
    component: () => import('./audit-trail-page.tsx'),
  },
]);
