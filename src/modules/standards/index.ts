/** What other modules may use of the standard packs. */
export { type AnyPart, checkPacks, type ReportProblem } from './check-pack.ts';
export { listPacks, loadPack, packIds } from './load-pack.ts';
export {
  conditionsHold,
  isBinding,
  levelOf,
  type OrgKind,
  orgKinds,
  type Pack,
  type Requirement,
  type Role,
  type Text,
} from './model.ts';
export { standardsModule } from './module.ts';
export { type PackPart, readPart } from './parts.ts';
export { organisationPacks } from './tables.ts';
