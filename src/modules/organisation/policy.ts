import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/** Who may do what in the organisation. Which roles hold the granted ones is data in the packs. */
export const actions: readonly ActionDefinition[] = [
  {
    // Whom do I ask? Every member of staff sees the tree and who holds which role, and nothing personal.
    id: 'organisation.consult',
    title: { ja: '組織と責任者の参照', en: 'See the units and who holds which role' },
    everyone: 'organisation',
  },
  {
    id: 'organisation.read',
    title: { ja: '職員・台帳の閲覧', en: 'Read people and ledgers' },
    administrator: true,
  },
  {
    id: 'organisation.edit',
    title: { ja: '組織・職員・台帳の編集', en: 'Edit units, people and ledgers' },
    administrator: true,
  },
  {
    id: 'organisation.import',
    title: { ja: '組織・職員の一括取込み', en: 'Import units, people and ledgers' },
    administrator: true,
  },
  {
    id: 'appointments.read',
    title: { ja: '責任者の指定の閲覧', en: 'Read appointments and their gaps' },
    administrator: true,
  },
  {
    id: 'appointments.edit',
    title: { ja: '責任者の指定', en: 'Appoint to roles' },
    administrator: true,
  },
];
