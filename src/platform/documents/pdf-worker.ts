/**
 * The process that sets PDFs. It is apart from the server because the typesetter takes some hundred megabytes, which
 * are given back when it ends. It gets a report, a form or a label as JSON, or a Word file, and answers with a PDF; the
 * only sources it compiles are `report.typ`, `form.typ`, `label.typ` and `word.typ`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { readWord } from './word/read-word.ts';

/** Two faces and one behind them that has the rare characters; all are embedded as far as used. */
const FONTS: readonly (readonly [string, readonly string[]])[] = [
  [
    import.meta.resolve('@expo-google-fonts/biz-udpgothic/package.json'),
    ['400Regular/BIZUDPGothic_400Regular.ttf', '700Bold/BIZUDPGothic_700Bold.ttf'],
  ],
  [
    import.meta.resolve('@expo-google-fonts/biz-udmincho/package.json'),
    ['400Regular/BIZUDMincho_400Regular.ttf', '700Bold/BIZUDMincho_700Bold.ttf'],
  ],
  [
    import.meta.resolve('@expo-google-fonts/noto-sans-jp/package.json'),
    ['400Regular/NotoSansJP_400Regular.ttf', '700Bold/NotoSansJP_700Bold.ttf'],
  ],
];

const fontBlobs = FONTS.flatMap(([manifest, files]) =>
  files.map((file) => readFileSync(new URL(file, manifest))),
);
const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs }] });
const readSource = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
const sources = {
  report: readSource('report.typ'),
  form: readSource('form.typ'),
  label: readSource('label.typ'),
  word: readSource('word.typ'),
};

/** What is to be set: by which source, and the data that it reads; or a Word file. */
export type PdfJob =
  | { readonly source: 'report' | 'form' | 'label'; readonly data: string }
  | { readonly source: 'word'; readonly file: Uint8Array };

process.on('message', (job: PdfJob) => {
  process.send?.(setOne(job));
  compiler.evictCache(2);
});

type Answer = { readonly pdf: Buffer } | { readonly problem: string };

function setOne(job: PdfJob): Answer {
  if (job.source !== 'word') return compile(job.source, job.data);
  try {
    const { sections, pictures } = readWord(job.file);
    for (const [path, bytes] of pictures)
      compiler.mapShadow(join(import.meta.dirname, path), Buffer.from(bytes));
    return compile('word', JSON.stringify({ sections }));
  } catch (error) {
    return { problem: String(error) };
  } finally {
    compiler.resetShadow();
  }
}

function compile(source: PdfJob['source'], data: string): Answer {
  const compiled = compiler.compile({ mainFileContent: sources[source], inputs: { report: data } });
  const error = compiled.takeError();
  const document = compiled.result;
  if (document) return { pdf: compiler.pdf(document, { pdfStandard: 'a-2b' }) };
  return { problem: JSON.stringify(error ? compiler.fetchDiagnostics(error) : 'no document') };
}

// The server is gone: so is the need for this process.
process.on('disconnect', () => process.exit(0));
