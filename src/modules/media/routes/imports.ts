import { z } from 'zod';
import { type ImportAnswer, importStrategy, importTemplate, runImport } from '../../../kit/server/import.ts';
import type { ImportColumns } from '../../../kit/server/import-table.ts';
import { route } from '../../../platform/http/route.ts';
import { mediaImport } from '../imports/media.ts';

const preview = z.object({
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

const access = { action: 'media.edit' } as const;

const importTemplateRoute = route({
  method: 'GET',
  path: '/api/v1/media/import/template',
  summary: 'The form of an import of media as xlsx',
  access,
  handle: async ({ scope, today }) => {
    const { title, columns } = mediaImport(scope, today);
    return importTemplate(title, columns);
  },
});

const previewImport = route({
  method: 'POST',
  path: '/api/v1/media/import/preview',
  summary: 'What a file of media would do; nothing is changed',
  access,
  upload: true,
  response: preview,
  handle: async ({ tx, actor, scope, files, today }) => {
    const definition = mediaImport(scope, today);
    const options = { strategy: 'stop', commit: 'false' } as const;
    return toPreview(await runImport(tx, actor, definition, files.get('file'), options), definition.columns);
  },
});

const commitImport = route({
  method: 'POST',
  path: '/api/v1/media/import',
  summary: 'Import media: all of the file or nothing; the same file again changes nothing',
  access,
  upload: true,
  body: z.object({ strategy: importStrategy }),
  response: z.object({ created: z.int(), updated: z.int(), unchanged: z.int(), skipped: z.int() }),
  handle: async ({ tx, actor, scope, body, files, today }) => {
    const options = { strategy: body.strategy, commit: 'true' } as const;
    const { counts } = await runImport(tx, actor, mediaImport(scope, today), files.get('file'), options);
    const updated = body.strategy === 'update' ? counts.changed : 0;
    return {
      created: counts.created,
      updated,
      unchanged: counts.unchanged,
      skipped: counts.changed - updated,
    };
  },
});

function toPreview(answer: ImportAnswer, columns: ImportColumns): z.input<typeof preview> {
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
        before: asText(before),
        after: asText(after),
      })),
    })),
  };
}

const asText = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : value === true
      ? '○'
      : value === false
        ? ''
        : Array.isArray(value)
          ? value.join('、')
          : String(value);

export const importRoutes = [importTemplateRoute, previewImport, commitImport] as const;
