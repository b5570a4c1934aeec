import { z } from 'zod';
import { route } from '../../../platform/http/route.ts';
import { authorityOf } from '../authority.ts';
import { ownUnits, searchColleagues, searchSystems } from '../queries/choices.ts';

export const listColleagues = route({
  method: 'GET',
  path: '/api/v1/information/colleagues',
  summary: 'People of my units, to name as the decider of an entry',
  access: { action: 'information.register' },
  query: z.object({ q: z.string().max(100).default(''), pageSize: z.coerce.number().optional() }),
  response: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), unit: z.string() })) }),
  handle: async ({ tx, actor, authorisation, query, today }) => ({
    items: await searchColleagues(tx, actor, authorityOf(authorisation, actor), query.q, today),
  }),
});

export const listOwnUnits = route({
  method: 'GET',
  path: '/api/v1/information/units',
  summary: 'Units in which I keep information',
  access: { action: 'information.register' },
  response: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
  handle: async ({ tx, actor, today }) => ({ items: await ownUnits(tx, actor, today) }),
});

export const listSystems = route({
  method: 'GET',
  path: '/api/v1/information/systems',
  summary: 'Information systems in which an entry may lie',
  access: { action: 'information.register' },
  query: z.object({ q: z.string().max(100).default(''), pageSize: z.coerce.number().optional() }),
  response: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), code: z.string() })) }),
  handle: async ({ tx, query, today }) => ({ items: await searchSystems(tx, query.q, today) }),
});
