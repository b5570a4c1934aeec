/** Reads a Word file for the typesetter: pages, paragraphs, tables and pictures, in the order in which they stand. */
import { attribute, children, elements, OfficePackage } from '../office-package.ts';
import { readRuns } from './read-runs.ts';
import { readTable } from './read-table.ts';
import { contentOf, type Reading, UNSTYLED } from './reading.ts';
import type { Block, ParagraphBlock, Section, WordDocument } from './word-document.ts';
import { WordLists } from './word-lists.ts';
import { type Look, type ParagraphStyle, type RunStyle, readParagraph, WordStyles } from './word-styles.ts';
import { childOf, isOn, type Node, points, valOf } from './word-values.ts';

const BODY = 'word/document.xml';

/**
 * The file as data. Followed are styles, lists, tables with joined cells, pictures, heads and feet, the line grid and
 * spread letters; text in boxes stands in the flow. Left out are drawings, charts and formulas. Throws
 * `UnreadablePackage` for what is no Word file.
 */
export function readWord(bytes: Uint8Array): WordDocument {
  const file = OfficePackage.open(bytes);
  const body = childOf(file.xml(BODY).documentElement, 'body');
  const pictures = new Map<string, Uint8Array>();
  if (body === null) return { sections: [], pictures };
  const common = {
    ...{ file, pictures, part: BODY, styles: new WordStyles(file), lists: new WordLists(file) },
    gridInTables: keepsGridInTables(file),
  };
  const sections = sectionsOf(body).map(({ nodes, properties }) =>
    readSection({ ...common, grid: gridOf(properties) }, nodes, properties),
  );
  return { sections, pictures };
}

interface RawSection {
  readonly nodes: readonly Node[];
  readonly properties: Node | null;
}

/** A section ends with the paragraph that holds its properties; those of the last stand at the end of the body. */
function sectionsOf(body: Node): readonly RawSection[] {
  const sections: RawSection[] = [];
  let nodes: Node[] = [];
  for (const node of children(body)) {
    if (node.localName === 'sectPr') continue;
    nodes.push(node);
    const properties = childOf(childOf(node, 'pPr'), 'sectPr');
    if (properties === null) continue;
    sections.push({ nodes, properties });
    nodes = [];
  }
  return [...sections, { nodes, properties: childOf(body, 'sectPr') }].filter(
    (each) => each.nodes.length > 0,
  );
}

function gridOf(properties: Node | null): number {
  const grid = childOf(properties, 'docGrid');
  const kind = grid && attribute(grid, 'type');
  return grid !== null && kind !== null && kind !== 'default' ? points(attribute(grid, 'linePitch')) : 0;
}

function keepsGridInTables(file: OfficePackage): boolean {
  if (!file.has('word/settings.xml')) return false;
  const [setting] = elements(file.xml('word/settings.xml'), 'adjustLineHeightInTable');
  return isOn(setting ?? null);
}

const A4 = { width: 595.3, height: 841.9, margin: 85 };

function readSection(reading: Reading, nodes: readonly Node[], properties: Node | null): Section {
  const size = childOf(properties, 'pgSz');
  const margins = childOf(properties, 'pgMar');
  const length = (node: Node | null, name: string, otherwise: number) =>
    Math.abs(points(node && attribute(node, name))) || otherwise;
  return {
    page: {
      width: length(size, 'w', A4.width),
      height: length(size, 'h', A4.height),
      top: length(margins, 'top', A4.margin),
      right: length(margins, 'right', A4.margin),
      bottom: length(margins, 'bottom', A4.margin),
      left: length(margins, 'left', A4.margin),
      headerAt: length(margins, 'header', 36),
      footerAt: length(margins, 'footer', 36),
    },
    header: readMargin(reading, properties, 'headerReference'),
    footer: readMargin(reading, properties, 'footerReference'),
    blocks: readBlocks(reading, nodes),
  };
}

