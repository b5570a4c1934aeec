/** Permission types and requests as data, and the pure rules on them. Which types there are is data in the packs. */
import type { Classes } from '../information/index.ts';
import type { OrgKind, Text } from '../standards/index.ts';

export const fieldKinds = [
  'text',
  'textarea',
  'number',
  'date',
  'period',
  'choice',
  'choices',
  'checkbox',
  'classes',
  'asset',
  'system',
  'area',
  'service',
  'person',
  'unit',
] as const;
/**
 * What a field of a form takes. `asset` is an entry of the information register; `system`, `area` and `service` are
 * entries of the ledgers of the organisation; their values are ids. `checkbox` is a confirmation: required means ticked.
 */
export type FieldKind = (typeof fieldKinds)[number];

/** From and to, both included; `to` may still be open. */
export interface Period {
  readonly from: string;
  readonly to: string | null;
}

export type FieldValue = string | number | boolean | null | readonly string[] | Classes | Period;
/** What a form holds, by field id. A field that was left empty is absent or null. */
export type FormValues = Readonly<Record<string, FieldValue>>;

/**
 * A condition on what a form holds. On an axis of a `classes` field, `min` also holds while the class is undetermined
 * (never taken for the lowest) and `max` does not.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly field: string; readonly is: string | number | boolean }
  | { readonly field: string; readonly oneOf: readonly string[] }
  | { readonly field: string; readonly filled: true }
  | { readonly field: string; readonly axis: keyof Classes; readonly min: number }
  | { readonly field: string; readonly axis: keyof Classes; readonly max: number };

/** One field of a form. The fields `period`, `classes`, `asset`, `system`, `area`, `place` and `purpose` mean the same in every type. */
export interface Field {
  readonly id: string;
  readonly kind: FieldKind;
  readonly label: Text;
  readonly hint?: Text;
  readonly required?: boolean;
  readonly requiredWhen?: Condition;
  /** Shown only while this holds. */
  readonly showWhen?: Condition;
  readonly options?: readonly { readonly id: string; readonly label: Text }[];
}

/** The field with which the form of an extension begins: why more time is needed. */
export const extensionReason = 'extension_reason';

/** What must hold before anybody may apply. */
export interface Gate {
  readonly id: string;
  readonly must: Condition;
  /** Said to who is stopped by it. */
  readonly message: Text;
  readonly clause?: string;
}

/** Where the holder of a role is looked for. */
export const slotPlaces = [
  'applicant_unit',
  'organisation',
  'system',
  'area',
  'service',
  'asset',
  'form',
] as const;
export type SlotPlace = (typeof slotPlaces)[number];

/** Deciders that are no role: who decided the classification, the applicant's superior, who is named in a field of the form. */
export const specialDeciders = ['classification_decider', 'superior', 'named_person'] as const;

/**
 * A seat of a step. `role` is a role of the pack or a special decider; `of` says whose: the nearest one above the
 * applicant's unit, that of the system in `field` and so on. Organisations may also seat a post or a person by name.
 * `undefined`: the document names nobody and the organisation has to.
 */
export type Slot =
  | {
      readonly role: string;
      readonly of: SlotPlace;
      readonly field?: string;
      /** The role is a body: it resolves in a meeting, and one of `recorders` writes the resolution down. */
      readonly body?: boolean;
      readonly recorders?: readonly string[];
    }
  | { readonly post: string; readonly of: 'applicant_unit' }
  | { readonly person: string }
  | { readonly undefined: true };

/** A step of the way to a decision: `all` of its seats must agree, or `any` one of them. Steps follow one another. */
export interface Step {
  readonly id: string;
  readonly title?: Text;
  readonly mode: 'all' | 'any';
  readonly deciders: readonly Slot[];
  /** Only when this holds for the form. */
  readonly when?: Condition;
  /** Those who apply jointly: the applicant's own seat counts as given. */
  readonly joint?: boolean;
  /** Left out where nobody but the applicant could fill any of its seats, such as a division without 課長補佐. */
  readonly optional?: boolean;
}

export const completionKinds = ['none', 'return', 'report', 'erase'] as const;
/** What the applicant owes at the end: nothing, the return of what was taken, a report that it is done, proof of erasure. */
export type CompletionKind = (typeof completionKinds)[number];

/** Pages of other rooms that take an application: for an exception, and for one that was acted on before it was asked for. */
export const otherDesks = ['exceptions', 'emergency_exceptions'] as const;
export type OtherDesk = (typeof otherDesks)[number];

