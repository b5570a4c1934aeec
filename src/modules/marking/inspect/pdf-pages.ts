import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { t } from '../messages.ts';
import { excerptOf, type Finding, type FindingKind } from '../model.ts';
import { type Box, contains } from './geometry.ts';
import { readPdf } from './pdf-reader.ts';
import { type Cover, type Glyph, tracePage } from './pdf-tracer.ts';

/**
 * Text on the pages that a reader does not see but can copy: under filled shapes, pictures and annotations, in white
 * on white, invisible, beside the page. `annotations` are the opaque ones by page number.
 */
export function inspectPages(
  bytes: Uint8Array,
  annotations: ReadonlyMap<number, readonly Box[]>,
): Promise<Finding[]> {
  return readPdf(bytes, async (document) => {
    const found: Finding[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      found.push(...(await inspectPage(page, annotations.get(number) ?? [])));
      page.cleanup();
    }
    return found;
  });
}

async function inspectPage(page: PDFPageProxy, annotations: readonly Box[]): Promise<Finding[]> {
  const { glyphs, covers } = await tracePage(page);
  const where = t('where.page', { number: page.pageNumber });
  const view = page.view as unknown as Box;
  const verdicts = glyphs.map((glyph) => verdictOf(glyph, covers, annotations, view));
  return groups(glyphs, verdicts).map(({ verdict, text }) => ({
    ...kinds[verdict],
    where: t('where.inPage', { page: where, place: t(`hidden.${verdict}`) }),
    excerpt: excerptOf(text),
  }));
}

/** How a character is hidden. */
type Verdict = 'shape' | 'picture' | 'annotation' | 'invisible' | 'white' | 'outside';

const kinds: Readonly<Record<Verdict, { readonly kind: FindingKind }>> = {
  shape: { kind: 'covered-text' },
  picture: { kind: 'covered-text' },
  annotation: { kind: 'covered-text' },
  invisible: { kind: 'hidden-text' },
  white: { kind: 'hidden-text' },
  outside: { kind: 'off-page' },
};

function verdictOf(
  glyph: Glyph,
  covers: readonly Cover[],
  annotations: readonly Box[],
  view: Box,
): Verdict | null {
  const { x, y, order } = glyph;
  if (!contains(view, x, y)) return 'outside';
  if (glyph.invisible) return 'invisible';
  const over = covers.find((cover) => cover.order > order && contains(cover.box, x, y));
  if (over) return over.picture ? 'picture' : 'shape';
  if (annotations.some((box) => contains(box, x, y))) return 'annotation';
  if (!glyph.white) return null;
  const ground = covers.findLast((cover) => cover.order < order && contains(cover.box, x, y));
  return ground === undefined || ground.white ? 'white' : null;
}

/** Characters in a row that are hidden alike, as one text. Blanks alone are no text. */
function groups(
  glyphs: readonly Glyph[],
  verdicts: readonly (Verdict | null)[],
): { verdict: Verdict; text: string }[] {
  const found: { verdict: Verdict; text: string }[] = [];
  let open: { verdict: Verdict; text: string } | null = null;
  glyphs.forEach((glyph, at) => {
    const verdict = verdicts[at] ?? null;
    // A blank between two hidden words has no shape of its own to be hidden.
    if (glyph.text.trim() === '' && open !== null) {
      open.text += ' ';
      return;
    }
    if (verdict === null) open = null;
    else if (open?.verdict === verdict) open.text += glyph.text;
    else {
      open = { verdict, text: glyph.text };
      found.push(open);
    }
  });
  return found.filter(({ text }) => text.trim() !== '');
}

/** The lines that stand in the uppermost inch of a page, from the left to the right. */
export function topTexts(bytes: Uint8Array): Promise<string[]> {
  const inch = 72;
  return readPdf(bytes, async (document) => {
    const { glyphs } = await tracePage(await document.getPage(1));
    const page = await document.getPage(1);
    const top = page.view[3] ?? 0;
    const lines = new Map<number, string>();
    for (const { text, y } of glyphs.filter((glyph) => glyph.y > top - inch && !glyph.invisible)) {
      const line = Math.round(y / 4);
      lines.set(line, (lines.get(line) ?? '') + text);
    }
    return [...lines].sort(([a], [b]) => b - a).map(([, text]) => text.trim());
  });
}
