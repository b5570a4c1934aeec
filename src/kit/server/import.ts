import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type FieldProblem, InvalidInput } from '../../kernel/errors.ts';
import { type MessageRef, resolveMessage } from '../../kernel/messages.ts';
import { recordEvent } from '../../platform/audit/record-event.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Tx } from '../../platform/database/database.ts';
import { type SheetContents, writeSpreadsheet, XLSX_TYPE } from '../../platform/documents/spreadsheet.ts';
import { type Download, download, type Upload } from '../../platform/http/route.ts';
import { fileName } from './export.ts';
import {
  type BrokenLine,
  type ImportColumns,
  type ImportRow,
  type ReadLine,
  readTable,
} from './import-table.ts';
import { t } from './messages.ts';
import { differencesOf } from './versioned.ts';

/** What happens to a line whose record exists and differs: refuse the file, keep what exists, or overwrite it. */
export const importStrategy = z.enum(['stop', 'skip', 'update']);
export type ImportStrategy = z.output<typeof importStrategy>;

/** Why a line cannot be taken in. `field` names the column that is wrong. */
export interface LineProblem {
  readonly problem: MessageRef;
  readonly field: string;
}

/** A line as a record, or everything that stands against it. */
export type Resolved<R> =
  | { readonly record: R }
  | LineProblem
  | { readonly problems: readonly LineProblem[] };

/** The record, unless something stands against it: all of it, so that a file needs to be mended only once. */
export function resolved<R>(problems: readonly (LineProblem | false)[], record: () => R): Resolved<R> {
  const found = problems.filter((each) => each !== false);
  return found.length > 0 ? { problems: found } : { record: record() };
}

export interface PlannedLine<R> {
  readonly row: number;
  readonly key: string;
  readonly record: R;
}
export interface ChangedLine<R> extends PlannedLine<R> {
  readonly current: R;
}

/**
 * A ledger that can be imported. `R` is the record in a shape that compares: plain values, `undefined` where the
 * file says nothing. Loading and applying take the whole file at once: no statement per line.
 */
export interface ImportDefinition<C extends ImportColumns, Context, R extends object> {
  /** The ledger's name in Japanese. */
  readonly title: string;
  /** The audited action, `resource.verb`. */
  readonly action: string;
  readonly columns: C;
  /** What identifies a line: two lines with the same key are an error. */
  keyOf(values: ImportRow<C>): string;
  /** Reads what the lines refer to and what exists already. Lines with unreadable cells are among them. */
  load(tx: Tx, lines: readonly ReadLine<C>[]): Promise<Context>;
  /**
   * The line as a record, its references looked up in the context. A line with unreadable cells is asked too, without
   * their values: what it answers about other fields is told, so that nothing is found only after a second try.
   */
  resolve(line: ReadLine<C>, context: Context): Resolved<R>;
  /** What is wrong between lines, or between a line and what exists: overlapping periods, a unit below itself. */
  inspect?(lines: readonly PlannedLine<R>[], context: Context): readonly (LineProblem & { row: number })[];
  /** The record that exists under the key, in the same shape. */
  current(key: string, context: Context): R | undefined;
  /** Writes set-based, with its audit events; throws to undo everything. */
  apply(tx: Tx, actor: Actor, plan: ImportPlan<R>, context: Context): Promise<void>;
}

export interface ImportPlan<R> {
  readonly created: readonly PlannedLine<R>[];
  readonly changed: readonly ChangedLine<R>[];
}

const counts = z.object({
  total: z.number().int(),
  created: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.number().int(),
});

/** What an import would do, or (`committed`) has done. */
export const importAnswer = z.object({
  title: z.string(),
  committed: z.boolean(),
  counts,
  /** Headers of the file that were left out. */
  ignoredColumns: z.array(z.string()),
  /** The first 500; `counts.rejected` says how many lines there are. */
  problems: z.array(z.object({ row: z.number().int(), column: z.string(), message: z.string() })),
  /** The first 100 lines that would make a difference. */
  samples: z.array(
    z.object({
      row: z.number().int(),
      key: z.string(),
      state: z.enum(['created', 'changed']),
      changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    }),
  ),
});
export type ImportAnswer = z.output<typeof importAnswer>;

/** The fields that accompany the file; `commit` is sent after the person has seen the preview. */
export const importBody = z.object({
  strategy: importStrategy.default('stop'),
  commit: z.enum(['true', 'false']).default('false'),
});

interface Analysis<R, Context> extends ImportPlan<R> {
  readonly answer: ImportAnswer;
  readonly problems: readonly FieldProblem[];
  readonly context: Context;
}

/**
 * Previews an import, or commits it: both read the same file anew, so nothing that a client says about a preview
 * is trusted. A commit is part of the caller's transaction: either every line is in or none. Lines with problems
 * refuse the commit; so do differing lines under `stop`. Throws `InvalidInput` with row and column.
 */
export async function runImport<C extends ImportColumns, Context, R extends object>(
  tx: Tx,
  actor: Actor,
  definition: ImportDefinition<C, Context, R>,
  file: Upload | undefined,
  body: z.output<typeof importBody>,
): Promise<ImportAnswer> {
  const analysis = await analyse(tx, definition, file);
  if (body.commit === 'false') return analysis.answer;
  const { rejected, changed } = analysis.answer.counts;
  if (rejected > 0) throw new InvalidInput(t.ref('import.rejected', { count: rejected }), analysis.problems);
  if (body.strategy === 'stop' && changed > 0)
    throw new InvalidInput(t.ref('import.stopped', { count: changed }));
  const plan = { created: analysis.created, changed: body.strategy === 'update' ? analysis.changed : [] };
  if (plan.created.length > 0 || plan.changed.length > 0)
    await definition.apply(tx, actor, plan, analysis.context);
  await recordEvent(tx, actor, {
    action: definition.action,
    entity: 'import',
    facts: {
      file: file?.fileName ?? '',
      sha256: createHash('sha256')
        .update(file?.content ?? '')
        .digest('hex'),
      strategy: body.strategy,
      created: plan.created.length,
      changed: plan.changed.length,
    },
  });
  return { ...analysis.answer, committed: true };
}

