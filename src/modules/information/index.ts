/** What other modules may use of the classification and the register of information. */

export { noteDisposal } from './commands/note-disposal.ts';
export { markingText } from './marking-text.ts';
export {
  type Axis,
  appliesTo,
  axes,
  type Classes,
  classesOf,
  classesSchema,
  defaultRestrictions,
  type Form,
  forms,
  highest,
  inForm,
  openAxes,
  protections,
  restrictionId,
  restrictionText,
  type Scheme,
  undetermined,
  uniteRestrictions,
} from './model.ts';
export { informationModule } from './module.ts';
export { type EntryOwner, entryOwners } from './queries/deciders.ts';
export { type InformationAsset, loadInformationAsset, loadInformationAssets } from './queries/load-asset.ts';
export { findRulebook, type Rulebook } from './queries/scheme.ts';
export { type Classification, classificationPart, schemeOf } from './scheme.ts';
