/** What other modules may use of the self-check. */

export { type ChosenItem, chooseItems } from './commands/choose-items.ts';
export { evaluateCampaign } from './commands/evaluate-campaign.ts';
export { freezePopulation } from './commands/freeze-population.ts';
export { orderImprovement, stepImprovement } from './commands/improve.ts';
export { type CampaignPlan, createCampaign, decidePlan } from './commands/plan-campaign.ts';
export { beginOpening, closeCampaign, giveOrder } from './commands/run-campaign.ts';
export { type Answer, saveAnswers } from './commands/save-answers.ts';
export { submitSheet } from './commands/submit-sheet.ts';
export { type BulkAnswer, writeAnswers } from './commands/write-answers.ts';
export { foldCampaign } from './fold-tallies.ts';
export {
  type AnswerState,
  answerStates,
  type CampaignStatus,
  type GroupSpan,
  letterOf,
  type StateCounts,
  stageOf,
  WHOLE,
} from './model.ts';
export { selfCheckModule } from './module.ts';
export {
  type AnswerFilter,
  type AnswerRow,
  listAnswers,
} from './queries/answers.ts';
export {
  listCampaigns,
  loadCampaign,
  loadItems,
  loadPlacedItems,
  type PlacedItem,
} from './queries/campaign.ts';
export {
  addFigures,
  type GroupCounts,
  type ItemCounts,
  type PersonCounts,
  readExclusions,
  readFigures,
  readPersonCounts,
  type UnitFigures,
} from './queries/figures.ts';
export type { Campaign, CampaignItem } from './tables.ts';
