import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/** Reading the trail is an auditor's and a head officer's work; packs grant it. The administrator sees it to run the system. */
export const actions: readonly ActionDefinition[] = [
  { id: 'audit.read', title: { ja: '監査証跡の閲覧', en: 'Read the audit trail' }, administrator: true },
];
