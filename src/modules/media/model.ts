/** Words and pure rules of media: what a pack demands where a medium is kept, lent, carried out or thrown away. */
import type { Axis, Classes } from '../information/index.ts';
import type { Text } from '../standards/index.ts';
import { t } from './messages.ts';

export const mediumKinds = [
  'usb',
  'external_disk',
  'memory_card',
  'optical_disc',
  'tape',
  'internal_disk',
  'mobile_terminal',
  'paper_binder',
  'other',
] as const;
export type MediumKind = (typeof mediumKinds)[number];

/** Paper carries information without being an electronic medium; integrity and availability do not apply to it. */
export const isElectronic = (kind: MediumKind): boolean => kind !== 'paper_binder';

export const mediumStates = ['in_store', 'lent', 'taken_out', 'lost', 'disposed'] as const;
export type MediumState = (typeof mediumStates)[number];

/** What a place of storage withstands. */
export const placeQualities = ['fireproof', 'heatproof', 'waterproof', 'moistureproof', 'lockable'] as const;
export type PlaceQuality = (typeof placeQualities)[number];

export const directions = ['out', 'in'] as const;
export type Direction = (typeof directions)[number];

export const protections = ['none', 'encrypted', 'sealed', 'locked_case'] as const;
export type Protection = (typeof protections)[number];

export const loanStates = ['open', 'overdue', 'returned', 'lost'] as const;
export type LoanState = (typeof loanStates)[number];

export const carryStates = ['open', 'overdue', 'returned', 'confirmed'] as const;
export type CarryState = (typeof carryStates)[number];

/** Taking away content (the medium stays), making it unrecoverable (the medium stays), and throwing away. */
export const disposalDeeds = ['erase', 'sanitise', 'dispose'] as const;
export type DisposalDeed = (typeof disposalDeeds)[number];

/** The order in which the classes are written; as the information register has them. */
export const classAxes = ['confidentiality', 'integrity', 'availability'] as const satisfies readonly Axis[];

/** The occasions on which a pack has rules for media. */
export const ruleDeeds = ['store', 'lend', 'take_out', 'return', 'erase', 'sanitise', 'dispose'] as const;
export type RuleDeed = (typeof ruleDeeds)[number];

/** What a rule can demand; each is known from the ledger or from the form at hand. */
export const facts = [
  ...placeQualities,
  'low_disaster',
  'write_protected',
  'approved',
  'encrypted',
  'protected',
  'permission',
  'emptied',
  'virus_checked',
  'counted',
  'unrecoverable',
  'certificate',
] as const;
export type Fact = (typeof facts)[number];

/** What is known at each occasion: a rule can demand nothing else there. */
export const factsAt: Readonly<Record<RuleDeed, readonly Fact[]>> = {
  store: [...placeQualities, 'low_disaster', 'write_protected', 'approved', 'encrypted'],
  lend: ['approved', 'encrypted'],
  take_out: ['approved', 'encrypted', 'protected', 'permission'],
  return: ['emptied', 'virus_checked', 'counted'],
  erase: ['unrecoverable', 'permission', 'certificate'],
  sanitise: ['unrecoverable', 'permission', 'certificate'],
  dispose: ['unrecoverable', 'permission', 'certificate'],
};

/** The facts that are ticked when a medium comes back. */
export const returnFacts = ['emptied', 'virus_checked', 'counted'] as const satisfies readonly Fact[];
export type ReturnFact = (typeof returnFacts)[number];

/** A rule of a pack's `media.json`. It holds from the threshold of any one axis on; without `when`, always. */
export interface MediaRule {
  readonly id: string;
  readonly on: RuleDeed;
  readonly material?: 'electronic' | 'paper';
  readonly when?: Partial<Readonly<Record<Axis, number>>>;
  readonly longTerm?: true;
  readonly specificPersonal?: true;
  /** Only when a contractor does it. */
  readonly contractor?: true;
  readonly require: readonly Fact[];
  /** A duty stops the deed; otherwise it is advice. */
  readonly binding: boolean;
  readonly clause: string;
  /** The type of the permission desk by which the demanded permission is asked for. */
  readonly permissionType?: string;
  readonly text: Text;
}

/** What a rule looks at. */
export interface Subject {
  readonly electronic: boolean;
  /** Nothing is on it: no class is reached. */
  readonly empty: boolean;
  readonly classes: Classes;
  readonly longTerm: boolean;
  readonly specificPersonal: boolean;
  readonly contractor: boolean;
}

export interface Breach<R extends MediaRule = MediaRule> {
  readonly rule: R;
  readonly missing: readonly Fact[];
}

/** Whether the class of an axis reaches the threshold. Undetermined is never the lowest: it reaches every one. */
export function reaches(subject: Subject, axis: Axis, threshold: number): boolean {
  if (subject.empty) return false;
  if (!subject.electronic && axis !== 'confidentiality') return false;
  const value: number | null = subject.classes[axis];
  return value === null || value >= threshold;
}

/** Whether the rule is one for this subject. */
export function ruleApplies(rule: MediaRule, subject: Subject): boolean {
  if (rule.material !== undefined && (rule.material === 'electronic') !== subject.electronic) return false;
  if (rule.longTerm && !subject.longTerm) return false;
  if (rule.specificPersonal && (subject.empty || !subject.specificPersonal)) return false;
  if (rule.contractor && !subject.contractor) return false;
  const when = rule.when;
  if (when === undefined) return true;
  return classAxes.some((axis) => {
    const threshold = when[axis];
    return threshold !== undefined && reaches(subject, axis, threshold);
  });
}

/** The rules of the occasion that the facts do not satisfy, in the order of the packs. */
export function findBreaches<R extends MediaRule>(
  rules: readonly R[],
  deed: RuleDeed,
  subject: Subject,
  given: ReadonlySet<Fact>,
): Breach<R>[] {
  return rules
    .filter((rule) => rule.on === deed && ruleApplies(rule, subject))
    .map((rule) => ({ rule, missing: rule.require.filter((fact) => !given.has(fact)) }))
    .filter(({ missing }) => missing.length > 0);
}

/** What a return has to be checked for: every fact that a rule of the packs demands at that occasion. */
export function returnChecks(rules: readonly MediaRule[], subject: Subject): ReturnFact[] {
  const demanded = new Set(
    rules
      .filter((rule) => rule.on === 'return' && ruleApplies(rule, subject))
      .flatMap((rule) => rule.require),
  );
  return returnFacts.filter((fact) => demanded.has(fact));
}

/** Days before the due date, and days between reminders after it. */
export const REMIND_BEFORE_DAYS = 1;
export const REMIND_EVERY_DAYS = 7;

/** Classes in words: 「機密性2・完全性2・可用性1」. What is not decided is said to be so. */
export function classText(
  held: Classes & { readonly empty?: boolean; readonly kind?: MediumKind; readonly electronic?: boolean },
): string {
  if (held.empty) return t('classes.empty');
  const level = (value: number | null) => (value === null ? t('classes.undetermined') : String(value));
  const confidentiality = t('classes.confidentiality', { level: level(held.confidentiality) });
  const electronic = held.electronic ?? (held.kind === undefined || isElectronic(held.kind));
  if (!electronic) return confidentiality;
  return [
    confidentiality,
    t('classes.integrity', { level: level(held.integrity) }),
    t('classes.availability', { level: level(held.availability) }),
  ].join('・');
}
