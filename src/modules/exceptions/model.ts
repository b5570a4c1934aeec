/** Exceptional measures (例外措置): their states, and the rules of their life. Pure. */
import { daysBetween } from '../../kernel/dates.ts';

/** `emergency`: done first because it could not wait, and reported afterwards. */
export const exceptionKinds = ['application', 'emergency'] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];

/** The rule is followed in another way, or not at all. */
export const ways = ['other_method', 'not_carried_out'] as const;
export type Way = (typeof ways)[number];

export const statuses = [
  'draft',
  'submitted',
  'reviewing',
  'sent_back',
  'permitted',
  'refused',
  'withdrawn',
  'ended',
  'renewed',
  'lapsed',
] as const;
export type Status = (typeof statuses)[number];

export const decisions = ['permitted', 'conditional', 'refused'] as const;
export type Decision = (typeof decisions)[number];

/** What a person sees: the status, and for what is permitted where its period stands today. */
export const phases = [
  'draft',
  'submitted',
  'reviewing',
  'sent_back',
  'permitted',
  'conditional',
  'in_force',
  'nearing',
  'overdue',
  'refused',
  'withdrawn',
  'ended',
  'renewed',
  'lapsed',
] as const;
export type Phase = (typeof phases)[number];

export const affectedKinds = ['persons', 'unit', 'asset'] as const;
export type AffectedKind = (typeof affectedKinds)[number];

export const reviewVias = ['authority', 'deputy', 'substitute', 'superior'] as const;
/** Why it came to this reviewer: holds the role, deputises, or stands in because the applicant holds it. */
export type ReviewVia = (typeof reviewVias)[number];

/** What a periodic report counts. */
export const figureNames = [
  'submitted',
  'emergencies',
  'permitted',
  'refused',
  'lapsed',
  'living',
  'overdue',
  'withoutAlternative',
] as const;
export type FigureName = (typeof figureNames)[number];

export const reportStates = ['as_permitted', 'changed', 'not_needed'] as const;
export type ReportState = (typeof reportStates)[number];

export const ruleReviewStatuses = ['raised', 'considered', 'answered'] as const;
export type RuleReviewStatus = (typeof ruleReviewStatuses)[number];

/** What to do with a rule that many exceptions are about. */
export const ruleOpinions = ['revise', 'keep', 'watch'] as const;
export type RuleOpinion = (typeof ruleOpinions)[number];

export const deeds = [
  'edit',
  'submit',
  'discard',
  'withdraw',
  'take',
  'decide',
  'send_back',
  'condition',
  'report',
  'end',
  'lapse',
  'renew',
] as const;
export type Deed = (typeof deeds)[number];

/** From which states a deed leads on. */
export const life: Readonly<Record<Deed, readonly Status[]>> = {
  edit: ['draft', 'sent_back'],
  submit: ['draft', 'sent_back'],
  discard: ['draft'],
  withdraw: ['submitted', 'reviewing', 'sent_back'],
  take: ['submitted'],
  decide: ['submitted', 'reviewing'],
  send_back: ['submitted', 'reviewing'],
  condition: ['permitted'],
  report: ['permitted'],
  end: ['permitted'],
  lapse: ['permitted'],
  renew: ['permitted'],
};

/** Whose deed it is. The applicant decides nothing about the own exception. */
const applicantsOwn: readonly Deed[] = ['edit', 'submit', 'discard', 'withdraw', 'renew'];
const reviewersOwn: readonly Deed[] = ['take', 'decide', 'send_back', 'lapse'];

/** What the person may do with the exception as it stands. */
export function deedsOf(
  exception: { readonly status: Status; readonly applicantId: string },
  personId: string | null,
  reviewerIds: readonly string[],
): readonly Deed[] {
  if (personId === null) return [];
  const applicant = exception.applicantId === personId;
  const reviewer = !applicant && reviewerIds.includes(personId);
  return deeds.filter((deed) => {
    if (!life[deed].includes(exception.status)) return false;
    if (applicantsOwn.includes(deed)) return applicant;
    return reviewersOwn.includes(deed) ? reviewer : applicant || reviewer;
  });
}

export interface Period {
  readonly status: Status;
  readonly decision: Decision | null;
  readonly validFrom: string | null;
  /** The last day. */
  readonly validUntil: string | null;
}

/** What a person sees on the day; the end is near from `noticeDays` days before the last day on. */
export function phaseOf(
  { status, decision, validFrom, validUntil }: Period,
  today: string,
  noticeDays: number,
): Phase {
  if (status !== 'permitted') return status;
  if (validFrom !== null && today < validFrom)
    return decision === 'conditional' ? 'conditional' : 'permitted';
  if (validUntil === null) return 'in_force';
  if (today > validUntil) return 'overdue';
  return daysBetween(today, validUntil) <= noticeDays ? 'nearing' : 'in_force';
}

/** Phases in which the exception covers what it is about. */
export const isInForce = (phase: Phase): boolean => phase === 'in_force' || phase === 'nearing';

/** An application without what counts: 「…を入力してください」 for each. */
export interface Particulars {
  readonly kind: ExceptionKind;
  readonly title: string;
  readonly way: Way;
  readonly reasonCategory: string;
  readonly reason: string;
  readonly risk: string;
  readonly alternative: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly affectedKind: AffectedKind;
  readonly affectedUnitId: string | null;
  readonly affectedAssetId: string | null;
  readonly personIds: readonly string[];
}

/**
 * The fields that an application still lacks. Another method must be named; for what is not carried out at all there
 * may be no alternative, which the ledger then shows.
 */
export function missingFields(given: Particulars): readonly string[] {
  const missing: string[] = [];
  const need = (field: string, present: boolean) => {
    if (!present) missing.push(field);
  };
  need('title', given.title !== '');
  need('reasonCategory', given.reasonCategory !== '');
  need('reason', given.reason !== '');
  need('risk', given.risk !== '' || given.kind === 'emergency');
  need('alternative', given.alternative !== '' || given.way === 'not_carried_out');
  need('validFrom', given.validFrom !== null || given.kind === 'emergency');
  need('validUntil', given.validUntil !== null);
  need('personIds', given.affectedKind !== 'persons' || given.personIds.length > 0);
  need('affectedUnitId', given.affectedKind !== 'unit' || given.affectedUnitId !== null);
  need('affectedAssetId', given.affectedKind !== 'asset' || given.affectedAssetId !== null);
  return missing;
}

/** Whole days between doing and reporting; 0 within 24 hours. */
export const reportDelayDays = (actedAt: Date, reportedAt: Date): number =>
  Math.max(0, Math.floor((reportedAt.getTime() - actedAt.getTime()) / 86_400_000));

/** The number that people say: 例外2026-003. */
export const numberOf = (fiscalYear: number, serial: number): string =>
  `${fiscalYear}-${String(serial).padStart(3, '0')}`;
