/** Fields that mean the same in every type are known by their ids; here a person gives a field such a meaning. Pure. */
import type { Condition, Field, Slot } from '../../model.ts';
import { freeId } from './lists.ts';
import type { Edited } from './problems.ts';

/** The period for which the permission holds, and the place that the gate reads. */
export const meanings = ['period', 'place'] as const;
export type Meaning = (typeof meanings)[number];

/** By meaning the id of the field that shall have it, null for none; absent: as it was. */
export type Meant = { readonly [M in Meaning]?: string | null };

/** The kind of field that can have the meaning. */
export const kindOfMeaning: Readonly<Record<Meaning, Field['kind']>> = { period: 'period', place: 'text' };

/** The field that has the meaning, or shall have it; undefined: none. */
export function meantBy(meaning: Meaning, meant: Meant, fields: readonly Field[]): string | undefined {
  const wanted = meant[meaning];
  const id = wanted === undefined ? meaning : wanted;
  return fields.find((field) => field.id === id && field.kind === kindOfMeaning[meaning])?.id;
}

/** The type with the fields under the ids that say what they mean; all that refers to them follows. */
export function withMeanings(type: Edited, meant: Meant): Edited {
  return meanings.reduce((now, meaning) => {
    if (meant[meaning] === undefined) return now;
    const id = meantBy(meaning, meant, now.fields);
    if (id === meaning) return now;
    const cleared = renamed(now, meaning, freeId('field', now.fields));
    return id === undefined ? cleared : renamed(cleared, id, meaning);
  }, type);
}

/** The type with one field under another id. */
function renamed(type: Edited, from: string, to: string): Edited {
  if (!type.fields.some(({ id }) => id === from)) return type;
  const of = (condition: Condition) => inCondition(condition, from, to);
  const seat = (slot: Slot): Slot => ('field' in slot && slot.field === from ? { ...slot, field: to } : slot);
  return {
    ...type,
    fields: type.fields.map((field) => ({
      ...field,
      ...(field.id === from && { id: to }),
      ...(field.showWhen && { showWhen: of(field.showWhen) }),
      ...(field.requiredWhen && { requiredWhen: of(field.requiredWhen) }),
    })),
    gates: type.gates.map((gate) => ({ ...gate, must: of(gate.must) })),
    steps: type.steps.map((step) => ({
      ...step,
      deciders: step.deciders.map(seat),
      ...(step.when && { when: of(step.when) }),
    })),
    informed: type.informed.map(seat),
    ...(type.threshold && { threshold: { ...type.threshold, when: of(type.threshold.when) } }),
  };
}

function inCondition(condition: Condition, from: string, to: string): Condition {
  const each = (part: Condition) => inCondition(part, from, to);
  if ('all' in condition) return { all: condition.all.map(each) };
  if ('any' in condition) return { any: condition.any.map(each) };
  if ('not' in condition) return { not: each(condition.not) };
  return condition.field === from ? { ...condition, field: to } : condition;
}
