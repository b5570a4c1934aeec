import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { explainArguments } from '../../platform/command-line/explain.ts';
import { readablePath } from '../../platform/command-line/person-path.ts';
import { t } from './messages.ts';
import { figuresOf } from './rates/figures.ts';
import { FileProblems, type RowSource } from './rates/file-problems.ts';
import { gather } from './rates/gather.ts';
import { tableOf } from './rates/table.ts';
import type { OrganisationTally } from './rates/tally.ts';

/** Where the command writes. */
interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

const OK = 0;
const REFUSED = 2;

/**
 * `kijun rates --population FILE --answers FILE [--items FILE] [--json]`: the rates of gathered lists, without a
 * server. Figures go to stdout. When anything is wrong with a list, its file, row and column go to stderr, the exit
 * code is 2 and nothing at all goes to stdout.
 */
export async function ratesCommand(args: readonly string[], io: Io): Promise<number> {
  const options = optionsOf(args);
  if (typeof options === 'string') {
    io.stderr.write(`${options}\n${t('rates.usage')}\n`);
    return REFUSED;
  }
  if (options.help) {
    io.stdout.write(`${t('rates.usage')}\n`);
    return OK;
  }
  const unreadable = new FileProblems();
  const read = (file: string) => readSource(file, unreadable);
  const population = await read(options.population);
  const answers = await read(options.answers);
  const items = options.items === undefined ? undefined : await read(options.items);
  if (unreadable.count > 0 || !population || !answers) return refuse(unreadable, io);
  const result = gather({ population, answers, ...(items ? { items } : {}) });
  if ('problems' in result) return refuse(result.problems, io);
  const report = figuresOf(result.tallies);
  io.stdout.write(
    options.json ? `${JSON.stringify(report, null, 2)}\n` : tableOf(report, titlesOf(result.tallies)),
  );
  return OK;
}

interface Options {
  readonly population: string;
  readonly answers: string;
  readonly items?: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

/** The options, or what is wrong with them. */
function optionsOf(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        population: { type: 'string' },
        answers: { type: 'string' },
        items: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const { population = '', answers = '' } = values;
    if (!values.help && population === '') return t('rates.optionMissing', { option: 'population' });
    if (!values.help && answers === '') return t('rates.optionMissing', { option: 'answers' });
    return { population, answers, items: values.items, json: values.json, help: values.help };
  } catch (error) {
    const reason = explainArguments(error);
    if (reason === null) throw error;
    return reason;
  }
}

async function readSource(file: string, problems: FileProblems): Promise<RowSource | null> {
  const bytes = await readFile(readablePath(file)).catch(() => null);
  if (bytes) return { file, bytes };
  problems.add({ file, bytes: new Uint8Array() }, null, null, 'rates.fileUnreadable');
  return null;
}

function refuse(problems: FileProblems, io: Io): number {
  const lines = [...problems.lines(), t('rates.noFigures', { count: problems.count })];
  io.stderr.write(`${lines.join('\n')}\n`);
  return REFUSED;
}

function titlesOf(tallies: readonly OrganisationTally[]): (item: string) => string {
  const titles = new Map<string, string>();
  for (const { groups } of tallies) {
    for (const { items } of groups) for (const { item, title } of items) titles.set(item, title ?? '');
  }
  return (item) => titles.get(item) ?? '';
}
