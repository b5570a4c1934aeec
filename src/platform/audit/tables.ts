import { bigint, boolean, customType, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const auditEvents = pgTable('audit_events', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  at: timestamp('at', { withTimezone: true }).notNull(),
  accountId: uuid('account_id'),
  personId: uuid('person_id'),
  actorName: text('actor_name').notNull(),
  action: text('action').notNull(),
  outcome: text('outcome').$type<'done' | 'refused' | 'failed'>().notNull(),
  entity: text('entity').notNull(),
  entityId: text('entity_id').notNull(),
  requestId: text('request_id').notNull(),
  detail: jsonb('detail').$type<EventDetail | null>(),
  bodyExpired: boolean('body_expired').notNull().default(false),
  bodyHash: bytea('body_hash').notNull(),
  mac: bytea('mac').notNull(),
});

/** What an event says of a record: the fields before and after, changed ones only, and any further facts. */
export interface EventDetail {
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly facts?: Readonly<Record<string, unknown>>;
}

export const auditLeaves = pgTable('audit_leaves', {
  organisationId: uuid('organisation_id').notNull(),
  position: bigint('position', { mode: 'number' }).notNull(),
  eventId: uuid('event_id').notNull(),
  leafHash: bytea('leaf_hash').notNull(),
});

export const auditSeals = pgTable('audit_seals', {
  organisationId: uuid('organisation_id').notNull(),
  size: bigint('size', { mode: 'number' }).notNull(),
  rootHash: bytea('root_hash').notNull(),
  peaks: bytea('peaks').notNull(),
  mac: bytea('mac').notNull(),
  sealedAt: timestamp('sealed_at', { withTimezone: true }).notNull(),
});
