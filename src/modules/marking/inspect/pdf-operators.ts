/** What the reader of PDF gives for a step of drawing, as values with a meaning: matrices, boxes, pictures, paths. */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Box, Matrix } from './geometry.ts';

interface ReaderGlyph {
  readonly unicode: string;
  /** In thousandths of the size of the font. */
  readonly width: number;
  readonly isSpace: boolean;
}

/** A character of a text; the other entries are numbers, by which the next one is moved. */
export const isGlyph = (value: unknown): value is ReaderGlyph =>
  typeof value === 'object' && value !== null && 'unicode' in value && 'width' in value;

type List = ArrayLike<unknown>;

/** Lists come as arrays and as typed arrays. */
export const isList = (value: unknown): value is List & readonly unknown[] =>
  Array.isArray(value) || ArrayBuffer.isView(value);

const numberAt = (list: List, at: number): number => Number(list[at]);

/** The six numbers of a transformation. */
export const matrixOf = (list: List): Matrix => [
  numberAt(list, 0),
  numberAt(list, 1),
  numberAt(list, 2),
  numberAt(list, 3),
  numberAt(list, 4),
  numberAt(list, 5),
];

/** Two opposite corners as a box, whichever comes first. */
export const boxOf = (list: List): Box => [
  Math.min(numberAt(list, 0), numberAt(list, 2)),
  Math.min(numberAt(list, 1), numberAt(list, 3)),
  Math.max(numberAt(list, 0), numberAt(list, 2)),
  Math.max(numberAt(list, 1), numberAt(list, 3)),
];

const filling: ReadonlySet<unknown> = new Set([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);

/** Whether a path is filled, so that it may hide what is below; a mere outline does not. */
export const fills = (action: unknown): boolean => filling.has(action);

/** Pictures of other kinds, whose transparency is not known. */
export const uncertainPictures: ReadonlySet<number> = new Set([
  OPS.paintImageMaskXObject,
  OPS.paintImageMaskXObjectGroup,
  OPS.paintInlineImageXObjectGroup,
  OPS.paintImageXObjectRepeat,
  OPS.paintImageMaskXObjectRepeat,
  OPS.paintSolidColorImageMask,
]);

/** The codes of the reader for the steps of a path; a move and a line are followed by two numbers, the end by none. */
const MOVE = 0;
const LINE = 1;
const CLOSE = 4;

type Point = readonly [x: number, y: number];

/** Sides may be out of line by this much, in points: writers round. */
const TOLERANCE = 0.01;

/** The boxes of a path of straight lines, one for each closed figure; empty when it has curves or slanted sides. */
export const rectanglesOf = (shape: List): Box[] => figuresOf(shape).flatMap(rectangleOf);

/** The corners of each closed figure; none when a part of the path is no straight line. */
function figuresOf(shape: List): Point[][] {
  const figures: Point[][] = [];
  let at = 0;
  while (at < shape.length) {
    const step = numberAt(shape, at);
    if (step === CLOSE) at += 1;
    else if (step === MOVE || step === LINE) {
      const point: Point = [numberAt(shape, at + 1), numberAt(shape, at + 2)];
      if (step === MOVE) figures.push([point]);
      else figures.at(-1)?.push(point);
      at += 3;
    } else return [];
  }
  return figures;
}

/** A figure of four corners, the first perhaps named again at the end, whose sides are upright and level. */
function rectangleOf(points: readonly Point[]): Box[] {
  if (points.length < 4 || points.length > 5) return [];
  const upright = points.every(([x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y];
    return Math.abs(nextX - x) < TOLERANCE || Math.abs(nextY - y) < TOLERANCE;
  });
  if (!upright) return [];
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [[Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]];
}

/** The reader's word for a picture of four bytes a pixel, the fourth of which says how much it covers. */
const RGBA = 3;
/** A pixel covers what is below from this on, of 255. */
const COVERING = 230;

/** Pictures with see-through parts (seals, logos) hide nothing for certain. */
export function isOpaquePicture(data: unknown): boolean {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return false;
  if (data.kind !== RGBA) return true;
  if (!('data' in data) || !ArrayBuffer.isView(data.data)) return false;
  const pixels = new Uint8Array(data.data.buffer, data.data.byteOffset, data.data.byteLength);
  for (let at = 3; at < pixels.length; at += 4) if ((pixels[at] ?? 0) < COVERING) return false;
  return true;
}
