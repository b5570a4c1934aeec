import { PDFDocument } from '@cantoo/pdf-lib';
import { type OfficePackage, UnreadablePackage } from '../../../platform/documents/office-package.ts';
import { inspectImage } from '../inspect/inspect-image.ts';
import { inspectOffice } from '../inspect/inspect-office.ts';
import { inspectPdf, isSigned } from '../inspect/inspect-pdf.ts';
import { inspectSheets } from '../inspect/inspect-sheets.ts';
import { inspectSlides } from '../inspect/inspect-slides.ts';
import { inspectWord } from '../inspect/inspect-word.ts';
import { topTexts } from '../inspect/pdf-pages.ts';
import { t } from '../messages.ts';
import { type Finding, findingKinds, type HeaderLine, type Job, type Outcome } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { readPdfMarking, stampPdf } from '../stamp/stamp-pdf.ts';
import { readSheets, stampSheets } from '../stamp/stamp-sheets.ts';
import { readSlides, stampSlides } from '../stamp/stamp-slides.ts';
import { readWord, stampWord } from '../stamp/stamp-word.ts';
import { type Opened, open } from './open.ts';

/** What was read back from a file's headers. */
export interface Marked {
  readonly marking: string | null;
  readonly headers: readonly HeaderLine[];
}

/** Does what is asked of a file. Throws `Refusal`. */
export async function perform(job: Job): Promise<Outcome> {
  const file = open(job.bytes);
  const { format } = file;
  try {
    if (job.deed === 'stamp') {
      return { deed: 'stamp', format, bytes: await stamp(file, job.text, job.label) };
    }
    if (job.deed === 'check') {
      const { marking } = await read(file, false);
      return { deed: 'check', format, findings: listed(await check(file)), marking };
    }
    return { deed: 'read', format, ...(await read(file)) };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // Whatever else fails does so because of the file: nothing here depends on anything but it.
    throw new Refusal(error instanceof UnreadablePackage ? error.problem : 'broken', { cause: error });
  }
}

async function check(file: Opened): Promise<Finding[]> {
  switch (file.format) {
    case 'docx':
      return [...(await inspectOffice(file.office)), ...inspectWord(file.office)];
    case 'xlsx':
      return [...(await inspectOffice(file.office)), ...inspectSheets(file.office, file.main)];
    case 'pptx':
      return [...(await inspectOffice(file.office)), ...inspectSlides(file.office, file.main)];
    case 'pdf':
      return inspectPdf(await loadPdf(file.bytes), file.bytes);
    case 'image':
      return inspectImage(file.bytes, t('where.thisPicture'));
  }
}

const MOST_OF_A_KIND = 50;

/** In the order of the kinds; of one kind the first fifty, then how many more there are. */
function listed(findings: readonly Finding[]): Finding[] {
  return findingKinds.flatMap((kind) => {
    const found = findings.filter((finding) => finding.kind === kind);
    const rest = found.length - MOST_OF_A_KIND;
    if (rest <= 0) return found;
    const more = { kind, where: t('where.more', { count: rest }), excerpt: '' };
    return [...found.slice(0, MOST_OF_A_KIND), more];
  });
}

/** The marking and the headers; to look for the headers of a PDF its first page is drawn, which `headers` may leave out. */
async function read(file: Opened, headers = true): Promise<Marked> {
  switch (file.format) {
    case 'docx':
      return readWord(file.office);
    case 'xlsx':
      return readSheets(file.office, file.main);
    case 'pptx':
      return readSlides(file.office, file.main);
    case 'pdf': {
      const marking = readPdfMarking(await loadPdf(file.bytes));
      const texts = headers ? await topTexts(file.bytes) : [];
      const where = t('where.pageTop');
      return { marking, headers: texts.map((text) => ({ where, text })) };
    }
    case 'image':
      return { marking: null, headers: [] };
  }
}

async function stamp(file: Opened, text: string, label: Uint8Array | null): Promise<Uint8Array> {
  switch (file.format) {
    case 'docx':
      return stamped(file.office, () => stampWord(file.office, file.main, text));
    case 'xlsx':
      return stamped(file.office, () => stampSheets(file.office, file.main, text));
    case 'pptx':
      return stamped(file.office, () => stampSlides(file.office, file.main, text));
    case 'pdf': {
      const document = await loadPdf(file.bytes);
      if (isSigned(document)) throw new Refusal('signed');
      if (label === null) throw new Refusal('broken');
      return stampPdf(document, text, label);
    }
    case 'image':
      throw new Refusal('image');
  }
}

/** A signature covers the parts of a file; any change would break it. */
function stamped(office: OfficePackage, change: () => void): Uint8Array {
  if (office.paths.some((path) => /^_xmlsignatures\/sig/.test(path))) throw new Refusal('signed');
  change();
  return office.save();
}

async function loadPdf(bytes: Uint8Array): Promise<PDFDocument> {
  const document = await PDFDocument.load(bytes, { ignoreEncryption: true, updateMetadata: false }).catch(
    (error: unknown) => {
      throw new Refusal('broken', { cause: error });
    },
  );
  if (document.isEncrypted) throw new Refusal('encrypted');
  if (document.getPageCount() === 0) throw new Refusal('broken');
  return document;
}
