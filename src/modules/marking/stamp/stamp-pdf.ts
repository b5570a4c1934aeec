import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  type PDFPage,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import type { Matrix } from '../inspect/geometry.ts';
import { textOf } from '../inspect/inspect-pdf.ts';

/** By this name the marking is found again: of its stream on the page and of the form that it shows. */
const NAME = PDFName.of('KijunMarking');
/** Points. */
const MARGIN = 12;

/** Puts the marking at the upper right of every page as it is shown. `label` is the marking as a page of its own. */
export async function stampPdf(document: PDFDocument, text: string, label: Uint8Array): Promise<Uint8Array> {
  const [form] = await document.embedPdf(label);
  if (form === undefined) throw new Error('the label has no page');
  for (const page of document.getPages()) {
    const wasStamped = takeOff(document, page);
    page.node.normalize();
    const { context } = document;
    // What the page leaves in the state of drawing does not reach the marking.
    if (!wasStamped) {
      page.node.wrapContentStreams(
        context.getPushGraphicsStateContentStream(),
        context.getPopGraphicsStateContentStream(),
      );
    }
    const matrix = placeOf(page, form.width, form.height).map((value) => value.toFixed(3));
    const steps = `/Artifact <</Type /Pagination /Subtype /Header>> BDC q ${matrix.join(' ')} cm ${NAME.toString()} Do Q EMC`;
    const stream = context.stream(steps, { [NAME.decodeText()]: PDFHexString.fromText(text) });
    page.node.setXObject(NAME, form.ref);
    page.node.addContentStream(context.register(stream));
  }
  await document.flush();
  dropUnused(document);
  return document.save({ addDefaultPage: false, updateFieldAppearances: false });
}

/** Takes an earlier marking off a page; whether there was one. */
function takeOff(document: PDFDocument, page: PDFPage): boolean {
  const contents = page.node.Contents();
  if (!(contents instanceof PDFArray)) return false;
  let found = false;
  for (let at = contents.size() - 1; at >= 0; at -= 1) {
    const stream = contents.lookup(at);
    if (!(stream instanceof PDFStream) || !stream.dict.has(NAME)) continue;
    const ref = contents.get(at);
    contents.remove(at);
    if (ref instanceof PDFRef) document.context.delete(ref);
    found = true;
  }
  return found;
}

/** Where the marking stands: within the visible part of the page, upright for the reader whatever the page's rotation. */
function placeOf(page: PDFPage, labelWidth: number, labelHeight: number): Matrix {
  const { x, y, width, height } = page.getCropBox();
  const turn = ((page.getRotation().angle % 360) + 360) % 360;
  const across = turn === 90 || turn === 270;
  const [seenWidth, seenHeight] = across ? [height, width] : [width, height];
  const scale = Math.min(1, (seenWidth - 2 * MARGIN) / labelWidth);
  const left = seenWidth - MARGIN - labelWidth * scale;
  const bottom = seenHeight - MARGIN - labelHeight * scale;
  if (turn === 90) return [0, scale, -scale, 0, x + width - bottom, y + left];
  if (turn === 180) return [-scale, 0, 0, -scale, x + width - left, y + height - bottom];
  if (turn === 270) return [0, -scale, scale, 0, x + bottom, y + height - left];
  return [scale, 0, 0, scale, x + left, y + bottom];
}

/** Removes what nothing refers to any more, such as an earlier marking: it would still be in the file. */
function dropUnused({ context }: PDFDocument): void {
  const used = new Set<PDFRef>();
  const { Root, Info, ID } = context.trailerInfo;
  const waiting: (PDFObject | undefined)[] = [Root, Info, ID];
  for (let object = waiting.pop(); object !== undefined || waiting.length > 0; object = waiting.pop()) {
    if (object instanceof PDFRef) {
      if (used.has(object)) continue;
      used.add(object);
      waiting.push(context.lookup(object));
    } else if (object instanceof PDFArray) waiting.push(...object.asArray());
    else if (object instanceof PDFDict) waiting.push(...object.values());
    else if (object instanceof PDFStream) waiting.push(...object.dict.values());
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!used.has(ref)) context.delete(ref);
}

/** The marking of a PDF; null when there is none. */
export function readPdfMarking(document: PDFDocument): string | null {
  for (const page of document.getPages()) {
    const contents = page.node.Contents();
    if (!(contents instanceof PDFArray)) continue;
    for (let at = 0; at < contents.size(); at += 1) {
      const stream = contents.lookup(at);
      if (stream instanceof PDFStream && stream.dict.has(NAME)) return textOf(stream.dict.lookup(NAME));
    }
  }
  return null;
}
