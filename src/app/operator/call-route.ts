/** Commands do what the pages do, through the same routes: one way in for each deed, with its checks and its trail. */
import { today } from '../../kernel/dates.ts';
import { type Actor, systemActor } from '../../platform/authorisation/actor.ts';
import type { Authorisation, Scope } from '../../platform/authorisation/authorise.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import type { AnyRoute, Download, Upload } from '../../platform/http/route.ts';
import { chooseOrganisation } from '../../platform/identity/find-account.ts';
import type { Services } from '../../platform/services.ts';
import { modules } from '../modules.ts';
import { t } from './messages.ts';

export interface RouteCall {
  /** The organisation's code; absent where there is one only. */
  readonly organisation: string | undefined;
  readonly method: AnyRoute['method'];
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly file?: Upload;
}

/** The route of an address, or undefined. */
export const findRoute = (method: AnyRoute['method'], path: string): AnyRoute | undefined =>
  modules.flatMap((module) => module.routes).find((route) => route.method === method && route.path === path);

/**
 * Calls a route as whoever runs the server, who reaches everything. The trail names the command as the actor. Throws
 * the errors of the route, and InvalidInput for an organisation that is not there.
 */
export async function callRoute(services: Services, call: RouteCall): Promise<unknown> {
  const route = findRoute(call.method, call.path);
  if (!route) throw new Error(`no route ${call.method} ${call.path}`);
  const { id } = await chooseOrganisation(services.database, call.organisation);
  const actor: Actor = { ...systemActor(id, t('actor')), administrator: true };
  const scope: Scope = { organisationId: id, whole: true, unitPaths: [], assetIds: [], personId: null };
  const authorisation: Authorisation = { ...services.authorisation, authorise: () => scope };
  const parsed = {
    params: route.params ? route.params.parse(call.params ?? {}) : call.params,
    query: route.query ? route.query.parse(call.query ?? {}) : call.query,
    body: route.body ? route.body.parse(call.body) : undefined,
  };
  const files = new Map(call.file ? [['file', call.file]] : []);
  return inOrganisation(services.database, id, (tx) =>
    // A command has no request and no session: the routes that need one are pages' own.
    route.handle({ ...parsed, files, tx, actor, scope, authorisation, services, today: today() } as never),
  );
}

/** The content of a download, whole. */
export async function bytesOf(result: unknown): Promise<Uint8Array> {
  const { content } = result as Download;
  if (typeof content === 'function') return content();
  if (content instanceof Uint8Array) return content;
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
