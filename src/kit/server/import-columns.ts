import { parseWrittenDate } from '../../kernel/dates.ts';
import { looksLikeMyNumber, toHalfWidth } from '../../kernel/japanese.ts';
import type { MessageRef } from '../../kernel/messages.ts';
import { t } from './messages.ts';

/** A value that was read, or what is wrong with the cell. */
export type Parsed<Value> = { readonly value: Value } | { readonly problem: MessageRef };

/**
 * One column of an import: how its header may be written, and how a cell becomes a value. `null` is an empty cell.
 */
export interface ImportColumn<Value = unknown> {
  readonly header: string;
  /** Other headers that mean the same; width, spaces and case are levelled anyway. */
  readonly aliases?: readonly string[];
  /** The column must be there and no cell empty. */
  readonly required?: boolean;
  /** The meaning and the allowed values, for the template and its help. */
  readonly choices?: readonly string[];
  readonly kind: 'text' | 'date' | 'integer';
  parse(text: string): Parsed<Value>;
}

interface Options {
  readonly aliases?: readonly string[];
}

/** Free text: trimmed, width as typed, up to `limit` characters. */
export function textColumn(header: string, options: Options & { limit?: number } = {}): ImportColumn<string> {
  return { header, ...pick(options), kind: 'text', parse: (text) => limited(text, options.limit ?? 200) };
}

/** A code such as 職員番号: half width, without spaces; leading zeros stay. */
export function codeColumn(header: string, options: Options & { limit?: number } = {}): ImportColumn<string> {
  const parse = (text: string) => limited(toHalfWidth(text).replace(/\s+/g, ''), options.limit ?? 50);
  return { header, ...pick(options), kind: 'text', parse };
}

/** A day as people write it (`2026/4/1`, `R8.4.1`, `令和8年4月1日`, an Excel date); gives `YYYY-MM-DD`. */
export function dateColumn(header: string, options: Options = {}): ImportColumn<string> {
  const parse = (text: string): Parsed<string> => {
    const value = parseWrittenDate(text.replace(/T00:00:00$/, ''));
    return value === null ? { problem: t.ref('import.date') } : { value };
  };
  return { header, ...pick(options), kind: 'date', parse };
}

/** A whole number, in any width, with or without thousands separators. */
export function integerColumn(header: string, options: Options = {}): ImportColumn<number> {
  const parse = (text: string): Parsed<number> => {
    const plain = toHalfWidth(text).replace(/,/g, '');
    const value = Number(plain);
    return /^-?\d+$/.test(plain) && Number.isSafeInteger(value)
      ? { value }
      : { problem: t.ref('import.integer') };
  };
  return { header, ...pick(options), kind: 'integer', parse };
}

/** How each value of a choice may be written; the first spelling is shown. */
type Spellings<V extends string> = Readonly<Record<V, readonly [string, ...string[]]>>;

/** One of a few words. */
export function choiceColumn<const V extends string>(
  header: string,
  texts: Spellings<V>,
  options: Options = {},
): ImportColumn<V> {
  const entries = Object.entries(texts) as [V, readonly [string, ...string[]]][];
  const byText = new Map(
    entries.flatMap(([value, texts]) => [value, ...texts].map((text) => [level(text), value])),
  );
  const choices = entries.map(([, texts]) => texts[0]);
  const parse = (text: string): Parsed<V> => {
    const value = byText.get(level(text));
    if (value !== undefined) return { value };
    return { problem: t.ref('import.choice', { value: text.slice(0, 40), choices: choices.join('、') }) };
  };
  return { header, ...pick(options), kind: 'text', choices, parse };
}

/** The spellings of a choice that is shown by its title, and what else may be written for a value. */
export const spellings = <V extends string>(
  values: readonly V[],
  title: (value: V) => string,
  also: Partial<Record<V, readonly string[]>> = {},
) =>
  Object.fromEntries(
    values.map((value) => [value, [title(value), ...(also[value] ?? [])]]),
  ) as unknown as Spellings<V>;

/** ○ or nothing; 1/0, はい/いいえ, true/false are understood. */
export function booleanColumn(header: string, options: Options = {}): ImportColumn<boolean> {
  const yes = new Set(['○', '〇', '◯', '1', 'はい', '有', 'true', 'yes'].map(level));
  const no = new Set(['×', '0', 'いいえ', '無', 'false', 'no', '-'].map(level));
  const parse = (text: string): Parsed<boolean> => {
    if (yes.has(level(text))) return { value: true };
    return no.has(level(text)) ? { value: false } : { problem: t.ref('import.boolean') };
  };
  return { header, ...pick(options), kind: 'text', choices: ['○'], parse };
}

/** An e-mail address; only its shape is looked at. */
export function emailColumn(header: string, options: Options = {}): ImportColumn<string> {
  const parse = (text: string): Parsed<string> => {
    const value = toHalfWidth(text).trim();
    return /^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(value) && value.length <= 254
      ? { value }
      : { problem: t.ref('import.email') };
  };
  return { header, ...pick(options), kind: 'text', parse };
}

/** The same column, not to be left empty. */
export const required = <V>(column: ImportColumn<V>): ImportColumn<V> => ({ ...column, required: true });

/** Headers and choices are compared without regard to width, case and spaces. */
export const level = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/** What no cell of any import may hold: an individual number, or characters that only exist on one machine. */
export function forbiddenContent(text: string): MessageRef | null {
  if (looksLikeMyNumber(text)) return t.ref('import.myNumber');
  if (/[\uE000-\uF8FF\u{F0000}-\u{10FFFD}]/u.test(text)) return t.ref('import.gaiji');
  return null;
}

function limited(text: string, limit: number): Parsed<string> {
  return Array.from(text).length > limit ? { problem: t.ref('import.tooLong', { limit }) } : { value: text };
}

const pick = (options: Options) => (options.aliases ? { aliases: options.aliases } : {});
