-- Failures are counted per login name and per address, known or not: see sign_in_failures.
alter table accounts drop column failed_attempts, drop column locked_until;
alter table accounts
  add column password_changed_at timestamptz,
  add column totp_pending text,       -- secret of an enrolment that is not confirmed yet, encrypted like totp_secret
  add column totp_last_step bigint;   -- the last time step that was used; a code works once

-- When the person last proved who they are on this device; changes to sign-in methods ask for a recent proof.
alter table sessions add column proved_at timestamptz not null default now();

-- What counts against guessing. The subject is a hash of a login name or an address, so the table names nobody.
create table sign_in_failures (
  organisation_id uuid not null references organisations (id),
  subject bytea not null,
  failures integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  locked_until timestamptz,
  primary key (organisation_id, subject)
);
create index sign_in_failures_last on sign_in_failures (organisation_id, last_at);

-- A step between two requests: second factor after the password, challenge of a passkey, return from a provider.
create table sign_in_tickets (
  organisation_id uuid not null references organisations (id),
  token_hash bytea not null,
  purpose text not null,             -- second-factor, passkey, passkey-enrolment, oidc
  account_id uuid,
  detail jsonb not null default '{}',
  expires_at timestamptz not null,
  primary key (organisation_id, token_hash),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id) on delete cascade
);
create index sign_in_tickets_expiry on sign_in_tickets (organisation_id, expires_at);

create table recovery_codes (
  organisation_id uuid not null,
  account_id uuid not null,
  code_hash bytea not null,          -- HMAC under the installation's secret
  used_at timestamptz,
  primary key (organisation_id, account_id, code_hash),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id) on delete cascade
);

-- A link by which an account sets a password: issued by an administrator, used once.
create table recovery_links (
  organisation_id uuid not null,
  token_hash bytea not null,
  account_id uuid not null,
  issued_by uuid,                    -- account
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (organisation_id, token_hash),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id) on delete cascade
);
create index recovery_links_account on recovery_links (organisation_id, account_id);

create table passkeys (
  organisation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  credential_id text not null,       -- base64url, as the browser names it
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null,
  backed_up boolean not null default false,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, credential_id),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id) on delete cascade
);
create index passkeys_account on passkeys (organisation_id, account_id);

-- Which subject of an identity provider is which account; fixed at the first sign-in, so a reused address opens nothing.
create table federated_identities (
  organisation_id uuid not null,
  issuer text not null,
  subject text not null,
  account_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (organisation_id, issuer, subject),
  unique (organisation_id, issuer, account_id),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id) on delete cascade
);
create index sessions_expiry on sessions (organisation_id, expires_at);
create index accounts_email on accounts (organisation_id, lower(email));
