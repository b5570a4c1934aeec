import { Badge, type BadgeTone } from '../../../kit/ui/badge.tsx';
import { t } from '../messages.ts';
import type { AccountState as State } from '../queries.ts';

const tones: Readonly<Record<State, BadgeTone>> = {
  active: 'green',
  waiting: 'yellow',
  disabled: 'neutral',
  left: 'neutral',
  locked: 'red',
};

/** Whether an account can be used, and if not, why. */
export function AccountState({ state }: { readonly state: State }) {
  return <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>;
}
