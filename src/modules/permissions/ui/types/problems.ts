/** What a type still lacks before it can be sent, each at its field and in words that name it. Pure. */
import type { Problem } from '../../../../kit/ui/api.ts';
import { t as words } from '../../messages.ts';
import type { TypeParts } from '../../model.changes.ts';
import type { Condition, Field, PermissionType, Slot, SlotPlace, Step } from '../../model.ts';
import { t } from '../messages.ts';
import { faultOf } from './condition.ts';

/** What is edited of a type. Clauses and threshold are edited in own types only. */
export type Edited = TypeParts &
  Pick<PermissionType, 'clauses'> & { readonly threshold?: PermissionType['threshold'] | undefined };

/** The refusal at a field of the form; undefined where there is none. */
export type ErrorOf = (field: string) => string | undefined;

export const problemsOf = (type: Edited): readonly Problem[] => [
  ...missing('title', type.title.ja, t('copy.titleMissing')),
  ...missing('number', type.number, t('copy.numberMissing')),
  ...(type.applicants.length === 0 ? [{ field: 'applicants', message: t('type.applicantsMissing') }] : []),
  ...type.steps.flatMap((step, at) => ofStep(step, at, type.fields)),
  ...ofWay(type.steps),
  ...type.informed.flatMap((slot, at) =>
    ofSeat(slot, `informed.${at}`, t('informed.seat', { number: at + 1 }), type.fields),
  ),
  ...ofValidity(type),
  ...(type.fields.length === 0 ? [{ field: 'fields', message: t('fields.none') }] : []),
  ...type.fields.flatMap((field, at) => ofField(field, at, type.fields)),
  ...type.gates.flatMap(({ must, message }, at) => [
    ...ofCondition(must, `gates.${at}.must`, t('gates.must', { number: at + 1 }), type.fields),
    ...missing(`gates.${at}.message`, message.ja, t('gates.messageMissing', { number: at + 1 })),
  ]),
  ...ofThreshold(type),
  ...missing('record', type.record.ja, t('type.recordMissing')),
];

const missing = (field: string, text: string, message: string): readonly Problem[] =>
  text.trim() === '' ? [{ field, message }] : [];

const ofStep = (step: Step, at: number, fields: readonly Field[]): readonly Problem[] => [
  ...step.deciders.flatMap((slot, seat) =>
    ofSeat(
      slot,
      `steps.${at}.deciders.${seat}`,
      t('type.seatOfStep', { step: at + 1, seat: seat + 1 }),
      fields,
    ),
  ),
  ...ofCondition(step.when, `steps.${at}.when`, t('type.when', { number: at + 1 }), fields),
];

/** One step at least has to be gone through. */
const ofWay = (steps: readonly Step[]): readonly Problem[] =>
  steps.every(({ joint, optional }) => joint === true || optional === true)
    ? [{ field: 'steps.0', message: t('type.noDecision') }]
    : [];

function ofSeat(slot: Slot, name: string, seat: string, fields: readonly Field[]): readonly Problem[] {
  if ('post' in slot) return missing(`${name}.post`, slot.post, t('type.postMissing', { seat }));
  if ('person' in slot) return missing(`${name}.person`, slot.person, t('type.personMissing', { seat }));
  if (!('role' in slot)) return [];
  const kind = fieldKindAt[slot.of];
  if (kind === undefined) return [];
  const fits = fields.some((field) => field.id === slot.field && field.kind === kind);
  const message = t('type.fieldMissing', { seat, kind: words(`kind.${kind}`) });
  return fits ? [] : [{ field: `${name}.field`, message }];
}

/** The kind of field that a seat hangs on, by where its holder is looked for. */
export const fieldKindAt: Readonly<Partial<Record<SlotPlace, Field['kind']>>> = {
  system: 'system',
  area: 'area',
  service: 'service',
  asset: 'asset',
  form: 'person',
};

/** Ten years, as the schema of types has it. */
const longest = 3660;

function ofValidity({ validity, completion }: Edited): readonly Problem[] {
  if (validity === null)
    return completion.kind === 'none' ? [] : [{ field: 'completion', message: t('type.completionNeeds') }];
  return [
    ...(validity.defaultDays > validity.maxDays
      ? [{ field: 'defaultDays', message: t('type.validityWrong') }]
      : []),
    ...(validity.maxDays > longest
      ? [{ field: 'maxDays', message: t('type.validityTooLong', { days: longest }) }]
      : []),
  ];
}

function ofField(field: Field, at: number, fields: readonly Field[]): readonly Problem[] {
  const name = `fields.${at}`;
  const label = field.label.ja.trim() === '' ? t('fields.numbered', { number: at + 1 }) : field.label.ja;
  const chooses = field.kind === 'choice' || field.kind === 'choices';
  const others = fields.filter(({ id }) => id !== field.id);
  const part = (title: string) => t('fields.partOf', { label, title });
  return [
    ...missing(`${name}.label`, field.label.ja, t('fields.labelMissing', { label })),
    ...(chooses && (field.options ?? []).length === 0
      ? [{ field: `${name}.options`, message: t('fields.optionsMissing', { label }) }]
      : []),
    ...ofCondition(field.showWhen, `${name}.showWhen`, part(t('fields.showWhen')), others),
    ...(field.required === true
      ? []
      : ofCondition(field.requiredWhen, `${name}.requiredWhen`, part(t('fields.requiredWhen')), others)),
  ];
}

function ofThreshold({ threshold, fields }: Edited): readonly Problem[] {
  if (threshold === undefined) return [];
  return [
    ...ofCondition(threshold.when, 'threshold.when', t('threshold.title'), fields),
    ...missing('threshold.text', threshold.text.ja, t('threshold.textMissing')),
  ];
}

function ofCondition(
  condition: Condition | undefined,
  field: string,
  label: string,
  fields: readonly Field[],
): readonly Problem[] {
  const fault = condition === undefined ? null : faultOf(condition, fields);
  return fault === null ? [] : [{ field, message: t(`condition.fault.${fault}`, { label }) }];
}
