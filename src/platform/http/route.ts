import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor } from '../authorisation/actor.ts';
import type { Authorisation, Scope } from '../authorisation/authorise.ts';
import type { Tx } from '../database/database.ts';
import type { Session } from '../identity/load-session.ts';
import type { Services } from '../services.ts';

/** A file that is sent instead of JSON. */
export interface Download {
  /** The name that the browser saves it under; Japanese is fine. */
  readonly fileName: string;
  readonly contentType: string;
  /** A function makes the content after the transaction: what takes long holds no connection of the database. */
  readonly content: Buffer | Readable | (() => Promise<Uint8Array>);
}

/** The answer of a handler that gives a file. */
export const download = (fileName: string, contentType: string, content: Download['content']): Download => ({
  fileName,
  contentType,
  content,
});

/**
 * Who may call a route:
 * - `public`: anybody; the handler opens its own transactions.
 * - `signed-in`: every account; what it reaches is its own.
 * - `{ action }`: who is granted the action; the handler gets the `Scope` that its queries need.
 */
export type Access =
  | 'public'
  | 'signed-in'
  | {
      readonly action: string;
      /** The scope reaches the units that those of the caller have succeeded: for records that keep their unit. */
      readonly formerUnits?: true;
    };

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;
type Input<S> = S extends z.ZodType ? z.input<S> : undefined;

/** An uploaded file, in memory; the size limit is the server's (20 MB). */
export interface Upload {
  readonly fileName: string;
  readonly content: Buffer;
}

interface CallBase<P, Q, B> {
  readonly params: Output<P>;
  readonly query: Output<Q>;
  readonly body: Output<B>;
  readonly services: Services;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What a signed-in handler works with: everything it does is in `tx`, one transaction per request. */
interface SignedInCall<P, Q, B> extends CallBase<P, Q, B> {
  readonly tx: Tx;
  readonly session: Session;
  readonly actor: Actor;
  readonly authorisation: Authorisation;
  /** Today in Tokyo, `YYYY-MM-DD`. */
  readonly today: string;
  /** The files of a `multipart/form-data` request by field name; its other fields are the body. */
  readonly files: ReadonlyMap<string, Upload>;
}

interface ScopedCall<P, Q, B> extends SignedInCall<P, Q, B> {
  readonly scope: Scope;
}

export type Call<A extends Access, P, Q, B> = A extends 'public'
  ? CallBase<P, Q, B>
  : A extends 'signed-in'
    ? SignedInCall<P, Q, B>
    : ScopedCall<P, Q, B>;

export interface Route<
  M extends Method = Method,
  U extends string = string,
  A extends Access = Access,
  P extends z.ZodType | undefined = z.ZodType | undefined,
  Q extends z.ZodType | undefined = z.ZodType | undefined,
  B extends z.ZodType | undefined = z.ZodType | undefined,
  R extends z.ZodType | undefined = z.ZodType | undefined,
> {
  readonly method: M;
  /** Fastify's form: `/api/v1/units/:id`. */
  readonly path: U;
  /** One English line for the API description. */
  readonly summary: string;
  readonly access: A;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Shape of the answer; absent for downloads and empty answers. What it does not name does not leave the server. */
  readonly response?: R;
  /** Accepts `multipart/form-data`. */
  readonly upload?: boolean;
  /** Requests per minute and address, where it is less than the general limit. */
  readonly rateLimit?: number;
  /** May give a function that makes the answer after the transaction: what takes long holds no connection. */
  handle(call: Call<A, P, Q, B>): Promise<Result<R> | (() => Promise<Result<R>>)>;
}

type Result<R> = (R extends z.ZodType ? z.input<R> : Download | undefined) | Download;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Any route, whatever it takes and gives. */
// biome-ignore lint/suspicious/noExplicitAny: a list of routes forgets each one's own types
export type AnyRoute = Route<Method, string, any, any, any, any, any>;

/** Declares a route. Thin by rule: parse (zod), authorise, call a query or command, present. */
export function route<
  const M extends Method,
  const U extends string,
  const A extends Access,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  R extends z.ZodType | undefined = undefined,
>(definition: Route<M, U, A, P, Q, B, R>): Route<M, U, A, P, Q, B, R> {
  return definition;
}

/** What a client sends to a route (`import type` only), and what it gets back. */
export type RouteInput<T> =
  T extends Route<infer _M, infer _U, infer _A, infer P, infer Q, infer B, infer _R>
    ? { params: Input<P>; query: Input<Q>; body: Input<B> }
    : never;
export type RouteOutput<T> =
  T extends Route<infer _M, infer _U, infer _A, infer _P, infer _Q, infer _B, infer R> ? Output<R> : never;
