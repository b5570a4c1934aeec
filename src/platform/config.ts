import { resolve } from 'node:path';
import { t } from './command-line/messages.ts';
import { type OidcConfig, readOidcConfig } from './identity/oidc-config.ts';

/** What the installation is told by its environment. Read once, at start. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Folder of the database, attached files and keys; `KIJUN_DATA`. */
  readonly dataFolder: string;
  /** A PostgreSQL of one's own; null means the managed one in the data folder. */
  readonly databaseUrl: string | null;
  /** The address people use, for links in mail and for passkeys and OIDC; `KIJUN_URL`. */
  readonly publicUrl: string;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly mailCharset: 'utf-8' | 'iso-2022-jp';
  readonly logLevel: string;
  /** How many reverse proxies stand before the server, whose X-Forwarded-* are believed; `KIJUN_TRUST_PROXY`. */
  readonly trustProxy: number;
  /** Bearer token for `/metrics`; without it only this machine may read them. `KIJUN_METRICS_TOKEN`. */
  readonly metricsToken: string | null;
  /** Sign-in through an identity provider; `KIJUN_OIDC_ISSUER` and the like. */
  readonly oidc: OidcConfig | null;
  /** After how many years the bodies of audit events are emptied; their hashes stay. 0: never. `KIJUN_AUDIT_YEARS`. */
  readonly auditYears: number;
  /** What this process does: `web`, `worker` or both; `KIJUN_PROCESS`. */
  readonly process: 'web' | 'worker' | 'both';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the configuration; wrong values are refused with the variable's name. */
export function readConfig(environment: Environment = process.env): Config {
  const port = Number(environment.PORT ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(t('wrongPort', { value: environment.PORT ?? '' }));
  }
  const host = environment.HOST || 'localhost';
  return {
    host,
    port,
    dataFolder: resolve(environment.KIJUN_DATA || 'data'),
    databaseUrl: environment.DATABASE_URL || null,
    publicUrl: (environment.KIJUN_URL || `http://localhost:${port}`).replace(/\/$/, ''),
    smtpUrl: environment.KIJUN_SMTP_URL || null,
    mailFrom: environment.KIJUN_MAIL_FROM || 'kijun@localhost',
    mailCharset: environment.KIJUN_MAIL_CHARSET === 'iso-2022-jp' ? 'iso-2022-jp' : 'utf-8',
    logLevel: environment.KIJUN_LOG_LEVEL || 'info',
    trustProxy: wholeNumber(environment.KIJUN_TRUST_PROXY || '0', 'KIJUN_TRUST_PROXY'),
    metricsToken: environment.KIJUN_METRICS_TOKEN || null,
    oidc: readOidcConfig(environment),
    auditYears: wholeNumber(environment.KIJUN_AUDIT_YEARS || '7', 'KIJUN_AUDIT_YEARS'),
    process: oneOf(environment.KIJUN_PROCESS || 'both', ['web', 'worker', 'both'], 'KIJUN_PROCESS'),
  };
}

function oneOf<T extends string>(value: string, allowed: readonly T[], name: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new Error(t('oneOf', { name, allowed: allowed.join('、'), value }));
  return found;
}

function wholeNumber(value: string, name: string): number {
  if (!/^\d{1,3}$/.test(value)) throw new Error(t('wholeNumber', { name, value }));
  return Number(value);
}
