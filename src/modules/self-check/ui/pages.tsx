import { definePages } from '../../../kit/ui/pages.ts';
import { t } from '../messages.ts';

export const pages = definePages([
  {
    path: '/my/self-check',
    title: t('page.mine'),
    nav: { group: 'mine', order: 20 },
    component: () => import('./my-sheets-page.tsx'),
  },
  {
    path: '/self-check/$campaignId/sheet',
    title: t('page.sheet'),
    parent: '/my/self-check',
    layout: 'focus',
    component: () => import('./sheet-page.tsx'),
  },
  {
    path: '/self-check/$campaignId/sheet/file',
    title: t('page.myPaper'),
    parent: '/my/self-check',
    component: () => import('./my-paper-page.tsx'),
  },
  {
    path: '/self-check/$campaignId/paper',
    title: t('page.paper'),
    parent: '/self-check/$campaignId',
    action: 'campaign.paper',
    component: () => import('./paper-page.tsx'),
  },
  {
    path: '/self-check',
    title: t('page.campaigns'),
    nav: { group: 'selfCheck', order: 10 },
    action: 'campaign.read',
    component: () => import('./campaigns-page.tsx'),
  },
  {
    path: '/self-check/new',
    title: t('page.new'),
    parent: '/self-check',
    action: 'campaign.plan',
    component: () => import('./new-campaign-page.tsx'),
  },
  {
    path: '/self-check/$campaignId',
    title: t('page.campaign'),
    parent: '/self-check',
    action: 'campaign.read',
    component: () => import('./campaign-page.tsx'),
  },
  {
    path: '/self-check/$campaignId/sheets/$personId',
    title: t('page.sheetOf'),
    parent: '/self-check/$campaignId',
    action: 'answers.read',
    component: () => import('./sheet-of-page.tsx'),
  },
]);
