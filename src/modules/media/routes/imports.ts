import { importTemplate } from '../../../kit/server/import.ts';
import {
  commitFile,
  importChoice,
  importPreview,
  importResult,
  previewFile,
} from '../../../kit/server/import-page.ts';
import { route } from '../../../platform/http/route.ts';
import { mediaImport } from '../imports/media.ts';

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
  response: importPreview,
  handle: ({ tx, actor, scope, files, today }) =>
    previewFile(tx, actor, mediaImport(scope, today), files.get('file')),
});

const commitImport = route({
  method: 'POST',
  path: '/api/v1/media/import',
  summary: 'Import media: all of the file or nothing; the same file again changes nothing',
  access,
  upload: true,
  body: importChoice,
  response: importResult,
  handle: ({ tx, actor, scope, body, files, today }) =>
    commitFile(tx, actor, mediaImport(scope, today), files.get('file'), body.strategy),
});

export const importRoutes = [importTemplateRoute, previewImport, commitImport] as const;
