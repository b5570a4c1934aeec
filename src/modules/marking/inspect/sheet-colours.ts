import type { Element } from '@xmldom/xmldom';
import {
  attribute,
  children,
  elements,
  type OfficePackage,
} from '../../../platform/documents/office-package.ts';
import { t } from '../messages.ts';
import { excerptOf, type Finding } from '../model.ts';
import { type Theme, themeOf } from './theme.ts';

/** How cells look by the number of their style: those whose text is not seen, and how it is hidden. */
export type UnseenStyles = ReadonlyMap<number, 'alike' | 'format'>;

/** The styles of a workbook that show nothing: text in the colour of its ground, or a number format without a part. */
export function unseenStyles(office: OfficePackage, main: string): UnseenStyles {
  const found = office.relations(main).find(({ type, target }) => type === 'styles' && office.has(target));
  if (found === undefined) return new Map();
  const document = office.xml(found.target);
  const theme = themeOf(office, main);
  const list = (name: string) => elements(document, name).flatMap((each) => children(each));
  const fonts = list('fonts').map((font) => colourOf(children(font, 'color')[0], theme, '000000'));
  const fills = list('fills').map((fill) => groundOf(fill, theme));
  const hiding = new Set(
    elements(document, 'numFmt')
      .filter((each) => /^;{1,3}$/.test(attribute(each, 'formatCode') ?? ''))
      .map((each) => attribute(each, 'numFmtId')),
  );
  return new Map(
    list('cellXfs').flatMap((style, number): [number, 'alike' | 'format'][] => {
      if (hiding.has(attribute(style, 'numFmtId'))) return [[number, 'format']];
      const text = fonts[Number(attribute(style, 'fontId') ?? 0)];
      const ground = fills[Number(attribute(style, 'fillId') ?? 0)];
      return text !== undefined && text === ground ? [[number, 'alike']] : [];
    }),
  );
}

/** In the order in which cells name them; the first two stand crosswise to the names of the theme. */
const themeNames = [
  'lt1',
  'dk1',
  'lt2',
  'dk2',
  'accent1',
  'accent2',
  'accent3',
  'accent4',
  'accent5',
  'accent6',
];
const indexed: Readonly<Record<string, string>> = {
  0: '000000',
  1: 'FFFFFF',
  8: '000000',
  9: 'FFFFFF',
  64: '000000',
  65: 'FFFFFF',
};

function colourOf(colour: Element | undefined, theme: Theme, otherwise: string): string {
  if (colour === undefined || attribute(colour, 'auto') !== null) return otherwise;
  const rgb = attribute(colour, 'rgb');
  const index = attribute(colour, 'indexed');
  const name = themeNames[Number(attribute(colour, 'theme') ?? -1)];
  const base =
    rgb?.slice(-6) ??
    (index === null ? name && (theme.get(name) ?? name) : (indexed[index] ?? `indexed ${index}`));
  const tint = Number(attribute(colour, 'tint') ?? 0);
  return `${(base ?? otherwise).toUpperCase()}${tint === 0 ? '' : ` ${tint}`}`;
}

/** The ground of a cell: white paper, its colour, or nothing known of it where it is a pattern. */
function groundOf(fill: Element, theme: Theme): string | undefined {
  const [pattern] = children(fill, 'patternFill');
  const kind = pattern ? (attribute(pattern, 'patternType') ?? 'none') : 'gradient';
  if (kind === 'none') return 'FFFFFF';
  return kind === 'solid' && pattern ? colourOf(children(pattern, 'fgColor')[0], theme, 'FFFFFF') : undefined;
}

