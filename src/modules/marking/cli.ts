import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { InvalidInput, KijunError } from '../../kernel/errors.ts';
import { personPath } from '../../platform/command-line/person-path.ts';
import { checkFile, markingText, readFileMarking, stampFile } from './handle-file.ts';
import { t } from './messages.ts';

interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

const NOTHING_FOUND = 0;
const FOUND = 1;
const REFUSED = 2;

/** `kijun marking check|read|stamp`. Exit codes: 0 done or nothing found, 1 hidden things found, 2 not taken. */
export async function markingCommand(args: string[], io: Io): Promise<number> {
  const [deed = '', ...rest] = args;
  const options = optionsOf(rest);
  if (options === null || options.files.length === 0) return usage(io);
  if (deed === 'stamp') return stamp(options, io);
  if (deed === 'check') return each(options, io, check);
  return deed === 'read' ? each(options, io, read) : usage(io);
}

interface Options {
  readonly files: readonly string[];
  readonly text: string | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
}

function optionsOf(args: string[]): Options | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        text: { type: 'string' },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    return { files: positionals, text: values.text, out: values.out, json: values.json };
  } catch {
    return null;
  }
}

function usage(io: Io): number {
  io.stderr.write(`${t('cli.usage')}\n`);
  return REFUSED;
}

async function load(file: string): Promise<Uint8Array> {
  for (const path of [personPath(file), file]) {
    try {
      return await readFile(path);
    } catch {
      // Tried in the next place.
    }
  }
  throw new InvalidInput(t.ref('cli.noFile', { file }));
}

interface Result {
  readonly code: number;
  readonly json: object;
  readonly lines: readonly string[];
}

/** One file after the other; a file that is not taken does not hold up the others. */
async function each(
  { files, json }: Options,
  io: Io,
  run: (file: string, bytes: Uint8Array) => Promise<Result>,
): Promise<number> {
  const results: Result[] = [];
  for (const file of files) {
    try {
      results.push(await run(file, await load(file)));
    } catch (error) {
      if (!(error instanceof KijunError)) throw error;
      io.stderr.write(`${t('cli.refused', { file, reason: error.message })}\n`);
      results.push({ code: REFUSED, json: { file, error: error.message }, lines: [] });
    }
  }
  const lines = json
    ? [
        JSON.stringify(
          results.map((result) => result.json),
          null,
          2,
        ),
      ]
    : results.flatMap((result) => result.lines);
  if (lines.length > 0) io.stdout.write(`${lines.join('\n')}\n`);
  return Math.max(...results.map(({ code }) => code));
}

async function check(file: string, bytes: Uint8Array): Promise<Result> {
  const { format, findings, marking } = await checkFile(bytes);
  const lines = findings.map(({ kind, where, excerpt }) =>
    t('cli.finding', { kind: t(`kind.${kind}`), where, excerpt }),
  );
  const count = findings.length;
  return {
    code: count === 0 ? NOTHING_FOUND : FOUND,
    json: { file, format, marking, findings },
    lines: [t(count === 0 ? 'cli.none' : 'cli.found', { file, count }), ...lines],
  };
}

async function read(file: string, bytes: Uint8Array): Promise<Result> {
  const found = await readFileMarking(bytes);
  const marking = found.marking ?? '';
  const line = t(found.marking === null ? 'cli.noMarking' : 'cli.marking', { file, marking });
  return { code: NOTHING_FOUND, json: { file, ...found }, lines: [line] };
}

async function stamp({ files, text, out }: Options, io: Io): Promise<number> {
  const [file = '', another] = files;
  if (another !== undefined || text === undefined || out === undefined) return usage(io);
  try {
    const stamped = await stampFile(await load(file), markingText(text));
    await writeFile(personPath(out), stamped.bytes);
  } catch (error) {
    if (!(error instanceof KijunError)) throw error;
    io.stderr.write(`${t('cli.refused', { file, reason: error.message })}\n`);
    return REFUSED;
  }
  io.stdout.write(`${t('cli.stamped', { out })}\n`);
  return NOTHING_FOUND;
}
