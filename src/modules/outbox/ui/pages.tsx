import { definePages } from '../../../kit/ui/pages.ts';
import { t } from '../messages.ts';

export const pages = definePages([
  {
    path: '/notices',
    title: t('notices.title'),
    nav: { group: 'mine', order: 90 },
    component: () => import('./notices-page.tsx'),
  },
  {
    path: '/outbox',
    title: t('outbox.title'),
    nav: { group: 'admin', order: 40 },
    action: 'mail.outbox',
    component: () => import('./outbox-page.tsx'),
  },
]);
