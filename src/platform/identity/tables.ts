import {
  bigint,
  boolean,
  customType,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const organisationId = () => uuid('organisation_id').notNull();
const instant = (name: string) => timestamp(name, { withTimezone: true });

export const accounts = pgTable('accounts', {
  organisationId: organisationId(),
  id: uuid('id').notNull(),
  personId: uuid('person_id'),
  loginName: text('login_name').notNull(),
  displayName: text('display_name').notNull(),
  email: text('email').notNull().default(''),
  passwordHash: text('password_hash'),
  passwordChangedAt: instant('password_changed_at'),
  totpSecret: text('totp_secret'),
  totpPending: text('totp_pending'),
  totpLastStep: bigint('totp_last_step', { mode: 'number' }),
  administrator: boolean('administrator').notNull().default(false),
  disabled: boolean('disabled').notNull().default(false),
  createdAt: instant('created_at').notNull().defaultNow(),
  version: integer('version').notNull().default(1),
});

export const sessions = pgTable('sessions', {
  organisationId: organisationId(),
  tokenHash: bytea('token_hash').notNull(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  csrfToken: text('csrf_token').notNull(),
  strength: text('strength').$type<Strength>().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  seenAt: instant('seen_at').notNull().defaultNow(),
  provedAt: instant('proved_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
  userAgent: text('user_agent').notNull().default(''),
});

/** How somebody proved who they are. `demo` is no proof at all and exists in demo organisations only. */
export type Strength = 'password' | 'second_factor' | 'passkey' | 'federated' | 'demo';

export const signInTickets = pgTable('sign_in_tickets', {
  organisationId: organisationId(),
  tokenHash: bytea('token_hash').notNull(),
  purpose: text('purpose').notNull(),
  accountId: uuid('account_id'),
  detail: jsonb('detail').$type<Readonly<Record<string, string>>>().notNull(),
  expiresAt: instant('expires_at').notNull(),
});

export const recoveryCodes = pgTable('recovery_codes', {
  organisationId: organisationId(),
  accountId: uuid('account_id').notNull(),
  codeHash: bytea('code_hash').notNull(),
  usedAt: instant('used_at'),
});

export const recoveryLinks = pgTable('recovery_links', {
  organisationId: organisationId(),
  tokenHash: bytea('token_hash').notNull(),
  accountId: uuid('account_id').notNull(),
  issuedBy: uuid('issued_by'),
  createdAt: instant('created_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
});

export const passkeys = pgTable('passkeys', {
  organisationId: organisationId(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  credentialId: text('credential_id').notNull(),
  publicKey: bytea('public_key').notNull(),
  counter: bigint('counter', { mode: 'number' }).notNull(),
  transports: text('transports').array().notNull().default([]),
  name: text('name').notNull(),
  backedUp: boolean('backed_up').notNull().default(false),
  createdAt: instant('created_at').notNull().defaultNow(),
  lastUsedAt: instant('last_used_at'),
});

export const federatedIdentities = pgTable('federated_identities', {
  organisationId: organisationId(),
  issuer: text('issuer').notNull(),
  subject: text('subject').notNull(),
  accountId: uuid('account_id').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});
