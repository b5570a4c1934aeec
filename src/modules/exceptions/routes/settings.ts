import { z } from 'zod';
import { route } from '../../../platform/http/route.ts';
import { addAuthority, removeAuthority, saveNumbers } from '../commands/configure.ts';
import { loadAuthorities } from '../queries/authorities.ts';
import { loadContext, roleTitle, roleTitles } from '../queries/context.ts';
import { loadHolders } from '../queries/holders.ts';
import { created, idParams, version } from './shared.ts';

const numbers = {
  reviseThreshold: z.int().min(2).max(99),
  reportMonths: z.int().min(1).max(36),
  noticeDays: z.array(z.int().min(0).max(180)).max(5),
  emergencyReportDays: z.int().min(0).max(90).nullable(),
};

const choice = z.object({ value: z.string(), label: z.string() });

export const showSettings = route({
  method: 'GET',
  path: '/api/v1/exceptions/settings',
  summary: 'Who reviews what, the numbers of the organisation, and what they were made from',
  access: { action: 'exceptions.configure' },
  response: z.object({
    /** Null while the numbers are those of the pack. */
    version: z.number().int().nullable(),
    ...numbers,
    reviewerRole: z.string(),
    applicantRole: z.string(),
    superiorRole: z.string(),
    clause: z.string(),
    holders: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        role: z.string(),
        deputy: z.boolean(),
        absent: z.boolean(),
      }),
    ),
    authorities: z.array(
      z.object({
        id: z.uuid(),
        packId: z.string(),
        titleId: z.string(),
        title: z.string(),
        edition: z.string(),
        personId: z.uuid(),
        person: z.string(),
        /** No longer one of the holders: then every holder reviews. */
        stale: z.boolean(),
        version: z.number().int(),
      }),
    ),
    packs: z.array(choice.extend({ titles: z.array(choice) })),
  }),
  handle: async ({ tx, today }) => {
    const context = await loadContext(tx);
    const holders = await loadHolders(tx, context, context.rule.reviewers, today);
    const authorities = await loadAuthorities(tx, context);
    const holding = new Set(holders.map((each) => each.personId));
    return {
      ...context.numbers,
      noticeDays: [...context.numbers.noticeDays],
      version: context.settingsVersion,
      reviewerRole: roleTitles(context, context.rule.reviewers),
      applicantRole: roleTitles(context, context.rule.applicants),
      superiorRole: roleTitles(context, context.rule.superiors),
      clause: context.part.clauses.authority,
      holders: holders.map(({ personId, name, roleId, deputy, absent }) => ({
        id: personId,
        name,
        role: roleTitle(context, roleId),
        deputy,
        absent,
      })),
      authorities: authorities.map((each) => ({ ...each, stale: !holding.has(each.personId) })),
      packs: context.packs.map(({ pack }) => ({
        value: pack.id,
        label: `${pack.title.ja}`,
        titles: pack.titles.map((each) => ({ value: each.id, label: `${each.id}　${each.title.ja}` })),
      })),
    };
  },
});

export const changeSettings = route({
  method: 'PUT',
  path: '/api/v1/exceptions/settings',
  summary: 'Set the numbers of the organisation',
  access: { action: 'exceptions.configure' },
  body: z.object({ version: version.nullable(), ...numbers }),
  handle: async ({ tx, actor, body: { version: was, ...given } }) => {
    await saveNumbers(tx, actor, await loadContext(tx), was, given);
    return undefined;
  },
});

export const addAuthorityRoute = route({
  method: 'POST',
  path: '/api/v1/exceptions/authorities',
  summary: 'Set a holder as the one who reviews what is below a heading',
  access: { action: 'exceptions.configure' },
  body: z.object({ packId: z.string().max(100), titleId: z.string().max(100), personId: z.uuid() }),
  response: created,
  handle: async ({ tx, actor, body, today }) => ({
    id: await addAuthority(tx, actor, await loadContext(tx), body, today),
  }),
});

export const removeAuthorityRoute = route({
  method: 'POST',
  path: '/api/v1/exceptions/authorities/:id/remove',
  summary: 'Take that choice back',
  access: { action: 'exceptions.configure' },
  params: idParams,
  body: z.object({ version }),
  handle: async ({ tx, actor, params, body }) => {
    await removeAuthority(tx, actor, { id: params.id, version: body.version });
    return undefined;
  },
});

export const settingsRoutes = [
  showSettings,
  changeSettings,
  addAuthorityRoute,
  removeAuthorityRoute,
] as const;
