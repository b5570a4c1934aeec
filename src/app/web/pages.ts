import { definePages, type PageDefinition } from '../../kit/ui/pages.ts';
import { t } from './messages.ts';

/** The pages of the shell itself. */
const shellPages = definePages([
  {
    path: '/',
    title: t('home.title'),
    nav: { group: 'mine', order: 0 },
    component: () => import('./home-page.tsx'),
  },
  { path: '/report-incident', title: t('report.title'), component: () => import('./report-page.tsx') },
  { path: '/account', title: t('account.title'), component: () => import('./account/account-page.tsx') },
  {
    path: '/sign-in',
    title: t('signIn.title'),
    anonymous: true,
    layout: 'focus',
    component: () => import('./sign-in/sign-in-page.tsx'),
  },
  {
    path: '/recover',
    title: t('recover.title'),
    anonymous: true,
    layout: 'focus',
    component: () => import('./sign-in/recover-page.tsx'),
  },
  {
    path: '/setup',
    title: t('setup.title'),
    anonymous: true,
    layout: 'focus',
    component: () => import('./setup/setup-page.tsx'),
  },
]);

const found = import.meta.glob<{ readonly pages: readonly PageDefinition[] }>(
  '../../modules/*/ui/pages.tsx',
  {
    eager: true,
  },
);

/** Every page of the product: the shell's and those of all modules. */
export const pages: readonly PageDefinition[] = [
  ...shellPages,
  ...Object.values(found).flatMap((module) => module.pages),
];
