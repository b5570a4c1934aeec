import { integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/**
 * Mails that carry a secret link: nobody but the recipient reads them, and once they are sent, the outbox and its
 * backups do not keep them.
 */
export const secretTopics: ReadonlySet<string> = new Set(['account.recover']);

export type MailState = 'queued' | 'sent' | 'failed';

/** The outbox: every mail that the product sent or will send. */
export const mailMessages = pgTable('mail_messages', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  personId: uuid('person_id'),
  recipient: text('recipient').notNull(),
  subject: text('subject').notNull(),
  body: text('body').notNull(),
  topic: text('topic').notNull(),
  state: text('state').$type<MailState>().notNull(),
  attempts: integer('attempts').notNull().default(0),
  nextAttemptAt: timestamp('next_attempt_at', { withTimezone: true }).notNull().defaultNow(),
  problem: text('problem').notNull().default(''),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  sentAt: timestamp('sent_at', { withTimezone: true }),
  version: integer('version').notNull().default(1),
});

/** Notices inside the product. */
export const notices = pgTable('notices', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  personId: uuid('person_id'),
  accountId: uuid('account_id'),
  topic: text('topic').notNull(),
  title: text('title').notNull(),
  detail: text('detail').notNull().default(''),
  href: text('href').notNull().default(''),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  readAt: timestamp('read_at', { withTimezone: true }),
});
