import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/** Reading the trail is an auditor's and a head officer's work; packs grant it. The administrator sees it to run the system. */
export const actions: readonly ActionDefinition[] = [
  { id: 'audit.read', title: { ja: '監査証跡の閲覧', en: 'Read the audit trail' }, administrator: true },
];

/**
 * Records whose contents the trail tells only to those who may read such records of the whole organisation: reading the
 * trail, to run the system or to audit, is no way around the permission to read what people answered or reported.
 */
export const guardedEntities: ReadonlyMap<string, string> = new Map([
  ['sheet', 'answers.read'],
  ['staff-report', 'reports-of-staff.read'],
]);
