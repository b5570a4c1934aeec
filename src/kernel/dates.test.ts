import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBusinessDays, isBusinessDay, nextBusinessDay } from './business-days.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  fiscalYearOf,
  fiscalYearRange,
  formatDate,
  formatEraDate,
  formatFiscalYear,
  isIsoDate,
  parseWrittenDate,
  today,
} from './dates.ts';

const anyDate = fc.integer({ min: 0, max: 150 * 365 }).map((days) => addDays('1900-01-01', days));

describe('fiscal years', () => {
  it('turn on 1 April', () => {
    expect(fiscalYearOf('2026-03-31')).toBe(2025);
    expect(fiscalYearOf('2026-04-01')).toBe(2026);
    expect(fiscalYearRange(2026)).toEqual({ from: '2026-04-01', to: '2027-03-31' });
  });

  it('contain every day that they claim', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const range = fiscalYearRange(fiscalYearOf(date));
        return range.from <= date && date <= range.to;
      }),
    );
  });

  it('have one era name for the whole year', () => {
    expect(formatFiscalYear(2026)).toBe('令和8年度');
    expect(formatFiscalYear(2019)).toBe('令和元年度');
    expect(formatFiscalYear(2018)).toBe('平成30年度');
    expect(formatFiscalYear(1988)).toBe('昭和63年度');
    expect(formatFiscalYear(1989)).toBe('平成元年度');
  });
});

describe('today', () => {
  it('is the day in Tokyo, not in UTC', () => {
    expect(today(new Date('2026-03-31T14:59:59Z'))).toBe('2026-03-31');
    expect(today(new Date('2026-03-31T15:00:00Z'))).toBe('2026-04-01');
    expect(today(new Date('2026-03-31T15:00:00Z'), 'UTC')).toBe('2026-03-31');
  });
});

describe('era dates', () => {
  it('change with the era, and call the first year 元年', () => {
    expect(formatEraDate('2019-04-30')).toBe('平成31年4月30日');
    expect(formatEraDate('2019-05-01')).toBe('令和元年5月1日');
    expect(formatEraDate('2026-11-21')).toBe('令和8年11月21日');
    expect(formatDate('2026-01-05')).toBe('2026年1月5日');
  });

  it.each([
    ['R8.11.21', '2026-11-21'],
    ['r8-11-21', '2026-11-21'],
    ['令和8年11月21日', '2026-11-21'],
    ['令和 ８年１１月２１日', '2026-11-21'],
    ['Ｒ８．１１．２１', '2026-11-21'],
    ['㋿8年11月21日', '2026-11-21'],
    ['令和元年5月1日', '2019-05-01'],
    ['平成31年4月30日', '2019-04-30'],
    ['H31/4/30', '2019-04-30'],
    ['平成33年3月31日', '2021-03-31'],
    ['昭和64年1月7日', '1989-01-07'],
    ['2026/11/21', '2026-11-21'],
    ['２０２６／１１／２１', '2026-11-21'],
    ['2026−11−21', '2026-11-21'],
    ['2026年1月5日', '2026-01-05'],
    ['20261121', '2026-11-21'],
    [' 2024-02-29 ', '2024-02-29'],
  ])('reads %s', (written, expected) => {
    expect(parseWrittenDate(written)).toBe(expected);
  });

  it.each([
    '',
    '令和元年4月30日',
    '令和8年2月30日',
    '2025-02-29',
    '26/11/21',
    'R0.1.1',
    '2026-13-01',
    '11月21日',
    '来週',
  ])('refuses %s', (written) => {
    expect(parseWrittenDate(written)).toBeNull();
  });

  it('come back from both spellings', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(parseWrittenDate(formatEraDate(date))).toBe(date);
        expect(parseWrittenDate(formatDate(date))).toBe(date);
      }),
    );
  });
});

describe('day arithmetic', () => {
  it('keeps to days that exist', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(addMonths('2026-11-21', 14)).toBe('2028-01-21');
    expect(isIsoDate('2026-02-29')).toBe(false);
    expect(isIsoDate('2026-2-9')).toBe(false);
    expect(() => fiscalYearOf('2026-02-30')).toThrow(RangeError);
  });

  it('undoes itself', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });
});

describe('business days', () => {
  it('leave out weekends, national holidays and the closing of offices at the end of the year', () => {
    expect(isBusinessDay('2026-11-20')).toBe(true);
    expect(isBusinessDay('2026-11-21')).toBe(false);
    expect(isBusinessDay('2026-11-23')).toBe(false);
    expect(isBusinessDay('2026-12-29')).toBe(false);
    expect(nextBusinessDay('2026-11-21')).toBe('2026-11-24');
    expect(addBusinessDays('2026-12-28', 1)).toBe('2027-01-04');
    expect(addBusinessDays('2027-01-04', -1)).toBe('2026-12-28');
    expect(addBusinessDays('2026-11-21', 0)).toBe('2026-11-21');
  });
});
