import { fileURLToPath } from 'node:url';
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Refusal } from '../refusal.ts';

const resources = (folder: string): string =>
  fileURLToPath(new URL(`${folder}/`, import.meta.resolve('pdfjs-dist/package.json')));

/** Larger pictures are not unpacked: what they show is not looked at. */
const MAX_PIXELS = 40_000_000;

/** Opens a PDF for reading its pages; gives it back to be closed. Throws `Refusal` when it cannot be read. */
export async function readPdf<Result>(
  bytes: Uint8Array,
  read: (document: PDFDocumentProxy) => Promise<Result>,
): Promise<Result> {
  const task = getDocument({
    // The reader takes the bytes over, so it gets its own.
    data: new Uint8Array(bytes),
    cMapUrl: resources('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: resources('standard_fonts'),
    wasmUrl: resources('wasm'),
    useSystemFonts: false,
    enableXfa: false,
    maxImageSize: MAX_PIXELS,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    return await read(await task.promise);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const encrypted = error instanceof Error && error.name === 'PasswordException';
    throw new Refusal(encrypted ? 'encrypted' : 'broken', { cause: error });
  } finally {
    await task.destroy();
  }
}
