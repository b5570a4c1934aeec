import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/** Who may do what with the packs. What a role of a pack is granted is data in the pack itself. */
export const actions: readonly ActionDefinition[] = [
  {
    id: 'standards.read',
    title: { ja: '基準の閲覧', en: 'Read the standards' },
    everyone: 'organisation',
  },
  {
    // Adopting a pack changes everyone's duties; the administrator does it when the organisation is set up.
    id: 'standards.adopt',
    title: { ja: '基準の採用と公式文書の添付', en: 'Adopt packs and attach official wording' },
    administrator: true,
  },
  {
    // An imported pack lies in the installation, for all its organisations: no role of one organisation is enough.
    id: 'standards.import',
    title: { ja: '基準パックの取込み', en: 'Import packs' },
    administrator: true,
    reserved: true,
  },
];