/** The head or foot of a section: the one for every page. */
function readMargin(reading: Reading, properties: Node | null, name: string): readonly Block[] {
  const references = properties === null ? [] : children(properties, name);
  const reference = references.find((each) => attribute(each, 'type') === 'default');
  const id = reference && attribute(reference, 'id');
  const part = reading.file.relations(BODY).find((relation) => relation.id === id)?.target;
  if (part === undefined || !reading.file.has(part)) return [];
  const root = reading.file.xml(part).documentElement;
  return root === null ? [] : readBlocks({ ...reading, part, grid: 0 }, children(root));
}

/** Paragraphs and tables, also those inside content controls. `base` is what a table says of the text in it. */
function readBlocks(reading: Reading, nodes: readonly Node[], base: Look = UNSTYLED): readonly Block[] {
  return nodes.flatMap((node): readonly Block[] => {
    switch (node.localName) {
      case 'p':
        return readParagraphs(reading, node, base);
      case 'tbl':
        return [readTable(reading, node, readBlocks)];
      case 'sdt':
        return readBlocks(reading, contentOf(node), base);
      case 'ins':
      case 'customXml':
        return readBlocks(reading, children(node), base);
      default:
        return [];
    }
  });
}

/** A paragraph, and after it what stands in the boxes that hang on it. */
function readParagraphs(reading: Reading, node: Node, base: Look): readonly Block[] {
  const properties = childOf(node, 'pPr');
  const look = reading.styles.lookOf(valOf(childOf(properties, 'pStyle')), 'paragraph');
  const direct = readParagraph(properties);
  const list = direct.list ?? look.paragraph.list ?? null;
  const mark = list === null || childOf(properties, 'numPr') === null ? null : reading.lists.next(list);
  const style: ParagraphStyle = {
    ...reading.styles.paragraph,
    ...base.paragraph,
    ...look.paragraph,
    ...mark?.paragraph,
    ...direct,
  };
  const letters: RunStyle = { ...reading.styles.run, ...base.run, ...look.run };
  const markLetters = { ...letters, ...reading.styles.readRun(childOf(properties, 'rPr')) };
  const { parts, boxes } = readRuns(reading, node, letters);
  const paragraphs = parts.map((runs, index) => {
    const shown = mark === null || index > 0 ? runs : [...listMark(mark.text, style, letters), ...runs];
    const size = runs.length === 0 ? markLetters.size : letters.size;
    return blockOf(reading, index > 0 ? { ...style, pageBreak: true } : style, size, shown);
  });
  return [...paragraphs, ...boxes.flatMap((box) => readBlocks(reading, children(box)))];
}

/** The mark stands in the space that the first line hangs out. */
function listMark(text: string, style: ParagraphStyle, letters: RunStyle): ParagraphBlock['runs'] {
  const { hidden: _, ...look } = letters;
  const hang = style.first < 0 ? -style.first : 0;
  if (hang === 0) return [{ kind: 'text', ...look, text: `${text}　`, spread: null }];
  return [{ kind: 'mark', ...look, text, width: hang }];
}

function blockOf(
  { grid }: Reading,
  style: ParagraphStyle,
  size: number,
  runs: ParagraphBlock['runs'],
): ParagraphBlock {
  const { align, before, after, left, right, first, pageBreak, keepNext, fill, borders } = style;
  return {
    ...{ kind: 'paragraph', align, before, after, left, right, first, pageBreak, keepNext, fill, borders },
    line: lineOf(style, size, grid),
    size,
    runs,
  };
}

/** Word's natural distance from line to line for Japanese faces, in letter sizes. */
const NATURAL = 1.3;

function lineOf({ line, onGrid }: ParagraphStyle, size: number, grid: number): number {
  if (line.rule === 'exact') return Math.max(line.value, size * 0.8);
  const natural = size * NATURAL;
  const onPage = onGrid && grid > 0 ? Math.ceil(size / grid) * grid : natural;
  return line.rule === 'atLeast' ? Math.max(line.value, natural) : onPage * line.value;
}
