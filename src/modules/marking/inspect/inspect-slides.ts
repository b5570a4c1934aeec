import type { Element } from '@xmldom/xmldom';
import {
  attribute,
  children,
  elements,
  type OfficePackage,
} from '../../../platform/documents/office-package.ts';
import { t } from '../messages.ts';
import { excerptOf, type Finding } from '../model.ts';
import { type Backed, backingOf, unseenText } from './slide-colours.ts';

/** The name of the box that holds the marking, by which it is found again. */
export const MARKING = 'kijun-marking';

/** The paths of the slides in the order in which they are shown. */
export function slidesOf(office: OfficePackage, main: string): string[] {
  const targets = new Map(office.relations(main).map(({ id, target }) => [id, target]));
  return elements(office.xml(main), 'sldId').flatMap((slide) => {
    const path = targets.get(slide.getAttribute('r:id') ?? '');
    return path !== undefined && office.has(path) ? [path] : [];
  });
}

/** The size of the slides in EMU (914,400 to the inch), or of the pages of notes and handouts. */
export function slideSize(
  office: OfficePackage,
  main: string,
  of: 'sldSz' | 'notesSz' = 'sldSz',
): { width: number; height: number } {
  const [size] = elements(office.xml(main), of);
  const usual = of === 'sldSz' ? 12_192_000 : 6_858_000;
  return {
    width: Number(size?.getAttribute('cx')) || usual,
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
    found.push(
      ...shapes(root, where, size),
      ...alike(backingOf(office, path, root), where),
      ...besides(office, path, where),
    );
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

/** Text in the colour of what it stands on. */
const alike = (backed: Backed, where: string): Finding[] =>
  [...elements(backed.root, 'sp'), ...elements(backed.root, 'graphicFrame')].flatMap((shape) => {
    const text = unseenText(shape, backed);
    return text === ''
      ? []
      : [{ kind: 'hidden-text' as const, where: t('where.alike', { where }), excerpt: excerptOf(text) }];
  });

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
    .filter((shape) => elements(shape, 'cNvPr')[0]?.getAttribute('name') !== MARKING)
    .map(textOf)
    .join(' ')
    .trim();
}

const placeholderOf = (shape: Element): string => {
  const [placeholder] = elements(shape, 'ph');
  return placeholder ? (attribute(placeholder, 'type') ?? '') : '';
};
