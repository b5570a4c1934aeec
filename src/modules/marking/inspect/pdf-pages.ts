import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { t } from '../messages.ts';
import { excerptOf, type Finding, type FindingKind } from '../model.ts';
import { type Box, contains } from './geometry.ts';
import { readPdf } from './pdf-reader.ts';
import { type Glyph, type Ground, tracePage } from './pdf-tracer.ts';

/**
 * Text on the pages that a reader does not see but can copy: under filled shapes, pictures and annotations, in the colour of
 * their ground, invisible, beside the page. `annotations` are the opaque ones by page number.
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
  const { glyphs, grounds } = await tracePage(page);
  const where = t('where.page', { number: page.pageNumber });
  const view = page.view as unknown as Box;
  const verdicts = glyphs.map((glyph) => verdictOf(glyph, grounds, annotations, view));
  return groups(glyphs, verdicts).map(({ verdict, text }) => ({
    ...kinds[verdict],
    where: t('where.inPage', { page: where, place: t(`hidden.${verdict}`) }),
    excerpt: excerptOf(text),
  }));
}

/** How a character is hidden. */
type Verdict = 'shape' | 'picture' | 'annotation' | 'invisible' | 'alike' | 'outside';

const kinds: Readonly<Record<Verdict, { readonly kind: FindingKind }>> = {
  shape: { kind: 'covered-text' },
  picture: { kind: 'covered-text' },
  annotation: { kind: 'covered-text' },
  invisible: { kind: 'hidden-text' },
  alike: { kind: 'hidden-text' },
  outside: { kind: 'off-page' },
};

function verdictOf(
  glyph: Glyph,
  grounds: readonly Ground[],
  annotations: readonly Box[],
  view: Box,
): Verdict | null {
  const { x, y, order } = glyph;
  if (!contains(view, x, y)) return 'outside';
  if (glyph.invisible) return 'invisible';
  const here = grounds.filter(({ box }) => contains(box, x, y));
  const over = here.find((ground) => ground.order > order && ground.kind !== 'other');
  if (over) return over.kind === 'picture' ? 'picture' : 'shape';
  if (annotations.some((box) => contains(box, x, y))) return 'annotation';
  const below = here.findLast((ground) => ground.order < order);
  const colour = below === undefined ? PAPER : below.fill;
  return glyph.fill !== null && colour !== null && isAlike(glyph.fill, colour) ? 'alike' : null;
}

const PAPER = '#ffffff';
/** Colours that differ less than this on every channel look the same in print and on most screens. */
const ALIKE = 20;

const isAlike = (one: string, other: string): boolean =>
  [1, 3, 5].every((at) => {
    const channel = (colour: string) => Number.parseInt(colour.slice(at, at + 2), 16);
    return Math.abs(channel(one) - channel(other)) < ALIKE;
  });

/** Characters further apart than this (in points) are not one word. */
const APART = 30;

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
    const before = glyphs[at - 1];
    const apart = before !== undefined && Math.hypot(glyph.x - before.x, glyph.y - before.y) > APART;
    if (verdict === null) open = null;
    else if (open?.verdict === verdict) open.text += apart ? ` ${glyph.text}` : glyph.text;
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
