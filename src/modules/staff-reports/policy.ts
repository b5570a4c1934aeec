import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/** Anyone may report and see what became of it; the window that packs name takes reports up. */
export const actions: readonly ActionDefinition[] = [
  { id: 'reports-of-staff.read', title: { ja: '職員からの報告の受付', en: 'Receive reports of staff' } },
];
