import type { AnyRoute } from '../../platform/http/route.ts';
import { appointmentRoutes } from './routes/appointments.ts';
import { assetRoutes } from './routes/assets.ts';
import { chartRoutes } from './routes/chart.ts';
import { importRoutes } from './routes/imports.ts';
import { peopleRoutes } from './routes/people.ts';
import { unitRoutes } from './routes/units.ts';

/** Every route of the organisation. */
export const routes: readonly AnyRoute[] = [
  ...unitRoutes,
  ...peopleRoutes,
  ...assetRoutes,
  ...appointmentRoutes,
  ...chartRoutes,
  ...importRoutes,
];