/** Cells with something in them that is not seen, as ranges of a row. Where tables or conditions colour, nothing is judged. */
export function unseenCells(
  office: OfficePackage,
  sheet: { readonly path: string; readonly where: string },
  styles: UnseenStyles,
  words: (index: number) => string,
): Finding[] {
  if (styles.size === 0) return [];
  const text = office.text(sheet.path);
  const coloured = colouredRanges(office, sheet.path, text);
  const found: Finding[] = [];
  for (const [, attributes = '', content = ''] of text.matchAll(
    /<(?:\w+:)?c\s([^>]*?[^/])>(.*?)<\/(?:\w+:)?c>/gs,
  )) {
    const style = styles.get(Number(/(?:^|\s)s="(\d+)"/.exec(attributes)?.[1] ?? 0));
    const cell = /(?:^|\s)r="([A-Z]+\d+)"/.exec(attributes)?.[1] ?? '';
    if (style === undefined) continue;
    const value = wordsOf(attributes, content, words);
    if (value === '' || (style === 'alike' && isWithin(cell, coloured))) continue;
    found.push({
      kind: 'hidden-text',
      where: t(style === 'alike' ? 'where.cellAlike' : 'where.cellFormat', { sheet: sheet.where, cell }),
      excerpt: excerptOf(value),
    });
  }
  return found;
}

function wordsOf(attributes: string, content: string, words: (index: number) => string): string {
  const value = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</.exec(content)?.[1] ?? '';
  if (/\bt="s"/.test(attributes)) return value === '' ? '' : words(Number(value));
  const inline = [...content.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</g)].map(([, part = '']) => part);
  return plain(inline.join('') || value).trim();
}

interface Box {
  readonly columns: readonly [number, number];
  readonly rows: readonly [number, number];
}

/** What tables and conditional formats cover: they bring colours of their own. */
function colouredRanges(office: OfficePackage, path: string, text: string): Box[] {
  const conditional = [...text.matchAll(/<(?:\w+:)?conditionalFormatting\s[^>]*\bsqref="([^"]*)"/g)];
  const tables = office
    .relations(path)
    .filter(({ type, target }) => type === 'table' && office.has(target))
    .map(({ target }) => attribute(office.xml(target).documentElement as Element, 'ref') ?? '');
  return [...conditional.map(([, ref = '']) => ref), ...tables]
    .flatMap((refs) => refs.split(/\s+/))
    .flatMap((ref) => {
      const [from = '', to = from] = ref.split(':');
      const [a, b] = [placeOf(from), placeOf(to)];
      return a && b ? [{ columns: [a.column, b.column], rows: [a.row, b.row] } as const] : [];
    });
}

function placeOf(cell: string): { column: number; row: number } | null {
  const [, letters = '', row = ''] = /^\$?([A-Z]{1,3})\$?(\d+)$/.exec(cell) ?? [];
  if (letters === '') return null;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { column, row: Number(row) };
}

function isWithin(cell: string, boxes: readonly Box[]): boolean {
  const place = placeOf(cell);
  return (
    place !== null &&
    boxes.some(
      ({ columns, rows }) =>
        columns[0] <= place.column &&
        place.column <= columns[1] &&
        rows[0] <= place.row &&
        place.row <= rows[1],
    )
  );
}

/** The shared words of a workbook by their number; read once, when the first is asked for. */
export function sharedWords(office: OfficePackage, main: string): (index: number) => string {
  let all: readonly string[] | null = null;
  return (index) => {
    all ??= readWords(office, main);
    return all[index] ?? '';
  };
}

function readWords(office: OfficePackage, main: string): readonly string[] {
  const found = office
    .relations(main)
    .find(({ type, target }) => type === 'sharedStrings' && office.has(target));
  if (found === undefined) return [];
  return [...office.text(found.target).matchAll(/<(?:\w+:)?si(?:\s[^>]*)?>(.*?)<\/(?:\w+:)?si>/gs)]
    .map(([, item = '']) =>
      [
        ...item
          .replace(/<(?:\w+:)?rPh\s.*?<\/(?:\w+:)?rPh>/gs, '')
          .matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</g),
      ]
        .map(([, part = '']) => part)
        .join(''),
    )
    .map(plain);
}

const marks: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** Text as it stands between tags, as it is read. */
const plain = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => marks[name] ?? '');
