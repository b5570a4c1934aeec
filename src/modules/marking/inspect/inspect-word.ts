import type { Document, Element, Node } from '@xmldom/xmldom';
import {
  attribute,
  children,
  elements,
  type OfficePackage,
} from '../../../platform/documents/office-package.ts';
import { t } from '../messages.ts';
import { excerptOf, type Finding } from '../model.ts';

/** What a Word file hides: changes, comments, text that is not shown. */
export function inspectWord(office: OfficePackage): Finding[] {
  const hiddenStyles = stylesThatHide(office);
  const texts = office.pathsOfType(
    /wordprocessingml\.(document|template|header|footer|footnotes|endnotes)(\.\w+)*\+xml$|ms-word\..*main\+xml$/i,
  );
  return [
    ...texts.flatMap((path) => inspectText(office.xml(path), partName(path), hiddenStyles)),
    ...comments(office),
  ];
}

function partName(path: string): string {
  const name = /(header|footer|footnotes|endnotes)/.exec(path)?.[1];
  const key = `where.${name ?? 'body'}`;
  return t.has(key) ? t(key) : path;
}

const changes: Readonly<Record<string, 'change.inserted' | 'change.deleted' | 'change.moved'>> = {
  ins: 'change.inserted',
  del: 'change.deleted',
  moveFrom: 'change.moved',
};

function inspectText(document: Document, part: string, hiddenStyles: ReadonlySet<string>): Finding[] {
  const found: Finding[] = [];
  elements(document, 'p').forEach((paragraph, index) => {
    const where = t('where.paragraph', { part, number: index + 1 });
    found.push(...changesIn(paragraph, where));
    const hidden = own(paragraph, 'r')
      .filter((run) => isHidden(run, paragraph, hiddenStyles) || isAlike(run, paragraph))
      .map(textOf)
      .join('');
    if (hidden.trim() !== '') found.push({ kind: 'hidden-text', where, excerpt: excerptOf(hidden) });
  });
  return found;
}

/** What stands in this paragraph, not in a text box in it, and not in the copy that is kept for older programs. */
const own = (paragraph: Element, name: string): Element[] =>
  elements(paragraph, name).filter((element) => {
    let above: Node | null = element.parentNode;
    while (above !== null && above !== paragraph) {
      if (/^(p|Fallback)$/.test((above as Element).localName ?? '')) return false;
      above = above.parentNode;
    }
    return true;
  });

/** Insertions, deletions and moves; of a move, the place that the text left. */
function changesIn(paragraph: Element, where: string): Finding[] {
  return Object.entries(changes).flatMap(([name, key]) =>
    own(paragraph, name)
      .filter((element) => textOf(element) !== '')
      .map((element) => {
        const author = attribute(element, 'author') ?? '';
        const excerpt = excerptOf(t(key, { author, text: textOf(element) }));
        return { kind: 'tracked-change' as const, where, excerpt };
      }),
  );
}

/** The text of runs, deleted text included. */
const textOf = (element: Element): string =>
  [...elements(element, 't'), ...elements(element, 'delText')].map((text) => text.textContent ?? '').join('');

const isOn = (element: Element | undefined): boolean =>
  element !== undefined && !/^(0|false|off)$/.test(attribute(element, 'val') ?? '1');

function isHidden(run: Element, paragraph: Element, hiddenStyles: ReadonlySet<string>): boolean {
  const [properties] = children(run, 'rPr');
  const [vanish] = properties ? children(properties, 'vanish') : [];
  if (vanish) return isOn(vanish);
  const styles = [
    ...(properties ? children(properties, 'rStyle') : []),
    ...children(paragraph, 'pPr').flatMap((each) => children(each, 'pStyle')),
  ];
  return styles.some((style) => hiddenStyles.has(attribute(style, 'val') ?? ''));
}

const named: Readonly<Record<string, string>> = { black: '000000', white: 'FFFFFF', auto: '' };

/** The value of an attribute of a property as a colour: six digits, or '' when there is none or it is automatic. */
function colourOf(properties: Element | undefined, name: string, key: string): string {
  const [element] = properties ? children(properties, name) : [];
  const value = element ? (attribute(element, key) ?? '') : '';
  return (named[value] ?? value).toUpperCase();
}

/** Text in the colour of its ground: white on paper, black on a black marker. What styles and shapes add is not seen. */
function isAlike(run: Element, paragraph: Element): boolean {
  const [properties] = children(run, 'rPr');
  const [around] = children(paragraph, 'pPr');
  const grounds = [
    colourOf(properties, 'highlight', 'val'),
    colourOf(properties, 'shd', 'fill'),
    colourOf(around, 'shd', 'fill'),
  ];
  const ground = grounds.find((colour) => colour !== '') ?? cellOf(paragraph);
  // Automatic text is white on a dark ground of the paragraph or cell, but stays black under a marker.
  const colour = colourOf(properties, 'color', 'val') || (grounds[0] === '000000' ? '000000' : '');
  return colour !== '' && colour === ground;
}

/** The ground of the cell around a paragraph; of a shape, which has its own, nothing is known. */
function cellOf(paragraph: Element): string {
  for (let above: Node | null = paragraph.parentNode; above !== null; above = above.parentNode) {
    const { localName } = above as Element;
    if (localName === 'txbxContent') return '';
    if (localName === 'tc') {
      const [cell] = children(above as Element, 'tcPr');
      return colourOf(cell, 'shd', 'fill') || '?';
    }
  }
  return 'FFFFFF';
}

function stylesThatHide(office: OfficePackage): ReadonlySet<string> {
  const [path] = office.pathsOfType(/wordprocessingml\.styles\+xml$/);
  if (path === undefined) return new Set();
  const hiding = elements(office.xml(path), 'style').filter((style) =>
    children(style, 'rPr').some((properties) => children(properties, 'vanish').some(isOn)),
  );
  return new Set(hiding.map((style) => attribute(style, 'styleId') ?? ''));
}

function comments(office: OfficePackage): Finding[] {
  return office.pathsOfType(/wordprocessingml\.comments\+xml$/).flatMap((path) =>
    elements(office.xml(path), 'comment').map((comment) => ({
      kind: 'comment' as const,
      where: t('where.commentBy', { author: attribute(comment, 'author') ?? '' }),
      excerpt: excerptOf(textOf(comment)),
    })),
  );
}
