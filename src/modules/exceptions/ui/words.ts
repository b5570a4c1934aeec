/** Words and colours that several pages share. */
import { formatDate } from '../../../kernel/dates.ts';
import type { BadgeTone } from '../../../kit/ui/badge.tsx';
import { t } from '../messages.ts';
import type { ExceptionKind, Phase } from '../model.ts';

const tones: Readonly<Record<Phase, BadgeTone>> = {
  draft: 'neutral',
  submitted: 'blue',
  reviewing: 'blue',
  sent_back: 'orange',
  permitted: 'green',
  conditional: 'green',
  in_force: 'green',
  nearing: 'orange',
  overdue: 'red',
  refused: 'neutral',
  withdrawn: 'neutral',
  ended: 'neutral',
  renewed: 'neutral',
  lapsed: 'red',
};

/** The state of an exception as a label; an emergency is reported and confirmed rather than asked and permitted. */
export function phaseLabel(phase: Phase, kind: ExceptionKind): { label: string; tone: BadgeTone } {
  const emergency = `emergency.${phase}`;
  const label = kind === 'emergency' && t.has(emergency) ? t(emergency) : t(`phase.${phase}`);
  return { label, tone: tones[phase] };
}

export const dayText = (day: string | null): string => (day === null ? '' : formatDate(day));
