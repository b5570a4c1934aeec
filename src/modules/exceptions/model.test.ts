import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../kernel/dates.ts';
import {
  type Deed,
  deeds,
  deedsOf,
  isInForce,
  life,
  missingFields,
  phaseOf,
  reportDelayDays,
  statuses,
} from './model.ts';

const status = fc.constantFrom(...statuses);
const person = fc.constantFrom('a', 'b', 'c', 'd');

describe('who may do what', () => {
  it('never lets the applicant review, decide or let lapse', () => {
    fc.assert(
      fc.property(status, person, fc.subarray(['a', 'b', 'c', 'd']), (state, applicantId, reviewers) => {
        const own = deedsOf({ status: state, applicantId }, applicantId, reviewers);
        expect(own.filter((deed) => ['take', 'decide', 'send_back', 'lapse'].includes(deed))).toEqual([]);
      }),
    );
  });

  it('gives nothing to whom it does not concern, and nothing once it is over', () => {
    fc.assert(
      fc.property(status, person, person, (state, applicantId, other) => {
        fc.pre(applicantId !== other);
        expect(deedsOf({ status: state, applicantId }, other, [])).toEqual([]);
        const over = ['refused', 'withdrawn', 'ended', 'renewed', 'lapsed'].includes(state);
        if (over) expect(deedsOf({ status: state, applicantId }, applicantId, [other])).toEqual([]);
      }),
    );
  });

  it('follows the states', () => {
    const at = (state: (typeof statuses)[number], who: string): readonly Deed[] =>
      deedsOf({ status: state, applicantId: 'a' }, who, ['b']);
    expect(at('draft', 'a')).toEqual(['edit', 'submit', 'discard']);
    expect(at('draft', 'b')).toEqual([]);
    expect(at('submitted', 'a')).toEqual(['withdraw']);
    expect(at('submitted', 'b')).toEqual(['take', 'decide', 'send_back']);
    expect(at('sent_back', 'a')).toEqual(['edit', 'submit', 'withdraw']);
    expect(at('sent_back', 'b')).toEqual([]);
    expect(at('permitted', 'a')).toEqual(['condition', 'report', 'end', 'renew']);
    expect(at('permitted', 'b')).toEqual(['condition', 'report', 'end', 'lapse']);
    expect(deeds.every((deed) => life[deed].length > 0)).toBe(true);
  });
});

describe('the phase', () => {
  const base = {
    status: 'permitted',
    decision: 'conditional',
    validFrom: '2026-10-01',
    validUntil: '2027-03-31',
  } as const;
  it.each([
    ['2026-09-30', 'conditional'],
    ['2026-10-01', 'in_force'],
    ['2027-02-28', 'in_force'],
    ['2027-03-01', 'nearing'],
    ['2027-03-31', 'nearing'],
    ['2027-04-01', 'overdue'],
  ])('on %s is %s', (day, phase) => expect(phaseOf(base, day, 30)).toBe(phase));

  it('covers exactly the days of its period', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), fc.integer({ min: 0, max: 60 }), (offset, near) => {
        const day = addDays('2026-12-31', offset);
        const within = day >= base.validFrom && day <= base.validUntil;
        expect(isInForce(phaseOf(base, day, near))).toBe(within);
      }),
    );
  });

  it('is the status of what is not permitted', () => {
    for (const each of statuses.filter((one) => one !== 'permitted'))
      expect(phaseOf({ ...base, status: each }, '2027-04-01', 30)).toBe(each);
  });
});

describe('what an application lacks', () => {
  const full = {
    kind: 'application',
    title: '件名',
    way: 'other_method',
    reasonCategory: 'other',
    reason: '理由',
    risk: 'リスク',
    alternative: '代わり',
    validFrom: '2026-10-01',
    validUntil: '2026-12-31',
    affectedKind: 'persons',
    affectedUnitId: null,
    affectedAssetId: null,
    personIds: ['a'],
  } as const;
  it('is nothing when all is there', () => expect(missingFields(full)).toEqual([]));
  it('is the method that replaces the rule, unless nothing is done at all', () => {
    expect(missingFields({ ...full, alternative: '' })).toEqual(['alternative']);
    expect(missingFields({ ...full, alternative: '', way: 'not_carried_out' })).toEqual([]);
  });
  it('is a last day, always: an exception has an end', () =>
    expect(missingFields({ ...full, validUntil: null })).toEqual(['validUntil']));
  it('is whom it is about', () => {
    expect(missingFields({ ...full, personIds: [] })).toEqual(['personIds']);
    expect(missingFields({ ...full, affectedKind: 'unit' })).toEqual(['affectedUnitId']);
    expect(missingFields({ ...full, affectedKind: 'asset' })).toEqual(['affectedAssetId']);
  });
});

it('counts whole days until an emergency is reported', () => {
  const at = (text: string) => new Date(`${text}+09:00`);
  expect(reportDelayDays(at('2026-10-01T22:00'), at('2026-10-02T09:00'))).toBe(0);
  expect(reportDelayDays(at('2026-10-01T22:00'), at('2026-10-04T23:00'))).toBe(3);
});
