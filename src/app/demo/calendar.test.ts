import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, fiscalYearOf, fiscalYearRange } from '../../kernel/dates.ts';
import { sampleCalendar } from './calendar.ts';

/** Any day of the years in which the sample may be made, with the turns of the fiscal year more often. */
const anyDay = fc.oneof(
  fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2018-01-01', days)),
  fc
    .tuple(fc.integer({ min: 2018, max: 2070 }), fc.integer({ min: -20, max: 20 }))
    .map(([year, days]) => addDays(`${year}-04-01`, days)),
);

describe('the calendar of the sample', () => {
  it('has this year open on the day itself, within the fiscal year of that day', () => {
    fc.assert(
      fc.property(anyDay, (today) => {
        const { thisYear } = sampleCalendar(today);
        const { from, to } = fiscalYearRange(fiscalYearOf(today));
        expect(thisYear.fiscalYear).toBe(fiscalYearOf(today));
        expect([from <= thisYear.opensOn, thisYear.closesOn <= to]).toEqual([true, true]);
        expect([thisYear.opensOn <= today, today <= thisYear.closesOn]).toEqual([true, true]);
        expect(daysBetween(thisYear.opensOn, thisYear.closesOn)).toBeGreaterThanOrEqual(14);
      }),
    );
  });

  it('has last year over, within the fiscal year before', () => {
    fc.assert(
      fc.property(anyDay, (today) => {
        const { lastYear } = sampleCalendar(today);
        expect(lastYear.fiscalYear).toBe(fiscalYearOf(today) - 1);
        expect(fiscalYearOf(lastYear.opensOn)).toBe(lastYear.fiscalYear);
        expect(fiscalYearOf(lastYear.closesOn)).toBe(lastYear.fiscalYear);
        expect(lastYear.closesOn < today).toBe(true);
      }),
    );
  });

  it('has answers within their periods and none of the future, roles before both, improvements not overdue', () => {
    fc.assert(
      fc.property(anyDay, (today) => {
        const { firstDay, lastYear, thisYear, improvementsDueOn } = sampleCalendar(today);
        for (const { opensOn, closesOn, answeredOn } of [lastYear, thisYear]) {
          expect([opensOn <= answeredOn, answeredOn <= closesOn]).toEqual([true, true]);
        }
        expect(thisYear.answeredOn <= today).toBe(true);
        expect(firstDay < lastYear.opensOn).toBe(true);
        expect(improvementsDueOn >= today).toBe(true);
      }),
    );
  });

  it('is shorter at the turn of the fiscal year', () => {
    expect(sampleCalendar('2027-03-31').thisYear).toMatchObject({
      fiscalYear: 2026,
      opensOn: '2027-03-17',
      closesOn: '2027-03-31',
    });
    expect(sampleCalendar('2027-04-01')).toMatchObject({
      lastYear: { fiscalYear: 2026, closesOn: '2026-12-26' },
      thisYear: { fiscalYear: 2027, opensOn: '2027-04-01', closesOn: '2027-04-15', answeredOn: '2027-04-01' },
    });
    expect(sampleCalendar('2026-11-21').thisYear).toMatchObject({
      opensOn: '2026-11-07',
      closesOn: '2026-12-05',
      answeredOn: '2026-11-14',
    });
  });
});
