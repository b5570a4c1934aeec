import { decodePDFRawStream, PDFArray, type PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { elements, parseXml } from '../../../platform/documents/office-package.ts';
import { t } from '../messages.ts';
import { excerptOf, type Finding } from '../model.ts';
import { inspectImage } from './inspect-image.ts';

/** What a PDF tells beside its pages and properties: authors in XMP, and what its photographs tell of themselves. */
export const beside = async (document: PDFDocument): Promise<Finding[]> => [
  ...authors(document),
  ...(await photographs(document)),
];

function authors(document: PDFDocument): Finding[] {
  const stream = document.catalog.lookup(PDFName.of('Metadata'));
  if (!(stream instanceof PDFRawStream)) return [];
  const names = creatorsIn(new TextDecoder().decode(decodePDFRawStream(stream).decode()));
  return names.map((name) => ({ kind: 'author' as const, where: t('where.xmp'), excerpt: excerptOf(name) }));
}

/** Metadata that is no sound XML says nothing that a reader would find. */
function creatorsIn(text: string): string[] {
  try {
    return elements(parseXml(text), 'creator')
      .map((creator) => creator.textContent?.trim() ?? '')
      .filter((name) => name !== '');
  } catch {
    return [];
  }
}

/** Photographs lie in a PDF as they were taken; more than these are not looked at. */
const MOST = 300;

async function photographs(document: PDFDocument): Promise<Finding[]> {
  const streams = document.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFRawStream && isPhotograph(object) ? [object] : []))
    .slice(0, MOST);
  const found = await Promise.all(streams.map((stream) => inspectImage(stream.contents, t('where.photo'))));
  return found.flat();
}

function isPhotograph({ dict }: PDFRawStream): boolean {
  const filter = dict.lookup(PDFName.of('Filter'));
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  return only === PDFName.of('DCTDecode');
}
