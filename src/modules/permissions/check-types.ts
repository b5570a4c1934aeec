import { t } from './messages.ts';
import {
  type Condition,
  type Field,
  type PermissionType,
  type PermissionTypes,
  type Slot,
  specialDeciders,
} from './model.ts';

/** One thing wrong with a permission type: where, and what. */
export interface TypeFault {
  readonly at: string;
  readonly message: string;
}

/** What a type may refer to. Without `clauses` they are not looked at (an organisation may cite its own rules). */
export interface Known {
  readonly roles: ReadonlySet<string>;
  readonly clauses?: ReadonlySet<string>;
}

/** Everything that the types of a pack say wrongly about one another or about the pack; the shape is right already. */
export function checkTypes(data: PermissionTypes, known: Known): readonly TypeFault[] {
  const faults: TypeFault[] = [];
  const report = (at: string, message: string) => faults.push({ at, message });
  const roles = [
    data.superior,
    ...Object.entries(data.separation.substitutes).map(([role, by]) => [role, ...by]),
  ].flat();
  for (const role of roles) if (!known.roles.has(role)) report('separation', t('check.role', { id: role }));
  const { clause } = data.separation;
  if (clause !== undefined && known.clauses && !known.clauses.has(clause))
    report('separation', t('check.clause', { id: clause }));
  for (const id of duplicates(data.types.map((type) => type.id))) report(id, t('check.duplicate', { id }));
  for (const type of data.types) faults.push(...checkType(type, known));
  return faults;
}

/** What one type says wrongly. */
export function checkType(type: PermissionType, known: Known): readonly TypeFault[] {
  const faults: TypeFault[] = [];
  const report = (message: string, place = '') =>
    faults.push({ at: place === '' ? type.id : `${type.id}.${place}`, message });
  const fields = new Map(type.fields.map((field) => [field.id, field]));
  for (const role of type.applicants)
    if (!known.roles.has(role)) report(t('check.role', { id: role }), 'applicants');
  for (const clause of known.clauses ? type.clauses : [])
    if (!known.clauses?.has(clause)) report(t('check.clause', { id: clause }), 'clauses');
  for (const id of duplicates(type.fields.map((field) => field.id)))
    report(t('check.duplicate', { id }), 'fields');
  for (const id of duplicates(type.steps.map((step) => step.id)))
    report(t('check.duplicate', { id }), 'steps');
  for (const field of type.fields)
    for (const message of faultsOfField(field, fields)) report(message, `fields.${field.id}`);
  for (const gate of type.gates)
    for (const message of faultsOf(gate.must, fields)) report(message, `gates.${gate.id}`);
  if (type.threshold)
    for (const message of faultsOf(type.threshold.when, fields)) report(message, 'threshold');
  for (const step of type.steps) {
    if (step.when) for (const message of faultsOf(step.when, fields)) report(message, `steps.${step.id}`);
    for (const slot of step.deciders)
      for (const message of faultsOfSlot(slot, fields, known)) report(message, `steps.${step.id}`);
  }
  for (const slot of type.informed)
    for (const message of faultsOfSlot(slot, fields, known)) report(message, 'informed');
  const { validity } = type;
  if (validity !== null && validity.defaultDays > validity.maxDays) report(t('check.validity'), 'validity');
  if (validity === null && type.completion.kind !== 'none') report(t('check.completion'), 'completion');
  if (type.steps.every((step) => step.joint === true || step.optional === true))
    report(t('check.noDecision'), 'steps');
  return faults;
}

const duplicates = (ids: readonly string[]): readonly string[] => [
  ...new Set(ids.filter((id, at) => ids.indexOf(id) !== at)),
];

type Fields = ReadonlyMap<string, Field>;

function faultsOfField(field: Field, fields: Fields): readonly string[] {
  const choice = field.kind === 'choice' || field.kind === 'choices';
  const wrongOptions = choice !== (field.options !== undefined && field.options.length > 0);
  return [
    ...(wrongOptions ? [t('check.options')] : []),
    ...[field.requiredWhen, field.showWhen].flatMap((condition) =>
      condition ? faultsOf(condition, fields) : [],
    ),
  ];
}

function faultsOf(condition: Condition, fields: Fields): readonly string[] {
  if ('all' in condition) return condition.all.flatMap((each) => faultsOf(each, fields));
  if ('any' in condition) return condition.any.flatMap((each) => faultsOf(each, fields));
  if ('not' in condition) return faultsOf(condition.not, fields);
  const field = fields.get(condition.field);
  if (field === undefined) return [t('check.field', { id: condition.field })];
  if ('axis' in condition && field.kind !== 'classes') return [t('check.classes', { id: field.id })];
  const options = new Set(field.options?.map((option) => option.id));
  const wanted =
    'oneOf' in condition
      ? condition.oneOf
      : 'is' in condition && typeof condition.is === 'string'
        ? [condition.is]
        : [];
  return options.size === 0
    ? []
    : wanted.filter((id) => !options.has(id)).map((id) => t('check.option', { id, field: field.id }));
}

const placeKinds: Readonly<Record<string, Field['kind']>> = {
  system: 'system',
  area: 'area',
  service: 'service',
  asset: 'asset',
  form: 'person',
};

function faultsOfSlot(slot: Slot, fields: Fields, known: Known): readonly string[] {
  if (!('role' in slot)) return [];
  const special = (specialDeciders as readonly string[]).includes(slot.role);
  const roles = [...(special ? [] : [slot.role]), ...(slot.recorders ?? [])];
  const unknown = roles.filter((role) => !known.roles.has(role)).map((id) => t('check.role', { id }));
  const kind = placeKinds[slot.of];
  if (kind === undefined) return unknown;
  const field = slot.field === undefined ? undefined : fields.get(slot.field);
  return field?.kind === kind ? unknown : [...unknown, t('check.slotField', { role: slot.role, kind })];
}
