import { integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const jobRuns = pgTable('job_runs', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  kind: text('kind').notNull(),
  startedBy: uuid('started_by'),
  state: text('state').$type<'waiting' | 'running' | 'done' | 'failed'>().notNull(),
  done: integer('done').notNull().default(0),
  total: integer('total'),
  result: jsonb('result'),
  error: text('error'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  finishedAt: timestamp('finished_at', { withTimezone: true }),
});
