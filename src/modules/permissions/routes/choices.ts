import { z } from 'zod';
import { route } from '../../../platform/http/route.ts';
import { classesSchema, loadInformationAsset } from '../../information/index.ts';
import { choiceKinds, loadChoices } from '../queries/choices.ts';

const choice = z.object({
  id: z.uuid(),
  name: z.string(),
  detail: z.string(),
  /** Of an entry of the register. */
  classes: classesSchema.optional(),
});

const asked = z.object({
  q: z.string().max(100).default(''),
  id: z.uuid().optional(),
  pageSize: z.coerce.number().optional(),
});

/** What the fields of a form may name: everybody who applies may pick a system, a person or a unit by name. */
export const listFormChoices = route({
  method: 'GET',
  path: '/api/v1/permission-requests/choices',
  summary: 'Systems, areas, services, people and units to name in a form, by a part of their name',
  access: { action: 'permissions.apply' },
  query: asked.extend({ kind: z.enum(choiceKinds) }),
  response: z.object({ items: z.array(choice) }),
  handle: async ({ tx, query, today }) => ({ items: [...(await loadChoices(tx, query.kind, query, today))] }),
});

/** Who sets up types names people as deciders, also an administrator who is no member of staff. */
export const listTypeChoices = route({
  method: 'GET',
  path: '/api/v1/permission-type-choices',
  summary: 'People to seat by name in a permission type, by a part of their name',
  access: { action: 'permissions.types' },
  query: asked,
  response: z.object({ items: z.array(choice) }),
  handle: async ({ tx, query, today }) => ({ items: [...(await loadChoices(tx, 'person', query, today))] }),
});

export const nameEntry = route({
  method: 'GET',
  path: '/api/v1/permission-requests/entries/:id',
  summary: 'An entry of the register that a form names, with its classes; as far as the caller sees it',
  access: { action: 'permissions.apply' },
  params: z.object({ id: z.uuid() }),
  response: z.object({ items: z.array(choice) }),
  handle: async ({ tx, actor, authorisation, params, today }) => {
    const entry = await loadInformationAsset(tx, { actor, authorisation, today }, params.id);
    if (entry === null) return { items: [] };
    return { items: [{ id: entry.id, name: entry.name, detail: entry.unit.name, classes: entry.classes }] };
  },
});

export const choiceRoutes = [listFormChoices, listTypeChoices, nameEntry] as const;
