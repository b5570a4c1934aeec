/** What the import page of every ledger shows: a preview in the words of the file, then what the import has done. */
import { z } from 'zod';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { Upload } from '../../platform/http/route.ts';
import { type ImportDefinition, type ImportStrategy, importStrategy, runImport } from './import.ts';
import type { ImportColumns } from './import-table.ts';

export const importPreview = z.object({
  counts: z.object({ new: z.int(), changed: z.int(), unchanged: z.int(), rejected: z.int() }),
  ignoredColumns: z.array(z.string()),
  problems: z.array(z.object({ row: z.int(), column: z.string(), message: z.string() })),
  changes: z.array(
    z.object({
      row: z.int(),
      kind: z.enum(['new', 'changed']),
      name: z.string(),
      fields: z.array(z.object({ label: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
});

export const importResult = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
});

/** The field that accompanies the file of a commit. */
export const importChoice = z.object({ strategy: importStrategy });

/** What the file would do, its fields named as in the file; nothing is changed. */
export async function previewFile<C extends ImportColumns, Context, R extends object>(
  tx: Tx,
  actor: Actor,
  definition: ImportDefinition<C, Context, R>,
  file: Upload | undefined,
): Promise<z.input<typeof importPreview>> {
  const answer = await runImport(tx, actor, definition, file, { strategy: 'stop', commit: 'false' });
  const columns: ImportColumns = definition.columns;
  const { created, changed, unchanged, rejected } = answer.counts;
  return {
    counts: { new: created, changed, unchanged, rejected },
    ignoredColumns: answer.ignoredColumns,
    problems: answer.problems,
    changes: answer.samples.map((sample) => ({
      row: sample.row,
      kind: sample.state === 'created' ? 'new' : 'changed',
      name: sample.key,
      fields: sample.changes.map(({ field, before, after }) => ({
        label: columns[field]?.header ?? field,
        before: textOf(before),
        after: textOf(after),
      })),
    })),
  };
}

/** Imports the file, all of it or nothing. Throws `InvalidInput` with row and column. */
export async function commitFile<C extends ImportColumns, Context, R extends object>(
  tx: Tx,
  actor: Actor,
  definition: ImportDefinition<C, Context, R>,
  file: Upload | undefined,
  strategy: ImportStrategy,
): Promise<z.input<typeof importResult>> {
  const { counts } = await runImport(tx, actor, definition, file, { strategy, commit: 'true' });
  const updated = strategy === 'update' ? counts.changed : 0;
  return { created: counts.created, updated, unchanged: counts.unchanged, skipped: counts.changed - updated };
}

/** A value as the file writes it. */
function textOf(value: unknown): string {
  if (value === null || value === undefined || value === false) return '';
  if (value === true) return '○';
  return Array.isArray(value) ? value.join('、') : String(value);
}
