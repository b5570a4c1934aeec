import { definePages } from '../../../kit/ui/pages.ts';
import { t } from '../messages.ts';

export const pages = definePages([
  {
    path: '/handling',
    title: t('page.title'),
    nav: { group: 'handling', order: 5 },
    action: 'handling.ask',
    component: () => import('./handling-page.tsx'),
  },
]);
