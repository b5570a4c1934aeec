import { DOMParser, type Document, type Element, type Node, XMLSerializer } from '@xmldom/xmldom';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { unzippedSize } from './zip-size.ts';

/** Why a file cannot be opened as an office file. */
export type PackageProblem = 'broken' | 'tooLarge';

/** The file cannot be read as an office file; `problem` says why. */
export class UnreadablePackage extends Error {
  readonly problem: PackageProblem;

  constructor(problem: PackageProblem, options?: ErrorOptions) {
    super(problem, options);
    this.problem = problem;
  }
}

/** A reference from one part to another, or to something outside the file. */
export interface Relation {
  readonly id: string;
  /** The last word of the type: `header`, `image`, `hyperlink`. */
  readonly type: string;
  /** The path of the part, or the address when `external`. */
  readonly target: string;
  readonly external: boolean;
}

const MAX_UNZIPPED = 250 * 1024 * 1024;
/** As a text, and as a tree, which takes ten times as much. */
const MAX_TEXT = 150 * 1024 * 1024;
const MAX_TREE = 60 * 1024 * 1024;
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const DOCUMENT_RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CONTENT_TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const TYPES_PATH = '[Content_Types].xml';

/**
 * An office file (docx, xlsx, pptx: a ZIP of XML parts) in memory. Parts are read as they are asked for, and only those
 * that were set are written anew, so that what nobody touched stays as it was to the byte.
 */
export class OfficePackage {
  readonly #parts: Record<string, Uint8Array>;
  readonly #types: Document;

  private constructor(parts: Record<string, Uint8Array>) {
    this.#parts = parts;
    this.#types = this.xml(TYPES_PATH);
  }

  /** Opens the file. Throws `UnreadablePackage` when it is broken or unpacks to more than 250 MB. */
  static open(bytes: Uint8Array): OfficePackage {
    const size = unzippedSize(bytes);
    if (size === null) throw new UnreadablePackage('broken');
    if (size > MAX_UNZIPPED) throw new UnreadablePackage('tooLarge');
    try {
      return new OfficePackage(unzipSync(bytes));
    } catch (error) {
      if (error instanceof UnreadablePackage) throw error;
      throw new UnreadablePackage('broken', { cause: error });
    }
  }

