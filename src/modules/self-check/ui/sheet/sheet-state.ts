/** What the answer sheet knows on screen; pure, so that the rules of moving and saving can be tested alone. */
import { type AnswerState, worstOf } from '../../model.ts';
import type { SheetQuestion } from '../../queries/sheet.ts';

/** The answer to one question as it stands on screen. */
export interface Draft {
  readonly state: AnswerState;
  /** Asset id → state, for a question that is asked of several systems. */
  readonly parts: Readonly<Record<string, AnswerState>> | null;
  readonly reason: string;
  readonly comment: string;
  readonly evidence: string;
}

export type Drafts = ReadonlyMap<string, Draft>;

/** A place where one of the three answers is chosen: a question, or one system of it. */
export interface Slot {
  readonly key: string;
  readonly question: SheetQuestion;
  readonly part: { readonly id: string; readonly name: string } | null;
}

export const keyOf = (question: Pick<SheetQuestion, 'roleGroup' | 'item'>): string =>
  `${question.roleGroup}/${question.item}`;

/** The draft that the server's answer makes. */
export const draftOf = (question: Omit<SheetQuestion, 'position'>): Draft => ({
  state: question.state,
  parts: question.parts && Object.fromEntries(question.parts.map((part) => [part.id, part.state])),
  reason: question.reason,
  comment: question.comment,
  evidence: question.evidence,
});

/** Questions that are asked of one system, or of none, have one slot; others one for each system. */
export function slotsOf(questions: readonly SheetQuestion[]): readonly Slot[] {
  return questions.flatMap((question): Slot[] => {
    const key = keyOf(question);
    if (question.parts === null || question.parts.length < 2) return [{ key, question, part: null }];
    return question.parts.map((part) => ({ key, question, part: { id: part.id, name: part.name } }));
  });
}

/** What the slot says. */
export const stateAt = (slot: Slot, draft: Draft): AnswerState =>
  slot.part === null ? draft.state : (draft.parts?.[slot.part.id] ?? 'unanswered');

/** The draft after choosing an answer at a slot. */
export function choose(draft: Draft, slot: Slot, state: AnswerState): Draft {
  if (slot.part === null) {
    const parts = draft.parts && Object.fromEntries(Object.keys(draft.parts).map((id) => [id, state]));
    return { ...draft, state, parts };
  }
  const parts = { ...draft.parts, [slot.part.id]: state };
  return { ...draft, parts, state: worstOf(Object.values(parts)) };
}

/** 該当なし needs a reason before it can be saved. */
export const needsReason = (draft: Draft): boolean =>
  (draft.state === 'not_applicable' || Object.values(draft.parts ?? {}).includes('not_applicable')) &&
  draft.reason.trim() === '';

/** The first slot without an answer, from `start` on and then from the beginning; -1 when there is none. */
export function nextOpen(slots: readonly Slot[], drafts: Drafts, start = 0): number {
  const isOpen = (slot: Slot | undefined) => {
    const draft = slot && drafts.get(slot.key);
    return slot !== undefined && draft !== undefined && stateAt(slot, draft) === 'unanswered';
  };
  const order = slots.map((_slot, index) => (index + start) % slots.length);
  return order.find((index) => isOpen(slots[index])) ?? -1;
}

/** How many questions have which state; those whose reason is missing count as unanswered, for they are not saved. */
export function countStates(drafts: Drafts): Readonly<Record<AnswerState, number>> {
  const counts = { unanswered: 0, done: 0, not_done: 0, not_applicable: 0 };
  for (const draft of drafts.values()) counts[needsReason(draft) ? 'unanswered' : draft.state] += 1;
  return counts;
}

const keyAnswers: ReadonlyMap<string, AnswerState> = new Map([
  ['1', 'done'],
  ['2', 'not_done'],
  ['3', 'not_applicable'],
]);

/** What a key pressed on the sheet means; null when it means nothing there. */
export function meaningOf(key: string): AnswerState | 'next' | 'previous' | null {
  const answer = keyAnswers.get(key.normalize('NFKC'));
  if (answer) return answer;
  if (key === 'ArrowDown' || key === 'j') return 'next';
  if (key === 'ArrowUp' || key === 'k') return 'previous';
  return null;
}

/** The answers of one question as the API takes them. */
export function answersOf(question: SheetQuestion, draft: Draft, version: number) {
  const { reason, comment, evidence } = draft;
  const common = { roleGroup: question.roleGroup, item: question.item, reason, comment, evidence, version };
  if (draft.parts === null || question.parts === null || question.parts.length < 2) {
    return [{ ...common, state: draft.state }];
  }
  return Object.entries(draft.parts).map(([system, state]) => ({ ...common, system, state }));
}
