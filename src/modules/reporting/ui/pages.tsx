import { definePages } from '../../../kit/ui/pages.ts';
import { t } from '../messages.ts';

export const pages = definePages([
  {
    path: '/rates',
    title: t('page.dashboard'),
    nav: { group: 'report', order: 10 },
    action: 'rates.read',
    component: () => import('./dashboard-page.tsx'),
  },
  {
    path: '/rates/history',
    title: t('page.history'),
    nav: { group: 'report', order: 20 },
    action: 'rates.read',
    component: () => import('./history-page.tsx'),
  },
  {
    path: '/reports',
    title: t('page.report'),
    nav: { group: 'report', order: 30 },
    action: 'report.read',
    component: () => import('./report-page.tsx'),
  },
  {
    path: '/rates/gather',
    title: t('page.gather'),
    nav: { group: 'report', order: 40 },
    action: 'rates.read',
    component: () => import('./gather-page.tsx'),
  },
  {
    path: '/rates/$campaignId/answers',
    title: t('page.answers'),
    parent: '/rates',
    action: 'answers.read',
    component: () => import('./answers-page.tsx'),
  },
]);
