import { z } from 'zod';
import { Forbidden } from '../../../kernel/errors.ts';
import type { ImportDefinition } from '../../../kit/server/import.ts';
import {
  commitFile,
  importChoice,
  importPreview,
  importResult,
  previewFile,
} from '../../../kit/server/import-page.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Authorisation, Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { route } from '../../../platform/http/route.ts';
import { absenceImport } from '../imports/absences.ts';
import { appointmentImport } from '../imports/appointments.ts';
import { assetImport } from '../imports/assets.ts';
import { examplesFor } from '../imports/examples.ja.ts';
import { peopleImport } from '../imports/people.ts';
import { postImport } from '../imports/posts.ts';
import { templateFile } from '../imports/template.ts';
import { unitImport } from '../imports/units.ts';
import { t } from '../messages.ts';
import { type ImportKind, importKinds } from '../model.ts';
import { loadProfile, primaryPack } from '../queries/organisation.ts';

// biome-ignore lint/suspicious/noExplicitAny: the list forgets each definition's own context and record
type AnyImport = ImportDefinition<any, any, any>;

const definitions: Readonly<Record<ImportKind, (today: string) => AnyImport>> = {
  units: unitImport,
  people: peopleImport,
  posts: postImport,
  absences: absenceImport,
  assets: assetImport,
  appointments: appointmentImport,
};

const kindParams = z.object({ kind: z.enum(importKinds) });

interface Caller {
  readonly actor: Actor;
  readonly scope: Scope;
  readonly authorisation: Authorisation;
}

/** An import is for the whole organisation; one of appointments appoints, whatever else the caller may import. */
function requireWhole(kind: ImportKind, { actor, scope, authorisation }: Caller): void {
  const whole =
    kind === 'appointments' ? authorisation.authorise(actor, 'appointments.edit').whole : scope.whole;
  if (!scope.whole || !whole) throw new Forbidden(t.ref('import.whole'), 'organisation.import');
}

const importTemplateRoute = route({
  method: 'GET',
  path: '/api/v1/organisation/imports/:kind/template',
  summary: 'The form of an import as xlsx, with examples and an explanation',
  access: { action: 'organisation.import' },
  params: kindParams,
  handle: async ({ tx, params, today }) => {
    const definition = definitions[params.kind](today);
    const pack = primaryPack(await loadProfile(tx));
    return templateFile(definition.title, definition.columns, examplesFor(params.kind, pack));
  },
});

const previewImport = route({
  method: 'POST',
  path: '/api/v1/organisation/imports/:kind/preview',
  summary: 'What a file would do; nothing is changed',
  access: { action: 'organisation.import' },
  params: kindParams,
  upload: true,
  response: importPreview,
  handle: ({ tx, actor, scope, authorisation, params, files, today }) => {
    requireWhole(params.kind, { actor, scope, authorisation });
    return previewFile(tx, actor, definitions[params.kind](today), files.get('file'));
  },
});

const commitImport = route({
  method: 'POST',
  path: '/api/v1/organisation/imports/:kind',
  summary: 'Import a file: all of it or nothing; the same file again changes nothing',
  access: { action: 'organisation.import' },
  params: kindParams,
  upload: true,
  body: importChoice,
  response: importResult,
  handle: async ({ tx, actor, scope, authorisation, params, body, files, today }) => {
    requireWhole(params.kind, { actor, scope, authorisation });
    const definition = definitions[params.kind](today);
    const result = await commitFile(tx, actor, definition, files.get('file'), body.strategy);
    if (result.created > manyRows) await refreshStatistics(tx);
    return result;
  },
});

const manyRows = 500;

/** Thousands of new rows at once: without fresh statistics the next lists would be planned for an empty table. */
async function refreshStatistics(tx: Tx): Promise<void> {
  await tx.client.query('analyze units, people, posts, absences, assets, asset_units, appointments');
}

export const importRoutes = [importTemplateRoute, previewImport, commitImport] as const;
