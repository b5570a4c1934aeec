import type { Module } from '../../platform/module.ts';
import { actions } from './policy.ts';
import { routes } from './routes.ts';
import { tasksOf } from './tasks.ts';

/** What other modules may use of the organisation. Its tables are its own: join through these fragments. */
export { createUnit } from './commands/create-unit.ts';
export { absentOn, belongs, currentAssets, currentPosts, inForce, personWithin } from './fragments.ts';
export {
  type AssetKind,
  type AssetStage,
  type Employment,
  importKinds,
  type ScopeKind,
  type UnitKind,
} from './model.ts';
export { loadProfile } from './queries/organisation.ts';
export { type HoldingRole, type RoleHolding, roleHoldings } from './role-holdings.ts';
export { tellPeople } from './tell-people.ts';

export const organisationModule: Module = { name: 'organisation', routes, actions, tasksOf };
