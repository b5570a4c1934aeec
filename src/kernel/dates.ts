/**
 * Dates of law and fiscal years, as plain values in Asia/Tokyo. An instant becomes a date only through `today`
 * or `dateOf`; everything else is arithmetic on calendar days, free of clocks and zones.
 */

/** A calendar day `YYYY-MM-DD`. */
export type IsoDate = string;

/** The zone in which the dates of Japanese law are read. */
const TOKYO = 'Asia/Tokyo';

/** First and last day, both included. */
export interface DateRange {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

const DAY_MS = 86_400_000;
const FISCAL_YEAR_FIRST_MONTH = 4;
const isoPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the text is a day that exists, written `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  const match = isoPattern.exec(text);
  return match !== null && exists(Number(match[1]), Number(match[2]), Number(match[3]));
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times what using it does, and every request asks for today. */
function dayFormat(zone: string): Intl.DateTimeFormat {
  const options = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const format = dayFormats.get(zone) ?? new Intl.DateTimeFormat('en-CA-u-ca-gregory', options);
  dayFormats.set(zone, format);
  return format;
}

/** The calendar day of an instant in a zone. */
function dateOf(instant: Date, zone: string = TOKYO): IsoDate {
  const parts = dayFormat(zone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/** Today's date in a zone; the clock is an argument so that callers and tests own it. */
export const today = (now: Date = new Date(), zone: string = TOKYO): IsoDate => dateOf(now, zone);

/** The fiscal year (April to March) that a day belongs to, named by the calendar year in which it begins. */
export function fiscalYearOf(date: IsoDate): number {
  const { year, month } = split(date);
  return month >= FISCAL_YEAR_FIRST_MONTH ? year : year - 1;
}

/** 1 April to 31 March of the following year. */
export function fiscalYearRange(fiscalYear: number): DateRange {
  return { from: `${pad(fiscalYear, 4)}-04-01`, to: `${pad(fiscalYear + 1, 4)}-03-31` };
}

/** The day `days` later (earlier when negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return fromEpoch(epochOf(date) + days * DAY_MS);
}

/** The same day `months` later, or the last day of that month when it has no such day. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const { year, month, day } = split(date);
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return join(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** Days from one date to another; 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((epochOf(to) - epochOf(from)) / DAY_MS);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(date: IsoDate): number {
  return new Date(epochOf(date)).getUTCDay();
}

const eraFormat = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
  era: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  timeZone: 'UTC',
});

/** `令和8年11月21日`; the first year of an era is 元年. */
export function formatEraDate(date: IsoDate): string {
  return eraFormat.format(epochOf(date));
}

/** `2026年11月21日`, without leading zeros. */
export function formatDate(date: IsoDate): string {
  const { year, month, day } = split(date);
  return `${year}年${month}月${day}日`;
}

/**
 * `令和8年度`. A fiscal year has one name: the era in force on 1 May, which gives 令和元年度 for the whole of
 * fiscal 2019, as the government decided, and 昭和63年度 for fiscal 1988.
 */
export function formatFiscalYear(fiscalYear: number): string {
  const parts = eraFormat.formatToParts(epochOf(join(fiscalYear, 5, 1)));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('era')}${part('year')}年度`;
}

interface Era {
  readonly first: IsoDate;
  readonly names: readonly string[];
}

/** The eras that written input may use, with the letters that forms abbreviate them by. */
const eras: readonly Era[] = [
  { first: '2019-05-01', names: ['令和', '令', 'R'] },
  { first: '1989-01-08', names: ['平成', '平', 'H'] },
  { first: '1926-12-25', names: ['昭和', '昭', 'S'] },
  { first: '1912-07-30', names: ['大正', '大', 'T'] },
  { first: '1868-10-23', names: ['明治', '明', 'M'] },
];

const writtenDate =
  /^(令和|平成|昭和|大正|明治|[令平昭大明]|[RHSTM])?(元|\d{1,4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?$/;
const compactDate = /^(\d{4})(\d{2})(\d{2})$/;

/**
 * The day that a person wrote: `R8.11.21`, `令和8年11月21日`, `令和元年5月1日`, `2026/11/21`, `2026年11月21日`,
 * `20261121`, in full or half width, with spaces. Null when it is no such date, when the day does not exist, or
 * when an era had not yet begun. A year past the end of its era (平成33年) is accepted: old documents have them.
 */
export function parseWrittenDate(text: string): IsoDate | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/[‐‑–—−ー]/g, '-')
    .toUpperCase();
  const compact = compactDate.exec(plain);
  if (compact) return existing(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  const match = writtenDate.exec(plain);
  if (!match) return null;
  const [, eraName, yearText = '', monthText = '', dayText = ''] = match;
  const [month, day] = [Number(monthText), Number(dayText)];
  if (eraName !== undefined) return inEra(eraName, yearText === '元' ? 1 : Number(yearText), month, day);
  return yearText.length === 4 ? existing(Number(yearText), month, day) : null;
}

function inEra(name: string, eraYear: number, month: number, day: number): IsoDate | null {
  const era = eras.find((each) => each.names.includes(name));
  if (!era || eraYear < 1 || eraYear > 99) return null;
  const date = existing(split(era.first).year + eraYear - 1, month, day);
  return date !== null && date >= era.first ? date : null;
}

function existing(year: number, month: number, day: number): IsoDate | null {
  return exists(year, month, day) ? join(year, month, day) : null;
}

function exists(year: number, month: number, day: number): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  const next = new Date(0);
  next.setUTCFullYear(year, month, 0);
  return next.getUTCDate();
}

function split(date: IsoDate): { year: number; month: number; day: number } {
  const match = isoPattern.exec(date);
  const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  if (!match || !exists(year, month, day)) throw new RangeError(`not a date: ${date}`);
  return { year, month, day };
}

function epochOf(date: IsoDate): number {
  const { year, month, day } = split(date);
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day);
  return instant.getTime();
}

function fromEpoch(epoch: number): IsoDate {
  return new Date(epoch).toISOString().slice(0, 10);
}

const pad = (value: number, width: number) => String(value).padStart(width, '0');
const join = (year: number, month: number, day: number): IsoDate =>
  `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;

/** An instant as people in Tokyo write it, to the minute: `2026/11/21 17:05`. */
export function formatInstant(instant: Date): string {
  return new Intl.DateTimeFormat('ja-JP', {
    timeZone: TOKYO,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant);
}
