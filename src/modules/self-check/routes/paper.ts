import { z } from 'zod';
import { InvalidInput, KijunError } from '../../../kernel/errors.ts';
import { fileName } from '../../../kit/server/export.ts';
import { importStrategy } from '../../../kit/server/import.ts';
import { importPreview, importResult } from '../../../kit/server/import-page.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Authorisation, Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { XLSX_TYPE } from '../../../platform/documents/spreadsheet.ts';
import { download, route } from '../../../platform/http/route.ts';
import { importSheets, previewSheets } from '../commands/import-sheets.ts';
import { t } from '../messages.ts';
import { writeSheetArchive, ZIP_TYPE } from '../paper/write-archive.ts';
import { writeSheets } from '../paper/write-workbook.ts';
import { requireUnit } from '../queries/orders.ts';
import { loadOpenSheets, loadSheet } from '../queries/sheet.ts';
import * as schema from './schemas.ts';
import { personOf } from './sheet.ts';

/** How many people: a workbook in which everybody still finds their page, an archive that is made within a minute. */
const limits = { workbook: 200, zip: 2000 } as const;

export const getMySheetFile = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/sheet/file',
  summary: 'My sheet as a file to fill in, with the answers so far',
  access: { action: 'campaign.answer' },
  params: schema.byId,
  handle: async ({ tx, actor, scope, params, today }) => {
    const view = await loadSheet(tx, scope, params.id, personOf(actor), today);
    const name = fileName(`${t('paper.title')}_${view.person.number}_${view.person.name}`, 'xlsx');
    return download(name, XLSX_TYPE, await writeSheets(t('paper.title'), [view], true));
  },
});

export const getSheetFiles = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/sheets/file',
  summary: 'Blank sheets of those who have not handed in: one workbook, or (`zip`) one for each unit',
  access: { action: 'campaign.paper', formerUnits: true },
  params: schema.byId,
  query: z.object({ unitId: z.uuid().optional(), form: z.enum(['workbook', 'zip']).default('workbook') }),
  handle: async ({ tx, scope, params, query, today }) => {
    const unit = query.unitId === undefined ? null : await requireUnit(tx, scope, query.unitId);
    const max = limits[query.form];
    const options = { unitPath: unit?.path ?? '', limit: max + 1, today };
    const views = await loadOpenSheets(tx, scope, params.id, options);
    if (views.length === 0) throw new InvalidInput(t.ref('paper.nobody'));
    if (views.length > max) throw new InvalidInput(t.ref(`paper.tooMany.${query.form}`, { limit: max }));
    const base = [t('paper.title'), ...(unit ? [unit.name] : [])].join('_');
    return query.form === 'zip'
      ? download(fileName(base, 'zip'), ZIP_TYPE, () => writeSheetArchive(t('paper.title'), views))
      : download(fileName(base, 'xlsx'), XLSX_TYPE, () => writeSheets(t('paper.title'), views, false));
  },
});

/** The two ways of taking sheets in: one's own while it is open, and those of people for whom one operates. */
const ways = [
  { path: '/api/v1/campaigns/:id/sheet/file', action: 'campaign.answer', whose: 'my filled sheet' },
  { path: '/api/v1/campaigns/:id/sheets/file', action: 'campaign.paper', whose: 'filled sheets' },
] as const;

type Way = (typeof ways)[number];
interface Called {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly scope: Scope;
  readonly authorisation: Authorisation;
  readonly today: string;
}

/** One's own sheet is taken in only while it could be answered on screen. */
async function requireOwnOpen(
  way: Way,
  { tx, actor, scope, today }: Called,
  campaignId: string,
): Promise<void> {
  if (way.action !== 'campaign.answer') return;
  const view = await loadSheet(tx, scope, campaignId, personOf(actor), today);
  if (!view.open) throw new KijunError(409, t.ref('sheet.tooLate', { date: view.closesOn }));
}

/** One's own answers are no secret; those of others are for who may read the answers of all. */
function readsAnswers(way: Way, { actor, authorisation }: Called): boolean {
  if (way.action === 'campaign.answer') return true;
  const allowed = authorisation.allowed(actor).includes('answers.read');
  return allowed && authorisation.authorise(actor, 'answers.read').whole;
}

const postPreview = (way: Way) =>
  route({
    method: 'POST',
    path: `${way.path}/preview`,
    summary: `Show what ${way.whose} would change`,
    access: { action: way.action, formerUnits: true },
    params: schema.byId,
    upload: true,
    response: importPreview,
    handle: async (call) => {
      await requireOwnOpen(way, call, call.params.id);
      const given = { campaignId: call.params.id, file: call.files.get('file') };
      return previewSheets(call.tx, call.scope, given, readsAnswers(way, call));
    },
  });

const postFile = (way: Way) =>
  route({
    method: 'POST',
    path: way.path,
    summary: `Take ${way.whose} in: all of it or nothing`,
    access: { action: way.action, formerUnits: true },
    params: schema.byId,
    upload: true,
    body: z.object({ strategy: importStrategy }),
    response: importResult,
    handle: async (call) => {
      await requireOwnOpen(way, call, call.params.id);
      const given = { campaignId: call.params.id, file: call.files.get('file') };
      return importSheets(call.tx, call.actor, call.scope, given, call.body.strategy);
    },
  });

export const paperRoutes = [
  getMySheetFile,
  getSheetFiles,
  ...ways.flatMap((way) => [postPreview(way), postFile(way)]),
];
