import { and, eq } from 'drizzle-orm';
import * as client from 'openid-client';
import { today } from '../../kernel/dates.ts';
import { NotFound } from '../../kernel/errors.ts';
import { inOrganisation, type Tx } from '../database/database.ts';
import { clearStepCookie, type Exchange, readStepCookie, setStepCookie } from './cookies.ts';
import {
  type Account,
  chooseOrganisation,
  findAccount,
  findByEmail,
  findByLoginName,
} from './find-account.ts';
import { t } from './messages.ts';
import type { OidcConfig } from './oidc-config.ts';
import { finishSignIn, recordFailure } from './sign-in.ts';
import { federatedIdentities } from './tables.ts';
import { issueTicket, takeTicket } from './tickets.ts';

/** The one provider's name in addresses. */
export const oidcId = 'sso';

/** How a return from the provider ended; the sign-in page words it. */
export type OidcOutcome = 'done' | 'over' | 'refused' | 'unknown-account';

const callbackPath = `/api/v1/sign-in/oidc/${oidcId}/callback`;
const cacheMilliseconds = 3_600_000;

/** Who the provider says it is. */
type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

interface Known {
  readonly at: number;
  readonly configuration: Promise<client.Configuration>;
}

const known = new Map<string, Known>();

/** The provider's own description, asked for when somebody first wants to sign in and kept for an hour. */
function discover(config: OidcConfig): Promise<client.Configuration> {
  const key = JSON.stringify(config);
  const cached = known.get(key);
  if (cached && Date.now() - cached.at < cacheMilliseconds) return cached.configuration;
  const insecure = config.issuer.startsWith('http:');
  const configuration = client.discovery(
    new URL(config.issuer),
    config.clientId,
    undefined,
    config.clientSecret ? client.ClientSecretBasic(config.clientSecret) : client.None(),
    { execute: insecure ? [client.allowInsecureRequests] : [], timeout: 10 },
  );
  known.set(key, { at: Date.now(), configuration });
  configuration.catch(() => known.delete(key));
  return configuration;
}

function configOf({ services: { config } }: Exchange, id: string): OidcConfig {
  if (!config.oidc || id !== oidcId) throw new NotFound(t.ref('oidc.unknown'));
  return config.oidc;
}

/**
 * Sends the browser to the provider: code flow with PKCE, state and nonce, kept here in a ticket that only this
 * browser has. Returns the address to go to, or null when the provider cannot be reached.
 */
export async function beginOidc(exchange: Exchange, id: string): Promise<string | null> {
  const config = configOf(exchange, id);
  const { database } = exchange.services;
  const organisation = await chooseOrganisation(database, config.organisation ?? undefined);
  const provider = await discover(config).catch((error: unknown) => {
    exchange.services.log.warn({ err: error }, 'the identity provider cannot be reached');
    return null;
  });
  if (!provider) return null;
  const verifier = client.randomPKCECodeVerifier();
  const detail = { verifier, state: client.randomState(), nonce: client.randomNonce() };
  const url = client.buildAuthorizationUrl(provider, {
    redirect_uri: exchange.services.config.publicUrl + callbackPath,
    scope: config.claim === 'email' ? 'openid email' : 'openid profile',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: detail.state,
    nonce: detail.nonce,
  });
  const token = await inOrganisation(database, organisation.id, (tx) =>
    issueTicket(tx, 'oidc', null, detail),
  );
  setStepCookie(exchange, { organisationId: organisation.id, token });
  return url.href;
}

/** Takes the provider's answer: the ticket once, the code, the claims, the account. Starts the session or says why not. */
export async function finishOidc(exchange: Exchange, id: string): Promise<OidcOutcome> {
  const config = configOf(exchange, id);
  const { database } = exchange.services;
  const cookie = readStepCookie(exchange);
  if (!cookie) return 'over';
  const { organisationId, token } = cookie;
  const ticket = await inOrganisation(database, organisationId, (tx) => takeTicket(tx, ['oidc'], token));
  clearStepCookie(exchange);
  if (!ticket) return 'over';
  const claims = await claimsOf(exchange, config, ticket.detail);
  if (!claims) {
    await recordFailure(exchange, organisationId, null, 'oidc');
    return 'refused';
  }
  const account = await inOrganisation(database, organisationId, async (tx) => {
    const found = await accountOfClaims(tx, config, claims);
    if (found?.usable) await finishSignIn(exchange, tx, found, 'federated', null);
    return found;
  });
  if (account?.usable) return 'done';
  await recordFailure(exchange, organisationId, account, 'oidc-account');
  return 'unknown-account';
}

async function claimsOf(
  { request, services }: Exchange,
  config: OidcConfig,
  detail: Readonly<Record<string, string>>,
): Promise<Claims | null> {
  const { verifier = '', state = '', nonce = '' } = detail;
  const currentUrl = new URL(request.url, services.config.publicUrl);
  try {
    const provider = await discover(config);
    const tokens = await client.authorizationCodeGrant(provider, currentUrl, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims || claims[config.claim] !== undefined || !provider.serverMetadata().userinfo_endpoint) {
      return claims ?? null;
    }
    // Many providers tell the address only there.
    return { ...(await client.fetchUserInfo(provider, tokens.access_token, claims.sub)), iss: claims.iss };
  } catch (error) {
    // The reason helps the administrator; the error object could carry the code or a token.
    const reason = error instanceof Error ? error.name : 'unknown';
    services.log.warn({ reason, requestId: request.id }, 'sign-in through the identity provider refused');
    return null;
  }
}

/**
 * The account that a subject of the provider is: the one it was bound to, else the existing one that the claim
 * names and that is bound to nobody else; that binds them. Accounts are never made here.
 */
async function accountOfClaims(tx: Tx, config: OidcConfig, claims: Claims): Promise<Account | null> {
  const bound = await tx
    .select({ accountId: federatedIdentities.accountId })
    .from(federatedIdentities)
    .where(
      and(
        eq(federatedIdentities.organisationId, tx.organisationId),
        eq(federatedIdentities.issuer, claims.iss),
        eq(federatedIdentities.subject, claims.sub),
      ),
    );
  if (bound[0]) return findAccount(tx, bound[0].accountId, today());
  const account = await accountOfClaim(tx, config, claims);
  if (!account?.usable) return account;
  const row = {
    organisationId: tx.organisationId,
    issuer: claims.iss,
    subject: claims.sub,
    accountId: account.id,
  };
  const inserted = await tx.insert(federatedIdentities).values(row).onConflictDoNothing();
  return inserted.rowCount === 1 ? account : null;
}

function accountOfClaim(tx: Tx, config: OidcConfig, claims: Claims): Promise<Account | null> {
  const value = claims[config.claim];
  if (typeof value !== 'string' || value === '') return Promise.resolve(null);
  if (config.claim === 'preferred_username') return findByLoginName(tx, value, today());
  return claims.email_verified === false ? Promise.resolve(null) : findByEmail(tx, value, today());
}
