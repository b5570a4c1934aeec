import { z } from 'zod';
import { exportList, type ListColumn } from '../../../kit/server/export.ts';
import { historyRoute } from '../../../kit/server/history.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { createAsset } from '../commands/create-asset.ts';
import { moveAsset, retireAsset, updateAsset } from '../commands/update-asset.ts';
import { t } from '../messages.ts';
import { type AssetRow, assetDetail, assetList, assetSorts } from '../queries/assets.ts';
import { attributeCodes, attributeFamilies } from '../queries/attributes.ts';
import { loadProfile, primaryPack } from '../queries/organisation.ts';
import { requireAsset } from '../queries/visible.ts';
import { roleTitle } from './holder.ts';
import {
  assetKind,
  assetStage,
  created,
  day,
  dayOrNull,
  filled,
  idParams,
  named,
  typed,
  version,
} from './shared.ts';

const assetFields = {
  code: filled(50),
  name: filled(100),
  attributes: z.array(z.string().max(100)).max(200).default([]),
  description: typed(2000).default(''),
  stage: assetStage,
  recognisedOn: dayOrNull.default(null),
};

const assetRow = z.object({
  id: z.uuid(),
  kind: assetKind,
  code: z.string(),
  name: z.string(),
  stage: assetStage,
  attributes: z.array(z.string()),
  unit: named.nullable(),
  officers: z.array(z.object({ role: z.string(), name: z.string(), deputy: z.boolean() })),
});

export const listAssets = route({
  method: 'GET',
  path: '/api/v1/assets',
  summary: 'The ledger of systems, areas or services within the scope; `format` gives a file',
  access: { action: 'organisation.read' },
  query: listQuery(assetSorts, {
    kind: assetKind,
    unitId: z.uuid().optional(),
    stage: assetStage.optional(),
    attribute: z.string().max(100).optional(),
  }),
  response: listAnswer(assetRow),
  handle: async ({ tx, scope, query, today }) => {
    const source = assetList(tx, scope, query.kind, query, today);
    const pack = primaryPack(await loadProfile(tx));
    const titled = (row: AssetRow) => ({
      ...row,
      attributes: [...row.attributes],
      officers: row.officers.map((each) => ({ ...each, role: roleTitle(pack, each.roleId) })),
    });
    if (query.format === undefined) {
      const page = await listPage(tx, source, query);
      return { ...page, items: page.items.map(titled) };
    }
    const rows = await listAll(source);
    const columns = columnsOf(await attributeCodes(tx));
    return exportList({
      title: t(`assetKind.${query.kind}`),
      columns,
      rows: rows.map(titled),
      format: query.format,
      today,
    });
  },
});

type TitledRow = z.output<typeof assetRow>;

const columnsOf = (titles: ReadonlyMap<string, string>): readonly ListColumn<TitledRow>[] => [
  { key: 'code', header: t('asset.code'), value: (row) => row.code },
  { key: 'name', header: t('asset.name'), value: (row) => row.name },
  { key: 'unit', header: t('asset.unit'), value: (row) => row.unit?.name ?? '' },
  { key: 'stage', header: t('asset.stage'), value: (row) => t(`assetStage.${row.stage}`) },
  {
    key: 'attributes',
    header: t('asset.attributes'),
    value: (row) => row.attributes.map((code) => titles.get(code) ?? code).join('、'),
  },
  {
    key: 'officers',
    header: t('asset.officers'),
    value: (row) =>
      row.officers
        .map((each) =>
          t(each.deputy ? 'asset.officerDeputy' : 'asset.officer', { role: each.role, name: each.name }),
        )
        .join('、'),
  },
];

const period = { validFrom: day, validTo: dayOrNull };

export const showAsset = route({
  method: 'GET',
  path: '/api/v1/assets/:id',
  summary: 'One system, area or service with its units and officers over time',
  access: { action: 'organisation.read' },
  params: idParams,
  response: z.object({
    id: z.uuid(),
    kind: assetKind,
    code: z.string(),
    name: z.string(),
    stage: assetStage,
    attributes: z.array(z.string()),
    description: z.string(),
    recognisedOn: dayOrNull,
    validFrom: dayOrNull,
    validTo: dayOrNull,
    version,
    units: z.array(named.extend(period)),
    officers: z.array(
      z.object({
        id: z.uuid(),
        roleId: z.string(),
        role: z.string(),
        person: named.extend({ visible: z.boolean() }),
        deputy: z.boolean(),
        ...period,
      }),
    ),
  }),
  handle: async ({ tx, scope, params, today }) => {
    const detail = await assetDetail(tx, scope, params.id, today);
    const pack = primaryPack(await loadProfile(tx));
    return {
      ...detail,
      attributes: [...detail.attributes],
      units: [...detail.units],
      officers: detail.officers.map((each) => ({ ...each, role: roleTitle(pack, each.roleId) })),
    };
  },
});

export const listAttributes = route({
  method: 'GET',
  path: '/api/v1/asset-attributes',
  summary: 'The attributes that the adopted packs ask for, by family',
  access: { action: 'organisation.consult' },
  response: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      attributes: z.array(z.object({ code: z.string(), title: z.string() })),
    }),
  ),
  handle: async ({ tx }) =>
    (await attributeFamilies(tx)).map((family) => ({ ...family, attributes: [...family.attributes] })),
});

export const addAsset = route({
  method: 'POST',
  path: '/api/v1/assets',
  summary: 'Enter a system, area or service',
  access: { action: 'organisation.edit' },
  body: z.object({ kind: assetKind, unitId: z.uuid(), validFrom: day, ...assetFields }),
  response: created,
  handle: async ({ tx, actor, scope, body }) => ({ id: await createAsset(tx, actor, scope, body) }),
});

export const changeAsset = route({
  method: 'PUT',
  path: '/api/v1/assets/:id',
  summary: 'Change an entry of a ledger',
  access: { action: 'organisation.edit' },
  params: idParams,
  body: z.object({ version, ...assetFields }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...fields }, today }) => {
    await updateAsset(tx, actor, scope, { id: params.id, version: seen }, fields, today);
    return undefined;
  },
});

export const withdrawAsset = route({
  method: 'POST',
  path: '/api/v1/assets/:id/retire',
  summary: 'Take an entry out of use from a day on',
  access: { action: 'organisation.edit' },
  params: idParams,
  body: z.object({ version, retiredOn: day }),
  handle: async ({ tx, actor, scope, params, body, today }) => {
    await retireAsset(tx, actor, scope, { id: params.id, version: body.version }, body.retiredOn, today);
    return undefined;
  },
});

export const relocateAsset = route({
  method: 'POST',
  path: '/api/v1/assets/:id/move',
  summary: 'Put an entry under another unit from a day on',
  access: { action: 'organisation.edit' },
  params: idParams,
  body: z.object({ unitId: z.uuid(), from: day }),
  handle: async ({ tx, actor, scope, params, body, today }) => {
    await moveAsset(tx, actor, scope, { assetId: params.id, ...body }, today);
    return undefined;
  },
});

const assetHistory = historyRoute({
  path: '/api/v1/assets/:id',
  entity: 'asset',
  summary: 'What happened to an entry',
  action: 'organisation.read',
  open: ({ tx, scope, today }, id) => requireAsset(tx, scope, id, today),
});

export const assetRoutes = [
  listAssets,
  listAttributes,
  showAsset,
  addAsset,
  changeAsset,
  withdrawAsset,
  relocateAsset,
  assetHistory,
] as const;
