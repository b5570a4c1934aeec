import { definePages } from '../../../kit/ui/pages.ts';
import { t } from '../messages.ts';

export const pages = definePages([
  {
    path: '/staff-reports',
    title: t('page.inbox'),
    nav: { group: 'report', order: 50 },
    action: 'reports-of-staff.read',
    component: () => import('./inbox-page.tsx'),
  },
]);
