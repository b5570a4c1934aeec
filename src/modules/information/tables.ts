import { boolean, date, integer, jsonb, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Floor } from './inheritance.ts';
import type {
  Attention,
  Basis,
  ChangeKind,
  ChangeState,
  DecidedAs,
  MarkingState,
  Origin,
  Personal,
  Standing,
  Status,
} from './model/register.ts';
import type { Form, SourceKind } from './model.ts';

const organisationId = () => uuid('organisation_id').notNull();
const instant = (name: string) => timestamp(name, { withTimezone: true });

export const informationAssets = pgTable('information_assets', {
  organisationId: organisationId(),
  id: uuid('id').notNull(),
  number: text('number').notNull(),
  name: text('name').notNull(),
  search: text('search').notNull().default(''),
  unitId: uuid('unit_id').notNull(),
  deciderId: uuid('decider_id'),
  registeredBy: uuid('registered_by'),
  packId: text('pack_id').notNull(),
  confidentiality: smallint('confidentiality').$type<1 | 2 | 3>(),
  integrity: smallint('integrity').$type<1 | 2>(),
  availability: smallint('availability').$type<1 | 2>(),
  restrictions: text('restrictions').array().notNull().default([]),
  basis: text('basis').$type<Basis>().notNull().default('none'),
  accepted: jsonb('accepted').$type<Floor>(),
  attention: text('attention').$type<Attention>().notNull().default('none'),
  form: text('form').$type<Form>().notNull(),
  place: text('place').notNull().default(''),
  systemId: uuid('system_id'),
  retention: text('retention').notNull().default(''),
  retainUntil: date('retain_until', { mode: 'string' }),
  origin: text('origin').$type<Origin>().notNull(),
  originNote: text('origin_note').notNull().default(''),
  acquiredOn: date('acquired_on', { mode: 'string' }),
  personal: text('personal').$type<Personal>().notNull().default('none'),
  marking: text('marking').$type<MarkingState>().notNull().default('none'),
  recoveryHours: integer('recovery_hours'),
  reviewOn: date('review_on', { mode: 'string' }),
  note: text('note').notNull().default(''),
  status: text('status').$type<Status>().notNull().default('active'),
  disposedOn: date('disposed_on', { mode: 'string' }),
  disposalNote: text('disposal_note').notNull().default(''),
  createdAt: instant('created_at').notNull().defaultNow(),
  version: integer('version').notNull().default(1),
});

export const informationSources = pgTable('information_sources', {
  organisationId: organisationId(),
  assetId: uuid('asset_id').notNull(),
  sourceId: uuid('source_id').notNull(),
  kind: text('kind').$type<SourceKind>().notNull(),
  addedAt: instant('added_at').notNull().defaultNow(),
});

export const informationChanges = pgTable('information_changes', {
  organisationId: organisationId(),
  id: uuid('id').notNull(),
  assetId: uuid('asset_id').notNull(),
  kind: text('kind').$type<ChangeKind>().notNull(),
  requestedBy: uuid('requested_by'),
  requestedAt: instant('requested_at').notNull(),
  reason: text('reason').notNull().default(''),
  wanted: jsonb('wanted').$type<Standing>(),
  state: text('state').$type<ChangeState>().notNull(),
  before: jsonb('before').$type<Standing>(),
  after: jsonb('after').$type<Standing>(),
  decidedBy: uuid('decided_by'),
  decidedAs: text('decided_as').$type<DecidedAs>(),
  decidedAt: instant('decided_at'),
  decisionNote: text('decision_note').notNull().default(''),
  version: integer('version').notNull().default(1),
});

export const informationSettings = pgTable('information_settings', {
  organisationId: organisationId(),
  body: text('body'),
  unmarkedIsLowest: boolean('unmarked_is_lowest').notNull().default(false),
  unmarkedReason: text('unmarked_reason').notNull().default(''),
  reviewMonths: integer('review_months').notNull().default(12),
  ownRestrictions: text('own_restrictions').array().notNull().default([]),
  version: integer('version').notNull().default(1),
});
