/**
 * The one way from a screen to the server. Requests carry the session cookie and the CSRF token; refusals become
 * `ApiError` with the server's own words; no connection becomes `NetworkError`, which may be tried again.
 */
import type { Method, RouteInput, RouteOutput } from '../../platform/http/route.ts';
import { t } from './messages.ts';

/** Where a value was refused, as the server says it. */
export interface Problem {
  readonly field: string;
  readonly message: string;
  readonly row?: number;
  readonly column?: string;
}

/** A field that somebody else changed in the meantime. */
export interface Difference {
  readonly field: string;
  readonly yours: unknown;
  readonly current: unknown;
  /** The two as a person reads them, where they are codes. */
  readonly inWords?: { readonly yours: unknown; readonly current: unknown };
}

interface ProblemDetails {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly problems?: readonly Problem[];
  readonly differences?: readonly Difference[];
  readonly currentVersion?: number | null;
  readonly retryAfter?: number;
}

/** A refusal of the server (RFC 9457); `message` is the sentence to show. */
export class ApiError extends Error {
  readonly status: number;
  readonly type: string;
  readonly problems: readonly Problem[];
  readonly differences: readonly Difference[];
  readonly currentVersion: number | null;
  readonly retryAfter: number | null;

  constructor(status: number, details: ProblemDetails) {
    super(details.detail ?? fallbackText(status, details.instance));
    this.name = 'ApiError';
    this.status = status;
    this.type = details.type ?? 'about:blank';
    this.problems = details.problems ?? [];
    this.differences = details.differences ?? [];
    this.currentVersion = details.currentVersion ?? null;
    this.retryAfter = details.retryAfter ?? null;
  }
}

/** The server was not reached, or a proxy answered in its place. Nothing is known about whether the deed was done. */
export class NetworkError extends Error {
  constructor() {
    super(t('error.network'));
    this.name = 'NetworkError';
  }
}

/** The sentence to show for anything that was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[];

export interface RequestOptions {
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** JSON, or `FormData` for uploads. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

let csrfToken: string | null = null;
let signedOut: () => void = () => {};

/** Keeps the token that the session answer brought; every change carries it. */
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** What happens when the server says that nobody is signed in any more; set once by the shell. */
export function onSignedOut(handler: () => void): void {
  signedOut = handler;
}

/** Sends a request and gives the parsed JSON, or undefined for an empty answer. Throws ApiError or NetworkError. */
export async function request<Result>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Result> {
  const response = await send(method, path + queryText(options.query), options);
  if (response.status === 204) return undefined as Result;
  if (response.ok) return (await readJson(response)) as Result;
  throw await failureOf(response, path);
}

/** Sends a form and gives the file that is answered. Throws ApiError or NetworkError. */
export async function requestFile(path: string, body: FormData): Promise<Blob> {
  const response = await send('POST', path, { body });
  if (response.ok) return response.blob();
  throw await failureOf(response, path);
}

async function failureOf(response: Response, path: string): Promise<Error> {
  if ([502, 503, 504].includes(response.status)) return new NetworkError();
  const details = ((await readJson(response).catch(() => null)) ?? {}) as ProblemDetails;
  if (response.status === 401 && !asksForSession(path)) signedOut();
  return new ApiError(response.status, details);
}

/** There a 401 is an answer like others, and no news about the session. */
const asksForSession = (path: string): boolean =>
  path === '/api/v1/session' || path.startsWith('/api/v1/sign-in');

async function send(method: Method, url: string, { body, signal }: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET' && csrfToken !== null) headers['x-csrf-token'] = csrfToken;
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers['content-type'] = 'application/json';
  try {
    return await fetch(url, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new NetworkError();
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** `?a=1&b=2`; null, undefined and empty text are left out, lists are repeated. */
export function queryText(query: RequestOptions['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const one of value) search.append(name, String(one));
    else if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function fallbackText(status: number, instance: string | undefined): string {
  if (status === 401) return t('error.signInAgain');
  if (status === 403) return t('error.forbidden');
  if (status === 404) return t('error.notFound');
  if (status === 429) return t('error.tooMany');
  const requestId = instance?.split(':').at(-1);
  if (status >= 500) return requestId ? t('error.server', { requestId }) : t('error.serverPlain');
  return t('error.unexpected', { status });
}

/** Requests by address, for addresses that are put together at run time. */
export const api = {
  get: <Result>(path: string, query?: RequestOptions['query'], signal?: AbortSignal) =>
    request<Result>('GET', path, { ...(query && { query }), ...(signal && { signal }) }),
  post: <Result>(path: string, body?: unknown) => request<Result>('POST', path, { body }),
  put: <Result>(path: string, body?: unknown) => request<Result>('PUT', path, { body }),
  patch: <Result>(path: string, body?: unknown) => request<Result>('PATCH', path, { body }),
  delete: <Result>(path: string, body?: unknown) => request<Result>('DELETE', path, { body }),
};

/** What JSON makes of a value on its way: dates become text. */
export type AsJson<T> = T extends Date
  ? string
  : T extends readonly unknown[]
    ? { [K in keyof T]: AsJson<T[K]> }
    : T extends object
      ? { [K in keyof T]: AsJson<T[K]> }
      : T;

/** The answer of a route, as a screen gets it: `Answer<typeof listUnits>`. */
export type Answer<R> = AsJson<RouteOutput<R>>;

type Part<R, Name extends 'params' | 'query' | 'body'> =
  RouteInput<R> extends Record<Name, infer Value>
    ? undefined extends Value
      ? { readonly [K in Name]?: Value }
      : Record<string, never> extends Value
        ? { readonly [K in Name]?: Value }
        : { readonly [K in Name]: Value }
    : object;

/** What a route has to be given: its params, query and body, where it has them. */
type CallInput<R> = Part<R, 'params'> & Part<R, 'query'> & Part<R, 'body'>;

interface Endpoint<R> {
  (
    ...input: object extends CallInput<R> ? [input?: CallInput<R>] : [input: CallInput<R>]
  ): Promise<Answer<R>>;
  /** The address for given parameters, for caching keys, links and downloads. */
  readonly href: (input?: { readonly params?: unknown; readonly query?: unknown }) => string;
}

/**
 * A typed call of one route: `const listUnits = endpoint<typeof route>('GET', '/api/v1/units')` with
 * `import type { listUnitsRoute } from '../routes.ts'`. Method and path must be those of the route, or it does not compile.
 */
export function endpoint<R extends { readonly method: Method; readonly path: string }>(
  method: R['method'],
  path: R['path'],
): Endpoint<R> {
  const href: Endpoint<R>['href'] = (input) =>
    fillApiPath(path, input?.params) + queryText(input?.query as RequestOptions['query']);
  const call = (input?: { params?: unknown; query?: unknown; body?: unknown }) =>
    request<Answer<R>>(method, href(input), { body: input?.body });
  return Object.assign(call, { href }) as unknown as Endpoint<R>;
}

/** Puts parameters into a Fastify path: `/api/v1/units/:id`. */
export function fillApiPath(path: string, params: unknown): string {
  const values = (params ?? {}) as Readonly<Record<string, unknown>>;
  return path.replace(/:(\w+)/g, (whole, name: string) =>
    values[name] === undefined ? whole : encodeURIComponent(String(values[name])),
  );
}
