/**
 * The process that sets PDFs. It is apart from the server because the typesetter takes some hundred megabytes, which
 * are given back when it ends. It gets a report as JSON and answers with a PDF; the only source it compiles is
 * `report.typ`.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const resolve = createRequire(import.meta.url).resolve;

/** Two faces and one behind them that has the rare characters; all are embedded as far as used. */
const FONTS = [
  ['@expo-google-fonts/biz-udpgothic', '400Regular/BIZUDPGothic_400Regular.ttf'],
  ['@expo-google-fonts/biz-udpgothic', '700Bold/BIZUDPGothic_700Bold.ttf'],
  ['@expo-google-fonts/biz-udmincho', '400Regular/BIZUDMincho_400Regular.ttf'],
  ['@expo-google-fonts/biz-udmincho', '700Bold/BIZUDMincho_700Bold.ttf'],
  ['@expo-google-fonts/noto-sans-jp', '400Regular/NotoSansJP_400Regular.ttf'],
  ['@expo-google-fonts/noto-sans-jp', '700Bold/NotoSansJP_700Bold.ttf'],
] as const;

const fontBlobs = FONTS.map(([name, file]) =>
  readFileSync(join(dirname(resolve(`${name}/package.json`)), file)),
);
const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs }] });
const source = readFileSync(join(import.meta.dirname, 'report.typ'), 'utf8');

process.on('message', (report: string) => {
  process.send?.(compile(report));
  compiler.evictCache(2);
});

function compile(report: string): { pdf: Buffer } | { problem: string } {
  const compiled = compiler.compile({ mainFileContent: source, inputs: { report } });
  const error = compiled.takeError();
  const document = compiled.result;
  if (document) return { pdf: compiler.pdf(document, { pdfStandard: 'a-2b' }) };
  return { problem: JSON.stringify(error ? compiler.fetchDiagnostics(error) : 'no document') };
}

// The server is gone: so is the need for this process.
process.on('disconnect', () => process.exit(0));
