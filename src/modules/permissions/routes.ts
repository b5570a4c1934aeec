import type { AnyRoute } from '../../platform/http/route.ts';
import { printRoutes } from './print/routes.ts';
import { applyRoutes } from './routes/apply.ts';
import { choiceRoutes } from './routes/choices.ts';
import { decideRoutes } from './routes/decide.ts';
import { discussionRoutes } from './routes/discussion.ts';
import { checkGate } from './routes/gate.ts';
import { readRoutes } from './routes/read.ts';
import { typeRoutes } from './routes/types.ts';

/** Routes of the permission desk; addresses of one word come before those with an id. */
export const routes: readonly AnyRoute[] = [
  ...typeRoutes,
  ...applyRoutes,
  ...decideRoutes,
  ...readRoutes,
  ...printRoutes,
  ...discussionRoutes,
  ...choiceRoutes,
  checkGate,
];
