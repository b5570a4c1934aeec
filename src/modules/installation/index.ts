import { identityRoutes } from '../../platform/identity/routes.ts';
import type { Module } from '../../platform/module.ts';
import { actions } from './policy.ts';
import { accountDeedRoutes } from './routes/account-deeds.ts';
import { accountRoutes } from './routes/accounts.ts';
import { sessionRoutes } from './routes/session.ts';
import { setupRoutes } from './routes/setup.ts';

export { createOrganisation } from './commands/create-organisation.ts';
export { setDemoCreator } from './demo-registry.ts';
export { setupNotice } from './setup-code.ts';

/** Set-up, sign-in and accounts: what an installation needs before there is any work to do. */
export const installation: Module = {
  name: 'installation',
  routes: [...identityRoutes, ...sessionRoutes, ...setupRoutes, ...accountRoutes, ...accountDeedRoutes],
  actions,
};
