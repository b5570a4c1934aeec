/** What other modules may use of the self-check. */

export { chooseItems } from './commands/choose-items.ts';
export { evaluateCampaign } from './commands/evaluate-campaign.ts';
export { freezePopulation } from './commands/freeze-population.ts';
export { orderImprovement, stepImprovement } from './commands/improve.ts';
export { type CampaignPlan, createCampaign, decidePlan } from './commands/plan-campaign.ts';
export { beginOpening, closeCampaign, giveOrder } from './commands/run-campaign.ts';

export { foldCampaign } from './fold-tallies.ts';
export {
  type AnswerState,
  answerStates,
  letterOf,
  WHOLE,
} from './model.ts';
export { selfCheckModule } from './module.ts';

export {
  listCampaigns,
  loadCampaign,
  loadItems,
  loadPlacedItems,
} from './queries/campaign.ts';
export {
  addFigures,
  type PersonCounts,
  readExclusions,
  readFigures,
  readPersonCounts,
  type UnitFigures,
} from './queries/figures.ts';
export type { Campaign, CampaignItem } from './tables.ts';
