import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { apply, type Box, identity, intersect, type Matrix, multiply, transformBox } from './geometry.ts';
import {
  boxOf,
  fills,
  isGlyph,
  isList,
  isOpaquePicture,
  matrixOf,
  rectanglesOf,
  uncertainPictures,
} from './pdf-operators.ts';

/** A character on a page: its middle, when it was drawn, and how. */
export interface Glyph {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly order: number;
  readonly invisible: boolean;
  /** `#rrggbb`; null when it is no plain colour. */
  readonly fill: string | null;
}

/** Something painted on a page, and when. */
export interface Ground {
  readonly box: Box;
  readonly order: number;
  /** `shape` and `picture` fill their box and hide what is below; of `other` it is not certain. */
  readonly kind: 'shape' | 'picture' | 'other';
  /** `#rrggbb`; null when it is no plain colour. */
  readonly fill: string | null;
}

interface State {
  matrix: Matrix;
  clip: Box;
  fill: string;
  opacity: number;
  blend: string;
  font: string;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
  mode: number;
}

/** One step of drawing as the reader gives it. */
type Args = readonly unknown[];

const EVERYTHING: Box = [-1e9, -1e9, 1e9, 1e9];
/** A picture fills the square that the matrix makes of this one. */
const UNIT: Box = [0, 0, 1, 1];
const INVISIBLE = 3;
const CLIP_ONLY = 7;
/** The middle of a character stands so high over its base line, as a share of the size. */
const MIDDLE = 0.35;
/** Less than this is see-through. */
const OPAQUE = 0.9;

/** The characters of a page and what is painted under and over them, in the order in which they are drawn. */
export async function tracePage(page: PDFPageProxy): Promise<{ glyphs: Glyph[]; grounds: Ground[] }> {
  const list = await page.getOperatorList({ annotationMode: 0 });
  const tracer = new Tracer(page);
  list.fnArray.forEach((step, order) => {
    const args: unknown = list.argsArray[order];
    tracer.take(step, Array.isArray(args) ? args : [], order);
  });
  return tracer;
}

