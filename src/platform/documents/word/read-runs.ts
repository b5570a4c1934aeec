/** Reads what stands in a paragraph of a Word file: letters, breaks, page numbers, pictures. */
import { attribute, children, elements } from '../office-package.ts';
import { contentOf, type Reading } from './reading.ts';
import type { Run } from './word-document.ts';
import type { RunStyle } from './word-styles.ts';
import { childOf, type Node, points, valOf } from './word-values.ts';

interface Found {
  /** One list for each page that the paragraph begins on. */
  readonly parts: readonly (readonly Run[])[];
  /** Text boxes that hang on the paragraph. */
  readonly boxes: readonly Node[];
}

/** A field goes over several runs: what it asks for, then what it gave when the file was saved. */
interface Field {
  code: string;
  inResult: boolean;
}

/** The runs of a paragraph; `letters` is the look that it gives them. Hidden and deleted text is left out. */
export function readRuns(reading: Reading, paragraph: Node, letters: RunStyle): Found {
  let runs: Run[] = [];
  const parts = [runs];
  const boxes: Node[] = [];
  const fields: Field[] = [];
  const walk = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      switch (node.localName) {
        case 'r':
          readRun(node);
          break;
        case 'sdt':
          walk(contentOf(node));
          break;
        case 'fldSimple': {
          const counted = countOf(attribute(node, 'instr') ?? '', letters);
          if (counted) runs.push(counted);
          else walk(children(node));
          break;
        }
        case 'hyperlink':
        case 'ins':
        case 'moveTo':
        case 'smartTag':
        case 'customXml':
          walk(children(node));
          break;
      }
    }
  };

  const readRun = (run: Node): void => {
    const properties = childOf(run, 'rPr');
    const style: RunStyle = {
      ...letters,
      ...reading.styles.lookOf(valOf(childOf(properties, 'rStyle'))).run,
      ...reading.styles.readRun(properties),
    };
    const fit = childOf(properties, 'fitText');
    const spread = fit === null ? null : points(valOf(fit));
    for (const node of children(run)) readPiece(node, style, spread);
  };

  const readPiece = (node: Node, style: RunStyle, spread: number | null): void => {
    const field = fields.at(-1);
    switch (node.localName) {
      case 'fldChar':
        turnField(attribute(node, 'fldCharType'), style);
        return;
      case 'instrText':
        if (field) field.code += node.textContent ?? '';
        return;
      case 'AlternateContent': {
        const chosen = childOf(node, 'Choice') ?? childOf(node, 'Fallback');
        if (chosen !== null) for (const each of children(chosen)) readPiece(each, style, spread);
        return;
      }
      case 'drawing':
      case 'pict':
      case 'object':
        readDrawing(node);
        return;
    }
    if (style.hidden || (field?.inResult && countOf(field.code, style) !== null)) return;
    if (node.localName === 'br' && attribute(node, 'type') === 'page') {
      runs = [];
      parts.push(runs);
      return;
    }
    const run = pieceOf(node, style, spread);
    if (run !== null) runs.push(run);
    if (node.localName === 'ruby') walk(children(childOf(node, 'rubyBase') ?? node, 'r'));
  };

  const turnField = (kind: string | null, style: RunStyle): void => {
    if (kind === 'begin') fields.push({ code: '', inResult: false });
    const field = fields.at(-1);
    if (field === undefined) return;
    if (kind === 'separate') field.inResult = true;
    if (kind !== 'end') return;
    fields.pop();
    const counted = countOf(field.code, style);
    if (counted) runs.push(counted);
  };

  const readDrawing = (node: Node): void => {
    const found = elements(node, 'txbxContent');
    const inner = new Set(found.flatMap((box) => elements(box, 'txbxContent')));
    boxes.push(...found.filter((box) => !inner.has(box)));
    const picture = pictureOf(reading, node);
    if (picture !== null) runs.push(picture);
  };

  walk(children(paragraph));
  return { parts, boxes };
}

function pieceOf(node: Node, style: RunStyle, spread: number | null): Run | null {
  const { hidden: _, ...look } = style;
  const text = (letters: string): Run => ({ kind: 'text', ...look, text: letters, spread });
  switch (node.localName) {
    case 't':
      return text(node.textContent ?? '');
    case 'noBreakHyphen':
      return text('-');
    case 'sym':
      return text('•');
    case 'tab':
    case 'ptab':
      return { kind: 'tab' };
    case 'cr':
    case 'br':
      return { kind: 'line' };
    default:
      return null;
  }
}

/** The run that counts pages, when a field asks for that; other fields keep what they gave. */
function countOf(code: string, { size, gothic }: RunStyle): Run | null {
  const [name] = code.trim().toUpperCase().split(/\s+/);
  if (name === 'PAGE') return { kind: 'count', which: 'page', size, gothic };
  if (name === 'NUMPAGES' || name === 'SECTIONPAGES') return { kind: 'count', which: 'pages', size, gothic };
  return null;
}

/** English metric units of a drawing, as points. */
const fromEmu = (emu: string | null): number => (Number(emu) || 0) / 12_700;

/** A picture that the typesetter knows; drawings and old picture kinds (EMF, WMF) are left out. */
function pictureOf({ file, part, pictures }: Reading, drawing: Node): Run | null {
  const [blip] = elements(drawing, 'blip');
  const [extent] = elements(drawing, 'extent');
  const id = blip && attribute(blip, 'embed');
  const target = file.relations(part).find((relation) => relation.id === id)?.target;
  if (!extent || target === undefined || !file.has(target) || !/\.(png|jpe?g|gif)$/i.test(target))
    return null;
  const path = `/pictures/${target}`;
  pictures.set(path, file.bytes(target));
  return {
    kind: 'picture',
    path,
    width: fromEmu(attribute(extent, 'cx')),
    height: fromEmu(attribute(extent, 'cy')),
  };
}
