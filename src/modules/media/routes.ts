import type { AnyRoute } from '../../platform/http/route.ts';
import { backupRoutes } from './routes/backups.ts';
import { carryingRoutes } from './routes/carrying.ts';
import { disposalRoutes } from './routes/disposals.ts';
import { importRoutes } from './routes/imports.ts';
import { loanRoutes } from './routes/loans.ts';
import { mediaRoutes } from './routes/media.ts';
import { placeRoutes } from './routes/places.ts';

/** Every route of media, lending, carrying, disposal and backups. */
export const routes: readonly AnyRoute[] = [
  ...importRoutes,
  ...mediaRoutes,
  ...placeRoutes,
  ...loanRoutes,
  ...carryingRoutes,
  ...disposalRoutes,
  ...backupRoutes,
];