class Tracer {
  readonly glyphs: Glyph[] = [];
  readonly grounds: Ground[] = [];
  readonly #page: PDFPageProxy;
  readonly #saved: State[] = [];
  #state: State = {
    matrix: identity,
    clip: EVERYTHING,
    fill: '#000000',
    opacity: 1,
    blend: 'source-over',
    font: '',
    size: 1,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    leading: 0,
    rise: 0,
    mode: 0,
  };
  #text: Matrix = identity;
  #x = 0;
  #y = 0;
  #lineX = 0;
  #lineY = 0;
  #clipPending = false;

  constructor(page: PDFPageProxy) {
    this.#page = page;
  }

  take(step: number, args: Args, order: number): void {
    if (step === OPS.save) this.#saved.push({ ...this.#state });
    else if (step === OPS.restore) this.#restore();
    else if (step === OPS.transform) this.#transform(args);
    else if (step === OPS.paintFormXObjectBegin) this.#beginForm(args);
    else if (step === OPS.paintFormXObjectEnd) this.#restore();
    else if (step === OPS.clip || step === OPS.eoClip) this.#clipPending = true;
    else if (step === OPS.constructPath) this.#path(args, order);
    else if (step === OPS.paintImageXObject || step === OPS.paintInlineImageXObject)
      this.#picture(args, order);
    else if (step === OPS.showText) this.#show(args, order);
    else if (uncertainPictures.has(step)) this.#paint(UNIT, order, 'other');
    else if (step === OPS.shadingFill) this.#paintClip(order);
    else this.#set(step, args);
  }

  #restore(): void {
    this.#state = this.#saved.pop() ?? this.#state;
  }

  #transform(args: Args): void {
    this.#state.matrix = multiply(this.#state.matrix, matrixOf(args));
  }

  #beginForm([matrix, bbox]: Args): void {
    this.#saved.push({ ...this.#state });
    if (isList(matrix)) this.#transform(matrix);
    if (isList(bbox)) this.#clip(boxOf(bbox));
  }

  #clip(box: Box): void {
    this.#state.clip = intersect(this.#state.clip, transformBox(this.#state.matrix, box));
  }

  /** What sets a value for later steps. */
  #set(step: number, args: Args): void {
    const state = this.#state;
    const number = typeof args[0] === 'number' ? args[0] : 0;
    if (step === OPS.setFillRGBColor) state.fill = String(args[0]);
    else if (step === OPS.setFillColorN) state.fill = 'pattern';
    else if (step === OPS.setFillTransparent) state.fill = 'transparent';
    else if (step === OPS.setGState) this.#graphics(args[0]);
    else if (step === OPS.setCharSpacing) state.charSpacing = number;
    else if (step === OPS.setWordSpacing) state.wordSpacing = number;
    else if (step === OPS.setHScale) state.scale = number / 100;
    else if (step === OPS.setLeading) state.leading = number;
    else if (step === OPS.setTextRise) state.rise = number;
    else if (step === OPS.setTextRenderingMode) state.mode = number;
    else if (step === OPS.setFont) this.#font(args[0], args[1]);
    else this.#moveText(step, args);
  }

  #font(font: unknown, size: unknown): void {
    this.#state.font = String(font);
    this.#state.size = typeof size === 'number' ? size : 1;
  }

  #graphics(entries: unknown): void {
    if (!Array.isArray(entries)) return;
    for (const entry of entries as unknown[]) {
      if (!Array.isArray(entry)) continue;
      const [name, value] = entry as unknown[];
      if (name === 'ca' && typeof value === 'number') this.#state.opacity = value;
      if (name === 'BM') this.#state.blend = String(value);
      if (name === 'Font' && Array.isArray(value)) this.#font(value[0], value[1]);
    }
  }

  #moveText(step: number, args: Args): void {
    const [x, y] = [Number(args[0]), Number(args[1])];
    if (step === OPS.beginText) this.#startText(identity);
    else if (step === OPS.setTextMatrix && isList(args[0])) this.#startText(matrixOf(args[0]));
    else if (step === OPS.moveText) this.#moveLine(x, y);
    else if (step === OPS.setLeadingMoveText) {
      this.#state.leading = -y;
      this.#moveLine(x, y);
    } else if (step === OPS.nextLine) this.#moveLine(0, -this.#state.leading);
  }

  #startText(matrix: Matrix): void {
    this.#text = matrix;
    this.#x = 0;
    this.#y = 0;
    this.#lineX = 0;
    this.#lineY = 0;
  }

  #moveLine(x: number, y: number): void {
    this.#lineX += x;
    this.#lineY += y;
    this.#x = this.#lineX;
    this.#y = this.#lineY;
  }

  #show([glyphs]: Args, order: number): void {
    if (!Array.isArray(glyphs)) return;
    const { size, scale, charSpacing, wordSpacing, rise, mode, matrix, fill } = this.#state;
    const vertical = this.#isVertical();
    const place = multiply(matrix, this.#text);
    const advance = (distance: number) => {
      if (vertical) this.#y -= distance;
      else this.#x += distance * scale;
    };
    for (const glyph of glyphs as unknown[]) {
      if (typeof glyph === 'number') {
        if (vertical) this.#y -= (glyph * size) / 1000;
        else this.#x -= (glyph * size * scale) / 1000;
        continue;
      }
      if (!isGlyph(glyph)) continue;
      const width = vertical ? size : (glyph.width * size) / 1000;
      const [middleX, middleY] = vertical
        ? [this.#x, this.#y - size / 2]
        : [this.#x + (width * scale) / 2, this.#y + rise + size * MIDDLE];
      const [x, y] = apply(place, middleX, middleY);
      this.glyphs.push({
        text: glyph.unicode,
        x,
        y,
        order,
        invisible: mode === INVISIBLE || mode === CLIP_ONLY,
        fill: mode === 0 && /^#/.test(fill) ? fill : null,
      });
      advance(width + charSpacing + (glyph.isSpace ? wordSpacing : 0));
    }
  }

  #isVertical(): boolean {
    const { commonObjs } = this.#page;
    const font: unknown = commonObjs.has(this.#state.font) ? commonObjs.get(this.#state.font) : null;
    return typeof font === 'object' && font !== null && 'vertical' in font && font.vertical === true;
  }

  /** Only shapes with straight sides hide for certain: around a curve its box says too much. */
  #path([action, data, box]: Args, order: number): void {
    if (isList(box)) {
      const shape = Array.isArray(data) && isList(data[0]) ? data[0] : [];
      const rectangles = fills(action) ? rectanglesOf(shape) : [];
      for (const each of rectangles) this.#paint(each, order, this.#isOpaque() ? 'shape' : 'other');
      if (fills(action) && rectangles.length === 0) this.#paint(boxOf(box), order, 'other');
      if (this.#clipPending) this.#clip(boxOf(box));
    }
    this.#clipPending = false;
  }

  #picture([image]: Args, order: number): void {
    const data: unknown =
      typeof image === 'string' ? (this.#page.objs.has(image) ? this.#page.objs.get(image) : null) : image;
    const hides = this.#state.opacity >= OPAQUE && isOpaquePicture(data);
    this.#paint(UNIT, order, hides ? 'picture' : 'other');
  }

  #paint(box: Box, order: number, kind: Ground['kind']): void {
    const seen = intersect(transformBox(this.#state.matrix, box), this.#state.clip);
    if (seen[2] - seen[0] < 1 || seen[3] - seen[1] < 1) return;
    this.grounds.push({ box: seen, order, kind, fill: kind === 'shape' ? this.#state.fill : null });
  }

  /** A gradient fills all that may be painted at the time. */
  #paintClip(order: number): void {
    this.grounds.push({ box: this.#state.clip, order, kind: 'other', fill: null });
  }

  #isOpaque(): boolean {
    const { opacity, blend, fill } = this.#state;
    // A marker pen multiplies: what is below stays readable.
    return opacity >= OPAQUE && /^(source-over|normal)$/i.test(blend) && /^#/.test(fill);
  }
}
