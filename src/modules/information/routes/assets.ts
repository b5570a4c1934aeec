import { z } from 'zod';
import { exportList } from '../../../kit/server/export.ts';
import { historyRoute } from '../../../kit/server/history.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { authorityOf, decidesAs } from '../authority.ts';
import { registerAsset } from '../commands/register-asset.ts';
import { registerColumns } from '../export-columns.ts';
import { classMarks, markings } from '../marking-text.ts';
import {
  bases,
  changeKinds,
  changeStates,
  decidedAs,
  issues,
  markingStates,
  origins,
  personals,
  statuses,
} from '../model/register.ts';
import {
  classesSchema,
  forms,
  markingTargets,
  protections,
  restrictionText,
  type Scheme,
  sourceKinds,
} from '../model.ts';
import { type AssetRow, assetList, assetSorts } from '../queries/assets.ts';
import { type AssetDetail, assetDetail } from '../queries/detail.ts';
import { loadRulebook } from '../queries/scheme.ts';
import { requireVisible } from '../queries/visible.ts';
import {
  created,
  day,
  filled,
  groupTitles,
  idParams,
  named,
  occasionOf,
  restrictions,
  standing,
  typed,
} from './shared.ts';

/** What the register says of an entry besides its classes. */
export const assetFields = {
  name: filled(200, 'input.name'),
  unitId: z.uuid(),
  place: typed(200).default(''),
  systemId: z.uuid().nullable().default(null),
  retention: typed(100).default(''),
  retainUntil: day.nullable().default(null),
  originNote: typed(200).default(''),
  acquiredOn: day.nullable().default(null),
  personal: z.enum(personals).default('none'),
  marking: z.enum(markingStates).default('none'),
  recoveryHours: z.int().min(1).max(10_000).nullable().default(null),
  reviewOn: day.nullable().default(null),
  note: typed(2000).default(''),
};

export const sourceList = z
  .array(z.object({ id: z.uuid(), kind: z.enum(sourceKinds) }))
  .max(50)
  .default([]);

const row = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  unit: named.extend({ code: z.string(), closed: z.boolean() }),
  decider: named.extend({ left: z.boolean() }).nullable(),
  classes: classesSchema,
  /** The classes as they are marked; '' while none is decided. */
  marks: z.string(),
  groups: z.array(z.string()),
  restrictions: z.array(z.string()),
  restrictionTexts: z.array(z.string()),
  form: z.enum(forms),
  basis: z.enum(bases),
  place: z.string(),
  system: named.nullable(),
  retention: z.string(),
  retainUntil: day.nullable(),
  origin: z.enum(origins),
  originNote: z.string(),
  acquiredOn: day.nullable(),
  personal: z.enum(personals),
  marking: z.enum(markingStates),
  recoveryHours: z.int().nullable(),
  reviewOn: day.nullable(),
  note: z.string(),
  status: z.enum(statuses),
  disposedOn: day.nullable(),
  issues: z.array(z.enum(issues)),
});

const present = (scheme: Scheme, asset: AssetRow) => ({
  ...asset,
  marks: classMarks(scheme, asset.classes),
  groups: groupTitles(scheme, protections(scheme, asset.classes)),
  restrictions: [...asset.restrictions],
  restrictionTexts: asset.restrictions.map((code) => restrictionText(scheme, code)),
  issues: [...asset.issues],
});

/** A filter that is on or absent. */
const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .optional();

export const listInformation = route({
  method: 'GET',
  path: '/api/v1/information-assets',
  summary: 'The register of information as far as the caller sees it; `format` gives a file',
  access: { action: 'information.read' },
  query: listQuery(assetSorts, {
    unitId: z.uuid().optional(),
    form: z.enum(forms).optional(),
    origin: z.enum(origins).optional(),
    confidentiality: z.enum(['1', '2', '3', 'open']).optional(),
    personal: z.enum(personals).optional(),
    systemId: z.uuid().optional(),
    status: z.enum([...statuses, 'all']).default('active'),
    issue: z.enum(issues).optional(),
    mine: flag,
  }),
  response: listAnswer(row),
  handle: async ({ tx, scope, actor, query, today }) => {
    const { scheme } = await loadRulebook(tx);
    const source = assetList(tx, scope, actor, query, today);
    if (query.format === undefined) {
      const page = await listPage(tx, source, query);
      return { ...page, items: page.items.map((each) => present(scheme, each)) };
    }
    const rows = await listAll(source);
    return exportList({ ...registerColumns(scheme), rows, format: query.format, today });
  },
});

