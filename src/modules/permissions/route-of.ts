import type { Tx } from '../../platform/database/database.ts';
import type { FormValues, PermissionType } from './model.ts';
import { stepsFor } from './model.ts';
import type { Desk } from './queries/desk.ts';
import { loadHolders } from './queries/holders.ts';
import { resolveSeat, resolveSteps } from './resolve.ts';
import type { ResolvedSeat, ResolvedStep } from './seats.ts';

interface Application {
  readonly type: Pick<PermissionType, 'fields' | 'steps' | 'informed'>;
  readonly applicantId: string;
  /** Path of the unit for which they apply. */
  readonly unitPath: string;
  readonly values: FormValues;
  readonly date: string;
}

interface Route {
  readonly steps: readonly ResolvedStep[];
  readonly informed: readonly ResolvedSeat[];
}

/** Who decides this application on the day, step by step, and who is told. */
export async function routeOf(tx: Tx, desk: Desk, application: Application): Promise<Route> {
  const { type, values, date, unitPath, applicantId } = application;
  const holders = await loadHolders(tx, desk, type, stepsFor(type, values), { unitPath, values, date });
  const context = { roles: desk.roles, rules: desk.rules, holders, applicantId, unitPath, values };
  return {
    steps: resolveSteps(type, context),
    informed: type.informed.map((slot) => resolveSeat(slot, false, context)),
  };
}
