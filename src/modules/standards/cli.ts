import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput, KijunError } from '../../kernel/errors.ts';
import { readablePath } from '../../platform/command-line/person-path.ts';
import { type AnyPart, checkPacks } from './check-pack.ts';
import { importPack } from './commands/import-pack.ts';
import { importedFolder, listPacks, loadPack, packIds } from './load-pack.ts';
import { t } from './messages.ts';
import type { Pack } from './model.ts';
import { parseOfficialText, reportMatches } from './official-text.ts';
import { toOscal } from './oscal-export.ts';
import { storeOfficialText } from './store-official-text.ts';

interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

interface Arguments {
  readonly values: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  has(flag: string): boolean;
}

type Handler = (args: Arguments, io: Io, parts: readonly AnyPart[]) => number | Promise<number>;

const handlers: Readonly<Record<string, Handler>> = {
  list,
  check,
  show,
  export: exportPack,
  'import-oscal': importOscal,
  'attach-text': attachText,
};

/**
 * `kijun standards …`. Exit codes: 0 done, 1 the check found problems, 2 wrong use or input.
 * `parts` are the files of packs that other rooms brought; `check` looks into them too.
 */
export async function standardsCommand(
  args: string[],
  io: Io,
  parts: readonly AnyPart[] = [],
): Promise<number> {
  const [name = '', ...rest] = args;
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (handler === undefined) return usage(io);
  try {
    return await handler(parse(rest), io, parts);
  } catch (error) {
    if (!(error instanceof KijunError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function usage(io: Io): number {
  io.stderr.write(`${t('cli.usage')}\n`);
  return 2;
}

/** `--format oscal` and `--id X` take a value; other `--flags` do not. */
function parse(args: readonly string[]): Arguments {
  const values: string[] = [];
  const options = new Map<string, string>();
  const valued = new Set(['--format', '--id', '--organisation']);
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('--')) values.push(arg);
    else if (valued.has(arg)) options.set(arg, args[++at] ?? '');
    else if (['--json', '--dry-run'].includes(arg)) options.set(arg, '');
    else throw new InvalidInput(t.ref('cli.unknownOption', { option: arg }));
  }
  return { values, options, has: (flag) => options.has(flag) };
}

const writeJson = (io: Io, value: unknown, indent?: number): void => {
  io.stdout.write(`${JSON.stringify(value, null, indent)}\n`);
};

function list(args: Arguments, io: Io): number {
  const packs = listPacks().map(({ id, edition, version, title, kind, orgKinds }) => {
    return { id, edition, version, title, kind, orgKinds, requirements: loadPack(id).requirements.length };
  });
  if (args.has('--json')) writeJson(io, packs, 2);
  else
    for (const pack of packs)
      io.stdout.write(`${pack.id}\t${pack.edition}\t${pack.requirements}\t${pack.title.ja}\n`);
  return 0;
}

function check(args: Arguments, io: Io, parts: readonly AnyPart[]): number {
  const ids = args.values.length > 0 ? args.values : packIds();
  const problems = checkPacks(ids, args.values.length === 0, parts);
  if (args.has('--json')) writeJson(io, { packs: ids, problems }, 2);
  else {
    for (const { pack, file, at, message } of problems)
      io.stderr.write(`${pack}/${file} ${at}: ${message}\n`);
    io.stdout.write(
      `${t(problems.length === 0 ? 'cli.sound' : 'cli.problems', { packs: ids.length, count: problems.length })}\n`,
    );
  }
  return problems.length === 0 ? 0 : 1;
}

function show(args: Arguments, io: Io): number {
  const [id] = args.values;
  if (id === undefined) return usage(io);
  const pack = loadPack(id);
  if (args.has('--json')) writeJson(io, asShown(pack), 2);
  else {
    io.stdout.write(`${pack.title.ja}（${pack.edition}）\n`);
    for (const { id: requirement, summary } of pack.requirements)
      io.stdout.write(`${requirement}\t${summary.ja}\n`);
  }
  return 0;
}

/** The public shape of a pack for other programs: requirements and sub-items, without the product's own fields. */
function asShown({ id, edition, requirements, subItems }: Pack) {
  return {
    id,
    edition,
    requirements: requirements.map((each) => ({
      id: each.id,
      actors: each.actors,
      orgKinds: each.orgKinds,
      conditions: each.conditions,
      summary: each.summary,
      question: { ja: each.question.ja },
    })),
    subItems: subItems.map(({ id: item, parent, summary }) => ({ id: item, parent, summary })),
  };
}

function exportPack(args: Arguments, io: Io): number {
  const [id] = args.values;
  if (id === undefined || args.options.get('--format') !== 'oscal') return usage(io);
  writeJson(io, toOscal(loadPack(id)), 2);
  return 0;
}

function importOscal(args: Arguments, io: Io): number {
  const [file] = args.values;
  const id = args.options.get('--id');
  if (file === undefined || id === undefined) return usage(io);
  const pack = importPack(readJson(file), id);
  io.stdout.write(
    `${t('cli.imported', { id, count: pack.requirements.length, folder: join(importedFolder(), id) })}\n`,
  );
  return 0;
}

function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidInput(t.ref('cli.notJson', { file }));
  }
}

function readText(file: string): string {
  const path = readablePath(file);
  if (!existsSync(path)) throw new InvalidInput(t.ref('cli.noFile', { file }));
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
}

async function attachText(args: Arguments, io: Io): Promise<number> {
  const [id, file] = args.values;
  if (id === undefined || file === undefined) return usage(io);
  const pack = loadPack(id);
  const found = parseOfficialText(readText(file), pack);
  const report = reportMatches(found, pack);
  if (args.has('--json')) writeJson(io, report);
  else {
    for (const part of [report.requirements, report.subItems]) {
      const total = part.matched + part.unmatched.length;
      io.stdout.write(`${t('cli.matched', { matched: part.matched, total })}\n`);
      for (const each of part.unmatched) io.stdout.write(`  ${each}\n`);
    }
  }
  if (args.has('--dry-run')) return 0;
  const name = await storeOfficialText(pack, found, args.options.get('--organisation') ?? null);
  io.stderr.write(`${t('cli.stored', { name })}\n`);
  return 0;
}
