import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/** Everybody may ask whether something may be done; nothing is kept of it. */
export const actions: readonly ActionDefinition[] = [
  {
    id: 'handling.ask',
    title: { ja: '取扱いの確認', en: 'Ask whether information may be handled so' },
    everyone: 'organisation',
  },
];
