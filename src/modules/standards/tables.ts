import { boolean, date, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** The packs that an organisation adopted. */
export const organisationPacks = pgTable(
  'organisation_packs',
  {
    organisationId: uuid('organisation_id').notNull(),
    packId: text('pack_id').notNull(),
    adoptedOn: date('adopted_on', { mode: 'string' }).notNull(),
    /** The pack whose roles the organisation appoints. */
    primaryPack: boolean('primary_pack').notNull().default(false),
    /** Ids of recommended requirements that the organisation made its duty. */
    adoptedRecommendations: text('adopted_recommendations').array().notNull().default([]),
    version: integer('version').notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.organisationId, table.packId] })],
);

export const officialTexts = pgTable(
  'official_texts',
  {
    organisationId: uuid('organisation_id').notNull(),
    packId: text('pack_id').notNull(),
    clauseId: text('clause_id').notNull(),
    body: text('body').notNull(),
    attachedAt: timestamp('attached_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organisationId, table.packId, table.clauseId] })],
);
