import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authoritiesFor, type ReviewHolder, resolveReviewers } from './resolve-reviewers.ts';

const holder = (personId: string, more: Partial<ReviewHolder> = {}): ReviewHolder => ({
  personId,
  roleId: 'authority',
  deputy: false,
  acting: false,
  absent: false,
  principalId: null,
  ...more,
});
const names = (given: Parameters<typeof resolveReviewers>[0]) =>
  resolveReviewers(given).map((each) => `${each.personId} ${each.via}`);

const anyHolder = fc.record({
  personId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  roleId: fc.constant('authority'),
  deputy: fc.boolean(),
  acting: fc.boolean(),
  absent: fc.boolean(),
  principalId: fc.constantFrom(null, 'a', 'b'),
});

describe('who reviews', () => {
  it('is never the applicant, nobody twice, and nobody who is away', () => {
    const some = fc.array(anyHolder, { maxLength: 6 });
    const applicant = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(
        applicant,
        some,
        some,
        fc.subarray(['a', 'b', 'c']),
        (applicantId, holders, superiors, set) => {
          const found = resolveReviewers({ applicantId, holders, superiors, set }).map(
            (each) => each.personId,
          );
          expect(found).not.toContain(applicantId);
          expect(new Set(found).size).toBe(found.length);
          const there = [...holders, ...superiors]
            .filter((each) => !each.absent)
            .map((each) => each.personId);
          expect(there).toEqual(expect.arrayContaining(found));
          const anybody = holders.some((each) => each.personId !== applicantId && !each.absent);
          if (anybody) expect(found.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('is every holder when nobody was set', () =>
    expect(names({ applicantId: 'x', holders: [holder('a'), holder('b')], superiors: [], set: [] })).toEqual([
      'a authority',
      'b authority',
    ]));

  it('is who was set for the clause, or the acting deputy', () => {
    const holders = [holder('a'), holder('b')];
    expect(names({ applicantId: 'x', holders, superiors: [], set: ['b'] })).toEqual(['b authority']);
    const away = [
      holder('a'),
      holder('b', { absent: true }),
      holder('c', { deputy: true, acting: true, principalId: 'b' }),
    ];
    expect(names({ applicantId: 'x', holders: away, superiors: [], set: ['b'] })).toEqual(['c deputy']);
  });

  it('is another holder when the applicant was set or holds the role', () => {
    const holders = [holder('a'), holder('b')];
    expect(names({ applicantId: 'b', holders, superiors: [], set: ['b'] })).toEqual(['a substitute']);
    expect(names({ applicantId: 'b', holders, superiors: [], set: [] })).toEqual(['a substitute']);
  });

  it('is the named deputy, then the superior, when the only holder asks; and nobody when there is neither', () => {
    const alone = [holder('a')];
    const deputy = holder('d', { deputy: true, principalId: 'a' });
    const superiors = [holder('s', { roleId: 'ciso' })];
    expect(names({ applicantId: 'a', holders: [...alone, deputy], superiors, set: [] })).toEqual([
      'd substitute',
    ]);
    expect(names({ applicantId: 'a', holders: alone, superiors, set: [] })).toEqual(['s superior']);
    expect(names({ applicantId: 'a', holders: alone, superiors: [], set: [] })).toEqual([]);
  });
});

describe('the authority of a clause', () => {
  const path = ['3', '3.1', '3.1.1', '3.1.1(4)', '3.1.1(4)(b)'];
  const authorities = [
    { packId: 'p', titleId: '3', personId: 'chapter' },
    { packId: 'p', titleId: '3.1.1', personId: 'section' },
    { packId: 'other', titleId: '3.1.1(4)(b)', personId: 'stranger' },
  ];
  it('is that of the most particular heading', () => {
    expect(authoritiesFor({ packId: 'p', path }, authorities)).toEqual(['section']);
    expect(authoritiesFor({ packId: 'p', path: ['3', '3.2', '3.2.1'] }, authorities)).toEqual(['chapter']);
    expect(authoritiesFor({ packId: 'p', path: ['31', '31.1'] }, authorities)).toEqual([]);
  });
});
