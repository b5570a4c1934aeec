import { t } from '../command-line/messages.ts';

/** An OpenID Connect provider, as the administrator configured it. Nothing calls out without one. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a public client; PKCE is used in either case. */
  readonly clientSecret: string | null;
  /** What the button says. */
  readonly label: string;
  /** The claim that names an existing account, and so decides who gets in. */
  readonly claim: 'email' | 'preferred_username';
  /** Slug of the only organisation whose people the provider vouches for; null while there is a single one. */
  readonly organisation: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether an address stays on this machine. */
export const isLoopback = (hostname: string): boolean => loopback.has(hostname);

/** Reads `KIJUN_OIDC_*`; null when no issuer is named. Plain http is allowed for an issuer on this machine only. */
export function readOidcConfig(environment: Environment): OidcConfig | null {
  const issuer = environment.KIJUN_OIDC_ISSUER;
  if (!issuer) return null;
  const url = URL.parse(issuer);
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))) {
    throw new Error(t('httpsOnly', { name: 'KIJUN_OIDC_ISSUER', value: issuer }));
  }
  const clientId = environment.KIJUN_OIDC_CLIENT_ID;
  if (!clientId) throw new Error(t('missing', { name: 'KIJUN_OIDC_CLIENT_ID' }));
  const claim = environment.KIJUN_OIDC_CLAIM || 'email';
  if (claim !== 'email' && claim !== 'preferred_username') {
    throw new Error(
      t('oneOf', { name: 'KIJUN_OIDC_CLAIM', allowed: 'email、preferred_username', value: claim }),
    );
  }
  return {
    issuer,
    clientId,
    clientSecret: environment.KIJUN_OIDC_CLIENT_SECRET || null,
    label: environment.KIJUN_OIDC_LABEL || url.hostname,
    claim,
    organisation: environment.KIJUN_OIDC_ORGANISATION || null,
  };
}
