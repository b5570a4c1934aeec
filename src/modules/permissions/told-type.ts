/** What the trail tells of a type: every part in words, so that its history can be read. */
import { t } from './messages.ts';
import type { OwnType, TypeChange } from './model.changes.ts';
import type { Condition, Field, Slot } from './model.ts';
import { slotText } from './present-type.ts';
import type { Desk } from './queries/desk.ts';
import { stepText } from './words.ts';

interface Names {
  readonly roles: Desk['roles'];
  /** Those who are seated by name, by id. */
  readonly people: Readonly<Record<string, string>>;
  /** Of the form, which conditions name. */
  readonly fields: readonly Field[];
}

/** The parts that a change names, each as lines of text; what is a text, a number or a mark stays so. */
export function toldType(change: TypeChange | OwnType, names: Names): Readonly<Record<string, unknown>> {
  const { title, lead, applicants, fields, gates, steps, informed, validity, completion, ...rest } = change;
  const { record, threshold, clauses, orgKinds: _orgKinds, ...plain } = rest as Partial<OwnType>;
  const when = (condition: Condition) => conditionText(condition, names.fields);
  const seat = (slot: Slot) => slotText(slot, names.roles, names.people);
  const parts: Record<string, string | null | undefined> = {
    title: title?.ja,
    lead: lead === null ? null : lead?.ja,
    applicants: applicants?.map((id) => names.roles.get(id)?.title.ja ?? id).join('\n'),
    fields: fields?.map((field) => fieldLine(field, fields)).join('\n'),
    clauses: clauses?.join('\n'),
    gates: gates?.map(({ must, message }) => `${when(must)}：${message.ja}`).join('\n'),
    steps: steps
      ?.map((step) =>
        [
          step.title?.ja ?? '',
          stepText(step, seat),
          step.optional === true ? t('told.optional') : '',
          step.joint === true ? t('told.joint') : '',
          step.when === undefined ? '' : t('told.when', { when: when(step.when) }),
        ]
          .filter((text) => text !== '')
          .join('　'),
      )
      .join('\n'),
    informed: informed?.map(seat).join('\n'),
    validity: validity === null ? t('told.validityNone') : validity && t('told.validity', { ...validity }),
    completion:
      completion && [t(`completion.${completion.kind}`), completion.text?.ja ?? ''].join('　').trim(),
    record: record?.ja,
    threshold: threshold && `${when(threshold.when)}：${threshold.text.ja}`,
  };
  const said = Object.entries(parts).filter(([, text]) => text !== undefined);
  return { ...plain, ...Object.fromEntries(said) };
}

function fieldLine(field: Field, fields: readonly Field[]): string {
  const { id, kind, label, hint, options = [], required, requiredWhen, showWhen } = field;
  return [
    `${label.ja}（${id}・${t(`kind.${kind}`)}）`,
    required === true ? t('told.required') : '',
    options.map((option) => option.label.ja).join('／'),
    showWhen === undefined ? '' : t('told.showWhen', { when: conditionText(showWhen, fields) }),
    requiredWhen === undefined ? '' : t('told.requiredWhen', { when: conditionText(requiredWhen, fields) }),
    hint?.ja ?? '',
  ]
    .filter((text) => text !== '')
    .join('　');
}

/** A condition in words. */
export function conditionText(condition: Condition, fields: readonly Field[]): string {
  const several = (all: readonly Condition[], between: 'and' | 'or') =>
    `（${all.map((each) => conditionText(each, fields)).join(` ${t(between)} `)}）`;
  if ('all' in condition) return several(condition.all, 'and');
  if ('any' in condition) return several(condition.any, 'or');
  if ('not' in condition) return t('told.not', { when: conditionText(condition.not, fields) });
  const field = fields.find(({ id }) => id === condition.field);
  const label = field?.label.ja ?? condition.field;
  const option = (id: string) => field?.options?.find((each) => each.id === id)?.label.ja ?? id;
  if ('axis' in condition) {
    const level = 'min' in condition ? condition.min : condition.max;
    const text = t(`classes.${condition.axis}`, { level });
    return t('min' in condition ? 'told.min' : 'told.max', { text });
  }
  if ('filled' in condition) return t('told.filled', { label });
  if ('oneOf' in condition) return t('told.is', { label, value: condition.oneOf.map(option).join('／') });
  const { is } = condition;
  return t('told.is', { label, value: typeof is === 'boolean' ? t(is ? 'yes' : 'no') : option(String(is)) });
}
