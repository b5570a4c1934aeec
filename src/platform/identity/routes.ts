import type { AnyRoute } from '../http/route.ts';
import { factorRoutes } from './routes/factors.ts';
import { oidcRoutes } from './routes/oidc.ts';
import { recoveryRoutes } from './routes/recovery.ts';
import { securityRoutes } from './routes/security.ts';
import { signInRoutes } from './routes/sign-in.ts';

/** Every way in and out, and the settings of one's own sign-in. */
export const identityRoutes: readonly AnyRoute[] = [
  ...signInRoutes,
  ...oidcRoutes,
  ...recoveryRoutes,
  ...securityRoutes,
  ...factorRoutes,
];
