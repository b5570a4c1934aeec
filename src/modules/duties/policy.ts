import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/** Who may see whose duties. One's own are open to everybody who is signed in. */
export const actions: readonly ActionDefinition[] = [
  {
    id: 'duties.read',
    title: { ja: '職員の責務の閲覧', en: 'Read the duties of people' },
    administrator: true,
  },
];
