import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';
import { t } from './messages.ts';

/** Everybody reads the guide; who keeps it adds what the organisation, or the unit, knows better. */
export const actions: readonly ActionDefinition[] = [
  { id: 'guide.read', title: { ja: t('policy.read'), en: 'Read the guide' }, everyone: 'organisation' },
  {
    id: 'guide.edit',
    title: { ja: t('policy.edit'), en: 'Keep pages and contacts of the guide' },
    administrator: true,
  },
];
