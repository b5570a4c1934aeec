import { z } from 'zod';
import { exportList, type ListColumn } from '../../../kit/server/export.ts';
import { historyRoute } from '../../../kit/server/history.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { createPerson } from '../commands/create-person.ts';
import { endPost } from '../commands/end-post.ts';
import { recordAbsence, updateAbsence } from '../commands/record-absence.ts';
import { setPost } from '../commands/set-post.ts';
import { updatePerson } from '../commands/update-person.ts';
import { t } from '../messages.ts';
import { loadProfile, primaryPack } from '../queries/organisation.ts';
import { type PersonRow, personDetail, personList, personSorts, searchPeople } from '../queries/people.ts';
import { requirePerson } from '../queries/visible.ts';
import { roleTitle } from './holder.ts';
import {
  absenceReason,
  created,
  day,
  dayOrNull,
  employment,
  filled,
  idParams,
  lastDay,
  scopeKind,
  typed,
  version,
} from './shared.ts';

const personRow = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  kana: z.string(),
  employment,
  email: z.string(),
  post: z.object({ unitId: z.uuid(), unit: z.string(), title: z.string() }).nullable(),
  additionalPosts: z.int(),
  absent: z.boolean(),
  leftOn: dayOrNull,
});

const columns: readonly ListColumn<PersonRow>[] = [
  { key: 'number', header: t('person.number'), value: (row) => row.number },
  { key: 'name', header: t('person.name'), value: (row) => row.name },
  { key: 'kana', header: t('person.kana'), value: (row) => row.kana },
  { key: 'employment', header: t('person.employment'), value: (row) => t(`employment.${row.employment}`) },
  { key: 'unit', header: t('person.unit'), value: (row) => row.post?.unit ?? '' },
  { key: 'title', header: t('post.title'), value: (row) => row.post?.title ?? '' },
  { key: 'email', header: t('person.email'), value: (row) => row.email },
  { key: 'leftOn', header: t('person.leftOn'), kind: 'date', value: (row) => lastDay(row.leftOn) },
];

export const listPeople = route({
  method: 'GET',
  path: '/api/v1/people',
  summary: 'People within the scope; `format` gives a file',
  access: { action: 'organisation.read' },
  query: listQuery(personSorts, {
    unitId: z.uuid().optional(),
    employment: employment.optional(),
    roleId: z.string().max(100).optional(),
    state: z.enum(['current', 'absent', 'left', 'all']).default('current'),
  }),
  response: listAnswer(personRow),
  handle: async ({ tx, scope, query, today }) => {
    const source = personList(tx, scope, query, today);
    if (query.format === undefined) return listPage(tx, source, query);
    const rows = await listAll(source);
    return exportList({ title: t('page.people'), columns, rows, format: query.format, today });
  },
});

export const choosePeople = route({
  method: 'GET',
  path: '/api/v1/people/choices',
  summary: 'People to appoint, by name, kana or number',
  access: { action: 'appointments.edit' },
  query: z.object({ q: z.string().max(100).default(''), pageSize: z.coerce.number().optional() }),
  response: z.object({
    items: z.array(
      z.object({ id: z.uuid(), name: z.string(), number: z.string(), unit: z.string().nullable() }),
    ),
  }),
  handle: async ({ tx, query, today }) => ({ items: await searchPeople(tx, query.q, today) }),
});

const period = { validFrom: day, validTo: dayOrNull };

const person = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  kana: z.string(),
  employment,
  email: z.string(),
  joinedOn: dayOrNull,
  leftOn: dayOrNull,
  version,
  posts: z.array(
    z.object({
      id: z.uuid(),
      unitId: z.uuid(),
      unit: z.string(),
      title: z.string(),
      main: z.boolean(),
      version,
      ...period,
    }),
  ),
  absences: z.array(z.object({ id: z.uuid(), reason: absenceReason, version, ...period })),
  roles: z.array(
    z.object({
      id: z.uuid(),
      roleId: z.string(),
      role: z.string(),
      scopeKind,
      scopeId: z.uuid().nullable(),
      scope: z.string().nullable(),
      deputy: z.boolean(),
      decision: z.string(),
      ...period,
    }),
  ),
});

