import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';
import { t } from './messages.ts';

/** Everybody marks and checks files: it is a duty of everybody who makes information. */
export const actions: readonly ActionDefinition[] = [
  { id: 'marking.use', title: { ja: t('policy.use'), en: 'Mark and check files' }, everyone: 'organisation' },
];
