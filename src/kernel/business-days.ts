import holidays from '@holiday-jp/holiday_jp';
import { addDays, type IsoDate, weekdayOf } from './dates.ts';

/** Days on which public offices are closed beside Saturdays, Sundays and national holidays: 29 December to 3 January. */
const yearEnd = new Set(['12-29', '12-30', '12-31', '01-01', '01-02', '01-03']);

/** Whether public offices are open: neither a weekend, a national holiday nor the year-end closing. */
export function isBusinessDay(date: IsoDate): boolean {
  const weekday = weekdayOf(date);
  if (weekday === 0 || weekday === 6 || yearEnd.has(date.slice(5))) return false;
  return !Object.hasOwn(holidays.holidays, date);
}

/** The day itself when offices are open, otherwise the next open day. */
export function nextBusinessDay(date: IsoDate): IsoDate {
  let day = date;
  while (!isBusinessDay(day)) day = addDays(day, 1);
  return day;
}

/** The day `count` business days after (before when negative); 0 leaves the date as it is. */
export function addBusinessDays(date: IsoDate, count: number): IsoDate {
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step);
    if (isBusinessDay(day)) left -= 1;
  }
  return day;
}
