import { z } from 'zod';
import { exportList, type ListColumn } from '../../../kit/server/export.ts';
import { historyRoute } from '../../../kit/server/history.ts';
import { route } from '../../../platform/http/route.ts';
import { createUnit } from '../commands/create-unit.ts';
import { reorganiseUnits } from '../commands/reorganise-units.ts';
import { updateUnit } from '../commands/update-unit.ts';
import { t } from '../messages.ts';
import { holdersOn } from '../queries/holders.ts';
import { loadProfile, primaryPack } from '../queries/organisation.ts';
import { reorganisationDates, searchUnits, unitDetail, unitTree } from '../queries/units.ts';
import { requireUnit } from '../queries/visible.ts';
import { holder, toHolder } from './holder.ts';
import {
  assetKind,
  created,
  dateQuery,
  day,
  dayOrNull,
  filled,
  idParams,
  named,
  typed,
  unitKind,
  version,
} from './shared.ts';

const unitFields = {
  code: filled(50),
  name: filled(100),
  kana: typed(200).default(''),
  kind: unitKind,
  sortOrder: z.int().min(0).max(1_000_000).default(0),
};

const unit = z.object({
  id: z.uuid(),
  parentId: z.uuid().nullable(),
  code: z.string(),
  name: z.string(),
  kana: z.string(),
  kind: unitKind,
  sortOrder: z.int(),
  validFrom: day,
  validTo: dayOrNull,
  version,
});

type UnitLine = Awaited<ReturnType<typeof unitTree>>[number] & { readonly parentCode: string };

/** The columns of the import, so that the file can be mended and taken in again. */
const columns: readonly ListColumn<UnitLine>[] = [
  { key: 'code', header: t('unit.code'), value: (row) => row.code },
  { key: 'name', header: t('unit.name'), value: (row) => row.name },
  { key: 'kana', header: t('person.kana'), value: (row) => row.kana },
  { key: 'kind', header: t('unit.kind'), value: (row) => t(`unitKind.${row.kind}`) },
  { key: 'parentCode', header: t('unit.parentCode'), value: (row) => row.parentCode },
  { key: 'sortOrder', header: t('unit.sortOrder'), kind: 'integer', value: (row) => row.sortOrder },
  { key: 'validFrom', header: t('unit.validFrom'), kind: 'date', value: (row) => row.validFrom },
];

export const listUnits = route({
  method: 'GET',
  path: '/api/v1/units',
  summary: 'The unit tree of a day, parents before children',
  access: { action: 'organisation.consult' },
  query: dateQuery.extend({ format: z.enum(['csv', 'xlsx']).optional() }),
  response: z.object({
    date: day,
    /** Days on which the tree changed, newest first. */
    changedOn: z.array(day),
    units: z.array(unit.extend({ people: z.int() })),
  }),
  handle: async ({ tx, query, today }) => {
    const date = query.date ?? today;
    const units = await unitTree(tx, date);
    if (query.format === undefined) return { date, changedOn: await reorganisationDates(tx), units };
    const codes = new Map(units.map(({ id, code }) => [id, code]));
    const rows = units.map((row) => ({ ...row, parentCode: codes.get(row.parentId ?? '') ?? '' }));
    return exportList({ title: t('page.units'), columns, rows, format: query.format, today: date });
  },
});

export const chooseUnits = route({
  method: 'GET',
  path: '/api/v1/units/choices',
  summary: 'Units to choose from in a form, by a part of name, kana or code',
  access: { action: 'organisation.consult' },
  query: z.object({
    q: z.string().max(100).default(''),
    kind: unitKind.optional(),
    pageSize: z.coerce.number().optional(),
  }),
  response: z.object({ items: z.array(named.extend({ code: z.string(), above: z.string() })) }),
  handle: async ({ tx, query, today }) => ({ items: await searchUnits(tx, query.q, query.kind, today) }),
});

const dated = named.extend({ on: day });

