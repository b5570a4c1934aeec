import { definePages } from '../../../kit/ui/pages.ts';
import { t } from '../messages-ui.ts';

export const pages = definePages([
  {
    path: '/exceptions',
    title: t('page.ledger'),
    nav: { group: 'handling', order: 60 },
    action: 'exceptions.read',
    component: () => import('./ledger-page.tsx'),
  },
  {
    path: '/exceptions/new',
    title: t('page.new'),
    parent: '/exceptions',
    action: 'exceptions.apply',
    component: () => import('./new-page.tsx'),
  },
  {
    path: '/exceptions/emergency',
    title: t('page.emergency'),
    parent: '/exceptions',
    action: 'exceptions.apply',
    component: () => import('./emergency-page.tsx'),
  },
  {
    path: '/exceptions/review-rules',
    title: t('page.rules'),
    parent: '/exceptions',
    action: 'exception-reports.read',
    component: () => import('./rules-page.tsx'),
  },
  {
    path: '/exceptions/reports',
    title: t('page.reports'),
    parent: '/exceptions',
    action: 'exception-reports.read',
    component: () => import('./reports-page.tsx'),
  },
  {
    path: '/exceptions/settings',
    title: t('page.settings'),
    parent: '/exceptions',
    action: 'exceptions.configure',
    component: () => import('./settings-page.tsx'),
  },
  {
    path: '/exceptions/$exceptionId',
    title: t('page.detail'),
    parent: '/exceptions',
    action: 'exceptions.read',
    component: () => import('./exception-page.tsx'),
  },
]);
