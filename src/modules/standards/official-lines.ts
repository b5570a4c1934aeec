import { normaliseCharacters, normaliseForSearch } from '../../kernel/japanese.ts';

/** A line of the text that a PDF reader gave. */
export interface Line {
  /** As printed, with radicals that stand for ordinary characters mended. */
  readonly text: string;
  /** In one width, for recognising marks. */
  readonly plain: string;
  /** Reaches (nearly) to the right margin, so that its paragraph may go on in the next line. */
  readonly full: boolean;
}

/** A line of digits only is a page number: running text never leaves a number alone between two breaks. */
const PAGE_NUMBER = /^[-–—\s]*[0-9０-９]{1,4}[-–—\s]*$/;

/** Running heads and feet are printed on every page; running text is not repeated so often, line by line. */
const REPEATS = 5;
const MAY_REPEAT = /^(\(|\d+\.\d|目的・趣旨$|遵守事項$)|[。、]$/;

/** Lines without page breaks, page numbers, running heads and empty lines. */
export function readLines(text: string): readonly Line[] {
  const raw = text
    .replace(/\r\n?/g, '\n')
    .split(/[\n\f]/)
    .map((line) =>
      mendRadicals(line)
        .replace(/[\p{Cc}\uFEFF]/gu, '')
        .trim(),
    )
    .filter((line) => line !== '' && !PAGE_NUMBER.test(line))
    .map((line) => ({ text: line, plain: normaliseCharacters(line) }));
  const heads = runningHeads(raw.map(({ plain }) => plain));
  const lines = raw.filter(({ plain }) => !heads.has(plain));
  const margin = rightMargin(lines.map((line) => width(line.text)));
  return lines.map((line) => ({ ...line, full: width(line.text) >= margin - 3 }));
}

function runningHeads(lines: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  const often = [...counts].filter(([line, count]) => {
    return count >= REPEATS && line.length >= 8 && !MAY_REPEAT.test(line);
  });
  return new Set(often.map(([line]) => line));
}

/** Only characters that look like ordinary ones: widths and punctuation stay as printed. */
function mendRadicals(text: string): string {
  return text.replace(/[\u2E80-\u2FDF\uF900-\uFAFF]/g, (character) => normaliseCharacters(character));
}

/** Columns, a full-width character counting two. */
const width = (text: string): number =>
  [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);

/** The width that running text is set to: nine of ten lines are not wider. */
function rightMargin(widths: readonly number[]): number {
  const long = widths.filter((each) => each >= 40).sort((a, b) => a - b);
  return long[Math.floor(long.length * 0.5)] ?? 40;
}

/** Puts broken lines together: Japanese without a gap, Latin words with one. */
export function joinLines(parts: readonly string[]): string {
  return parts.reduce((joined, part) => {
    const gap = /[A-Za-z0-9,.]$/.test(joined) && /^[A-Za-z0-9]/.test(part) ? ' ' : '';
    return joined + gap + part;
  }, '');
}

/** How alike two headings are, 0 to 1: the share of pairs of characters that they have in common. */
export function likeness(left: string, right: string): number {
  const [a, b] = [bigrams(left), bigrams(right)];
  if (a.length === 0 || b.length === 0) return normaliseForSearch(left) === normaliseForSearch(right) ? 1 : 0;
  const rest = [...b];
  const common = a.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  return (2 * common.length) / (a.length + b.length);
}

function bigrams(text: string): string[] {
  const characters = [...normaliseForSearch(text)];
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}
