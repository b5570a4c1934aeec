import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import { t } from '../messages.ts';
import { excerptOf, type Finding, type FindingKind } from '../model.ts';
import { opaqueAnnotations } from './pdf-annotations.ts';
import { beside } from './pdf-metadata.ts';
import { inspectPages } from './pdf-pages.ts';

/** What a PDF hides: properties, notes, attachments, programs, layers, earlier states, text that is covered. */
export async function inspectPdf(document: PDFDocument, bytes: Uint8Array): Promise<Finding[]> {
  return [
    ...properties(document),
    ...(await beside(document)),
    ...attachments(document),
    ...scripts(document),
    ...layers(document),
    ...annotations(document),
    ...earlierVersions(bytes),
    ...(await inspectPages(bytes, opaqueAnnotations(document))),
  ];
}

const infos: readonly (readonly [string, FindingKind])[] = [
  ['Author', 'author'],
  ['Title', 'property'],
  ['Subject', 'property'],
  ['Keywords', 'property'],
  ['Company', 'company'],
  ['SourceModified', 'property'],
];

function properties(document: PDFDocument): Finding[] {
  const info = document.context.lookup(document.context.trailerInfo.Info);
  const found = infos.flatMap(([name, kind]): Finding[] => {
    const value = info instanceof PDFDict ? textOf(info.lookup(PDFName.of(name))) : '';
    const key = `property.${name}`;
    if (value.trim() === '') return [];
    return [{ kind, where: t.has(key) ? t(key) : name, excerpt: excerptOf(value) }];
  });
  const program = ['Creator', 'Producer']
    .map((name) => (info instanceof PDFDict ? textOf(info.lookup(PDFName.of(name))) : ''))
    .filter((value) => value.trim() !== '');
  // The program is told only where its words hold a place inside an office, such as a file's path.
  const telling = program.filter((value) => /(file:|[a-z]:\\|\\\\)/i.test(value));
  return [
    ...found,
    ...telling.map((value) => ({
      kind: 'property' as const,
      where: t('property.Creator'),
      excerpt: excerptOf(value),
    })),
  ];
}

/** The text of a string object; empty for anything else. */
export function textOf(object: PDFObject | undefined): string {
  return object instanceof PDFString || object instanceof PDFHexString ? object.decodeText() : '';
}

const dictOf = (of: PDFDict, name: string): PDFDict | null => {
  const value = of.lookup(PDFName.of(name));
  return value instanceof PDFDict ? value : null;
};

function attachments(document: PDFDocument): Finding[] {
  const names = dictOf(document.catalog, 'Names');
  const tree = names && dictOf(names, 'EmbeddedFiles');
  return (tree ? leaves(tree, 0) : []).map(([name]) => ({
    kind: 'attachment' as const,
    where: t('where.attachments'),
    excerpt: excerptOf(name),
  }));
}

/** The entries of a name tree, as far down as a sound file goes. */
function leaves(tree: PDFDict, depth: number): [string, PDFObject | undefined][] {
  if (depth > 20) return [];
  const names = tree.lookup(PDFName.of('Names'));
  const kids = tree.lookup(PDFName.of('Kids'));
  const own: [string, PDFObject | undefined][] = [];
  if (names instanceof PDFArray) {
    for (let at = 0; at + 1 < names.size(); at += 2)
      own.push([textOf(names.lookup(at)), names.lookup(at + 1)]);
  }
  if (!(kids instanceof PDFArray)) return own;
  const below = Array.from({ length: kids.size() }, (_, at) => kids.lookup(at));
  return [...own, ...below.flatMap((kid) => (kid instanceof PDFDict ? leaves(kid, depth + 1) : []))];
}