const relative = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string().nullable(),
  kind: z.enum(sourceKinds),
  marks: z.string(),
  status: z.string(),
});

/** A standing in words beside its codes. */
const shownStanding = standing
  .extend({ marks: z.string(), restrictionTexts: z.array(z.string()) })
  .nullable();

const detail = row.extend({
  version: z.int(),
  registeredBy: z.string().nullable(),
  disposalNote: z.string(),
  sources: z.array(relative),
  copies: z.array(relative),
  markings: z.array(z.object({ target: z.enum(markingTargets), text: z.string() })),
  changes: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(changeKinds),
      state: z.enum(changeStates),
      requestedBy: z.string().nullable(),
      requestedAt: z.string(),
      own: z.boolean(),
      reason: z.string(),
      wanted: shownStanding,
      before: shownStanding,
      after: shownStanding,
      decidedBy: z.string().nullable(),
      decidedAs: z.enum(decidedAs).nullable(),
      decidedAt: z.string().nullable(),
      decisionNote: z.string(),
      version: z.int(),
    }),
  ),
  may: z.object({ keep: z.boolean(), decideAs: z.enum(decidedAs).nullable() }),
});

type StandingLike = z.input<typeof standing>;
const showStanding = (scheme: Scheme, each: AssetDetail['changes'][number]['wanted']) => {
  if (each === null) return null;
  const plain: StandingLike = { classes: each.classes, restrictions: [...each.restrictions] };
  return {
    ...plain,
    marks: classMarks(scheme, each.classes),
    restrictionTexts: each.restrictions.map((code) => restrictionText(scheme, code)),
  };
};

export const showInformation = route({
  method: 'GET',
  path: '/api/v1/information-assets/:id',
  summary: 'One entry of the register with sources, copies, markings and decisions',
  access: { action: 'information.read' },
  params: idParams,
  response: detail,
  handle: async ({ tx, scope, actor, authorisation, params, today }) => {
    const { scheme } = await loadRulebook(tx);
    const found = await assetDetail(tx, scope, actor, params.id, today);
    const as = decidesAs(authorityOf(authorisation, actor), {
      deciderId: found.decider?.id ?? null,
      unitPath: found.unitPath,
    });
    const relatives = (list: AssetDetail['relatives']['sources']) =>
      list.map((each) => ({ ...each, marks: classMarks(scheme, each.classes) }));
    const instant = (text: string) => new Date(text).toISOString();
    return {
      ...present(scheme, found),
      ...{ version: found.version, registeredBy: found.registeredBy, disposalNote: found.disposalNote },
      sources: relatives(found.relatives.sources),
      copies: relatives(found.relatives.copies),
      markings: markings(scheme, found, found.name),
      changes: found.changes.map((each) => ({
        ...each,
        requestedAt: instant(each.requestedAt),
        decidedAt: each.decidedAt === null ? null : instant(each.decidedAt),
        own: each.requestedById !== null && each.requestedById === actor.personId,
        wanted: showStanding(scheme, each.wanted),
        before: showStanding(scheme, each.before),
        after: showStanding(scheme, each.after),
      })),
      may: { keep: (found.own || as !== null) && found.status === 'active', decideAs: as },
    };
  },
});

export const addInformation = route({
  method: 'POST',
  path: '/api/v1/information-assets',
  summary: 'Enter information in the register',
  access: { action: 'information.register' },
  body: z.object({
    number: typed(50).default(''),
    form: z.enum(forms),
    origin: z.enum(origins),
    deciderId: z.uuid().nullable().default(null),
    classes: classesSchema,
    restrictions: restrictions.default([]),
    sources: sourceList,
    ask: typed(1000).default(''),
    ...assetFields,
  }),
  response: created,
  handle: async (call) => {
    const { tx, actor, scope, authorisation, body } = call;
    const authority = authorityOf(authorisation, actor);
    return { id: await registerAsset(tx, actor, scope, authority, body, occasionOf(call)) };
  },
});

const informationHistory = historyRoute({
  path: '/api/v1/information-assets/:id',
  entity: 'information',
  summary: 'What happened to an entry',
  action: 'information.read',
  open: ({ tx, scope, actor }, id) => requireVisible(tx, scope, actor, id),
});

export const assetRoutes = [listInformation, showInformation, addInformation, informationHistory] as const;
