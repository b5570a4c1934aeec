import type { FastifyReply, FastifyRequest } from 'fastify';
import { isId } from '../../kernel/ids.ts';
import { sessionCookie } from '../http/handler.ts';
import type { Services } from '../services.ts';

/** A request and the reply to it, outside any transaction. */
export interface Exchange {
  readonly services: Services;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What our cookies and links carry: the organisation, so that the tenant is known, and a secret. */
export interface TokenPair {
  readonly organisationId: string;
  readonly token: string;
}

const stepCookie = 'kijun_step';
const stepPath = '/api/v1';
const stepSeconds = 300;

/** `<organisation>.<secret>`, as cookies and links carry it. */
export const joinToken = ({ organisationId, token }: TokenPair): string => `${organisationId}.${token}`;

/** Reads `<organisation>.<secret>`; null when it has another shape. */
export function splitToken(value: string | undefined): TokenPair | null {
  const dot = value?.indexOf('.') ?? -1;
  if (!value || dot < 0) return null;
  const organisationId = value.slice(0, dot);
  return isId(organisationId) ? { organisationId, token: value.slice(dot + 1) } : null;
}

const isSecure = ({ services, request }: Exchange): boolean =>
  services.config.publicUrl.startsWith('https:') || request.protocol === 'https';

/** Lax, so that a link in a mail opens the page signed in; changes need the CSRF token besides. */
const attributes = (exchange: Exchange, path: string) =>
  ({ path, httpOnly: true, sameSite: 'lax', secure: isSecure(exchange) }) as const;

/** Signs the browser in: the cookie of the session, without an end of its own, since the server ends sessions. */
export function setSessionCookie(exchange: Exchange, pair: TokenPair): void {
  exchange.reply.setCookie(sessionCookie(exchange.services), joinToken(pair), attributes(exchange, '/'));
}

/** Takes the cookie back; the session itself is ended in the database. */
export function clearSessionCookie(exchange: Exchange): void {
  exchange.reply.clearCookie(sessionCookie(exchange.services), attributes(exchange, '/'));
}

/** The session that the browser names; null without one or with what is no token. */
export const readSessionCookie = ({ request, services }: Exchange): TokenPair | null =>
  splitToken(request.cookies[sessionCookie(services)]);

/** The ticket between two steps of a sign-in; script cannot read it either. */
export function setStepCookie(exchange: Exchange, pair: TokenPair): void {
  const options = { ...attributes(exchange, stepPath), maxAge: stepSeconds };
  exchange.reply.setCookie(stepCookie, joinToken(pair), options);
}

/** Takes the ticket back, when the sign-in is through or given up. */
export function clearStepCookie(exchange: Exchange): void {
  exchange.reply.clearCookie(stepCookie, attributes(exchange, stepPath));
}

/** The ticket of the step before; null without one. */
export const readStepCookie = ({ request }: Exchange): TokenPair | null =>
  splitToken(request.cookies[stepCookie]);
