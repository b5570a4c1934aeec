import { z } from 'zod';
import { InvalidInput, NotFound } from '../../kernel/errors.ts';
import { exportList } from '../../kit/server/export.ts';
import { listAnswer, listQuery } from '../../kit/server/list.ts';
import { recordEvent } from '../../platform/audit/record-event.ts';
import type { Tx } from '../../platform/database/database.ts';
import { download, route, type Upload } from '../../platform/http/route.ts';
import { adoptPack, withdrawPack } from './commands/adopt-pack.ts';
import { attachOfficialText, detachOfficialText } from './commands/attach-official-text.ts';
import { importPack } from './commands/import-pack.ts';
import { describeLine, describePack, describePackFully, describeRequirement } from './describe-pack.ts';
import { exportColumns } from './export-columns.ts';
import { compareListed } from './list-comparison.ts';
import { listCrosswalks, listPacks, loadPack } from './load-pack.ts';
import { t } from './messages.ts';
import { orgKinds } from './model.ts';
import { type AttachReport, parseOfficialText, reportMatches } from './official-text.ts';
import { toOscal } from './oscal-export.ts';
import {
  attachResult,
  comparison,
  comparisonLine,
  packDetail,
  packHead,
  requirementDetail,
  requirementLine,
} from './present.ts';
import {
  countOfficialTexts,
  loadAdoptions,
  loadOfficialTexts,
  loadOrgKind,
  loadRecommendations,
} from './queries.ts';
import { searchPack } from './search.ts';

const read = { action: 'standards.read' } as const;
const adopt = { action: 'standards.adopt' } as const;
const packParams = z.object({ packId: z.string().max(64) });

export const getStandards = route({
  method: 'GET',
  path: '/api/v1/standards',
  summary: 'The packs of this installation and what the organisation made of them',
  access: read,
  response: z.object({
    items: z.array(packHead),
    comparisons: z.array(comparison),
  }),
  handle: async ({ tx }) => {
    const orgKind = await loadOrgKind(tx);
    const adoptions = await loadAdoptions(tx);
    const attached = await countOfficialTexts(tx);
    const items = listPacks().map(({ id }) =>
      describePack(loadPack(id), {
        orgKind,
        adoption: adoptions.get(id),
        officialTexts: attached.get(id) ?? 0,
      }),
    );
    const comparisons = listCrosswalks().map(({ entries: _entries, ...head }) => head);
    return { items, comparisons };
  },
});

async function situationOf(tx: Tx, packId: string) {
  const orgKind = await loadOrgKind(tx);
  const adoption = (await loadAdoptions(tx)).get(packId);
  return { orgKind, adoption, officialTexts: (await countOfficialTexts(tx)).get(packId) ?? 0 };
}

export const getStandard = route({
  method: 'GET',
  path: '/api/v1/standards/:packId',
  summary: 'One pack: headings, roles, conditions and levels',
  access: read,
  params: packParams,
  response: packDetail,
  handle: async ({ tx, params }) => {
    const pack = loadPack(params.packId);
    return describePackFully(pack, await situationOf(tx, pack.id));
  },
});

export const listRequirements = route({
  method: 'GET',
  path: '/api/v1/standards/:packId/requirements',
  summary:
    'Requirements of a pack that fit a search and filters, in the order of the document; also as a file',
  access: read,
  params: packParams,
  query: listQuery(['id'], {
    actor: z.string().max(64).optional(),
    condition: z.string().max(64).optional(),
    orgKind: z.enum(orgKinds).optional(),
    level: z.string().max(64).optional(),
    under: z.string().max(64).optional(),
  }),
  response: listAnswer(requirementLine),
  handle: async ({ tx, params, query, today }) => {
    const pack = loadPack(params.packId);
    const orgKind = await loadOrgKind(tx);
    const adopted = await loadRecommendations(tx, pack.id);
    const official = await loadOfficialTexts(tx, pack.id);
    const found = searchPack(pack, { ...query, text: query.q }, official);
    const lines = found.map((requirement) => describeLine(requirement, pack, orgKind, adopted));
    if (query.sort === '-id') lines.reverse();
    if (query.format !== undefined) {
      const title = pack.title.ja;
      return exportList({ title, columns: exportColumns(pack), rows: lines, format: query.format, today });
    }
    const { page, pageSize } = query;
    const items = lines.slice((page - 1) * pageSize, page * pageSize);
    return { items, total: lines.length, page, pageSize };
  },
});

export const getRequirement = route({
  method: 'GET',
  path: '/api/v1/standards/:packId/requirements/:id',
  summary: 'One requirement with its sub-items, official wording and counterparts',
  access: read,
  params: packParams.extend({ id: z.string().max(64) }),
  response: requirementDetail,
  handle: async ({ tx, params }) => {
    const pack = loadPack(params.packId);
    const requirement = pack.requirements.find((each) => each.id === params.id);
    if (requirement === undefined) throw new NotFound(t.ref('requirement.unknown', { id: params.id }));
    const subs = pack.subItems.filter((item) => item.parent === requirement.id).map((item) => item.id);
    const official = await loadOfficialTexts(tx, pack.id, [requirement.id, ...subs]);
    const adopted = await loadRecommendations(tx, pack.id);
    return describeRequirement(requirement, pack, await loadOrgKind(tx), adopted, official);
  },
});

