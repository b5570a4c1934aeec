import type { BadgeTone } from '../../../kit/ui/badge.tsx';
import { t } from '../messages-ui.ts';
import type { CampaignStatus, ImprovementStatus, Stage } from '../model.ts';

/** How the state of a campaign is shown. */
export const statusLabels: Readonly<Record<CampaignStatus, { label: string; tone: BadgeTone }>> = {
  draft: { label: t('status.draft'), tone: 'neutral' },
  planned: { label: t('status.planned'), tone: 'blue' },
  opening: { label: t('status.opening'), tone: 'orange' },
  open: { label: t('status.open'), tone: 'green' },
  closed: { label: t('status.closed'), tone: 'yellow' },
  evaluated: { label: t('status.evaluated'), tone: 'neutral' },
};

/** How far somebody is with the sheet. */
export const stageLabels: Readonly<Record<Stage, { label: string; tone: BadgeTone }>> = {
  untouched: { label: t('stage.untouched'), tone: 'red' },
  started: { label: t('stage.started'), tone: 'orange' },
  complete: { label: t('stage.complete'), tone: 'blue' },
  submitted: { label: t('stage.submitted'), tone: 'green' },
  excluded: { label: t('stage.excluded'), tone: 'neutral' },
};

/** How far an order to improve is. */
export const improvementLabels: Readonly<Record<ImprovementStatus, { label: string; tone: BadgeTone }>> = {
  ordered: { label: t('improvement.ordered'), tone: 'orange' },
  reported: { label: t('improvement.reported'), tone: 'blue' },
  confirmed: { label: t('improvement.confirmed'), tone: 'green' },
};
