/** The numbers and marks of a Word file's lists, counted paragraph by paragraph as Word does. */
import { attribute, children, type OfficePackage } from '../office-package.ts';
import type { ParagraphStyle } from './word-styles.ts';
import { readParagraph } from './word-styles.ts';
import { childOf, type Node, valOf } from './word-values.ts';

export interface ListMark {
  readonly text: string;
  /** The indents that the list gives where the paragraph has none. */
  readonly paragraph: Partial<ParagraphStyle>;
}

const KANA = [
  ...'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン',
];
const IROHA = [
  ...'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス',
];
const DIGITS = [...'〇一二三四五六七八九'];

interface List {
  /** Lists of one pattern count on together. */
  readonly pattern: string;
  readonly levels: ReadonlyMap<number, Node>;
  /** Levels that begin anew where the list is first used. */
  readonly restarts: ReadonlyMap<number, number>;
}

/** The marks of one file; each call counts on. */
export class WordLists {
  readonly #lists = new Map<string, List>();
  readonly #counts = new Map<string, number[]>();
  readonly #begun = new Set<string>();

  constructor(file: OfficePackage) {
    const root = file.has('word/numbering.xml') ? file.xml('word/numbering.xml').documentElement : null;
    if (root === null) return;
    const patterns = new Map(
      children(root, 'abstractNum').map((each) => [attribute(each, 'abstractNumId') ?? '', each]),
    );
    for (const list of children(root, 'num')) {
      const pattern = valOf(childOf(list, 'abstractNumId')) ?? '';
      const levels = children(patterns.get(pattern) ?? list, 'lvl').map(
        (each) => [levelOf(each), each] as const,
      );
      const restarts = children(list, 'lvlOverride').flatMap((each) => {
        const start = valOf(childOf(each, 'startOverride'));
        return start === null ? [] : [[levelOf(each), Number(start)] as const];
      });
      const id = attribute(list, 'numId') ?? '';
      this.#lists.set(id, { pattern, levels: new Map(levels), restarts: new Map(restarts) });
    }
  }

  /** The mark of the next paragraph of a list; null for a list that the file does not define. */
  next({ id, level }: { readonly id: string; readonly level: number }): ListMark | null {
    const list = this.#lists.get(id);
    const own = list?.levels.get(level);
    if (list === undefined || own === undefined) return null;
    const { levels } = list;
    const counts = this.#count(id, list, own, level);
    const pattern = valOf(childOf(own, 'lvlText')) ?? '';
    const isMark = formatOf(own) === 'bullet';
    const text = isMark
      ? bullet(pattern)
      : pattern.replace(/%([1-9])/g, (_, place: string) => {
          const at = Number(place) - 1;
          const shown = levels.get(at);
          return shown ? numeral(counts[at] ?? startOf(shown), formatOf(shown)) : '';
        });
    return { text, paragraph: readParagraph(childOf(own, 'pPr')) };
  }

  /** Counts on at a level; the levels below it begin anew. */
  #count(id: string, { pattern, restarts }: List, own: Node, level: number): readonly number[] {
    const counts = this.#counts.get(pattern) ?? [];
    const restart = this.#begun.has(`${id}/${level}`) ? undefined : restarts.get(level);
    this.#begun.add(`${id}/${level}`);
    const before = counts[level];
    counts[level] = restart ?? (before === undefined ? startOf(own) : before + 1);
    counts.length = level + 1;
    this.#counts.set(pattern, counts);
    return counts;
  }
}

const formatOf = (level: Node): string => valOf(childOf(level, 'numFmt')) ?? 'decimal';
const levelOf = (level: Node): number => Number(attribute(level, 'ilvl') ?? 0);
const startOf = (level: Node): number => Number(valOf(childOf(level, 'start')) ?? 1);

/** Symbol fonts keep their marks in the private area; any dot will do for them. */
const bullet = (mark: string): string => (/[\ue000-\uf8ff]/.test(mark) || mark === '' ? '•' : mark);

function numeral(value: number, format: string): string {
  switch (format) {
    case 'none':
      return '';
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
    case 'decimalEnclosedCircle':
      return value >= 1 && value <= 20 ? String.fromCodePoint(0x245f + value) : String(value);
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'aiueo':
    case 'aiueoFullWidth':
      return KANA[(value - 1) % KANA.length] ?? '';
    case 'iroha':
    case 'irohaFullWidth':
      return IROHA[(value - 1) % IROHA.length] ?? '';
    case 'lowerLetter':
      return String.fromCodePoint(0x61 + ((value - 1) % 26));
    case 'upperLetter':
      return String.fromCodePoint(0x41 + ((value - 1) % 26));
    case 'lowerRoman':
      return roman(value).toLowerCase();
    case 'upperRoman':
      return roman(value);
    case 'japaneseCounting':
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'chineseCounting':
      return kanji(value);
    default:
      return String(value);
  }
}

const ROMAN = [
  ...([
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const),
];

const roman = (value: number): string => {
  const step = ROMAN.find(([size]) => size <= value);
  return step ? step[1] + roman(value - step[0]) : '';
};

/** Up to ninety-nine, as lists count. */
function kanji(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens === 0) return DIGITS[ones] ?? '';
  return `${tens === 1 ? '' : (DIGITS[tens] ?? '')}十${ones === 0 ? '' : (DIGITS[ones] ?? '')}`;
}
