import { boolean, date, integer, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Direction, DisposalDeed, MediumKind, Protection } from './model.ts';

const organisationId = () => uuid('organisation_id').notNull();
const id = () => uuid('id').notNull();
const version = () => integer('version').notNull().default(1);
const day = (name: string) => date(name, { mode: 'string' });
const flag = (name: string) => boolean(name).notNull().default(false);
const words = (name: string) => text(name).notNull().default('');
const instant = (name: string) => timestamp(name, { withTimezone: true });
const classColumns = () => ({
  confidentiality: smallint('confidentiality'),
  integrity: smallint('integrity'),
  availability: smallint('availability'),
});

export const storagePlaces = pgTable('storage_places', {
  organisationId: organisationId(),
  id: id(),
  unitId: uuid('unit_id').notNull(),
  name: text('name').notNull(),
  fireproof: flag('fireproof'),
  heatproof: flag('heatproof'),
  waterproof: flag('waterproof'),
  moistureproof: flag('moistureproof'),
  lockable: flag('lockable'),
  region: words('region'),
  lowDisaster: flag('low_disaster'),
  note: words('note'),
  version: version(),
});

export const media = pgTable('media', {
  organisationId: organisationId(),
  id: id(),
  number: text('number').notNull(),
  kind: text('kind').$type<MediumKind>().notNull(),
  name: text('name').notNull(),
  quantity: integer('quantity').notNull().default(1),
  unitId: uuid('unit_id').notNull(),
  systemId: uuid('system_id'),
  placeId: uuid('place_id'),
  approved: flag('approved'),
  approvedOn: day('approved_on'),
  encrypted: flag('encrypted'),
  empty: boolean('empty').notNull().default(true),
  ...classColumns(),
  specificPersonal: flag('specific_personal'),
  longTerm: flag('long_term'),
  writeProtected: flag('write_protected'),
  acquiredOn: day('acquired_on'),
  note: words('note'),
  search: words('search'),
  lostOn: day('lost_on'),
  lostNote: words('lost_note'),
  version: version(),
});

export const mediaContents = pgTable('media_contents', {
  organisationId: organisationId(),
  mediumId: uuid('medium_id').notNull(),
  informationId: uuid('information_id').notNull(),
});

export const mediaLoans = pgTable('media_loans', {
  organisationId: organisationId(),
  id: id(),
  mediumId: uuid('medium_id').notNull(),
  borrowerId: uuid('borrower_id').notNull(),
  purpose: text('purpose').notNull(),
  quantity: integer('quantity').notNull(),
  lentOn: day('lent_on').notNull(),
  dueOn: day('due_on').notNull(),
  lentBy: text('lent_by').notNull(),
  closedOn: day('closed_on'),
  outcome: text('outcome').$type<'returned' | 'lost'>(),
  checks: text('checks').array().notNull().default([]),
  returnedQuantity: integer('returned_quantity'),
  closeNote: words('close_note'),
  closedBy: words('closed_by'),
  remindedOn: day('reminded_on'),
  version: version(),
});

export const carryEntries = pgTable('carry_entries', {
  organisationId: organisationId(),
  id: id(),
  direction: text('direction').$type<Direction>().notNull(),
  unitId: uuid('unit_id').notNull(),
  personId: uuid('person_id'),
  personName: text('person_name').notNull(),
  mediumId: uuid('medium_id'),
  item: text('item').notNull(),
  quantity: integer('quantity').notNull(),
  purpose: text('purpose').notNull(),
  place: text('place').notNull(),
  carriedAt: instant('carried_at').notNull(),
  dueOn: day('due_on').notNull(),
  protection: text('protection').$type<Protection>().notNull().default('none'),
  permissionRequestId: uuid('permission_request_id'),
  permissionNote: words('permission_note'),
  returnedOn: day('returned_on'),
  erased: boolean('erased'),
  confirmedAt: instant('confirmed_at'),
  confirmedBy: words('confirmed_by'),
  confirmNote: words('confirm_note'),
  remindedOn: day('reminded_on'),
  version: version(),
});

export const disposals = pgTable('disposals', {
  organisationId: organisationId(),
  id: id(),
  deed: text('deed').$type<DisposalDeed>().notNull(),
  unitId: uuid('unit_id').notNull(),
  mediumId: uuid('medium_id'),
  informationId: uuid('information_id'),
  backupSetId: uuid('backup_set_id'),
  subject: text('subject').notNull(),
  quantity: integer('quantity').notNull().default(1),
  ...classColumns(),
  electronic: boolean('electronic').notNull(),
  empty: boolean('empty').notNull(),
  doneAt: instant('done_at').notNull(),
  personId: uuid('person_id').notNull(),
  personName: text('person_name').notNull(),
  packId: text('pack_id').notNull(),
  method: text('method').notNull(),
  unrecoverable: boolean('unrecoverable').notNull(),
  treatment: text('treatment').notNull(),
  witness: words('witness'),
  contractor: words('contractor'),
  certificateNumber: words('certificate_number'),
  certificateOn: day('certificate_on'),
  permissionRequestId: uuid('permission_request_id'),
  permissionNote: words('permission_note'),
  note: words('note'),
  search: words('search'),
  version: version(),
});

export const backups = pgTable('backups', {
  organisationId: organisationId(),
  id: id(),
  name: text('name').notNull(),
  unitId: uuid('unit_id').notNull(),
  systemId: uuid('system_id'),
  informationId: uuid('information_id'),
  ...classColumns(),
  method: text('method').notNull(),
  placeId: uuid('place_id'),
  separateSite: flag('separate_site'),
  cycleDays: integer('cycle_days').notNull(),
  retentionDays: integer('retention_days').notNull(),
  restoreSteps: words('restore_steps'),
  testMonths: integer('test_months').notNull().default(12),
  endedOn: day('ended_on'),
  note: words('note'),
  search: words('search'),
  version: version(),
});

export const backupSets = pgTable('backup_sets', {
  organisationId: organisationId(),
  id: id(),
  backupId: uuid('backup_id').notNull(),
  takenOn: day('taken_on').notNull(),
  succeeded: boolean('succeeded').notNull(),
  mediumId: uuid('medium_id'),
  eraseDueOn: day('erase_due_on').notNull(),
  note: words('note'),
});

export const restoreTests = pgTable('restore_tests', {
  organisationId: organisationId(),
  id: id(),
  backupId: uuid('backup_id').notNull(),
  testedOn: day('tested_on').notNull(),
  succeeded: boolean('succeeded').notNull(),
  tester: text('tester').notNull(),
  note: words('note'),
});
