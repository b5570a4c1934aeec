import { definePages } from '../../../kit/ui/pages.ts';
import { t } from '../messages.ts';

export const pages = definePages([
  {
    path: '/standards',
    title: t('page.list'),
    nav: { group: 'standards', order: 10 },
    action: 'standards.read',
    component: () => import('./packs-page.tsx'),
  },
  {
    path: '/standards/$packId',
    title: t('page.pack'),
    parent: '/standards',
    action: 'standards.read',
    component: () => import('./pack-page.tsx'),
  },
  {
    path: '/standards/$packId/requirements/$requirementId',
    title: t('page.requirement'),
    parent: '/standards/$packId',
    action: 'standards.read',
    component: () => import('./requirement-page.tsx'),
  },
  {
    path: '/standards/$packId/adoption',
    title: t('page.adoption'),
    parent: '/standards/$packId',
    action: 'standards.adopt',
    component: () => import('./adoption-page.tsx'),
  },
  {
    path: '/standards/$packId/official-text',
    title: t('page.officialText'),
    parent: '/standards/$packId',
    action: 'standards.adopt',
    component: () => import('./official-text-page.tsx'),
  },
  {
    path: '/standards-comparison',
    title: t('page.comparison'),
    nav: { group: 'standards', order: 20 },
    parent: '/standards',
    action: 'standards.read',
    component: () => import('./comparison-page.tsx'),
  },
  {
    path: '/standards-import',
    title: t('page.import'),
    parent: '/standards',
    action: 'standards.import',
    component: () => import('./import-page.tsx'),
  },
]);