export const showPerson = route({
  method: 'GET',
  path: '/api/v1/people/:id',
  summary: 'One person with posts, absences and roles',
  access: { action: 'organisation.read' },
  params: idParams,
  response: person,
  handle: async ({ tx, scope, params, today }) => {
    const detail = await personDetail(tx, scope, params.id, today);
    const pack = primaryPack(await loadProfile(tx));
    const roles = detail.roles.map((each) => ({ ...each, role: roleTitle(pack, each.roleId) }));
    return { ...detail, roles };
  },
});

const personFields = {
  number: filled(50),
  name: filled(100),
  kana: typed(100).default(''),
  employment,
  email: z.union([z.literal(''), z.email().max(254)]).default(''),
  joinedOn: dayOrNull.default(null),
  leftOn: dayOrNull.default(null),
};

export const addPerson = route({
  method: 'POST',
  path: '/api/v1/people',
  summary: 'Enter a person with a main post',
  access: { action: 'organisation.edit' },
  body: z.object({
    ...personFields,
    post: z.object({ unitId: z.uuid(), title: typed(100).default(''), validFrom: day }),
  }),
  response: created,
  handle: async ({ tx, actor, scope, body }) => ({ id: await createPerson(tx, actor, scope, body) }),
});

export const changePerson = route({
  method: 'PUT',
  path: '/api/v1/people/:id',
  summary: 'Change what is known of a person',
  access: { action: 'organisation.edit' },
  params: idParams,
  body: z.object({ version, ...personFields }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...fields }, today }) => {
    await updatePerson(tx, actor, scope, { id: params.id, version: seen }, fields, today);
    return undefined;
  },
});

export const addPost = route({
  method: 'POST',
  path: '/api/v1/people/:id/posts',
  summary: 'Give a person a post; a new main post ends the one before',
  access: { action: 'organisation.edit' },
  params: idParams,
  body: z.object({
    unitId: z.uuid(),
    title: typed(100).default(''),
    main: z.boolean(),
    validFrom: day,
    validTo: dayOrNull.default(null),
  }),
  response: created,
  handle: async ({ tx, actor, scope, params, body, today }) => ({
    id: await setPost(tx, actor, scope, { personId: params.id, ...body }, today),
  }),
});

const partParams = z.object({ id: z.uuid(), partId: z.uuid() });

export const finishPost = route({
  method: 'POST',
  path: '/api/v1/people/:id/posts/:partId/end',
  summary: 'End a post; the day is the first without it',
  access: { action: 'organisation.edit' },
  params: partParams,
  body: z.object({ version, validTo: day }),
  handle: async ({ tx, actor, scope, params, body, today }) => {
    const key = { id: params.partId, personId: params.id, version: body.version };
    await endPost(tx, actor, scope, key, body.validTo, today);
    return undefined;
  },
});

const absenceBody = { reason: absenceReason, validFrom: day, validTo: dayOrNull.default(null) };

export const addAbsence = route({
  method: 'POST',
  path: '/api/v1/people/:id/absences',
  summary: 'Record that a person is away',
  access: { action: 'organisation.edit' },
  params: idParams,
  body: z.object(absenceBody),
  response: created,
  handle: async ({ tx, actor, scope, params, body, today }) => ({
    id: await recordAbsence(tx, actor, scope, params.id, body, today),
  }),
});

export const changeAbsence = route({
  method: 'PUT',
  path: '/api/v1/people/:id/absences/:partId',
  summary: 'Change a recorded absence',
  access: { action: 'organisation.edit' },
  params: partParams,
  body: z.object({ version, ...absenceBody }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...fields }, today }) => {
    const key = { id: params.partId, personId: params.id, version: seen };
    await updateAbsence(tx, actor, scope, key, fields, today);
    return undefined;
  },
});

const personHistory = historyRoute({
  path: '/api/v1/people/:id',
  entity: 'person',
  summary: 'What happened to a person’s record',
  action: 'organisation.read',
  open: ({ tx, scope, today }, id) => requirePerson(tx, scope, id, today),
});

export const peopleRoutes = [
  listPeople,
  choosePeople,
  showPerson,
  addPerson,
  changePerson,
  addPost,
  finishPost,
  addAbsence,
  changeAbsence,
  personHistory,
] as const;
