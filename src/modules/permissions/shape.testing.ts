import type { PermissionType, Slot, Step } from './model.ts';

/** Who applies and who decides in one line: `&` all, `|` any, `(…)` jointly, `[…]` a body, `?` nobody named. */
export function shape(type: PermissionType): string {
  return [type.applicants.join(', '), ...type.steps.map(stepShape)].join(' → ');
}

function stepShape(step: Step): string {
  const seats = step.deciders.map(slotShape).join(step.mode === 'all' ? ' & ' : ' | ');
  return step.joint === true ? `(${seats})` : seats;
}

function slotShape(slot: Slot): string {
  if ('undefined' in slot) return '?';
  if ('person' in slot) return 'person';
  if ('post' in slot) return slot.post;
  return slot.body === true ? `[${slot.role}]` : slot.role;
}
