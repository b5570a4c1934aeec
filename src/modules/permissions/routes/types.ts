import { z } from 'zod';
import { NotFound } from '../../../kernel/errors.ts';
import { normaliseForSearch } from '../../../kernel/japanese.ts';
import { historyEntry, historyQuery, recordHistory } from '../../../kit/server/history.ts';
import { route } from '../../../platform/http/route.ts';
import { addType, changeType, type NewType, resetType } from '../commands/change-type.ts';
import { callerOf } from '../commands/require-deed.ts';
import { mayApply } from '../commands/save-request.ts';
import { day, typeProblem, typeRow, typeView, version } from '../contract.ts';
import { t } from '../messages.ts';
import { changeableParts, type OwnChange } from '../model.changes.ts';
import { presentType, presentTypeRow } from '../present-type.ts';
import { loadDesk, requireType } from '../queries/desk.ts';
import { loadTypeGaps } from '../queries/problems.ts';

const typeParams = z.object({ typeId: z.string().max(60) });

export const listPermissionTypes = route({
  method: 'GET',
  path: '/api/v1/permission-types',
  summary:
    'The permission types in use, with who may apply and who decides; `mine` narrows to what I may apply for',
  access: 'signed-in',
  query: z.object({
    q: z.string().max(200).optional(),
    mine: z.stringbool().optional(),
    /** Also those that the organisation does not use. */
    all: z.stringbool().optional(),
  }),
  response: z.object({ items: z.array(typeRow) }),
  handle: async ({ tx, actor, authorisation, query, today }) => {
    const desk = await loadDesk(tx);
    const caller = callerOf(actor, authorisation, today);
    const wanted = normaliseForSearch(query.q ?? '');
    const items = [...desk.types.values()]
      .filter((each) => query.all === true || !each.off)
      .map((each) => presentTypeRow(each, desk.roles, mayApply(desk, each.type, caller)))
      .filter((row) => query.mine !== true || row.mine)
      .filter((row) =>
        normaliseForSearch(`${row.number} ${row.title} ${row.lead} ${row.clauses.join(' ')}`).includes(
          wanted,
        ),
      );
    return { items };
  },
});

export const showPermissionType = route({
  method: 'GET',
  path: '/api/v1/permission-types/:typeId',
  summary: 'One permission type with its form, gates, clauses and way',
  access: 'signed-in',
  params: typeParams,
  response: typeView,
  handle: async ({ tx, actor, authorisation, params, today }) => {
    const desk = await loadDesk(tx);
    const inForce = requireType(desk, params.typeId);
    return presentType(
      inForce,
      desk.roles,
      mayApply(desk, inForce.type, callerOf(actor, authorisation, today)),
    );
  },
});

export const listTypeProblems = route({
  method: 'GET',
  path: '/api/v1/permission-type-problems',
  summary: 'What stands against applying for a type: seats that nobody fills, roles that nobody holds',
  access: { action: 'permissions.types' },
  response: z.object({ items: z.array(typeProblem) }),
  handle: async ({ tx, today }) => {
    const gaps = await loadTypeGaps(tx, await loadDesk(tx), today);
    const items = gaps.map(({ places, problem, ...gap }) => ({
      ...{ ...gap, problem },
      places: places.slice(0, 20),
      more: Math.max(0, places.length - 20),
      message: t(`problem.${problem}`, { seat: gap.seat }),
    }));
    return { items };
  },
});

/** The definition of a type as data, for editing; its shape is that of `standards/schema/permissions.schema.json`. */
const definition = z.record(z.string(), z.unknown());

export const showTypeDefinition = route({
  method: 'GET',
  path: '/api/v1/permission-types/:typeId/definition',
  summary: 'A permission type as data, as it is in force and with the version of the change',
  access: { action: 'permissions.types' },
  params: typeParams,
  response: z.object({
    type: definition,
    /** As the pack has it now; null for an own type. */
    ofPack: definition.nullable(),
    off: z.boolean(),
    own: z.boolean(),
    /** The packs let an applicant decide where it cannot be helped. */
    overridable: z.boolean(),
    version: version.nullable(),
    /** By part: the day on which the organisation changed it, and what the pack said then. */
    seen: z.partialRecord(z.enum(changeableParts), z.object({ on: day, pack: z.unknown() })),
    roles: z.array(z.object({ id: z.string(), title: z.string() })),
  }),
  handle: async ({ tx, params }) => {
    const desk = await loadDesk(tx);
    const inForce = desk.types.get(params.typeId);
    if (!inForce) throw new NotFound(t.ref('type.missing'));
    const { type, ofPack, off, version: at, seen } = inForce;
    const roles = [...desk.roles.values()].map((role) => ({ id: role.id, title: role.title.ja }));
    const own = ofPack === null;
    const shown = {
      type: { ...type },
      ofPack: own ? null : { ...ofPack },
      off,
      own,
      version: at,
      seen,
      roles,
    };
    return { ...shown, overridable: desk.overridable };
  },
});

export const addPermissionType = route({
  method: 'POST',
  path: '/api/v1/permission-types',
  summary:
    'Add a permission type of the organisation’s own, as data; what is left out is as in a type to begin with',
  access: { action: 'permissions.types' },
  body: z.object({ type: definition }),
  handle: async ({ tx, actor, body }) => {
    await addType(tx, actor, await loadDesk(tx), body.type as NewType);
    return undefined;
  },
});

export const changePermissionType = route({
  method: 'PUT',
  path: '/api/v1/permission-types/:typeId',
  summary: 'Change a permission type: of a pack’s type the named parts, of an own one the whole',
  access: { action: 'permissions.types' },
  params: typeParams,
  body: z.object({
    version: version.nullable(),
    change: definition,
    /** Parts of which the organisation has seen that the pack changed, and stays with its own. */
    keep: z.array(z.string().max(60)).max(20).default([]),
  }),
  handle: async ({ tx, actor, params, body, today }) => {
    const { keep, version: seen } = body;
    const sent = { version: seen, change: body.change as OwnChange, keep };
    await changeType(tx, actor, await loadDesk(tx), params.typeId, sent, today);
    return undefined;
  },
});

export const resetPermissionType = route({
  method: 'DELETE',
  path: '/api/v1/permission-types/:typeId',
  summary: 'Take the changes of a type back, or an own type away',
  access: { action: 'permissions.types' },
  params: typeParams,
  query: z.object({ version: z.coerce.number().int().min(1) }),
  handle: async ({ tx, actor, params, query }) => {
    await resetType(tx, actor, await loadDesk(tx), params.typeId, query.version);
    return undefined;
  },
});

export const permissionTypeHistory = route({
  method: 'GET',
  path: '/api/v1/permission-types/:typeId/history',
  summary: 'What the organisation changed in a type',
  access: { action: 'permissions.types' },
  params: typeParams,
  query: historyQuery,
  response: z.array(historyEntry),
  handle: ({ tx, params, query }) =>
    recordHistory(tx, { entity: 'permission-type', entityId: params.typeId }, query),
});

export const typeRoutes = [
  listPermissionTypes,
  showPermissionType,
  listTypeProblems,
  showTypeDefinition,
  addPermissionType,
  changePermissionType,
  resetPermissionType,
  permissionTypeHistory,
] as const;
