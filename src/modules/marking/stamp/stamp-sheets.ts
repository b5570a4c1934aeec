import type { Document, Element } from '@xmldom/xmldom';
import { XMLSerializer } from '@xmldom/xmldom';
import {
  attribute,
  children,
  elements,
  type OfficePackage,
  parseXml,
} from '../../../platform/documents/office-package.ts';
import { sheetsOf } from '../inspect/inspect-sheets.ts';
import { t } from '../messages.ts';
import type { HeaderLine } from '../model.ts';
import { Refusal } from '../refusal.ts';

/** A black of its own, by which the marking is found again; Excel keeps the code as it is. */
const BEGIN = '&K000001';
const END = '&K000000';
const OWN = /&K000001(.*?)&K000000\n?/s;
/** What Excel takes in one header, codes included. */
const LONGEST = 255;

const kinds = ['oddHeader', 'evenHeader', 'firstHeader'] as const;
type HeaderKind = (typeof kinds)[number];

/** Puts the marking into the right of every sheet's headers; what stands there stays below it. */
export function stampSheets(office: OfficePackage, main: string, text: string): void {
  for (const { path } of sheetsOf(office, main)) {
    const sheet = openSheet(office, path);
    const holder = holderOf(sheet.document);
    for (const kind of kinds) {
      const [element] = children(holder, kind);
      if (element === undefined && !isNeeded(holder, kind)) continue;
      const target = element ?? addHeader(holder, kind);
      const header = withMarking(target.textContent ?? '', text);
      if (header.length > LONGEST) throw new Refusal('headerFull');
      target.textContent = header;
    }
    sheet.save();
  }
}

/** A header with the marking at the beginning of its right part, and without an earlier one. */
export function withMarking(header: string, text: string): string {
  const { left, centre, right } = sectionsOf(header.replace(OWN, ''));
  const marking = `${BEGIN}${text.replaceAll('&', '&&')}${END}`;
  return [
    left === '' ? '' : `&L${left}`,
    centre === '' ? '' : `&C${centre}`,
    `&R${marking}${right === '' ? '' : `\n${right}`}`,
  ].join('');
}

/** The marking in a header; null when there is none. */
export function markingIn(header: string): string | null {
  return OWN.exec(header)?.[1]?.replaceAll('&&', '&') ?? null;
}

/** The three parts of a header. What stands before the first code is in the centre. */
function sectionsOf(header: string): { left: string; centre: string; right: string } {
  const parts = { left: '', centre: '', right: '' };
  let current: keyof typeof parts = 'centre';
  for (const [token, code] of header.matchAll(/&([LCR])|&[\s\S]|[^&]+|&$/g)) {
    if (code === undefined) parts[current] += token;
    else current = code === 'L' ? 'left' : code === 'R' ? 'right' : 'centre';
  }
  return parts;
}

interface OpenSheet {
  readonly document: Document;
  save(): void;
}

/** The sheet without its cells, which may be many and are put back as they were. */
function openSheet(office: OfficePackage, path: string): OpenSheet {
  const text = office.text(path);
  const begin = /<(\w+:)?sheetData\s*>/.exec(text);
  const closing = `</${begin?.[1] ?? ''}sheetData>`;
  const end = begin ? text.lastIndexOf(closing) : -1;
  const cells = begin && end > 0 ? text.slice(begin.index + begin[0].length, end) : '';
  const outline = begin && end > 0 ? text.slice(0, begin.index + begin[0].length) + text.slice(end) : text;
  const document = parseXml(outline);
  const save = () => {
    const written = new XMLSerializer().serializeToString(document);
    const place = /<(\w+:)?sheetData\s*(\/>|>)/.exec(written);
    if (cells === '' || !place) return office.setText(path, written);
    const opening = `<${place[1] ?? ''}sheetData>`;
    const rest = written.slice(place.index + place[0].length).replace(/^<\/(\w+:)?sheetData>/, '');
    office.setText(path, `${written.slice(0, place.index)}${opening}${cells}${closing}${rest}`);
  };
  return { document, save };
}

/** What stands behind the headers and footers in a sheet. */
const later = new Set(
  'rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst'.split(
    ' ',
  ),
);

function holderOf(document: Document): Element {
  const root = document.documentElement;
  if (root === null) throw new Refusal('broken');
  const [known] = children(root, 'headerFooter');
  if (known) return known;
  const holder = create(root, 'headerFooter');
  const next = children(root).find((child) => later.has(child.localName ?? ''));
  root.insertBefore(holder, next ?? null);
  return holder;
}

function create(like: Element, name: string): Element {
  const prefix = like.prefix ? `${like.prefix}:` : '';
  const document = like.ownerDocument;
  if (document === null) throw new Refusal('broken');
  return document.createElementNS(like.namespaceURI, `${prefix}${name}`);
}

const isTrue = (value: string | null): boolean => value === '1' || value === 'true';

function isNeeded(holder: Element, kind: HeaderKind): boolean {
  if (kind === 'oddHeader') return true;
  return isTrue(attribute(holder, kind === 'evenHeader' ? 'differentOddEven' : 'differentFirst'));
}

const order = ['oddHeader', 'oddFooter', 'evenHeader', 'evenFooter', 'firstHeader', 'firstFooter'];

function addHeader(holder: Element, kind: HeaderKind): Element {
  const element = create(holder, kind);
  const after = order.slice(order.indexOf(kind) + 1);
  const next = children(holder).find((child) => after.includes(child.localName ?? ''));
  holder.insertBefore(element, next ?? null);
  return element;
}

/** The marking of a workbook, and what else stands in its headers. */
export function readSheets(
  office: OfficePackage,
  main: string,
): { marking: string | null; headers: HeaderLine[] } {
  const headers: HeaderLine[] = [];
  let marking: string | null = null;
  for (const { path, name } of sheetsOf(office, main)) {
    const { document } = openSheet(office, path);
    for (const kind of kinds) {
      const header = elements(document, kind)[0]?.textContent ?? '';
      marking ??= markingIn(header);
      const { left, centre, right } = sectionsOf(header.replace(OWN, ''));
      for (const part of [left, centre, right]) {
        const text = plain(part);
        if (text !== '') headers.push({ where: t('where.sheet', { name }), text });
      }
    }
  }
  return { marking, headers };
}

/** The words of a header without the codes for fonts, page numbers and the like. */
const plain = (part: string): string =>
  part
    .replace(/&"[^"]*"|&K[0-9A-F]{6}|&K\d\d[+-]\d{3}|&\d+|&[^&\d]/gi, '')
    .replaceAll('&&', '&')
    .replace(/\s+/g, ' ')
    .trim();