export const showUnit = route({
  method: 'GET',
  path: '/api/v1/units/:id',
  summary: 'One unit with its surroundings and the holders of roles there',
  access: { action: 'organisation.consult' },
  params: idParams,
  query: dateQuery,
  response: unit.extend({
    ancestors: z.array(named),
    children: z.array(named.extend({ kind: unitKind })),
    predecessors: z.array(dated),
    successors: z.array(dated),
    peopleBelow: z.int(),
    assets: z.array(named.extend({ kind: assetKind })),
    holders: z.array(holder),
  }),
  handle: async ({ tx, params, query, today }) => {
    const date = query.date ?? today;
    const detail = await unitDetail(tx, params.id, date);
    const pack = primaryPack(await loadProfile(tx));
    const holders = pack === null ? [] : await holdersOn(tx, pack, date, params.id);
    return { ...detail, holders: holders.map((each) => toHolder(each, pack)) };
  },
});

export const addUnit = route({
  method: 'POST',
  path: '/api/v1/units',
  summary: 'Open a unit from a day on',
  access: { action: 'organisation.edit' },
  body: z.object({ parentId: z.uuid().nullable(), validFrom: day, ...unitFields }),
  response: created,
  handle: async ({ tx, actor, scope, body }) => ({ id: await createUnit(tx, actor, scope, body) }),
});

export const changeUnit = route({
  method: 'PUT',
  path: '/api/v1/units/:id',
  summary: 'Correct a unit in place; changes as of a day are a reorganisation',
  access: { action: 'organisation.edit' },
  params: idParams,
  body: z.object({ version, ...unitFields }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...fields }, today }) => {
    await updateUnit(tx, actor, scope, { id: params.id, version: seen }, fields, today);
    return undefined;
  },
});

const spec = z.object({
  code: filled(50),
  name: filled(100),
  kana: typed(200).default(''),
  kind: unitKind,
  parentCode: filled(50).nullable(),
});

const change = z.discriminatedUnion('type', [
  z.object({ type: z.literal('create'), unit: spec }),
  z.object({
    type: z.literal('change'),
    unitId: z.uuid(),
    to: z.object({
      code: filled(50).exactOptional(),
      name: filled(100).exactOptional(),
      kana: typed(200).exactOptional(),
      kind: unitKind.exactOptional(),
      parentCode: filled(50).nullable().exactOptional(),
    }),
  }),
  z.object({ type: z.literal('merge'), unitIds: z.array(z.uuid()).max(100), into: spec }),
  z.object({
    type: z.literal('split'),
    unitId: z.uuid(),
    into: z.array(spec.extend({ personIds: z.array(z.uuid()).max(5000).default([]) })).max(20),
  }),
  z.object({ type: z.literal('abolish'), unitId: z.uuid() }),
]);

const reorganisation = z.object({
  closed: z.int(),
  opened: z.int(),
  movedPosts: z.int(),
  movedAppointments: z.int(),
  movedAssets: z.int(),
});

export const reorganise = route({
  method: 'POST',
  path: '/api/v1/units/reorganise',
  summary: 'Rename, move, merge, split and abolish units as of a day; the past stays',
  access: { action: 'organisation.edit' },
  body: z.object({ date: day, changes: z.array(change).min(1).max(500) }),
  response: reorganisation,
  handle: ({ tx, actor, scope, body }) => reorganiseUnits(tx, actor, scope, body),
});

const closeUnit = route({
  method: 'POST',
  path: '/api/v1/units/:id/close',
  summary: 'Abolish a unit without a successor from a day on',
  access: { action: 'organisation.edit' },
  params: idParams,
  body: z.object({ date: day }),
  response: reorganisation,
  handle: ({ tx, actor, scope, params, body }) =>
    reorganiseUnits(tx, actor, scope, { date: body.date, changes: [{ type: 'abolish', unitId: params.id }] }),
});

const unitHistory = historyRoute({
  path: '/api/v1/units/:id',
  entity: 'unit',
  summary: 'What happened to a unit',
  action: 'organisation.read',
  open: ({ tx, scope, today }, id) => requireUnit(tx, scope, id, today),
});

export const unitRoutes = [
  listUnits,
  chooseUnits,
  showUnit,
  addUnit,
  changeUnit,
  reorganise,
  closeUnit,
  unitHistory,
] as const;
