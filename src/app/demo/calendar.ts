import { addDays, daysBetween, fiscalYearOf, fiscalYearRange, type IsoDate } from '../../kernel/dates.ts';

/** When a campaign of the sample was, or is, held. */
export interface SamplePeriod {
  readonly fiscalYear: number;
  readonly opensOn: IsoDate;
  readonly closesOn: IsoDate;
  /** The day on which the answers were given; never in the future. */
  readonly answeredOn: IsoDate;
}

/** The dates of the sample, seen from the day on which it is made. */
export interface SampleCalendar {
  /** Since when units, people and roles exist: before either campaign. */
  readonly firstDay: IsoDate;
  readonly lastYear: SamplePeriod;
  readonly thisYear: SamplePeriod;
  /** The end of this fiscal year, so that what is not reported yet does not look forgotten. */
  readonly improvementsDueOn: IsoDate;
}

const halfPeriod = 14;

/**
 * Last year's campaign lies in the last fiscal year, from October to December. This year's is open on `today`,
 * half-way through its period, and wholly within the fiscal year: shorter at the turn of March and April.
 */
export function sampleCalendar(today: IsoDate): SampleCalendar {
  const fiscalYear = fiscalYearOf(today);
  const { from, to } = fiscalYearRange(fiscalYear);
  const opensOn = later(from, addDays(today, -halfPeriod));
  const lastOpened = `${fiscalYear - 1}-10-01`;
  return {
    firstDay: fiscalYearRange(fiscalYear - 2).from,
    lastYear: {
      fiscalYear: fiscalYear - 1,
      opensOn: lastOpened,
      closesOn: `${fiscalYear - 1}-12-26`,
      answeredOn: addDays(lastOpened, 7),
    },
    thisYear: {
      fiscalYear,
      opensOn,
      closesOn: earlier(to, addDays(today, halfPeriod)),
      answeredOn: addDays(opensOn, Math.floor(daysBetween(opensOn, today) / 2)),
    },
    improvementsDueOn: to,
  };
}

const later = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b);
const earlier = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b);
