import { customType, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const comments = pgTable('comments', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  entity: text('entity').notNull(),
  entityId: uuid('entity_id').notNull(),
  accountId: uuid('account_id').notNull(),
  author: text('author').notNull(),
  body: text('body').notNull(),
  writtenAt: timestamp('written_at', { withTimezone: true }).notNull(),
  removedAt: timestamp('removed_at', { withTimezone: true }),
});

export const attachments = pgTable('attachments', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  entity: text('entity').notNull(),
  entityId: uuid('entity_id').notNull(),
  accountId: uuid('account_id').notNull(),
  author: text('author').notNull(),
  fileName: text('file_name').notNull(),
  mediaType: text('media_type').notNull(),
  size: integer('size').notNull(),
  sha256: bytea('sha256').notNull(),
  content: bytea('content'),
  addedAt: timestamp('added_at', { withTimezone: true }).notNull(),
  removedAt: timestamp('removed_at', { withTimezone: true }),
});
