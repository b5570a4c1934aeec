import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerStates, stageOf, worstOf } from '../../model.ts';
import type { SheetQuestion } from '../../queries/sheet.ts';
import {
  answersOf,
  choose,
  countStates,
  draftOf,
  keyOf,
  meaningOf,
  needsReason,
  nextOpen,
  slotsOf,
  stateAt,
} from './sheet-state.ts';

const question = (item: string, more: Partial<SheetQuestion> = {}): SheetQuestion => ({
  roleGroup: 'staff',
  item,
  position: 1,
  question: item,
  summary: '',
  whatCounts: '',
  subItems: [],
  notApplicableWhen: '',
  roles: [],
  parts: null,
  state: 'unanswered',
  reason: '',
  comment: '',
  evidence: '',
  version: 1,
  ...more,
});

const part = (id: string, state: SheetQuestion['state'] = 'unanswered') => ({
  id,
  kind: 'system',
  name: id,
  state,
});

describe('the worst of several answers', () => {
  it('does not depend on the order, and one more answer never makes it better', () => {
    const rank = ['not_applicable', 'done', 'unanswered', 'not_done'];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...answerStates), { minLength: 1 }),
        fc.constantFrom(...answerStates),
        (given, more) => {
          const worst = worstOf(given);
          expect(worstOf([...given].reverse())).toBe(worst);
          expect(given).toContain(worst);
          expect(rank.indexOf(worstOf([...given, more]))).toBeGreaterThanOrEqual(rank.indexOf(worst));
        },
      ),
    );
  });

  it('is unanswered where nothing was asked, and not applicable only where it applies nowhere', () => {
    expect(worstOf([])).toBe('unanswered');
    expect(worstOf(['not_applicable', 'not_applicable'])).toBe('not_applicable');
    expect(worstOf(['not_applicable', 'done'])).toBe('done');
  });
});

describe('the sheet on screen', () => {
  const several = question('b', { parts: [part('s1'), part('s2')] });
  const single = question('c', { parts: [part('s1')] });
  const questions = [question('a'), several, single];
  const slots = slotsOf(questions);
  const drafts = new Map(questions.map((each) => [keyOf(each), draftOf(each)]));

  it('has a place to answer for each of several systems, and one otherwise', () => {
    expect(slots.map((slot) => slot.part?.id ?? null)).toEqual([null, 's1', 's2', null]);
  });

  it('takes the answer of a system, and the worst of them for the question', () => {
    const slot = slots[1];
    if (!slot) throw new Error('no slot');
    const once = choose(draftOf(several), slot, 'done');
    expect([stateAt(slot, once), once.state]).toEqual(['done', 'unanswered']);
    const all = choose(once, { ...slot, part: null }, 'not_done');
    expect(all).toMatchObject({ state: 'not_done', parts: { s1: 'not_done', s2: 'not_done' } });
  });

  it('goes to the next open place, and begins again from the top', () => {
    expect(nextOpen(slots, drafts)).toBe(0);
    const answered = new Map(drafts).set('staff/a', {
      ...draftOf(questions[0] ?? several),
      state: 'done' as const,
    });
    expect(nextOpen(slots, answered)).toBe(1);
    expect(nextOpen(slots, answered, 3)).toBe(3);
    const last = slots[3];
    if (!last) throw new Error('no slot');
    expect(nextOpen(slots, new Map(answered).set(last.key, choose(draftOf(single), last, 'done')), 3)).toBe(
      1,
    );
  });

  it('counts 該当なし without its reason as unanswered', () => {
    const draft = { ...draftOf(question('a')), state: 'not_applicable' as const };
    expect(needsReason(draft)).toBe(true);
    expect(countStates(new Map([['staff/a', draft]])).unanswered).toBe(1);
    expect(countStates(new Map([['staff/a', { ...draft, reason: '業務がない' }]])).not_applicable).toBe(1);
  });

  it('sends one answer for a question, or one for each system', () => {
    expect(answersOf(single, draftOf(single), 3)).toEqual([
      {
        roleGroup: 'staff',
        item: 'c',
        state: 'unanswered',
        reason: '',
        comment: '',
        evidence: '',
        version: 3,
      },
    ]);
    expect(
      answersOf(several, draftOf(several), 3).map((answer) => ('system' in answer ? answer.system : null)),
    ).toEqual(['s1', 's2']);
  });

  it('understands its keys in any width and leaves all others alone', () => {
    expect(['1', '２', '3'].map(meaningOf)).toEqual(['done', 'not_done', 'not_applicable']);
    expect(['j', 'k', 'ArrowDown', 'ArrowUp'].map(meaningOf)).toEqual([
      'next',
      'previous',
      'next',
      'previous',
    ]);
    expect(['Tab', 'Enter', ' ', '4', 'constructor'].map(meaningOf)).toEqual([null, null, null, null, null]);
  });
});

describe('the stage of a sheet', () => {
  it('follows from its letters', () => {
    expect(stageOf('-uu', false)).toBe('untouched');
    expect(stageOf('-du', false)).toBe('started');
    expect(stageOf('-dxa', false)).toBe('complete');
    expect(stageOf('-du', true)).toBe('submitted');
  });
});
