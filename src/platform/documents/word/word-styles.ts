/** What a Word file says of the look of its characters and paragraphs: directly, by styles, and by its defaults. */
import { attribute, children, type OfficePackage } from '../office-package.ts';
import { type Borders, childOf, isOn, type Node, points, readBorders, valOf } from './word-values.ts';

/** The look of characters. Lengths in points. */
export interface RunStyle {
  readonly gothic: boolean;
  readonly size: number;
  readonly bold: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  /** `#RRGGBB`; null is black. */
  readonly colour: string | null;
  readonly position: 'baseline' | 'superscript' | 'subscript';
  readonly tracking: number;
  readonly hidden: boolean;
}

export type Alignment = 'left' | 'center' | 'right' | 'justify' | 'distribute';

/** How far lines are apart: a multiple of the natural distance, or points. */
export interface LineRule {
  readonly rule: 'auto' | 'exact' | 'atLeast';
  readonly value: number;
}

/** The look of a paragraph. Lengths in points. */
export interface ParagraphStyle {
  readonly align: Alignment;
  readonly before: number;
  readonly after: number;
  readonly line: LineRule;
  readonly left: number;
  readonly right: number;
  /** Of the first line against `left`; below zero it hangs out. */
  readonly first: number;
  readonly pageBreak: boolean;
  readonly keepNext: boolean;
  readonly onGrid: boolean;
  readonly fill: string | null;
  readonly borders: Borders;
  readonly list: { readonly id: string; readonly level: number } | null;
}

export interface Look {
  readonly run: Partial<RunStyle>;
  readonly paragraph: Partial<ParagraphStyle>;
}

const PLAIN_RUN: RunStyle = {
  ...{ gothic: false, size: 10, bold: false, underline: false, strike: false, colour: null },
  ...{ position: 'baseline', tracking: 0, hidden: false },
};

const PLAIN_PARAGRAPH: ParagraphStyle = {
  ...{ align: 'left', before: 0, after: 0, line: { rule: 'auto', value: 1 }, left: 0, right: 0, first: 0 },
  ...{ pageBreak: false, keepNext: false, onGrid: true, fill: null, borders: {}, list: null },
};

/** The styles of one file by their ids. */
export class WordStyles {
  readonly #styles: ReadonlyMap<string, Node>;
  readonly #theme: ThemeFonts;
  readonly run: RunStyle;
  readonly paragraph: ParagraphStyle;
  readonly #standard: string | null;

  constructor(file: OfficePackage) {
    const root = file.has('word/styles.xml') ? file.xml('word/styles.xml').documentElement : null;
    const all = root ? children(root, 'style') : [];
    this.#styles = new Map(all.map((style) => [attribute(style, 'styleId') ?? '', style]));
    this.#theme = readTheme(file);
    const defaults = childOf(root, 'docDefaults');
    this.run = { ...PLAIN_RUN, ...this.readRun(childOf(childOf(defaults, 'rPrDefault'), 'rPr')) };
    this.paragraph = {
      ...PLAIN_PARAGRAPH,
      ...readParagraph(childOf(childOf(defaults, 'pPrDefault'), 'pPr')),
    };
    const standard = all.find(
      (style) => attribute(style, 'type') === 'paragraph' && attribute(style, 'default') === '1',
    );
    this.#standard = standard ? attribute(standard, 'styleId') : null;
  }

  /** What a style says with all that it builds upon; of paragraphs without a style, the standard one. */
  lookOf(styleId: string | null, kind: 'paragraph' | 'other' = 'other'): Look {
    const chain = this.#chain(styleId ?? (kind === 'paragraph' ? this.#standard : null));
    return {
      run: Object.assign({}, ...chain.map((style) => this.readRun(childOf(style, 'rPr')))),
      paragraph: Object.assign({}, ...chain.map((style) => readParagraph(childOf(style, 'pPr')))),
    };
  }

  /** The properties of a table style, the most general first. */
  tableProperties(styleId: string | null): readonly Node[] {
    return this.#chain(styleId).flatMap((style) => children(style, 'tblPr'));
  }

  readRun(properties: Node | null): Partial<RunStyle> {
    return properties === null ? {} : readRun(properties, this.#theme);
  }

  /** The style and what it is based on, the most general first; one that is based on itself ends there. */
  #chain(styleId: string | null): readonly Node[] {
    const chain: Node[] = [];
    for (let next = styleId; next !== null; ) {
      const style = this.#styles.get(next);
      if (style === undefined || chain.includes(style)) break;
      chain.unshift(style);
      next = valOf(childOf(style, 'basedOn'));
    }
    return chain;
  }
}

type ThemeFonts = Readonly<Record<'major' | 'minor', string>>;