export interface PermissionType {
  readonly id: string;
  readonly number: string;
  readonly title: Text;
  /** When it is needed, in a sentence or two. */
  readonly lead?: Text;
  readonly orgKinds: readonly OrgKind[];
  readonly clauses: readonly string[];
  /** Role ids; a role that everyone holds opens it to everybody. */
  readonly applicants: readonly string[];
  /** Another room takes the application: its page opens instead of the form. */
  readonly desk?: OtherDesk;
  readonly fields: readonly Field[];
  readonly gates: readonly Gate[];
  /** When the permission is needed at all; absent: always. */
  readonly threshold?: { readonly when: Condition; readonly text: Text };
  readonly steps: readonly Step[];
  /** Who is told of a permission. */
  readonly informed: readonly Slot[];
  /** How long a permission holds; null: once and for all. */
  readonly validity: { readonly defaultDays: number; readonly maxDays: number } | null;
  readonly completion: { readonly kind: CompletionKind; readonly text?: Text };
  /** The book in which it is kept (持出し記録簿 …). */
  readonly record: Text;
  /** Shown in the list for the gate: something or somebody passes it. */
  readonly gate: boolean;
  /** An applicant may decide where it cannot be helped, with a reason and a second viewer. */
  readonly override: boolean;
}

/** `permissions.json` of a pack. */
export interface PermissionTypes {
  /** Who applies does not decide: the clause that says so, and who decides instead of whom. */
  readonly separation: {
    readonly clause?: string;
    /** Roles that take the place of a role, in this order, before the role that appoints it. */
    readonly substitutes: Readonly<Record<string, readonly string[]>>;
  };
  /** Roles that count as the superior of a member of staff, nearest first. */
  readonly superior: readonly string[];
  readonly types: readonly PermissionType[];
}

export const requestStates = [
  'draft',
  'submitted',
  'sent_back',
  'permitted',
  'refused',
  'in_use',
  'reported',
  'closed',
  'expired',
  'withdrawn',
  'revoked',
] as const;
/**
 * draft → submitted → (sent_back →) permitted or refused → in_use → reported (returned or finished, says the
 * applicant) → closed (an officer has confirmed it). `expired`: the period ended and nothing was owed.
 */
export type RequestState = (typeof requestStates)[number];

export const deeds = [
  'edit',
  'submit',
  'withdraw',
  'decide',
  'view',
  'start',
  'report',
  'confirm',
  'revoke',
  'extend',
  'amend',
] as const;
/** What somebody may do with a request now. */
export type Deed = (typeof deeds)[number];

export const decisionKinds = ['permit', 'refuse', 'send_back'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** A resolution of a body, as its minutes have it. */
export interface Resolution {
  readonly date: string;
  readonly number: string;
  readonly by: string;
}

export const typeProblems = ['undefined', 'nobody', 'unlisted', 'applicants'] as const;
/**
 * Why nobody could apply for a type. `undefined`: the organisation has to say who decides; `nobody`: the role is not held
 * there; `unlisted`: the form has to name an entry of a ledger that is still empty; `applicants`: only roles that nobody
 * holds may apply.
 */
export type TypeProblem = (typeof typeProblems)[number];

/** Whether the condition holds for what the form holds. */
export function holds(condition: Condition, values: FormValues): boolean {
  if ('all' in condition) return condition.all.every((each) => holds(each, values));
  if ('any' in condition) return condition.any.some((each) => holds(each, values));
  if ('not' in condition) return !holds(condition.not, values);
  const value = values[condition.field];
  if ('axis' in condition) return classHolds(condition, value);
  if ('filled' in condition) return isFilled(value);
  if ('oneOf' in condition) return listOf(value).some((each) => condition.oneOf.includes(each));
  return Array.isArray(value) ? value.includes(String(condition.is)) : value === condition.is;
}

function classHolds(condition: Extract<Condition, { axis: keyof Classes }>, value: FieldValue | undefined) {
  const level = isClasses(value) ? value[condition.axis] : null;
  if ('min' in condition) return level === null || level >= condition.min;
  return level !== null && level <= condition.max;
}

const listOf = (value: FieldValue | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly string[]) : [];

/** Whether something was entered. A box that is not ticked and classes without any class are empty. */
export function isFilled(value: FieldValue | undefined): boolean {
  if (value === undefined || value === null || value === false) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.length > 0;
  if (isClasses(value)) return Object.values(value).some((level) => level !== null);
  return isPeriod(value) ? value.from !== '' : true;
}

export const isClasses = (value: unknown): value is Classes =>
  typeof value === 'object' && value !== null && 'confidentiality' in value;

export const isPeriod = (value: unknown): value is Period =>
  typeof value === 'object' && value !== null && 'from' in value;

/** Whether the field is on the form now. */
export const isShown = (field: Field, values: FormValues): boolean =>
  field.showWhen === undefined || holds(field.showWhen, values);

/** Whether the field must be filled now. */
export const isRequired = (field: Field, values: FormValues): boolean =>
  isShown(field, values) &&
  (field.required === true || (field.requiredWhen !== undefined && holds(field.requiredWhen, values)));

/** The gates that stop this form. */
export const closedGates = (type: Pick<PermissionType, 'gates'>, values: FormValues): readonly Gate[] =>
  type.gates.filter((gate) => !holds(gate.must, values));

/** Whether a permission is needed for this form at all. */
export const isNeeded = (type: Pick<PermissionType, 'threshold'>, values: FormValues): boolean =>
  type.threshold === undefined || holds(type.threshold.when, values);

/** The steps that this form goes through. */
export const stepsFor = (type: Pick<PermissionType, 'steps'>, values: FormValues): readonly Step[] =>
  type.steps.filter((step) => step.when === undefined || holds(step.when, values));
