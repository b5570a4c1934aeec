import type { Module } from '../../platform/module.ts';
import { periodic } from './clock.ts';
import { openCampaignJob } from './commands/run-campaign.ts';
import { actions } from './policy.ts';
import { tasksOf } from './queries/tasks.ts';
import { routes } from './routes.ts';

/** The self-check as the composition takes it. */
export const selfCheckModule: Module = {
  name: 'self-check',
  routes,
  actions,
  jobs: [openCampaignJob],
  periodic,
  tasksOf,
};
