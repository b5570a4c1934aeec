import { z } from 'zod';
import { exportList, type ListColumn } from '../../../kit/server/export.ts';
import { historyRoute } from '../../../kit/server/history.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { createPlace, removePlace, updatePlace } from '../commands/save-place.ts';
import { t } from '../messages.ts';
import { type PlaceRow, placeList, placeSorts, requirePlaceWithin } from '../queries/places.ts';
import { created, filled, idParams, named, typed, version } from './shared.ts';

const placeFields = z.object({
  unitId: z.uuid(),
  name: filled(100),
  fireproof: z.boolean(),
  heatproof: z.boolean(),
  waterproof: z.boolean(),
  moistureproof: z.boolean(),
  lockable: z.boolean(),
  region: typed(100),
  lowDisaster: z.boolean(),
  note: typed(1000),
});

const placeRow = placeFields.omit({ unitId: true }).extend({
  id: z.uuid(),
  unit: named,
  media: z.int(),
  version,
});

export const listPlaces = route({
  method: 'GET',
  path: '/api/v1/storage-places',
  summary: 'Places of storage with what they withstand; `format` gives a file',
  access: { action: 'media.read' },
  query: listQuery(placeSorts, {}),
  response: listAnswer(placeRow),
  handle: async ({ tx, scope, query, today }) => {
    const source = placeList(tx, scope, query, today);
    if (query.format === undefined) return listPage(tx, source, query);
    const rows = await listAll(source);
    return exportList({ title: t('page.places'), columns, rows, format: query.format, today });
  },
});

const mark = (value: boolean) => (value ? '○' : '');
const columns: readonly ListColumn<PlaceRow>[] = [
  { key: 'name', header: t('place.name'), value: (row) => row.name },
  { key: 'unit', header: t('medium.unit'), value: (row) => row.unit.name },
  { key: 'fireproof', header: t('fact.fireproof'), value: (row) => mark(row.fireproof) },
  { key: 'heatproof', header: t('fact.heatproof'), value: (row) => mark(row.heatproof) },
  { key: 'waterproof', header: t('fact.waterproof'), value: (row) => mark(row.waterproof) },
  { key: 'moistureproof', header: t('fact.moistureproof'), value: (row) => mark(row.moistureproof) },
  { key: 'lockable', header: t('fact.lockable'), value: (row) => mark(row.lockable) },
  { key: 'region', header: t('place.region'), value: (row) => row.region },
  { key: 'lowDisaster', header: t('fact.low_disaster'), value: (row) => mark(row.lowDisaster) },
  { key: 'media', header: t('place.media'), kind: 'integer', value: (row) => row.media },
  { key: 'note', header: t('medium.note'), value: (row) => row.note },
];

export const addPlace = route({
  method: 'POST',
  path: '/api/v1/storage-places',
  summary: 'Enter a place of storage',
  access: { action: 'storage-places.edit' },
  body: placeFields,
  response: created,
  handle: async ({ tx, actor, scope, body, today }) => ({
    id: await createPlace(tx, actor, scope, body, today),
  }),
});

export const changePlace = route({
  method: 'PUT',
  path: '/api/v1/storage-places/:id',
  summary: 'Change a place of storage',
  access: { action: 'storage-places.edit' },
  params: idParams,
  body: placeFields.extend({ version }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...fields }, today }) => {
    await updatePlace(tx, actor, scope, { id: params.id, version: seen }, fields, today);
    return undefined;
  },
});

export const dropPlace = route({
  method: 'POST',
  path: '/api/v1/storage-places/:id/remove',
  summary: 'Remove a place that nothing refers to',
  access: { action: 'storage-places.edit' },
  params: idParams,
  body: z.object({ version }),
  handle: async ({ tx, actor, scope, params, body, today }) => {
    await removePlace(tx, actor, scope, { id: params.id, version: body.version }, today);
    return undefined;
  },
});

const placeHistory = historyRoute({
  path: '/api/v1/storage-places/:id',
  entity: 'storage-place',
  summary: 'What happened to a place of storage',
  action: 'media.read',
  open: ({ tx, scope, today }, id) => requirePlaceWithin(tx, scope, id, today),
});

export const placeRoutes = [listPlaces, addPlace, changePlace, dropPlace, placeHistory] as const;
