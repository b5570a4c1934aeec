import { boolean, date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { AssetKind, AssetStage, Employment, ScopeKind, UnitKind } from './model.ts';

const organisationId = () => uuid('organisation_id').notNull();
const id = () => uuid('id').notNull();
const validFrom = () => date('valid_from', { mode: 'string' }).notNull();
/** Exclusive: the first day on which the row no longer holds. */
const validTo = () => date('valid_to', { mode: 'string' });
const version = () => integer('version').notNull().default(1);

export const units = pgTable('units', {
  organisationId: organisationId(),
  id: id(),
  parentId: uuid('parent_id'),
  path: text('path').notNull(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  kana: text('kana').notNull().default(''),
  kind: text('kind').$type<UnitKind>().notNull(),
  sortOrder: integer('sort_order').notNull().default(0),
  validFrom: validFrom(),
  validTo: validTo(),
  version: version(),
});

export const unitSuccessions = pgTable('unit_successions', {
  organisationId: organisationId(),
  predecessorId: uuid('predecessor_id').notNull(),
  successorId: uuid('successor_id').notNull(),
  effectiveOn: date('effective_on', { mode: 'string' }).notNull(),
});

export const people = pgTable('people', {
  organisationId: organisationId(),
  id: id(),
  number: text('number').notNull(),
  name: text('name').notNull(),
  kana: text('kana').notNull().default(''),
  search: text('search').notNull().default(''),
  employment: text('employment').$type<Employment>().notNull(),
  email: text('email').notNull().default(''),
  joinedOn: date('joined_on', { mode: 'string' }),
  leftOn: date('left_on', { mode: 'string' }),
  version: version(),
});

export const posts = pgTable('posts', {
  organisationId: organisationId(),
  id: id(),
  personId: uuid('person_id').notNull(),
  unitId: uuid('unit_id').notNull(),
  title: text('title').notNull().default(''),
  main: boolean('main').notNull(),
  validFrom: validFrom(),
  validTo: validTo(),
  version: version(),
});

export const absences = pgTable('absences', {
  organisationId: organisationId(),
  id: id(),
  personId: uuid('person_id').notNull(),
  reason: text('reason').notNull(),
  validFrom: validFrom(),
  validTo: validTo(),
  version: version(),
});

export const assets = pgTable('assets', {
  organisationId: organisationId(),
  id: id(),
  kind: text('kind').$type<AssetKind>().notNull(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  search: text('search').notNull().default(''),
  attributes: text('attributes').array().notNull().default([]),
  description: text('description').notNull().default(''),
  stage: text('stage').$type<AssetStage>().notNull().default('operating'),
  recognisedOn: date('recognised_on', { mode: 'string' }),
  validFrom: date('valid_from', { mode: 'string' }),
  validTo: validTo(),
  version: version(),
});

export const assetUnits = pgTable('asset_units', {
  organisationId: organisationId(),
  id: id(),
  assetId: uuid('asset_id').notNull(),
  unitId: uuid('unit_id').notNull(),
  validFrom: validFrom(),
  validTo: validTo(),
});

export const appointments = pgTable('appointments', {
  organisationId: organisationId(),
  id: id(),
  packId: text('pack_id').notNull(),
  roleId: text('role_id').notNull(),
  personId: uuid('person_id').notNull(),
  scopeKind: text('scope_kind').$type<ScopeKind>().notNull(),
  unitId: uuid('unit_id'),
  assetId: uuid('asset_id'),
  deputyOf: uuid('deputy_of'),
  validFrom: validFrom(),
  validTo: validTo(),
  decision: text('decision').notNull().default(''),
  decidedOn: date('decided_on', { mode: 'string' }),
  version: version(),
});
