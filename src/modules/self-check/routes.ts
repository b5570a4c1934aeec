import type { AnyRoute } from '../../platform/http/route.ts';
import { evaluateRoutes } from './routes/evaluate.ts';
import { paperRoutes } from './routes/paper.ts';
import { planRoutes } from './routes/plan.ts';
import { progressRoutes } from './routes/progress.ts';
import { runRoutes } from './routes/run.ts';
import { sheetRoutes } from './routes/sheet.ts';

export const routes: readonly AnyRoute[] = [
  ...planRoutes,
  ...runRoutes,
  ...sheetRoutes,
  ...paperRoutes,
  ...progressRoutes,
  ...evaluateRoutes,
];