async function analyse<C extends ImportColumns, Context, R extends object>(
  tx: Tx,
  definition: ImportDefinition<C, Context, R>,
  file: Upload | undefined,
): Promise<Analysis<R, Context>> {
  const table = await readTable(file, definition.columns);
  const unique = refuseRepeated(definition, table.lines, table.broken);
  const context = await definition.load(tx, [...unique.lines, ...table.broken]);
  const found = resolveLines(definition, [...unique.lines, ...table.broken], context);
  const problems = [...table.problems, ...unique.problems, ...found.problems].sort(
    (one, other) => (one.row ?? 0) - (other.row ?? 0),
  );
  const refused = new Set(problems.map((problem) => problem.row));
  const created: PlannedLine<R>[] = [];
  const changed: ChangedLine<R>[] = [];
  for (const planned of found.lines) {
    if (refused.has(planned.row)) continue;
    const current = definition.current(planned.key, context);
    if (current === undefined) created.push(planned);
    else if (differs(planned.record, current)) changed.push({ ...planned, current });
  }
  const total = table.lines.length + table.broken.length;
  const unchanged = total - refused.size - created.length - changed.length;
  return {
    created,
    changed,
    problems,
    context,
    answer: {
      title: definition.title,
      committed: false,
      counts: { total, created: created.length, changed: changed.length, unchanged, rejected: refused.size },
      ignoredColumns: [...table.ignored],
      problems: problems.slice(0, 500).map(shown),
      samples: samplesOf(created, changed),
    },
  };
}

/** Lines as records, and everything against the others: each line by itself, then the lines among each other. */
function resolveLines<C extends ImportColumns, Context, R extends object>(
  definition: ImportDefinition<C, Context, R>,
  read: readonly (ReadLine<C> | BrokenLine<C>)[],
  context: Context,
) {
  const lines: PlannedLine<R>[] = [];
  const problems: FieldProblem[] = [];
  const report = (row: number, { field, problem }: LineProblem) => {
    const column = definition.columns[field]?.header ?? field;
    problems.push({ field, row, column, message: problem });
  };
  for (const line of read) {
    const answer = definition.resolve(line, context);
    const wrong = 'wrong' in line ? line.wrong : undefined;
    if ('record' in answer) {
      if (wrong === undefined)
        lines.push({ row: line.row, key: definition.keyOf(line.values), record: answer.record });
      continue;
    }
    // Of a cell that could not be read, its reader has already said what is wrong.
    for (const each of 'problems' in answer ? answer.problems : [answer]) {
      if (!wrong?.has(each.field)) report(line.row, each);
    }
  }
  for (const { row, ...problem } of definition.inspect?.(lines, context) ?? []) report(row, problem);
  return { lines, problems };
}

/** Leaves the first of several lines with one key. A broken line counts as the first, its own key may be incomplete. */
function refuseRepeated<C extends ImportColumns, Context, R extends object>(
  definition: ImportDefinition<C, Context, R>,
  lines: readonly ReadLine<C>[],
  broken: readonly BrokenLine<C>[],
) {
  const first = new Map<string, number>();
  for (const line of broken) {
    const key = definition.keyOf(line.values);
    if (!first.has(key)) first.set(key, line.row);
  }
  const kept: ReadLine<C>[] = [];
  const problems: FieldProblem[] = [];
  for (const line of lines) {
    const key = definition.keyOf(line.values);
    const row = first.get(key);
    if (row === undefined) {
      first.set(key, line.row);
      kept.push(line);
    } else {
      problems.push({ field: 'file', row: line.row, column: '', message: t.ref('import.twice', { row }) });
    }
  }
  return { lines: kept, problems };
}

const differs = (record: object, current: object): boolean =>
  differencesOf(record as Record<string, unknown>, current as Record<string, unknown>).length > 0;

const shown = (problem: FieldProblem) => ({
  row: problem.row ?? 0,
  column: problem.column ?? '',
  message: resolveMessage(problem.message),
});

function samplesOf<R extends object>(created: readonly PlannedLine<R>[], changed: readonly ChangedLine<R>[]) {
  const plain = (record: object) => record as Record<string, unknown>;
  const samples: ImportAnswer['samples'] = [
    ...changed.slice(0, 100).map(({ row, key, record, current }) => ({
      row,
      key,
      state: 'changed' as const,
      changes: differencesOf(plain(record), plain(current)).map((difference) => ({
        field: difference.field,
        before: difference.current ?? null,
        after: difference.yours ?? null,
      })),
    })),
    ...created.slice(0, 100).map(({ row, key }) => ({ row, key, state: 'created' as const, changes: [] })),
  ];
  return samples.sort((one, other) => one.row - other.row).slice(0, 100);
}

/** An empty form for an import: the headers, lists of choices, and room for 1,000 lines. */
export async function importTemplate(title: string, columns: ImportColumns): Promise<Download> {
  const sheet: SheetContents = {
    name: title,
    columns: Object.entries(columns).map(([key, column]) => ({
      key,
      header: column.header,
      kind: column.kind,
      width: 18,
      ...(column.choices ? { choices: column.choices } : {}),
    })),
    rows: [],
    roomForRows: 1000,
  };
  const bytes = await writeSpreadsheet({ title, sheets: [sheet] });
  return download(fileName(t('import.templateName', { title }), 'xlsx'), XLSX_TYPE, Buffer.from(bytes));
}
