import { integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const reportKinds = ['suspicion', 'loss', 'mail', 'other'] as const;
export type ReportKind = (typeof reportKinds)[number];

export const staffReports = pgTable('staff_reports', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  personId: uuid('person_id'),
  accountId: uuid('account_id').notNull(),
  kind: text('kind').$type<ReportKind>().notNull(),
  occurredAt: timestamp('occurred_at', { withTimezone: true }),
  body: text('body').notNull(),
  contact: text('contact').notNull(),
  reportedAt: timestamp('reported_at', { withTimezone: true }).notNull(),
  takenBy: uuid('taken_by'),
  takenAt: timestamp('taken_at', { withTimezone: true }),
  note: text('note').notNull().default(''),
  version: integer('version').notNull().default(1),
});