  /** The paths of all parts, in the order of the file. */
  get paths(): readonly string[] {
    return Object.keys(this.#parts);
  }

  has(path: string): boolean {
    return Object.hasOwn(this.#parts, path);
  }

  bytes(path: string): Uint8Array {
    const part = this.has(path) ? this.#parts[path] : undefined;
    if (part === undefined) throw new UnreadablePackage('broken');
    return part;
  }

  /** The part as text. Throws `UnreadablePackage` when it is larger than 150 MB; a tree may have 60 MB. */
  text(path: string): string {
    const part = this.bytes(path);
    if (part.length > MAX_TEXT) throw new UnreadablePackage('tooLarge');
    // Excel and Word write UTF-8; a part in UTF-16 begins with its mark.
    const wide = (part[0] === 0xff && part[1] === 0xfe) || (part[0] === 0xfe && part[1] === 0xff);
    if (wide) return new TextDecoder(part[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(part);
    return strFromU8(part).replace(/^\uFEFF/, '');
  }

  /** The part as a tree. Throws `UnreadablePackage` when it is no well-formed XML, or defines entities. */
  xml(path: string): Document {
    if (this.bytes(path).length > MAX_TREE) throw new UnreadablePackage('tooLarge');
    return parseXml(this.text(path));
  }

  setText(path: string, text: string): void {
    this.#parts[path] = strToU8(text);
  }

  setXml(path: string, document: Document): void {
    this.setText(path, new XMLSerializer().serializeToString(document));
  }

  /** Adds a part that was not there, with its content type. */
  add(path: string, contentType: string, text: string): void {
    this.setText(path, text);
    const entry = this.#types.createElementNS(CONTENT_TYPES, 'Override');
    entry.setAttribute('PartName', `/${path}`);
    entry.setAttribute('ContentType', contentType);
    this.#types.documentElement?.appendChild(entry);
    this.setXml(TYPES_PATH, this.#types);
  }

  /** The content types by path, as the file declares them one by one. */
  get types(): ReadonlyMap<string, string> {
    const entries = elements(this.#types, 'Override').map(
      (entry) =>
        [
          (entry.getAttribute('PartName') ?? '').replace(/^\//, ''),
          entry.getAttribute('ContentType') ?? '',
        ] as const,
    );
    return new Map(entries);
  }

  /** The paths of the parts whose content type matches, that are in the file. */
  pathsOfType(pattern: RegExp): string[] {
    return [...this.types].flatMap(([path, type]) => (pattern.test(type) && this.has(path) ? [path] : []));
  }

  /** What a part refers to; the empty path stands for the file itself. */
  relations(path: string): Relation[] {
    const place = relationsPath(path);
    if (!this.has(place)) return [];
    return elements(this.xml(place), 'Relationship').map((entry) => {
      const external = entry.getAttribute('TargetMode') === 'External';
      const target = entry.getAttribute('Target') ?? '';
      return {
        id: entry.getAttribute('Id') ?? '',
        type: (entry.getAttribute('Type') ?? '').split('/').at(-1) ?? '',
        target: external ? target : resolvePath(path, target),
        external,
      };
    });
  }

  /** Has a part refer to another; returns the id of the reference. `target` is relative to the folder of `path`. */
  addRelation(path: string, type: string, target: string): string {
    const place = relationsPath(path);
    const document = this.has(place)
      ? this.xml(place)
      : parseXml(`<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="${RELATIONS}"/>`);
    const taken = new Set(elements(document, 'Relationship').map((entry) => entry.getAttribute('Id')));
    let number = taken.size + 1;
    while (taken.has(`rId${number}`)) number += 1;
    const entry = document.createElementNS(RELATIONS, 'Relationship');
    entry.setAttribute('Id', `rId${number}`);
    entry.setAttribute('Type', `${DOCUMENT_RELATIONS}/${type}`);
    entry.setAttribute('Target', target);
    document.documentElement?.appendChild(entry);
    this.setXml(place, document);
    return `rId${number}`;
  }

  /** The file with the changes made. */
  save(): Uint8Array {
    return zipSync(this.#parts, { level: 6 });
  }
}

/** Parses XML. Throws `UnreadablePackage` when it is not well-formed or brings definitions of its own. */
export function parseXml(text: string): Document {
  if (text.slice(0, 2000).includes('<!DOCTYPE')) throw new UnreadablePackage('broken');
  if (isTooDeep(text)) throw new UnreadablePackage('broken');
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message);
      },
    });
    return parser.parseFromString(text, 'text/xml');
  } catch (error) {
    throw new UnreadablePackage('broken', { cause: error });
  }
}

/** What office programs write is some dozens of elements deep; the parser takes minutes for a hundred thousand. */
const MAX_DEPTH = 1000;

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const next = text[at + 1];
    if (next === '/') depth -= 1;
    else if (next === '!') at = endOfRemark(text, at);
    else if (next !== '?') {
      const end = endOfTag(text, at);
      if (end < 0) return false;
      if (text[end - 1] !== '/') depth += 1;
      if (depth > MAX_DEPTH) return true;
      at = end;
    }
  }
  return false;
}

/** Where a comment or a section of plain characters that begins at `from` ends; what is in it is no markup. */
function endOfRemark(text: string, from: number): number {
  const closing = text.startsWith('<!--', from) ? '-->' : text.startsWith('<![CDATA[', from) ? ']]>' : '>';
  const end = text.indexOf(closing, from);
  return end < 0 ? text.length : end;
}

/** Where the tag that begins at `from` ends; `>` may stand inside quotes. */
function endOfTag(text: string, from: number): number {
  let quote = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') return at;
  }
  return -1;
}

/** Every element of that local name under a node, in the order of the document, whatever its prefix. */
export function elements(under: Document | Element, localName: string): Element[] {
  return [...under.getElementsByTagNameNS('*', localName)];
}

/** The child elements, of that local name when one is given. */
export function children(of: Element, localName?: string): Element[] {
  const found: Element[] = [];
  for (let child: Node | null = of.firstChild; child !== null; child = child.nextSibling) {
    if (!isElement(child)) continue;
    if (localName === undefined || child.localName === localName) found.push(child);
  }
  return found;
}

const isElement = (node: Node): node is Element => node.nodeType === 1;

/** An attribute by its local name, whatever its prefix; null when it is not there. */
export function attribute(of: Element, localName: string): string | null {
  for (const each of of.attributes) if ((each.localName ?? each.name) === localName) return each.value;
  return null;
}

const relationsPath = (path: string): string => {
  const slash = path.lastIndexOf('/');
  return `${path.slice(0, slash + 1)}_rels/${path.slice(slash + 1)}.rels`;
};

function resolvePath(from: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps = from.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}
