import type { AnyRoute } from '../../platform/http/route.ts';
import { assetRoutes } from './routes/assets.ts';
import { changeRoutes } from './routes/changes.ts';
import { listColleagues, listOwnUnits, listSystems } from './routes/choices.ts';
import { deedRoutes } from './routes/deeds.ts';
import { importRoutes } from './routes/imports.ts';
import { schemeRoutes } from './routes/scheme.ts';

/** Every route of the classification and the register of information. */
export const routes: readonly AnyRoute[] = [
  ...schemeRoutes,
  ...importRoutes,
  ...assetRoutes,
  ...deedRoutes,
  ...changeRoutes,
  listColleagues,
  listOwnUnits,
  listSystems,
];
