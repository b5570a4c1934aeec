import { Forbidden } from '../../../kernel/errors.ts';
import { importTemplate } from '../../../kit/server/import.ts';
import {
  commitFile,
  importChoice,
  importPreview,
  importResult,
  previewFile,
} from '../../../kit/server/import-page.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import { route } from '../../../platform/http/route.ts';
import { informationImport } from '../import-assets.ts';
import { importColumns } from '../import-columns.ts';
import { t } from '../messages.ts';

const access = { action: 'information.import' } as const;

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
  response: importPreview,
  handle: ({ tx, actor, scope, files, today }) => {
    requireWhole(scope);
    return previewFile(tx, actor, informationImport(today), files.get('file'));
  },
});

const commitImport = route({
  method: 'POST',
  path: '/api/v1/information-assets/imports',
  summary: 'Import a file: all of it or nothing; the same file again changes nothing',
  access,
  upload: true,
  body: importChoice,
  response: importResult,
  handle: ({ tx, actor, scope, body, files, today }) => {
    requireWhole(scope);
    return commitFile(tx, actor, informationImport(today), files.get('file'), body.strategy);
  },
});

export const importRoutes = [importForm, previewImport, commitImport] as const;
