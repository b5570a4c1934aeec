import { definePages } from '../../../kit/ui/pages.ts';
import { t } from '../messages.ts';

export const pages = definePages([
  {
    path: '/information',
    title: t('page.register'),
    nav: { group: 'handling', order: 20 },
    action: 'information.read',
    component: () => import('./register-page.tsx'),
  },
  {
    path: '/information/aid',
    title: t('page.aid'),
    nav: { group: 'handling', order: 10 },
    action: 'information.consult',
    component: () => import('./aid-page.tsx'),
  },
  {
    path: '/information/changes',
    title: t('page.changes'),
    nav: { group: 'handling', order: 30 },
    action: 'information.register',
    component: () => import('./changes-page.tsx'),
  },
  {
    path: '/information/scheme',
    title: t('page.scheme'),
    nav: { group: 'standards', order: 40 },
    action: 'information.consult',
    component: () => import('./scheme-page.tsx'),
  },
  {
    path: '/information/settings',
    title: t('page.settings'),
    nav: { group: 'admin', order: 60 },
    parent: '/information/scheme',
    action: 'information.settings',
    component: () => import('./settings-page.tsx'),
  },
  {
    path: '/information/new',
    title: t('page.new'),
    parent: '/information',
    action: 'information.register',
    component: () => import('./new-page.tsx'),
  },
  {
    path: '/information/import',
    title: t('page.import'),
    parent: '/information',
    action: 'information.import',
    component: () => import('./import-page.tsx'),
  },
  {
    path: '/information/$assetId',
    title: t('page.asset'),
    parent: '/information',
    action: 'information.read',
    component: () => import('./asset-page.tsx'),
  },
]);
