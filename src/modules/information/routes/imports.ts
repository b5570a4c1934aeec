import { z } from 'zod';
import { Forbidden } from '../../../kernel/errors.ts';
import { type ImportAnswer, importStrategy, importTemplate, runImport } from '../../../kit/server/import.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import { route } from '../../../platform/http/route.ts';
import { informationImport } from '../import-assets.ts';
import { importColumns } from '../import-columns.ts';
import { t } from '../messages.ts';

const access = { action: 'information.import' } as const;

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

/** A file may hold entries of every unit, so who imports acts for the whole organisation. */
function requireWhole(scope: Scope): void {
  if (!scope.whole) throw new Forbidden(t.ref('import.whole'), access.action);
}

const importForm = route({
  method: 'GET',
  path: '/api/v1/information-assets/imports/template',
  summary: 'The form of an import as xlsx',
  access,
  handle: async () => importTemplate(t('page.register'), importColumns),
});

const previewImport = route({
  method: 'POST',
  path: '/api/v1/information-assets/imports/preview',
  summary: 'What a file would do; nothing is changed',
  access,
  upload: true,
  response: preview,
  handle: async ({ tx, actor, scope, files, today }) => {
    requireWhole(scope);
    const options = { strategy: 'stop', commit: 'false' } as const;
    return toPreview(await runImport(tx, actor, informationImport(today), files.get('file'), options));
  },
});

const commitImport = route({
  method: 'POST',
  path: '/api/v1/information-assets/imports',
  summary: 'Import a file: all of it or nothing; the same file again changes nothing',
  access,
  upload: true,
  body: z.object({ strategy: importStrategy }),
  response: z.object({ created: z.int(), updated: z.int(), unchanged: z.int(), skipped: z.int() }),
  handle: async ({ tx, actor, scope, body, files, today }) => {
    requireWhole(scope);
    const options = { strategy: body.strategy, commit: 'true' } as const;
    const { counts } = await runImport(tx, actor, informationImport(today), files.get('file'), options);
    const updated = body.strategy === 'update' ? counts.changed : 0;
    return {
      created: counts.created,
      updated,
      unchanged: counts.unchanged,
      skipped: counts.changed - updated,
    };
  },
});

function toPreview({ counts, ignoredColumns, problems, samples }: ImportAnswer): z.input<typeof preview> {
  const { created, changed, unchanged, rejected } = counts;
  const headers: Readonly<Record<string, { readonly header: string }>> = importColumns;
  return {
    counts: { new: created, changed, unchanged, rejected },
    ignoredColumns,
    problems,
    changes: samples.map((sample) => ({
      row: sample.row,
      kind: sample.state === 'created' ? 'new' : 'changed',
      name: sample.key,
      fields: sample.changes.map(({ field, before, after }) => ({
        label: headers[field]?.header ?? field,
        before: asText(before),
        after: asText(after),
      })),
    })),
  };
}

const asText = (value: unknown): string =>
  value === null || value === undefined ? '' : Array.isArray(value) ? value.join('、') : String(value);

export const importRoutes = [importForm, previewImport, commitImport] as const;
