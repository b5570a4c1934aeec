/** Types as the routes answer them: in words, with who may apply and who decides. */
import type { z } from 'zod';
import { loadPack } from '../standards/index.ts';
import type { typeRow, typeView } from './contract.ts';
import { t } from './messages.ts';
import { differingParts, partsOfPackSince, type TypeInForce } from './model.changes.ts';
import type { PermissionType, Slot } from './model.ts';
import type { Desk } from './queries/desk.ts';
import { roleText, stepText } from './words.ts';

type Roles = Desk['roles'];

/** The name of a seat in words, without saying who sits there. `people` names those whom the organisation seated. */
export function slotText(slot: Slot, roles: Roles, people: Readonly<Record<string, string>> = {}): string {
  if ('undefined' in slot) return t('seat.undefined');
  if ('person' in slot) return people[slot.person] ?? t('special.named_person');
  if ('post' in slot) return slot.post;
  return roleText(roles.get(slot.role)?.title.ja ?? '', slot.role);
}

/** Who decides, in one line: steps with an arrow between them. */
export const decidersText = (
  type: Pick<PermissionType, 'steps'>,
  roles: Roles,
  people: Readonly<Record<string, string>> = {},
): string => type.steps.map((step) => stepText(step, (slot) => slotText(slot, roles, people))).join(' → ');

export function presentTypeRow(inForce: TypeInForce, roles: Roles, mine: boolean): z.input<typeof typeRow> {
  const { type, ofPack, packId, edition, off, seen } = inForce;
  return {
    ...{
      id: type.id,
      number: type.number,
      packId,
      edition,
      off,
      mine,
      changed: ofPack !== null && differingParts(ofPack, type).length > 0,
      packSince: ofPack !== null && partsOfPackSince(ofPack, type, seen).length > 0,
    },
    title: type.title.ja,
    lead: type.lead?.ja ?? '',
    clauses: [...type.clauses],
    applicants: type.applicants.map((role) => roles.get(role)?.title.ja ?? role).join(t('list.separator')),
    deciders: decidersText(type, roles),
    desk: type.desk ?? 'permissions',
  };
}

export function presentType(inForce: TypeInForce, roles: Roles, mine: boolean): z.input<typeof typeView> {
  const { type } = inForce;
  return {
    ...presentTypeRow(inForce, roles, mine),
    fields: type.fields.map((field) => ({
      ...{ id: field.id, kind: field.kind, label: field.label.ja, hint: field.hint?.ja ?? '' },
      options: (field.options ?? []).map((option) => ({ id: option.id, label: option.label.ja })),
      ...{
        required: field.required === true,
        requiredWhen: field.requiredWhen ?? null,
        showWhen: field.showWhen ?? null,
      },
    })),
    gates: type.gates.map((gate) => ({
      id: gate.id,
      message: gate.message.ja,
      clause: gate.clause ?? '',
      must: gate.must,
    })),
    threshold: type.threshold?.text.ja ?? '',
    clausesInWords: clausesOf(inForce),
    steps: type.steps.map((step) => ({
      ...{ id: step.id, title: step.title?.ja ?? '', mode: step.mode },
      deciders: stepText(step, (slot) => slotText(slot, roles)),
    })),
    informed: type.informed.map((slot) => slotText(slot, roles)).join(t('list.separator')),
    validity: type.validity,
    completion: { kind: type.completion.kind, text: type.completion.text?.ja ?? '' },
    record: type.record.ja,
    gate: type.gate,
    override: type.override,
  };
}

/** The clauses with what they say; of an organisation's own type they are only named. */
function clausesOf({ type, packId, edition }: TypeInForce) {
  const pack = packId === null ? null : loadPack(packId);
  return type.clauses.map((id) => {
    const found =
      pack?.requirements.find((each) => each.id === id) ?? pack?.subItems.find((each) => each.id === id);
    return { id, packId: packId ?? '', edition, summary: found?.summary.ja ?? '' };
  });
}
