import { z } from 'zod';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Authorisation, Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { route } from '../../../platform/http/route.ts';
import { authorityOf } from '../authority.ts';
import { handOverMany } from '../commands/hand-over-many.ts';
import { confirmReview, disposeAsset, handOver, requireKeeper, updateAsset } from '../commands/keep-asset.ts';
import { askForClasses, requestChange } from '../commands/request-change.ts';
import { setSources } from '../commands/set-sources.ts';
import { decideDirectly } from '../commands/settle-change.ts';
import { loadRulebook } from '../queries/scheme.ts';
import { lockEntry } from '../queries/visible.ts';
import { assetFields, sourceList } from './assets.ts';
import { created, day, filled, idParams, occasionOf, standing, typed, version } from './shared.ts';

const access = { action: 'information.register' } as const;
const reason = filled(2000, 'input.reason');

interface Caller {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly authorisation: Authorisation;
  readonly scope: Scope;
}

/**
 * The entry that a deed is about, as far as the caller sees it. Seeing reaches further than keeping: an auditor finds an
 * entry and is then refused, a stranger finds nothing.
 */
async function entryFor({ tx, actor, authorisation }: Caller, id: string) {
  const seen = authorisation.authorise(actor, 'information.read');
  return {
    entry: await lockEntry(tx, seen, actor, id),
    authority: authorityOf(authorisation, actor),
    seen,
  };
}

export const changeInformation = route({
  method: 'PUT',
  path: '/api/v1/information-assets/:id',
  summary: 'Change what the register says of an entry, but not its classes',
  access,
  params: idParams,
  body: z.object({ version, number: filled(50, 'input.number'), ...assetFields }),
  handle: async (call) => {
    const { entry, authority } = await entryFor(call, call.params.id);
    const { version: seen, ...fields } = call.body;
    await updateAsset(call.tx, call.actor, authority, entry, seen, fields, call.today);
    return undefined;
  },
});

export const putSources = route({
  method: 'PUT',
  path: '/api/v1/information-assets/:id/sources',
  summary: 'Say what an entry was copied or made from; its classes follow',
  access,
  params: idParams,
  body: z.object({ version, sources: sourceList }),
  handle: async (call) => {
    const { tx, actor, params, body } = call;
    const { scheme } = await loadRulebook(tx);
    const { entry, authority, seen } = await entryFor(call, params.id);
    await setSources(tx, actor, seen, authority, scheme, entry, body.version, body.sources);
    return undefined;
  },
});

export const postRequest = route({
  method: 'POST',
  path: '/api/v1/information-assets/:id/requests',
  summary: 'Ask the decider or a superior to change classes or restrictions',
  access,
  params: idParams,
  body: standing.extend({ reason }),
  response: created,
  handle: async (call) => {
    const { tx, actor, params, body } = call;
    const { scheme } = await loadRulebook(tx);
    const { entry, authority } = await entryFor(call, params.id);
    requireKeeper(authority, entry);
    const { reason: why, ...wanted } = body;
    return { id: await requestChange(tx, actor, scheme, entry, wanted, why, occasionOf(call)) };
  },
});

export const postQuestion = route({
  method: 'POST',
  path: '/api/v1/information-assets/:id/questions',
  summary: 'Ask the officer of the unit which classes an entry has',
  access,
  params: idParams,
  body: z.object({ reason }),
  response: created,
  handle: async (call) => {
    const { entry, authority } = await entryFor(call, call.params.id);
    requireKeeper(authority, entry);
    return { id: await askForClasses(call.tx, call.actor, entry, call.body.reason, occasionOf(call)) };
  },
});

export const postDecision = route({
  method: 'POST',
  path: '/api/v1/information-assets/:id/decisions',
  summary: 'Decide on classes and restrictions, as the decider or a superior',
  access,
  params: idParams,
  body: standing.extend({ version, reason }),
  response: created,
  handle: async (call) => {
    const { tx, actor, params, body } = call;
    const { scheme } = await loadRulebook(tx);
    const { entry, authority } = await entryFor(call, params.id);
    requireKeeper(authority, entry);
    const { reason: why, version: seen, ...wanted } = body;
    const decision = { version: seen, standing: wanted, reason: why };
    return { id: await decideDirectly(tx, { actor, authority, scheme }, entry, decision) };
  },
});

export const postHandOver = route({
  method: 'POST',
  path: '/api/v1/information-assets/:id/hand-over',
  summary: 'Name the person who answers for the classes from now on',
  access,
  params: idParams,
  body: z.object({ version, deciderId: z.uuid() }),
  handle: async (call) => {
    const { entry, authority } = await entryFor(call, call.params.id);
    const { version: seen, deciderId } = call.body;
    await handOver(call.tx, call.actor, authority, entry, seen, deciderId, call.today);
    return undefined;
  },
});

export const postHandOverMany = route({
  method: 'POST',
  path: '/api/v1/information-assets/hand-over',
  summary: 'Have another person or unit answer for several entries from now on: all of them or none',
  access,
  body: z.object({
    ids: z.array(z.uuid()).min(1).max(500),
    deciderId: z.uuid().nullable().default(null),
    unitId: z.uuid().nullable().default(null),
  }),
  response: z.object({ count: z.int() }),
  handle: async ({ tx, actor, authorisation, body: { ids, ...heir }, today }) => {
    const seen = authorisation.authorise(actor, 'information.read');
    const authority = authorityOf(authorisation, actor);
    return { count: await handOverMany(tx, actor, seen, authority, ids, heir, today) };
  },
});

export const postReview = route({
  method: 'POST',
  path: '/api/v1/information-assets/:id/reviews',
  summary: 'Note that classes and restrictions were reviewed and stand',
  access,
  params: idParams,
  body: z.object({ version }),
  handle: async (call) => {
    const { settings } = await loadRulebook(call.tx);
    const { entry, authority } = await entryFor(call, call.params.id);
    const { reviewMonths } = settings;
    await confirmReview(call.tx, call.actor, authority, entry, call.body.version, reviewMonths, call.today);
    return undefined;
  },
});

export const postDisposal = route({
  method: 'POST',
  path: '/api/v1/information-assets/:id/disposal',
  summary: 'Note that the information does not exist any more',
  access,
  params: idParams,
  body: z.object({ version, disposedOn: day, note: typed(1000).default('') }),
  handle: async (call) => {
    const { entry, authority } = await entryFor(call, call.params.id);
    const { version: seen, disposedOn, note } = call.body;
    await disposeAsset(call.tx, call.actor, authority, entry, seen, { on: disposedOn, note });
    return undefined;
  },
});

export const deedRoutes = [
  changeInformation,
  putSources,
  postRequest,
  postQuestion,
  postDecision,
  postHandOver,
  postHandOverMany,
  postReview,
  postDisposal,
] as const;
