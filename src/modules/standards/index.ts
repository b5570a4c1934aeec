/** What other modules may use of the standard packs. */
export { listPacks, loadPack } from './load-pack.ts';
export {
  conditionsHold,
  isBinding,
  levelOf,
  type OrgKind,
  orgKinds,
  type Pack,
  type Requirement,
  type Role,
} from './model.ts';
export { standardsModule } from './module.ts';
export { organisationPacks } from './tables.ts';
