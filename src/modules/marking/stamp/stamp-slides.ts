import type { Document, Element } from '@xmldom/xmldom';
import {
  attribute,
  children,
  elements,
  type OfficePackage,
  parseXml,
} from '../../../platform/documents/office-package.ts';
import { MARKING, slideSize, slidesOf } from '../inspect/inspect-slides.ts';
import { t } from '../messages.ts';
import type { HeaderLine } from '../model.ts';

/** EMU: 12,700 to the point. */
const POINT = 12_700;
const HEIGHT = 24 * POINT;
const MARGIN = 8 * POINT;

/**
 * Puts the marking at the upper right of every slide: slides have no header of their own that shows on screen. Pages of
 * notes and handouts, which are printed, get it too.
 */
export function stampSlides(office: OfficePackage, main: string, text: string): void {
  const slides = slidesOf(office, main);
  const printed = [
    ...slides.flatMap((path) => partsOf(office, path, 'notesSlide')),
    ...partsOf(office, main, 'handoutMaster'),
  ];
  stampAll(office, slides, text, slideSize(office, main).width);
  stampAll(office, printed, text, slideSize(office, main, 'notesSz').width);
}

const partsOf = (office: OfficePackage, path: string, type: string): string[] =>
  office
    .relations(path)
    .flatMap((each) => (each.type === type && office.has(each.target) ? [each.target] : []));

function stampAll(office: OfficePackage, paths: readonly string[], text: string, width: number): void {
  for (const path of paths) {
    const document = office.xml(path);
    for (const old of markings(document)) old.parentNode?.removeChild(old);
    const [tree] = elements(document, 'spTree');
    if (tree === undefined) continue;
    tree.insertBefore(boxOf(document, text, width), children(tree, 'extLst')[0] ?? null);
    office.setXml(path, document);
  }
}

function boxOf(document: Document, text: string, width: number): Element {
  const root = document.documentElement;
  const strict = root?.namespaceURI?.startsWith('http://purl.oclc.org/') === true;
  const drawing = strict
    ? 'http://purl.oclc.org/ooxml/drawingml/main'
    : 'http://schemas.openxmlformats.org/drawingml/2006/main';
  const ids = elements(document, 'cNvPr').map((each) => Number(attribute(each, 'id')) || 0);
  const id = Math.max(1, ...ids) + 1;
  const boxWidth = Math.round(width * 0.6);
  const x = width - boxWidth - MARGIN;
  const fragment = parseXml(
    `<p:sp xmlns:p="${root?.namespaceURI ?? ''}" xmlns:a="${drawing}"><p:nvSpPr><p:cNvPr id="${id}" name="${MARKING}"/><p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="${x}" y="${MARGIN}"/><a:ext cx="${boxWidth}" cy="${HEIGHT}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:normAutofit/></a:bodyPr><a:p><a:pPr algn="r"/><a:r><a:rPr lang="ja-JP" altLang="en-US" sz="1200" b="0"/><a:t/></a:r></a:p></p:txBody></p:sp>`,
  );
  elements(fragment, 'cNvPr')[0]?.setAttribute('descr', t('stamp.name'));
  elements(fragment, 't')[0]?.appendChild(fragment.createTextNode(text));
  return document.importNode(fragment.documentElement as Element, true);
}

const markings = (document: Document): Element[] =>
  elements(document, 'sp').filter((shape) => elements(shape, 'cNvPr')[0]?.getAttribute('name') === MARKING);

/** The marking of a presentation, and what stands in the boxes at the top of its slides. */
export function readSlides(
  office: OfficePackage,
  main: string,
): { marking: string | null; headers: HeaderLine[] } {
  let marking: string | null = null;
  const headers: HeaderLine[] = [];
  slidesOf(office, main).forEach((path, index) => {
    const document = office.xml(path);
    const [own] = markings(document);
    marking ??= own ? textOf(own) : null;
    for (const shape of elements(document, 'sp')) {
      const [place] = elements(shape, 'ph');
      const text = textOf(shape).trim();
      if (place && attribute(place, 'type') === 'hdr' && text !== '') {
        headers.push({ where: t('where.slide', { number: index + 1 }), text });
      }
    }
  });
  return { marking, headers };
}

const textOf = (element: Element): string =>
  elements(element, 't')
    .map((text) => text.textContent ?? '')
    .join('');
