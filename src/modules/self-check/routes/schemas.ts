import { z } from 'zod';
import { isIsoDate } from '../../../kernel/dates.ts';
import { t } from '../messages.ts';
import {
  answerStates,
  campaignStatuses,
  exclusionReasons,
  focuses,
  improvementStatuses,
  stages,
} from '../model.ts';
import type { Campaign } from '../tables.ts';

export const day = z.string().refine(isIsoDate, { message: t('field.day') });
export const state = z.enum(answerStates);
export const stage = z.enum(stages);
export const exclusionReason = z.enum(exclusionReasons);
export const byId = z.object({ id: z.uuid() });
export const bySheet = z.object({ id: z.uuid(), personId: z.uuid() });
/** The version that the caller saw. */
export const seen = z.object({ version: z.number().int() });

const rule = z.object({
  employments: z.array(z.string().max(40)).max(20),
  absentDays: z.number().int().min(1).max(400).nullable(),
  deputies: z.boolean(),
});

/** What the plan says, as it is sent. */
export const plan = z.object({
  fiscalYear: z.number().int().min(2000).max(2200),
  title: z.string().trim().max(200),
  baseDate: day,
  focus: z.enum(focuses),
  focusReason: z.string().trim().max(2000).default(''),
  opensOn: day,
  closesOn: day,
  rule,
  reminderDays: z.array(z.number().int().min(0).max(60)).max(5),
  urgePauseHours: z.number().int().min(1).max(720),
});

export const campaign = plan.extend({
  id: z.uuid(),
  packId: z.string(),
  edition: z.string(),
  focusReason: z.string(),
  status: z.enum(campaignStatuses),
  groups: z.array(z.object({ id: z.string(), title: z.string(), count: z.number().int() })),
  openedAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  evaluatedAt: z.iso.datetime().nullable(),
  version: z.number().int(),
});

/** A campaign as it leaves the server. */
export function presentCampaign(row: Campaign): z.input<typeof campaign> {
  const { rule: own } = row;
  return {
    ...row,
    rule: { ...own, employments: [...own.employments] },
    groups: row.roleGroups.map(({ id, title, count }) => ({ id, title, count })),
    openedAt: row.openedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    evaluatedAt: row.evaluatedAt?.toISOString() ?? null,
  };
}

const counts = z.object({
  unanswered: z.number().int(),
  done: z.number().int(),
  not_done: z.number().int(),
  not_applicable: z.number().int(),
});

export const figures = z.object({
  unitId: z.string(),
  groups: z.array(
    z.object({
      roleGroup: z.string(),
      title: z.string(),
      population: z.number().int(),
      heard: z.number().int(),
    }),
  ),
  items: z.array(z.object({ roleGroup: z.string(), item: z.string(), counts })),
  stages: z.object({
    untouched: z.number().int(),
    started: z.number().int(),
    complete: z.number().int(),
    submitted: z.number().int(),
    excluded: z.number().int(),
  }),
});

export const unit = z.object({ id: z.uuid(), name: z.string(), path: z.string() });

export const improvement = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  itemId: z.string(),
  title: z.string(),
  body: z.string(),
  dueOn: z.string(),
  status: z.enum(improvementStatuses),
  report: z.string(),
  reportedAt: z.string().nullable(),
  remark: z.string(),
  confirmedAt: z.string().nullable(),
  version: z.number().int(),
});
