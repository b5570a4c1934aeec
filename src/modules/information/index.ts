/** What other modules may use of the classification and the register of information. */
export { noteDisposal } from './commands/note-disposal.ts';
export { type Axis, axes, type Classes, classesSchema, type Form, restrictionId } from './model.ts';
export { informationModule } from './module.ts';
export { entryOwners } from './queries/deciders.ts';
export { type InformationAsset, loadInformationAsset, loadInformationAssets } from './queries/load-asset.ts';
export { findRulebook } from './queries/scheme.ts';
export { classificationPart } from './scheme.ts';
