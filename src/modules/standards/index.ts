/** What other modules may use of the standard packs. */
export { findCrosswalk, listCrosswalks, listPacks, loadPack } from './load-pack.ts';
export {
  type Attributes,
  bindingRequirements,
  type Condition,
  type Crosswalk,
  conditionsHold,
  isBinding,
  type Level,
  levelOf,
  type OrgKind,
  orgKinds,
  type Pack,
  type PackInfo,
  type Reporting,
  type Requirement,
  type Role,
  type RoleScope,
  type SubItem,
  type Text,
} from './model.ts';
export { standardsModule } from './module.ts';
export { organisationPacks } from './tables.ts';