/** The Japanese faces that the theme stands for. */
function readTheme(file: OfficePackage): ThemeFonts {
  const path = 'word/theme/theme1.xml';
  const fonts = file.has(path)
    ? [...file.xml(path).getElementsByTagNameNS('*', 'fontScheme')].flatMap((each) => children(each))
    : [];
  const faceOf = (name: string): string => {
    const set = fonts.find((font) => font.localName === name) ?? null;
    const japanese = set && children(set, 'font').find((font) => attribute(font, 'script') === 'Jpan');
    const eastAsian = childOf(set, 'ea');
    return (
      (eastAsian && attribute(eastAsian, 'typeface')) || (japanese && attribute(japanese, 'typeface')) || ''
    );
  };
  return { major: faceOf('majorFont'), minor: faceOf('minorFont') };
}

function readRun(properties: Node, theme: ThemeFonts): Partial<RunStyle> {
  const style: { -readonly [key in keyof RunStyle]?: RunStyle[key] } = {};
  for (const each of children(properties)) {
    const value = valOf(each);
    switch (each.localName) {
      case 'rFonts': {
        const face = faceOf(each, theme);
        if (face !== '') style.gothic = isGothic(face);
        break;
      }
      case 'sz':
        style.size = Number(value) / 2 || 10;
        break;
      case 'b':
        style.bold = isOn(each);
        break;
      case 'u':
        style.underline = value !== 'none';
        break;
      case 'strike':
      case 'dstrike':
        style.strike = isOn(each);
        break;
      case 'color':
        style.colour = colourOf(value);
        break;
      case 'vertAlign':
        style.position = value === 'superscript' || value === 'subscript' ? value : 'baseline';
        break;
      case 'spacing':
        style.tracking = points(value);
        break;
      case 'vanish':
        style.hidden = isOn(each);
        break;
    }
  }
  return style;
}

function faceOf(fonts: Node, theme: ThemeFonts): string {
  const named = attribute(fonts, 'eastAsiaTheme');
  if (named !== null) return named.startsWith('major') ? theme.major : theme.minor;
  return attribute(fonts, 'eastAsia') ?? '';
}

/** Of the two kinds of face that Japanese forms know; what is neither by its name is taken as 明朝. */
const isGothic = (face: string): boolean =>
  /ゴシック|gothic|meiryo|メイリオ|sans|arial|calibri|helvetica/i.test(face.normalize('NFKC'));

const colourOf = (value: string | null): string | null =>
  value !== null && /^[0-9a-f]{6}$/i.test(value) ? `#${value}` : null;

/** The colour of a shading; null when it has none. */
export const fillOf = (shading: Node | null): string | null =>
  shading === null ? null : colourOf(attribute(shading, 'fill'));

const ALIGNMENTS: Readonly<Record<string, Alignment>> = {
  ...{ left: 'left', start: 'left', center: 'center', right: 'right', end: 'right' },
  ...{ both: 'justify', distribute: 'distribute' },
};

export function readParagraph(properties: Node | null): Partial<ParagraphStyle> {
  const style: { -readonly [key in keyof ParagraphStyle]?: ParagraphStyle[key] } = {};
  if (properties === null) return style;
  for (const each of children(properties)) {
    switch (each.localName) {
      case 'jc':
        style.align = ALIGNMENTS[valOf(each) ?? ''] ?? 'left';
        break;
      case 'spacing':
        Object.assign(style, readSpacing(each));
        break;
      case 'ind':
        Object.assign(style, readIndent(each));
        break;
      case 'pageBreakBefore':
        style.pageBreak = isOn(each);
        break;
      case 'keepNext':
        style.keepNext = isOn(each);
        break;
      case 'snapToGrid':
        style.onGrid = isOn(each);
        break;
      case 'shd':
        style.fill = fillOf(each);
        break;
      case 'pBdr':
        style.borders = readBorders(each);
        break;
      case 'numPr':
        style.list = readList(each);
        break;
    }
  }
  return style;
}

function readSpacing(spacing: Node): Partial<ParagraphStyle> {
  const line = attribute(spacing, 'line');
  const rule = attribute(spacing, 'lineRule');
  const before = attribute(spacing, 'before');
  const after = attribute(spacing, 'after');
  return {
    ...(before === null ? {} : { before: points(before) }),
    ...(after === null ? {} : { after: points(after) }),
    ...(line === null ? {} : { line: lineRule(rule, line) }),
  };
}

function lineRule(rule: string | null, line: string): LineRule {
  if (rule === 'exact' || rule === 'atLeast') return { rule, value: points(line) };
  return { rule: 'auto', value: Number(line) / 240 || 1 };
}

function readIndent(indent: Node): Partial<ParagraphStyle> {
  const left = attribute(indent, 'left') ?? attribute(indent, 'start');
  const right = attribute(indent, 'right') ?? attribute(indent, 'end');
  const hanging = attribute(indent, 'hanging');
  const first = attribute(indent, 'firstLine');
  return {
    ...(left === null ? {} : { left: points(left) }),
    ...(right === null ? {} : { right: points(right) }),
    ...(first === null ? {} : { first: points(first) }),
    ...(hanging === null ? {} : { first: -points(hanging) }),
  };
}

function readList(properties: Node): ParagraphStyle['list'] {
  const id = valOf(childOf(properties, 'numId'));
  const level = Number(valOf(childOf(properties, 'ilvl')) ?? 0);
  return id === null || id === '0' ? null : { id, level };
}
