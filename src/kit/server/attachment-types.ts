import { looksLikeMyNumber } from '../../kernel/japanese.ts';
import { unzippedSize } from '../../platform/documents/zip-size.ts';

/** Why a file is not taken; a key of the messages. */
export type FileRefusal = 'unknown' | 'mismatch' | 'macro' | 'bomb' | 'myNumber' | 'empty';

export type Sniffed = { readonly mediaType: string } | { readonly refusal: FileRefusal };

const OFFICE = 'application/vnd.openxmlformats-officedocument';
/** What an unpacked office file may take; larger ones are bombs, not documents. */
const UNPACKED_LIMIT = 300 * 1024 * 1024;

const startsWith = (content: Uint8Array, signature: readonly number[], at = 0): boolean =>
  signature.every((byte, index) => content[at + index] === byte);
const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

/** Kinds that their first bytes tell, with the endings under which they go. */
const signatures: readonly {
  readonly mediaType: string;
  readonly endings: readonly string[];
  readonly found: (content: Uint8Array) => boolean;
}[] = [
  { mediaType: 'application/pdf', endings: ['pdf'], found: (c) => startsWith(c, ascii('%PDF-')) },
  { mediaType: 'image/png', endings: ['png'], found: (c) => startsWith(c, [0x89, ...ascii('PNG\r\n')]) },
  { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'], found: (c) => startsWith(c, [0xff, 0xd8, 0xff]) },
  { mediaType: 'image/gif', endings: ['gif'], found: (c) => startsWith(c, ascii('GIF8')) },
  {
    mediaType: 'image/tiff',
    endings: ['tif', 'tiff'],
    found: (c) => startsWith(c, [0x49, 0x49, 0x2a, 0]) || startsWith(c, [0x4d, 0x4d, 0, 0x2a]),
  },
];

/** Office files: a ZIP whose parts tell which. */
const offices: readonly { readonly ending: string; readonly mediaType: string; readonly part: string }[] = [
  { ending: 'docx', mediaType: `${OFFICE}.wordprocessingml.document`, part: 'word/document.xml' },
  { ending: 'xlsx', mediaType: `${OFFICE}.spreadsheetml.sheet`, part: 'xl/workbook.xml' },
  { ending: 'pptx', mediaType: `${OFFICE}.presentationml.presentation`, part: 'ppt/presentation.xml' },
];

const texts: Readonly<Record<string, string>> = { txt: 'text/plain', csv: 'text/csv' };

/** The endings that are taken, for the file dialogue and the message. */
export const attachmentEndings: readonly string[] = [
  ...signatures.flatMap(({ endings }) => endings),
  ...offices.map(({ ending }) => ending),
  ...Object.keys(texts),
];

/**
 * What a file is, found from its content; its name must agree. Programs, scripts, archives, pages and files with
 * macros are not taken, nor text with an individual number (個人番号).
 */
export function sniff(fileName: string, content: Uint8Array): Sniffed {
  if (content.length === 0) return { refusal: 'empty' };
  const ending = /\.([A-Za-z0-9]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const signed = signatures.find(({ found }) => found(content));
  if (signed) return signed.endings.includes(ending) ? signed : { refusal: 'mismatch' };
  if (startsWith(content, ascii('PK'))) return sniffOffice(ending, content);
  const mediaType = texts[ending];
  if (mediaType === undefined)
    return { refusal: attachmentEndings.includes(ending) ? 'mismatch' : 'unknown' };
  return sniffText(mediaType, content);
}

function sniffOffice(ending: string, content: Uint8Array): Sniffed {
  const size = unzippedSize(content);
  if (size === null) return { refusal: 'unknown' };
  if (size > UNPACKED_LIMIT) return { refusal: 'bomb' };
  // The names of the parts stand unpacked in the file.
  const names = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  // Office programs take the names of parts in any case.
  if (/vbaproject\.bin/i.test(names.toString('latin1'))) return { refusal: 'macro' };
  const office = offices.find(({ part }) => names.includes(part));
  if (!office) return { refusal: 'unknown' };
  return office.ending === ending ? { mediaType: office.mediaType } : { refusal: 'mismatch' };
}

function sniffText(mediaType: string, content: Uint8Array): Sniffed {
  if (content.includes(0)) return { refusal: 'mismatch' };
  const text = decode(content);
  if (text === null) return { refusal: 'mismatch' };
  return looksLikeMyNumber(text) ? { refusal: 'myNumber' } : { mediaType };
}

function decode(content: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(content);
    } catch {
      // The next encoding may fit.
    }
  }
  return null;
}