function scripts(document: PDFDocument): Finding[] {
  const found: Finding[] = [];
  const names = dictOf(document.catalog, 'Names');
  const tree = names && dictOf(names, 'JavaScript');
  for (const [name] of tree ? leaves(tree, 0) : []) {
    found.push({ kind: 'script', where: t('where.document'), excerpt: excerptOf(name) });
  }
  const open = dictOf(document.catalog, 'OpenAction');
  if (open && isProgram(open)) found.push({ kind: 'script', where: t('where.onOpening'), excerpt: '' });
  if (dictOf(document.catalog, 'AA')) found.push({ kind: 'script', where: t('where.document'), excerpt: '' });
  document.getPages().forEach(({ node }, index) => {
    if (dictOf(node, 'AA')) {
      found.push({ kind: 'script', where: t('where.page', { number: index + 1 }), excerpt: '' });
    }
  });
  return found;
}

const nameOf = (of: PDFDict, name: string): string => {
  const value = of.lookup(PDFName.of(name));
  return value instanceof PDFName ? value.decodeText() : '';
};

const isProgram = (action: PDFDict): boolean => /^(JavaScript|Launch|SubmitForm)$/.test(nameOf(action, 'S'));

function layers(document: PDFDocument): Finding[] {
  const properties = dictOf(document.catalog, 'OCProperties');
  const state = properties && dictOf(properties, 'D');
  const off = state?.lookup(PDFName.of('OFF'));
  if (!(off instanceof PDFArray)) return [];
  return Array.from({ length: off.size() }, (_, at) => off.lookup(at)).flatMap((layer) => {
    if (!(layer instanceof PDFDict)) return [];
    const name = textOf(layer.lookup(PDFName.of('Name')));
    return [{ kind: 'hidden-layer' as const, where: t('where.layers'), excerpt: excerptOf(name) }];
  });
}

/** The annotations of each page, page numbers from 1. */
export function annotationsOf(document: PDFDocument): { page: number; annotation: PDFDict }[] {
  return document.getPages().flatMap(({ node }, index) => {
    const list = node.Annots();
    if (!list) return [];
    return Array.from({ length: list.size() }, (_, at) => list.lookup(at)).flatMap((annotation) =>
      annotation instanceof PDFDict ? [{ page: index + 1, annotation }] : [],
    );
  });
}

function annotations(document: PDFDocument): Finding[] {
  return annotationsOf(document).flatMap(({ page, annotation }): Finding[] => {
    const subtype = nameOf(annotation, 'Subtype');
    const where = t('where.page', { number: page });
    const action = dictOf(annotation, 'A');
    if (action && isProgram(action)) return [{ kind: 'script', where, excerpt: '' }];
    // Links and fields of forms are part of the page; a pop-up repeats the note it belongs to.
    if (/^(Link|Widget|Popup|PrinterMark|TrapNet)$/.test(subtype)) return [];
    const words = [
      textOf(annotation.lookup(PDFName.of('T'))),
      textOf(annotation.lookup(PDFName.of('Contents'))),
    ];
    const excerpt = excerptOf(words.filter((word) => word !== '').join('：'));
    return [{ kind: subtype === 'FileAttachment' ? 'attachment' : 'annotation', where, excerpt }];
  });
}

/** A file that was changed by appending keeps what it said before. */
function earlierVersions(bytes: Uint8Array): Finding[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const ends = text.match(/%%EOF/g)?.length ?? 0;
  // A file made for the web has two ends from the beginning.
  const expected = /\/Linearized\s/.test(text.slice(0, 2048)) ? 2 : 1;
  if (ends <= expected) return [];
  const excerpt = t('excerpt.versions', { count: ends - expected });
  return [{ kind: 'earlier-version', where: t('where.document'), excerpt }];
}

/** Whether the file carries an electronic signature, which any change would break. */
export function isSigned(document: PDFDocument): boolean {
  const form = dictOf(document.catalog, 'AcroForm');
  const fields = form?.lookup(PDFName.of('Fields'));
  if (!(fields instanceof PDFArray)) return false;
  return Array.from({ length: fields.size() }, (_, at) => fields.get(at)).some((entry) => {
    const field = entry instanceof PDFRef ? document.context.lookup(entry) : entry;
    return field instanceof PDFDict && nameOf(field, 'FT') === 'Sig' && dictOf(field, 'V') !== null;
  });
}
