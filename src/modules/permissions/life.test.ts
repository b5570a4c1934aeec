import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deedsFor, isStepDone, moveOn, type Part, type Standing } from './life.ts';
import { requestStates } from './model.ts';
import type { SeatKind, SeatState } from './tables.ts';

const state = fc.constantFrom<SeatState>('waiting', 'later', 'done', 'gone');
const kind = fc.constantFrom<SeatKind>('decide', 'given', 'view');
const seat = fc.record({
  id: fc.uuid(),
  step: fc.constantFrom(0, 1, 2),
  slot: fc.nat({ max: 2 }),
  personId: fc.constantFrom('a', 'b', 'c'),
  kind,
  state,
});
const seats = fc.array(seat, { minLength: 1, maxLength: 8 });
const mode = fc.constantFrom('all' as const, 'any' as const);

describe('a step', () => {
  it('that needs all is through only when every seat is', () => {
    fc.assert(
      fc.property(seats, (given) => {
        const deciding = given.filter((each) => each.kind !== 'view');
        const open = deciding.some(
          ({ slot }) =>
            !deciding.some((each) => each.slot === slot && (each.state === 'done' || each.kind === 'given')),
        );
        if (open) expect(isStepDone('all', given)).toBe(false);
      }),
    );
  });

  it('is never undone by one more agreement, and needs no less for all than for any', () => {
    fc.assert(
      fc.property(seats, mode, fc.nat({ max: 7 }), (given, how, at) => {
        const more = given.map((each, index) =>
          index === at % given.length ? { ...each, state: 'done' as const } : each,
        );
        if (isStepDone(how, given)) expect(isStepDone(how, more)).toBe(true);
        const deciding = given.some((each) => each.kind !== 'view');
        if (deciding && isStepDone('all', given)) expect(isStepDone('any', given)).toBe(true);
      }),
    );
  });

  it('waits for everybody who has to look', () => {
    fc.assert(
      fc.property(seats, mode, (given, how) => {
        const unseen = given.some((each) => each.kind === 'view' && each.state !== 'done');
        if (unseen) expect(isStepDone(how, given)).toBe(false);
      }),
    );
  });

  it('is followed by the next one that is left, and by nothing at the end', () => {
    fc.assert(
      fc.property(seats, fc.nat({ max: 2 }), (given, step) => {
        const { gone, waiting, finished } = moveOn(given, step);
        const find = (id: string) => given.find((each) => each.id === id);
        for (const id of gone) expect(find(id)).toMatchObject({ step, state: 'waiting' });
        for (const id of waiting) expect(find(id)?.state).toBe('later');
        expect(new Set(waiting.map((id) => find(id)?.step)).size).toBe(finished ? 0 : 1);
      }),
    );
  });
});

describe('what one may do', () => {
  const day = '2026-11-21';
  const date = fc.constantFrom('2026-11-01', day, '2026-12-01', null);
  const standing: fc.Arbitrary<Standing> = fc.record({
    state: fc.constantFrom(...requestStates),
    startsOn: date,
    endsOn: date,
    dueOn: date,
    extension: fc.boolean(),
    type: fc.record({
      validity: fc.constantFrom(null, { defaultDays: 1, maxDays: 9 }),
      completion: fc.constantFrom({ kind: 'none' as const }, { kind: 'return' as const }),
    }),
  });
  const part: fc.Arbitrary<Part> = fc.record({
    applicant: fc.boolean(),
    manages: fc.boolean(),
    waiting: fc.subarray<SeatKind>(['decide', 'view', 'confirm']),
  });

  it('never mixes the applicant’s deeds with the officers’', () => {
    fc.assert(
      fc.property(standing, part, (request, who) => {
        const deeds = deedsFor(request, who, day);
        const own = ['edit', 'submit', 'withdraw', 'start', 'report', 'extend'] as const;
        if (!who.applicant) for (const deed of own) expect(deeds).not.toContain(deed);
        else for (const deed of ['confirm', 'revoke'] as const) expect(deeds).not.toContain(deed);
        if (!who.waiting.includes('decide')) expect(deeds).not.toContain('decide');
      }),
    );
  });

  it('is nothing once it is over', () => {
    fc.assert(
      fc.property(standing, part, (request, who) => {
        const over = { ...request, dueOn: null };
        for (const end of ['refused', 'closed', 'expired', 'withdrawn', 'revoked'] as const)
          expect(deedsFor({ ...over, state: end }, who, day)).toEqual([]);
      }),
    );
  });
});
