/** Words of the register of information. */
import type { Classes } from '../model.ts';

/** Made here, received from inside or from outside the organisation, or nobody knows. */
export const origins = ['made', 'inside', 'outside', 'unknown'] as const;
export type Origin = (typeof origins)[number];

/** Whether it holds personal information, or such that falls under the individual number act. */
export const personals = ['none', 'personal', 'specific'] as const;
export type Personal = (typeof personals)[number];

/** Not marked; marked itself; the whole system it lies in is declared. */
export const markingStates = ['none', 'marked', 'system'] as const;
export type MarkingState = (typeof markingStates)[number];

export const statuses = ['active', 'disposed'] as const;
export type Status = (typeof statuses)[number];

/** Why it has its classes; `none` while they are not decided. */
export const bases = ['none', 'decided', 'inherited', 'unmarked_rule'] as const;
export type Basis = (typeof bases)[number];

/** `source_raised`: a decision once allowed less than the sources demand, and they demand more now. */
export const attentions = ['none', 'source_raised'] as const;
export type Attention = (typeof attentions)[number];

/** A request for other classes, a question which class it is, or a decision without a request. */
export const changeKinds = ['request', 'ask', 'decision'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export const changeStates = ['waiting', 'approved', 'refused', 'withdrawn'] as const;
export type ChangeState = (typeof changeStates)[number];

export const decidedAs = ['decider', 'superior'] as const;
export type DecidedAs = (typeof decidedAs)[number];

/** What is decided about an entry: its classes and restrictions. */
export interface Standing {
  readonly classes: Classes;
  readonly restrictions: readonly string[];
}

/** What somebody has to do about an entry. */
export const issues = [
  'undetermined',
  'waiting',
  'attention',
  'review',
  'unmarked',
  'retention',
  'orphan',
  'noDecider',
] as const;
export type Issue = (typeof issues)[number];
