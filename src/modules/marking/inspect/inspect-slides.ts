import type { Element } from '@xmldom/xmldom';
import {
  attribute,
  children,
  elements,
  type OfficePackage,
} from '../../../platform/documents/office-package.ts';
import { t } from '../messages.ts';
import { excerptOf, type Finding } from '../model.ts';

/** The paths of the slides in the order in which they are shown. */
export function slidesOf(office: OfficePackage, main: string): string[] {
  const targets = new Map(office.relations(main).map(({ id, target }) => [id, target]));
  return elements(office.xml(main), 'sldId').flatMap((slide) => {
    const path = targets.get(slide.getAttribute('r:id') ?? '');
    return path !== undefined && office.has(path) ? [path] : [];
  });
}

/** The size of the slides in EMU (914,400 to the inch). */
export function slideSize(office: OfficePackage, main: string): { width: number; height: number } {
  const [size] = elements(office.xml(main), 'sldSz');
  return {
    width: Number(size?.getAttribute('cx')) || 12_192_000,
    height: Number(size?.getAttribute('cy')) || 6_858_000,
  };
}

/** What a presentation hides: slides, notes, comments, shapes that are not seen. */
export function inspectSlides(office: OfficePackage, main: string): Finding[] {
  const size = slideSize(office, main);
  return slidesOf(office, main).flatMap((path, index) => {
    const where = t('where.slide', { number: index + 1 });
    const root = office.xml(path).documentElement;
    if (root === null) return [];
    const found: Finding[] = [];
    if (/^(0|false)$/.test(attribute(root, 'show') ?? '')) {
      found.push({ kind: 'hidden-slide', where, excerpt: excerptOf(textOf(root)) });
    }
    found.push(...shapes(root, where, size), ...besides(office, path, where));
    return found;
  });
}

const textOf = (element: Element): string =>
  elements(element, 'p')
    .map((paragraph) =>
      elements(paragraph, 't')
        .map((text) => text.textContent ?? '')
        .join(''),
    )
    .filter((line) => line !== '')
    .join(' ');

function shapes(root: Element, where: string, size: { width: number; height: number }): Finding[] {
  return ['sp', 'pic', 'graphicFrame'].flatMap((kind) =>
    elements(root, kind).flatMap((shape): Finding[] => {
      const [properties] = elements(shape, 'cNvPr');
      const excerpt = excerptOf(textOf(shape) || (properties && attribute(properties, 'name')) || '');
      if (properties && /^(1|true)$/.test(attribute(properties, 'hidden') ?? '')) {
        return [{ kind: 'hidden-shape', where, excerpt }];
      }
      return isOutside(shape, size) ? [{ kind: 'off-page', where, excerpt }] : [];
    }),
  );
}

/** Whether a shape lies wholly beside the slide. In a group its place is relative, so it is not judged. */
function isOutside(shape: Element, { width, height }: { width: number; height: number }): boolean {
  if ((shape.parentNode as Element | null)?.localName !== 'spTree') return false;
  const [transform] = elements(shape, 'xfrm');
  const [offset] = transform ? children(transform, 'off') : [];
  const [extent] = transform ? children(transform, 'ext') : [];
  if (!offset || !extent) return false;
  const [x, y] = [Number(attribute(offset, 'x')), Number(attribute(offset, 'y'))];
  const right = x + Number(attribute(extent, 'cx'));
  const bottom = y + Number(attribute(extent, 'cy'));
  return right <= 0 || bottom <= 0 || x >= width || y >= height;
}

/** Notes and comments, which are parts of their own. */
function besides(office: OfficePackage, path: string, where: string): Finding[] {
  return office.relations(path).flatMap(({ type, target, external }): Finding[] => {
    if (external || !office.has(target)) return [];
    if (type === 'notesSlide') {
      const text = notesOf(office, target);
      return text === '' ? [] : [{ kind: 'speaker-notes', where, excerpt: excerptOf(text) }];
    }
    if (type !== 'comments') return [];
    return elements(office.xml(target), 'cm').map((comment) => ({
      kind: 'comment' as const,
      where,
      excerpt: excerptOf(
        textOf(comment) ||
          children(comment, 'text')
            .map((text) => text.textContent ?? '')
            .join(''),
      ),
    }));
  });
}

/** What the speaker wrote: not the page number, date, header or the small picture of the slide. */
function notesOf(office: OfficePackage, path: string): string {
  return elements(office.xml(path), 'sp')
    .filter((shape) => !/^(sldNum|dt|hdr|ftr|sldImg)$/.test(placeholderOf(shape)))
    .map(textOf)
    .join(' ')
    .trim();
}

const placeholderOf = (shape: Element): string => {
  const [placeholder] = elements(shape, 'ph');
  return placeholder ? (attribute(placeholder, 'type') ?? '') : '';
};
