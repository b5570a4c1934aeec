/** Words of the self-check and its pure rules: states of answers, letters of a sheet, and the life of a campaign. */
import { NIL_ID } from '../../kernel/ids.ts';

/** 未回答, 実施, 未実施, 該当なし. */
export const answerStates = ['unanswered', 'done', 'not_done', 'not_applicable'] as const;
export type AnswerState = (typeof answerStates)[number];

/** One letter per answer in `sheets.letters`; `-` is an item that the person is not asked. */
export const letterOf: Readonly<Record<AnswerState, string>> = {
  unanswered: 'u',
  done: 'd',
  not_done: 'x',
  not_applicable: 'a',
};

/** From the worst to the best: what an item says that is asked for several systems. */
const worstFirst: readonly AnswerState[] = ['not_done', 'unanswered', 'done', 'not_applicable'];

/**
 * The state of an item from its answers per system: not done anywhere counts as not done; unanswered anywhere else
 * as unanswered; an item that applies nowhere is not applicable. No parts at all: unanswered.
 */
export function worstOf(parts: Iterable<AnswerState>): AnswerState {
  const given = new Set(parts);
  return worstFirst.find((state) => given.has(state)) ?? 'unanswered';
}

/** 計画中, 計画決定, 対象者の確定中, 実施中, 終了, 評価済み. */
export const campaignStatuses = ['draft', 'planned', 'opening', 'open', 'closed', 'evaluated'] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];

/** What can be done to a campaign as a whole. */
export type CampaignDeed =
  | 'edit'
  | 'remove'
  | 'plan'
  | 'withdraw'
  | 'order'
  | 'open'
  | 'finishOpening'
  | 'answer'
  | 'close'
  | 'reopen'
  | 'evaluate'
  | 'conclude'
  | 'improve';

/** The life of a campaign: from which states a deed is possible and where it leads. */
export const campaignLife: Readonly<
  Record<CampaignDeed, { readonly from: readonly CampaignStatus[]; readonly to: CampaignStatus | null }>
> = {
  edit: { from: ['draft'], to: null },
  remove: { from: ['draft'], to: null },
  plan: { from: ['draft'], to: 'planned' },
  withdraw: { from: ['planned'], to: 'draft' },
  order: { from: ['planned', 'opening', 'open'], to: null },
  open: { from: ['planned'], to: 'opening' },
  finishOpening: { from: ['opening'], to: 'open' },
  answer: { from: ['open'], to: null },
  close: { from: ['open'], to: 'closed' },
  reopen: { from: ['closed'], to: 'open' },
  evaluate: { from: ['closed'], to: null },
  conclude: { from: ['closed'], to: 'evaluated' },
  improve: { from: ['closed', 'evaluated'], to: null },
};

/** Whether the deed is possible in this state. */
export const mayDo = (deed: CampaignDeed, status: CampaignStatus): boolean =>
  campaignLife[deed].from.includes(status);

/** 全項目 or 重点化: the series of rates breaks where this changes from one year to the next. */
export const focuses = ['all', 'focused'] as const;
export type Focus = (typeof focuses)[number];

/** Who is asked. Everybody it leaves out is recorded with the reason. */
export interface PopulationRule {
  /** Employments that are asked. */
  readonly employments: readonly string[];
  /** A person who is absent for at least so many days of the period is left out; null leaves nobody out. */
  readonly absentDays: number | null;
  /** Whether deputies answer for the role they stand in for, besides those whose principal does not serve. */
  readonly deputies: boolean;
}

/** Why a person of the organisation is not asked. */
export const exclusionReasons = ['employment', 'long_absence', 'no_unit', 'left', 'moved', 'other'] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

/** How far a person is with the sheet; `excluded` is not asked. */
export const stages = ['untouched', 'started', 'complete', 'submitted', 'excluded'] as const;
export type Stage = (typeof stages)[number];

/** Stages that are counted together. */
export const stageGroupNames = ['asked', 'done', 'open'] as const;
export type StageGroup = (typeof stageGroupNames)[number];
export const stageGroups: Readonly<Record<StageGroup, readonly Stage[]>> = {
  asked: ['untouched', 'started', 'complete', 'submitted'],
  done: ['complete', 'submitted'],
  open: ['untouched', 'started'],
};

/** A reporting group of a campaign: its items stand next to each other, from `first` (1-based). */
export interface GroupSpan {
  readonly id: string;
  readonly title: string;
  readonly first: number;
  readonly count: number;
}

/** The stage of a sheet with these letters. */
export function stageOf(letters: string, submitted: boolean): Exclude<Stage, 'excluded'> {
  if (submitted) return 'submitted';
  if (!/[dxa]/.test(letters)) return 'untouched';
  return letters.includes('u') ? 'started' : 'complete';
}

/** How many items a sheet asks and how many of them have an answer. */
export function progressOf(letters: string): { readonly asked: number; readonly answered: number } {
  const asked = [...letters].filter((letter) => letter !== '-');
  return { asked: asked.length, answered: asked.filter((letter) => letter !== 'u').length };
}

/** The groups of items in their order, with the position at which each begins. Items are given in final order. */
export function spansOf(
  items: readonly { readonly roleGroup: string }[],
  titles: ReadonlyMap<string, string>,
): readonly GroupSpan[] {
  const spans: { id: string; title: string; first: number; count: number }[] = [];
  for (const [index, { roleGroup }] of items.entries()) {
    const last = spans.at(-1);
    if (last?.id === roleGroup) last.count += 1;
    else spans.push({ id: roleGroup, title: titles.get(roleGroup) ?? roleGroup, first: index + 1, count: 1 });
  }
  if (new Set(spans.map((span) => span.id)).size !== spans.length)
    throw new Error('items of a group are apart');
  return spans;
}

/** The id under which the tallies hold the whole organisation. */
export const WHOLE = NIL_ID;

/** Counts of answers to one item. */
export type StateCounts = Readonly<Record<AnswerState, number>>;

/** An order to improve: given, reported on, confirmed; a report that does not convince goes back. */
export const improvementStatuses = ['ordered', 'reported', 'confirmed'] as const;
export type ImprovementStatus = (typeof improvementStatuses)[number];
export type ImprovementDeed = 'report' | 'sendBack' | 'confirm';

/** The life of an improvement order. */
export const improvementLife: Readonly<
  Record<ImprovementDeed, { readonly from: ImprovementStatus; readonly to: ImprovementStatus }>
> = {
  report: { from: 'ordered', to: 'reported' },
  sendBack: { from: 'reported', to: 'ordered' },
  confirm: { from: 'reported', to: 'confirmed' },
};

/** 部局, 統括, CISO: in this order. */
export const evaluationLevels = ['unit', 'common', 'final'] as const;
export type EvaluationLevel = (typeof evaluationLevels)[number];
