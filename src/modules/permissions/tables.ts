import { boolean, date, integer, jsonb, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { OwnType, SeenParts, TypeChange } from './model.changes.ts';
import type { DecisionKind, FormValues, PermissionType, RequestState, Resolution } from './model.ts';
import type { SeatReason } from './seats.ts';

const organisationId = () => uuid('organisation_id').notNull();
const id = () => uuid('id').notNull();
const version = () => integer('version').notNull().default(1);
const day = (name: string) => date(name, { mode: 'string' });
const instant = (name: string) => timestamp(name, { withTimezone: true });

export const permissionTypeChanges = pgTable('permission_type_changes', {
  organisationId: organisationId(),
  id: id(),
  typeId: text('type_id').notNull(),
  own: boolean('own').notNull(),
  change: jsonb('change').$type<TypeChange | OwnType>().notNull(),
  seen: jsonb('seen').$type<SeenParts>().notNull().default({}),
  version: version(),
});

export type PermissionTypeRow = typeof permissionTypeChanges.$inferSelect;

export const permissionRequests = pgTable('permission_requests', {
  organisationId: organisationId(),
  id: id(),
  number: text('number').notNull().default(''),
  typeId: text('type_id').notNull(),
  packId: text('pack_id'),
  edition: text('edition').notNull(),
  type: jsonb('type').$type<PermissionType>().notNull(),
  state: text('state').$type<RequestState>().notNull(),
  applicantId: uuid('applicant_id').notNull(),
  unitId: uuid('unit_id'),
  unitPath: text('unit_path').notNull().default(''),
  assetId: uuid('asset_id'),
  subject: text('subject').notNull().default(''),
  search: text('search').notNull().default(''),
  form: jsonb('form').$type<FormValues>().notNull(),
  names: jsonb('names').$type<Readonly<Record<string, string>>>().notNull().default({}),
  confidentiality: smallint('confidentiality'),
  startsOn: day('starts_on'),
  endsOn: day('ends_on'),
  dueOn: day('due_on'),
  createdAt: instant('created_at').notNull().defaultNow(),
  submittedAt: instant('submitted_at'),
  decidedAt: instant('decided_at'),
  conditions: text('conditions').notNull().default(''),
  overrideReason: text('override_reason').notNull().default(''),
  viewerId: uuid('viewer_id'),
  reportedOn: day('reported_on'),
  reportNote: text('report_note').notNull().default(''),
  confirmedBy: uuid('confirmed_by'),
  confirmNote: text('confirm_note').notNull().default(''),
  endReason: text('end_reason').notNull().default(''),
  extendsId: uuid('extends_id'),
  chasedOn: day('chased_on'),
  version: version(),
});
export type PermissionRequest = typeof permissionRequests.$inferSelect;

export type SeatKind = 'decide' | 'view' | 'confirm' | 'given';
export type SeatState = 'waiting' | 'later' | 'done' | 'gone';

export const permissionSeats = pgTable('permission_seats', {
  organisationId: organisationId(),
  id: id(),
  requestId: uuid('request_id').notNull(),
  step: smallint('step').notNull(),
  slot: smallint('slot').notNull(),
  kind: text('kind').$type<SeatKind>().notNull(),
  title: text('title').notNull(),
  body: boolean('body').notNull().default(false),
  personId: uuid('person_id').notNull(),
  why: jsonb('why').$type<SeatReason>().notNull(),
  state: text('state').$type<SeatState>().notNull(),
  since: instant('since').notNull().defaultNow(),
});
export type PermissionSeat = typeof permissionSeats.$inferSelect;

export const permissionDecisions = pgTable('permission_decisions', {
  organisationId: organisationId(),
  id: id(),
  requestId: uuid('request_id').notNull(),
  step: smallint('step').notNull(),
  seat: text('seat').notNull(),
  personId: uuid('person_id').notNull(),
  kind: text('kind').$type<DecisionKind | 'viewed' | 'given'>().notNull(),
  reason: text('reason').notNull().default(''),
  conditions: text('conditions').notNull().default(''),
  resolution: jsonb('resolution').$type<Resolution>(),
  override: boolean('override').notNull().default(false),
  at: instant('at').notNull().defaultNow(),
});
