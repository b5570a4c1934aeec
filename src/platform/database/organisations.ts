import { asc } from 'drizzle-orm';
import { boolean, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { type Database, inCatalogue } from './database.ts';

/** The organisations of the installation: a catalogue, so every transaction may read it. */
export const organisations = pgTable('organisations', {
  id: uuid('id').primaryKey(),
  slug: text('slug').notNull(),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  demo: boolean('demo').notNull(),
  settings: jsonb('settings').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  version: integer('version').notNull().default(1),
});

export type Organisation = typeof organisations.$inferSelect;

/** Every organisation of the installation, for work that goes from one to the next; by name of address. */
export const listOrganisations = (database: Database): Promise<Organisation[]> =>
  inCatalogue(database, (db) => db.select().from(organisations).orderBy(asc(organisations.slug)));