export const compareStandards = route({
  method: 'GET',
  path: '/api/v1/standards-comparison',
  summary: 'Two editions clause by clause',
  access: read,
  query: z.object({ from: z.string().max(64), to: z.string().max(64) }),
  response: z.object({
    complete: z.boolean(),
    source: z.string().nullable(),
    lines: z.array(comparisonLine),
  }),
  handle: async ({ query }) => compareListed(query.from, query.to),
});

export const exportOscal = route({
  method: 'GET',
  path: '/api/v1/standards/:packId/oscal',
  summary: 'The pack as an OSCAL 1.2 catalogue',
  access: read,
  params: packParams,
  handle: async ({ params }) => {
    const pack = loadPack(params.packId);
    const body = Buffer.from(`${JSON.stringify(toOscal(pack), null, 2)}\n`);
    return download(`${pack.id}.oscal.json`, 'application/json; charset=utf-8', body);
  },
});

export const importStandard = route({
  method: 'POST',
  path: '/api/v1/standards',
  summary: 'Import an OSCAL catalogue as a pack of the installation',
  access: { action: 'standards.import' },
  upload: true,
  body: z.object({ id: z.string().trim() }),
  response: z.object({ id: z.string(), requirements: z.number().int() }),
  handle: async ({ tx, actor, body, files }) => {
    const pack = importPack(readJson(fileOf(files)), body.id);
    await recordEvent(tx, actor, {
      action: 'standards.import',
      entity: 'pack',
      entityId: pack.id,
      facts: { requirements: pack.requirements.length },
    });
    return { id: pack.id, requirements: pack.requirements.length };
  },
});

export const putAdoption = route({
  method: 'PUT',
  path: '/api/v1/standards/:packId/adoption',
  summary: 'Adopt a pack, or change its recommended requirements and whether it is the primary one',
  access: adopt,
  params: packParams,
  body: z.object({
    primary: z.boolean().default(false),
    recommendations: z.array(z.string().max(64)).max(2000).default([]),
    version: z.number().int().nullable(),
  }),
  response: packHead,
  handle: async ({ tx, actor, params, body, today }) => {
    await adoptPack(tx, actor, params.packId, body, today);
    return describePack(loadPack(params.packId), await situationOf(tx, params.packId));
  },
});

export const deleteAdoption = route({
  method: 'DELETE',
  path: '/api/v1/standards/:packId/adoption',
  summary: 'Give a pack up',
  access: adopt,
  params: packParams,
  query: z.object({ version: z.coerce.number().int() }),
  handle: async ({ tx, actor, params, query }) => {
    await withdrawPack(tx, actor, params.packId, query.version);
    return undefined;
  },
});

export const postOfficialText = route({
  method: 'POST',
  path: '/api/v1/standards/:packId/official-text',
  summary: 'Attach official wording from a text file; with dryRun only report what would match',
  access: adopt,
  params: packParams,
  upload: true,
  body: z.object({ dryRun: z.enum(['true', 'false']).default('false') }),
  response: attachResult,
  handle: async ({ tx, actor, params, body, files }) => {
    const pack = loadPack(params.packId);
    const found = parseOfficialText(new TextDecoder().decode(fileOf(files).content), pack);
    const report =
      body.dryRun === 'true'
        ? reportMatches(found, pack)
        : await attachOfficialText(tx, actor, pack, found, new Date());
    return presentReport(report);
  },
});

export const deleteOfficialText = route({
  method: 'DELETE',
  path: '/api/v1/standards/:packId/official-text',
  summary: 'Take the official wording of a pack away',
  access: adopt,
  params: packParams,
  handle: async ({ tx, actor, params }) => {
    await detachOfficialText(tx, actor, loadPack(params.packId).id);
    return undefined;
  },
});

const presentReport = ({ requirements, subItems }: AttachReport) => ({
  requirements: { ...requirements, unmatched: [...requirements.unmatched] },
  subItems: { ...subItems, unmatched: [...subItems.unmatched] },
});

function fileOf(files: ReadonlyMap<string, Upload>): Upload {
  const file = files.get('file');
  if (file === undefined) throw new InvalidInput(t.ref('import.noFile'));
  return file;
}

function readJson(file: Upload): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(file.content));
  } catch {
    throw new InvalidInput(t.ref('import.notJson'));
  }
}

export const routes = [
  getStandards,
  getStandard,
  listRequirements,
  getRequirement,
  compareStandards,
  exportOscal,
  importStandard,
  putAdoption,
  deleteAdoption,
  postOfficialText,
  deleteOfficialText,
];
