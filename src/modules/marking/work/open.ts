import { OfficePackage, UnreadablePackage } from '../../../platform/documents/office-package.ts';
import type { Format } from '../model.ts';
import { Refusal } from '../refusal.ts';

/** A file that was recognised. */
export type Opened =
  | { readonly format: 'docx' | 'xlsx' | 'pptx'; readonly office: OfficePackage; readonly main: string }
  | { readonly format: 'pdf' | 'image'; readonly bytes: Uint8Array };

/** The content types of the main parts, with and without macros, documents and templates. */
const mains: readonly (readonly [Exclude<Format, 'pdf' | 'image'>, RegExp])[] = [
  ['docx', /word\w*\.(document|template)\.(macroEnabled\w*\.)?main\+xml$/i],
  ['xlsx', /(spreadsheetml|ms-excel)\.(sheet|template|addin)\.(macroEnabled\w*\.)?main\+xml$/i],
  ['pptx', /(presentationml|ms-powerpoint)\.\w+\.(macroEnabled\w*\.)?main\+xml$/i],
];

/** Recognises a file by its content, not by its name. Throws `Refusal` for what cannot be worked on. */
export function open(bytes: Uint8Array): Opened {
  if (starts(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new Refusal(isEncrypted(bytes) ? 'encrypted' : 'old');
  if (starts(bytes, [0x50, 0x4b])) return openPackage(bytes);
  // The header of a PDF may stand anywhere in the first kilobyte.
  if (latin(bytes.subarray(0, 1024)).includes('%PDF-')) return { format: 'pdf', bytes };
  if (isImage(bytes)) return { format: 'image', bytes };
  throw new Refusal('unknown');
}

function openPackage(bytes: Uint8Array): Opened {
  // OpenDocument files say what they are in their first entry, unpacked.
  if (latin(bytes.subarray(0, 100)).includes('mimetypeapplication/vnd.oasis')) throw new Refusal('odf');
  try {
    const office = OfficePackage.open(bytes);
    for (const [format, pattern] of mains) {
      const [main] = office.pathsOfType(pattern);
      if (main !== undefined) return { format, office, main };
    }
    if (office.pathsOfType(/ms-excel\.sheet\.binary/i).length > 0) throw new Refusal('xlsb');
  } catch (error) {
    if (error instanceof UnreadablePackage) throw new Refusal(error.problem, { cause: error });
    throw error;
  }
  throw new Refusal('unknown');
}

const starts = (bytes: Uint8Array, begin: readonly number[]): boolean =>
  begin.every((value, at) => bytes[at] === value);

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Encrypted office files are old containers with an entry of this name, written in UTF-16. */
const isEncrypted = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  );

function isImage(bytes: Uint8Array): boolean {
  if (starts(bytes, [0xff, 0xd8, 0xff]) || starts(bytes, [0x89, 0x50, 0x4e, 0x47])) return true;
  if (starts(bytes, [0x49, 0x49, 0x2a, 0]) || starts(bytes, [0x4d, 0x4d, 0, 0x2a])) return true;
  return /^ftyp(heic|heix|hevc|heim|mif1|msf1|avif)/.test(latin(bytes.subarray(4, 12)));
}
