import { boolean, date, integer, jsonb, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type {
  CampaignStatus,
  EvaluationLevel,
  Focus,
  GroupSpan,
  ImprovementStatus,
  PopulationRule,
} from './model.ts';

const organisationId = () => uuid('organisation_id').notNull();
const campaignId = () => uuid('campaign_id').notNull();
const day = (name: string) => date(name, { mode: 'string' });
const instant = (name: string) => timestamp(name, { withTimezone: true });
const version = () => integer('version').notNull().default(1);

export const campaigns = pgTable('campaigns', {
  organisationId: organisationId(),
  id: uuid('id').notNull(),
  fiscalYear: integer('fiscal_year').notNull(),
  packId: text('pack_id').notNull(),
  edition: text('edition').notNull(),
  title: text('title').notNull(),
  baseDate: day('base_date').notNull(),
  focus: text('focus').$type<Focus>().notNull(),
  focusReason: text('focus_reason').notNull().default(''),
  opensOn: day('opens_on').notNull(),
  closesOn: day('closes_on').notNull(),
  rule: jsonb('rule').$type<PopulationRule>().notNull(),
  reminderDays: integer('reminder_days').array().notNull().default([7, 1]),
  urgePauseHours: integer('urge_pause_hours').notNull().default(24),
  roleGroups: jsonb('role_groups').$type<readonly GroupSpan[]>().notNull().default([]),
  status: text('status').$type<CampaignStatus>().notNull(),
  frozenUpto: uuid('frozen_upto'),
  openedAt: instant('opened_at'),
  closedAt: instant('closed_at'),
  evaluatedAt: instant('evaluated_at'),
  createdAt: instant('created_at').notNull().defaultNow(),
  version: version(),
});

export type Campaign = typeof campaigns.$inferSelect;

export const campaignItems = pgTable('campaign_items', {
  organisationId: organisationId(),
  campaignId: campaignId(),
  roleGroup: text('role_group').notNull(),
  itemId: text('item_id').notNull(),
  position: smallint('position'),
  roles: text('roles').array().notNull(),
  question: text('question').notNull(),
  summary: text('summary').notNull(),
  evidence: text('evidence').notNull().default(''),
  notApplicableWhen: text('not_applicable_when').notNull().default(''),
  reason: text('reason').notNull().default(''),
});

export type CampaignItem = typeof campaignItems.$inferSelect;

export const campaignPeriods = pgTable('campaign_periods', {
  organisationId: organisationId(),
  campaignId: campaignId(),
  unitId: uuid('unit_id').notNull(),
  opensOn: day('opens_on').notNull(),
  closesOn: day('closes_on').notNull(),
});

export const campaignOrders = pgTable('campaign_orders', {
  organisationId: organisationId(),
  campaignId: campaignId(),
  unitId: uuid('unit_id').notNull(),
  orderedBy: uuid('ordered_by').notNull(),
  orderedAt: instant('ordered_at').notNull().defaultNow(),
  note: text('note').notNull().default(''),
});

/** A system, area or service that a sheet asks about. */
export interface SheetAsset {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

export const sheets = pgTable('sheets', {
  organisationId: organisationId(),
  campaignId: campaignId(),
  personId: uuid('person_id').notNull(),
  personName: text('person_name').notNull(),
  personNumber: text('person_number').notNull(),
  unitId: uuid('unit_id'),
  unitPath: text('unit_path').notNull(),
  assets: jsonb('assets').$type<readonly SheetAsset[]>().notNull().default([]),
  opensOn: day('opens_on').notNull(),
  closesOn: day('closes_on').notNull(),
  excludedReason: text('excluded_reason'),
  excludedNote: text('excluded_note').notNull().default(''),
  letters: text('letters').notNull().default(''),
  submittedAt: instant('submitted_at'),
  savedAt: instant('saved_at'),
  counted: text('counted').notNull().default(''),
  countedStage: text('counted_stage').notNull().default(''),
  dirty: boolean('dirty').notNull().default(true),
  version: version(),
});

export type Sheet = typeof sheets.$inferSelect;

export const campaignEvaluations = pgTable('campaign_evaluations', {
  organisationId: organisationId(),
  id: uuid('id').notNull(),
  campaignId: campaignId(),
  level: text('level').$type<EvaluationLevel>().notNull(),
  unitId: uuid('unit_id'),
  findings: text('findings').notNull().default(''),
  measures: text('measures').notNull().default(''),
  figures: jsonb('figures').$type<Readonly<Record<string, unknown>>>().notNull().default({}),
  submittedAt: instant('submitted_at'),
  submittedBy: uuid('submitted_by'),
  version: version(),
});

export const improvements = pgTable('improvements', {
  organisationId: organisationId(),
  id: uuid('id').notNull(),
  campaignId: campaignId(),
  unitId: uuid('unit_id').notNull(),
  itemId: text('item_id').notNull().default(''),
  title: text('title').notNull(),
  body: text('body').notNull().default(''),
  dueOn: day('due_on').notNull(),
  status: text('status').$type<ImprovementStatus>().notNull(),
  orderedBy: uuid('ordered_by'),
  orderedAt: instant('ordered_at').notNull().defaultNow(),
  report: text('report').notNull().default(''),
  reportedBy: uuid('reported_by'),
  reportedAt: instant('reported_at'),
  remark: text('remark').notNull().default(''),
  confirmedBy: uuid('confirmed_by'),
  confirmedAt: instant('confirmed_at'),
  version: version(),
});

export type Improvement = typeof improvements.$inferSelect;
