import type { Document, Element } from '@xmldom/xmldom';
import {
  attribute,
  children,
  elements,
  type OfficePackage,
  parseXml,
} from '../../../platform/documents/office-package.ts';
import { t } from '../messages.ts';
import type { HeaderLine } from '../model.ts';

/** By this tag the marking is found again. */
const TAG = 'kijun-marking';
const HEADER_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml';

type HeaderKind = 'default' | 'first' | 'even';

/**
 * Puts the marking at the head of every header of a Word file; what stands there stays below. A section that has no
 * header gets one, also for its first page and for even pages where they have headers of their own.
 */
export function stampWord(office: OfficePackage, main: string, text: string): void {
  const document = office.xml(main);
  for (const path of headerPaths(office)) putInto(office, path, text);
  const targets = new Set(office.relations(main).map(({ id }) => id));
  const evenDiffers = hasEvenHeaders(office);
  const known = new Set<HeaderKind>();
  let made: string | null = null;
  for (const section of sectionsOf(document)) {
    for (const reference of children(section, 'headerReference')) {
      if (targets.has(attribute(reference, 'id') ?? '')) known.add(kindOf(reference));
    }
    for (const kind of neededIn(section, evenDiffers)) {
      // A section without a header of the kind takes the one of the section before.
      if (known.has(kind)) continue;
      made ??= addHeader(office, main, document, text);
      refer(document, section, kind, made);
      known.add(kind);
    }
  }
  if (made !== null) office.setXml(main, document);
}

const headerPaths = (office: OfficePackage): string[] => office.pathsOfType(/wordprocessingml\.header\+xml$/);

function kindOf(reference: Element): HeaderKind {
  const kind = attribute(reference, 'type');
  return kind === 'first' || kind === 'even' ? kind : 'default';
}

const isOn = (element: Element | undefined): boolean =>
  element !== undefined && !/^(0|false|off)$/.test(attribute(element, 'val') ?? '1');

function neededIn(section: Element, evenDiffers: boolean): HeaderKind[] {
  const [titlePage] = children(section, 'titlePg');
  return [
    'default',
    ...(isOn(titlePage) ? (['first'] as const) : []),
    ...(evenDiffers ? (['even'] as const) : []),
  ];
}

function hasEvenHeaders(office: OfficePackage): boolean {
  return office
    .pathsOfType(/wordprocessingml\.settings\+xml$/)
    .some((path) => elements(office.xml(path), 'evenAndOddHeaders').some(isOn));
}

/** The properties of each section; of tracked changes, the new ones. */
function sectionsOf(document: Document): Element[] {
  const found = elements(document, 'sectPr').filter(
    (section) => (section.parentNode as Element | null)?.localName !== 'sectPrChange',
  );
  const [body] = elements(document, 'body');
  const last = found.at(-1);
  if (!body || (last && last.parentNode === body)) return found;
  const section = document.createElementNS(namespaceOf(document), 'w:sectPr');
  body.appendChild(section);
  return [...found, section];
}

const namespaceOf = (document: Document): string => document.documentElement?.namespaceURI ?? '';

function addHeader(office: OfficePackage, main: string, document: Document, text: string): string {
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  let number = 1;
  while (office.has(`${folder}header-marking${number}.xml`)) number += 1;
  const name = `header-marking${number}.xml`;
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:hdr xmlns:w="${namespaceOf(document)}"/>`;
  office.add(`${folder}${name}`, HEADER_TYPE, xml);
  putInto(office, `${folder}${name}`, text);
  return office.addRelation(main, 'header', name);
}

function refer(document: Document, section: Element, kind: HeaderKind, id: string): void {
  const strict = namespaceOf(document).startsWith('http://purl.oclc.org/');
  const relations = strict
    ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const reference = document.createElementNS(namespaceOf(document), 'w:headerReference');
  reference.setAttributeNS(namespaceOf(document), 'w:type', kind);
  reference.setAttributeNS(relations, 'r:id', id);
  section.insertBefore(reference, section.firstChild);
}

/** The marking stands in a content control of its own, so that it can be found and replaced. */
function putInto(office: OfficePackage, path: string, text: string): void {
  const document = office.xml(path);
  const root = document.documentElement;
  if (root === null) return;
  for (const old of markings(document)) old.parentNode?.removeChild(old);
  const fragment = parseXml(
    `<w:sdt xmlns:w="${namespaceOf(document)}"><w:sdtPr><w:alias/><w:tag w:val="${TAG}"/></w:sdtPr><w:sdtContent><w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p></w:sdtContent></w:sdt>`,
  );
  elements(fragment, 'alias')[0]?.setAttributeNS(namespaceOf(document), 'w:val', t('stamp.name'));
  const [place] = elements(fragment, 't');
  place?.appendChild(fragment.createTextNode(text));
  if (fragment.documentElement === null) return;
  root.insertBefore(document.importNode(fragment.documentElement, true), root.firstChild);
  // A header ends in a paragraph.
  if (!children(root, 'p').length) root.appendChild(document.createElementNS(namespaceOf(document), 'w:p'));
  office.setXml(path, document);
}

const markings = (document: Document): Element[] =>
  elements(document, 'sdt').filter((control) =>
    children(control, 'sdtPr').some((properties) =>
      children(properties, 'tag').some((tag) => attribute(tag, 'val') === TAG),
    ),
  );

/** The marking of a Word file, and what else stands in its headers. */
export function readWord(office: OfficePackage): { marking: string | null; headers: HeaderLine[] } {
  const headers: HeaderLine[] = [];
  let marking: string | null = null;
  headerPaths(office).forEach((path, index) => {
    const document = office.xml(path);
    const own = markings(document);
    marking ??= own[0] ? textOf(own[0]) : null;
    for (const control of own) control.parentNode?.removeChild(control);
    for (const paragraph of elements(document, 'p')) {
      const text = textOf(paragraph).trim();
      if (text !== '') headers.push({ where: t('where.headerOf', { number: index + 1 }), text });
    }
  });
  return { marking, headers };
}

const textOf = (element: Element): string =>
  elements(element, 't')
    .map((text) => text.textContent ?? '')
    .join('');
