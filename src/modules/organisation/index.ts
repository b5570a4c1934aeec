import type { Module } from '../../platform/module.ts';
import { actions } from './policy.ts';
import { routes } from './routes.ts';
import { tasksOf } from './tasks.ts';

/** What other modules may use of the organisation. Its tables are its own: join through these fragments. */
export {
  absentOn,
  assetInForce,
  belongs,
  currentAssets,
  currentPosts,
  inForce,
  personWithin,
} from './fragments.ts';
export {
  type AbsenceReason,
  type AssetKind,
  type AssetStage,
  type Employment,
  holdsOn,
  type Period,
  type ScopeKind,
  type UnitKind,
} from './model.ts';
export { loadProfile, type OrganisationProfile, primaryPack, requirePack } from './queries/organisation.ts';
export {
  type HoldingRole,
  type HoldingsQuery,
  type RoleHolding,
  roleHoldings,
  roleHoldingsOf,
} from './role-holdings.ts';

export const organisationModule: Module = { name: 'organisation', routes, actions, tasksOf };
export { createUnit, type NewUnit } from './commands/create-unit.ts';
