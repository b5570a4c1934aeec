import { date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { AggregationMethod } from '../../kernel/rates.ts';
import type { ItemFocus, PrintedRates, ResultGroup } from './report/history.ts';

/** The methods by which a report may state the whole organisation's 実施率. */
export const wholeMethods = [
  'pooled',
  'meanOfItems',
  'meanOfSubjects',
] as const satisfies readonly AggregationMethod[];
export type WholeMethod = (typeof wholeMethods)[number];

export const annualResults = pgTable('annual_results', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  fiscalYear: integer('fiscal_year').notNull(),
  campaignId: uuid('campaign_id'),
  packId: text('pack_id').notNull(),
  edition: text('edition').notNull(),
  focus: text('focus').$type<ItemFocus>().notNull(),
  baseDate: date('base_date', { mode: 'string' }),
  method: text('method').$type<WholeMethod>().notNull(),
  groups: jsonb('groups').$type<readonly ResultGroup[]>().notNull().default([]),
  printed: jsonb('printed').$type<readonly PrintedRates[]>().notNull().default([]),
  source: text('source').notNull().default(''),
  settledAt: timestamp('settled_at', { withTimezone: true }).notNull().defaultNow(),
  settledBy: uuid('settled_by'),
  version: integer('version').notNull().default(1),
});

export type AnnualResult = typeof annualResults.$inferSelect;
