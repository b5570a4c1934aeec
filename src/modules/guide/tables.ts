import { boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const organisationId = () => uuid('organisation_id').notNull();
const id = () => uuid('id').notNull();
const version = () => integer('version').notNull().default(1);
const position = () => integer('position').notNull().default(0);
const updatedAt = () => timestamp('updated_at', { withTimezone: true }).notNull().defaultNow();

export const guidePages = pgTable('guide_pages', {
  organisationId: organisationId(),
  id: id(),
  situationId: text('situation_id'),
  title: text('title').notNull(),
  headline: text('headline').notNull().default(''),
  body: text('body').notNull().default(''),
  doLines: text('do_lines').array().notNull().default([]),
  dontLines: text('dont_lines').array().notNull().default([]),
  keywords: text('keywords').array().notNull().default([]),
  action: text('action'),
  permissionType: text('permission_type'),
  /** Null: for the whole organisation. */
  unitId: uuid('unit_id'),
  position: position(),
  updatedAt: updatedAt(),
  version: version(),
});

export const guideContacts = pgTable('guide_contacts', {
  organisationId: organisationId(),
  id: id(),
  name: text('name').notNull(),
  phone: text('phone').notNull().default(''),
  email: text('email').notNull().default(''),
  hours: text('hours').notNull().default(''),
  note: text('note').notNull().default(''),
  urgent: boolean('urgent').notNull().default(false),
  /** Null: for the whole organisation. */
  unitId: uuid('unit_id'),
  position: position(),
  updatedAt: updatedAt(),
  version: version(),
});
