import { definePages } from '../../../kit/ui/pages.ts';
import { t } from '../messages.ts';

export const pages = definePages([
  {
    path: '/marking',
    title: t('page.title'),
    nav: { group: 'handling', order: 40 },
    action: 'marking.use',
    component: () => import('./marking-page.tsx'),
  },
]);
