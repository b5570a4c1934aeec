/** Types and seats in words. */
import { t } from './messages.ts';
import type { Slot, Step } from './model.ts';
import type { ResolvedSeat, SeatProblem, SeatReason } from './seats.ts';

/** Why somebody sits in a seat, in one sentence. */
export function reasonText(why: SeatReason): string {
  const role = roleText(why.roleTitle, why.roleId);
  const place = why.scopeName === '' ? role : t('why.of', { place: why.scopeName, role });
  const as = why.deputy ? t('why.deputy', { role: place }) : t('why.holder', { role: place });
  if (why.because === '') return as;
  const instead = roleText(why.insteadOf, why.insteadOf);
  return `${as}${t(`why.${why.because}`, { role: instead })}`;
}

/** The title of a role, or of one of the deciders that are no role. */
export function roleText(title: string, id: string): string {
  const key = `special.${id}`;
  if (t.has(key)) return t(key);
  return title === '' ? t('special.named_person') : title;
}

export const seatTitle = (seat: Pick<ResolvedSeat, 'slot' | 'title'>): string =>
  'undefined' in seat.slot
    ? t('seat.undefined')
    : roleText(seat.title, 'role' in seat.slot ? seat.slot.role : seat.title);

/** What stands in the way of the seat, and what to do about it; empty when nothing does. */
export function problemText(problem: SeatProblem | null, title: string, fieldLabel: string): string {
  if (problem === null) return '';
  return t(`problem.${problem}`, { seat: title, field: fieldLabel });
}

/** A step's seats in words: 「AとB」 (both) or 「A又はB」 (either). */
export function stepText(step: Step, titleOf: (slot: Slot) => string): string {
  return step.deciders.map(titleOf).join(t(step.mode === 'all' ? 'and' : 'or'));
}
