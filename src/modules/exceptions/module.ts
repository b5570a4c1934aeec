import type { Module } from '../../platform/module.ts';
import { periodic } from './clock.ts';
import { actions } from './policy.ts';
import { printRoutes } from './print/routes.ts';
import { tasksOf } from './queries/tasks.ts';
import { applyRoutes } from './routes/apply.ts';
import { discussionRoutes } from './routes/discussion.ts';
import { ledgerRoutes } from './routes/ledger.ts';
import { overseeRoutes } from './routes/oversee.ts';
import { reviewRoutes } from './routes/review.ts';
import { settingsRoutes } from './routes/settings.ts';

/** Exceptional measures as the composition takes them. */
export const exceptionsModule: Module = {
  name: 'exceptions',
  routes: [
    ...applyRoutes,
    ...ledgerRoutes,
    ...reviewRoutes,
    ...overseeRoutes,
    ...settingsRoutes,
    ...printRoutes,
    ...discussionRoutes,
  ],
  actions,
  periodic,
  tasksOf,
};
