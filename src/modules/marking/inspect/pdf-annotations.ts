import { PDFArray, type PDFDict, type PDFDocument, PDFName, PDFNumber } from '@cantoo/pdf-lib';
import type { Box } from './geometry.ts';
import { annotationsOf } from './inspect-pdf.ts';

/** Annotations that lie over a page and hide what is below them, by page number (from 1). */
export function opaqueAnnotations(document: PDFDocument): ReadonlyMap<number, readonly Box[]> {
  const found = new Map<number, Box[]>();
  for (const { page, annotation } of annotationsOf(document)) {
    const box = hides(annotation) ? numbers(annotation, 'Rect') : [];
    const [left = 0, bottom = 0, right = 0, top = 0] = box;
    if (box.length !== 4) continue;
    const normal: Box = [
      Math.min(left, right),
      Math.min(bottom, top),
      Math.max(left, right),
      Math.max(bottom, top),
    ];
    found.set(page, [...(found.get(page) ?? []), normal]);
  }
  return found;
}

/** Filled shapes, boxes of text with a ground, dark markers, and redactions that were drawn but not carried out. */
function hides(annotation: PDFDict): boolean {
  const subtype = annotation.lookup(PDFName.of('Subtype'));
  const opacity = annotation.lookup(PDFName.of('CA'));
  if (opacity instanceof PDFNumber && opacity.asNumber() < 0.9) return false;
  switch (subtype instanceof PDFName ? subtype.decodeText() : '') {
    case 'Redact':
      return true;
    case 'Square':
    case 'Circle':
    case 'Polygon':
      return numbers(annotation, 'IC').length > 0;
    case 'FreeText':
      return numbers(annotation, 'C').length > 0;
    case 'Highlight':
      return isDark(numbers(annotation, 'C'));
    default:
      return false;
  }
}

const isDark = (colour: readonly number[]): boolean =>
  colour.length === 4 ? (colour[3] ?? 0) > 0.7 : colour.length > 0 && Math.max(...colour) < 0.3;

function numbers(of: PDFDict, name: string): number[] {
  const list = of.lookup(PDFName.of(name));
  if (!(list instanceof PDFArray)) return [];
  return Array.from({ length: list.size() }, (_, at) => list.lookup(at)).flatMap((each) =>
    each instanceof PDFNumber ? [each.asNumber()] : [],
  );
}
