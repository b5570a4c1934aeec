-- Organisations are a catalogue: the only table without an organisation_id, because it names them.
create table organisations (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  kind text not null,
  demo boolean not null default false,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now(),
  version integer not null default 1
);

-- Units with history: a reorganisation closes rows and opens new ones, so the past keeps its units.
create table units (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  parent_id uuid,
  path text not null,                -- ids of the ancestors and the unit itself: '/a/b/c/'
  code text not null,
  name text not null,
  kana text not null default '',
  kind text not null,                -- the level that role rules ask for: organisation, bureau, division, section
  sort_order integer not null default 0,
  valid_from date not null,
  valid_to date,                     -- exclusive
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, parent_id) references units (organisation_id, id),
  check (valid_to is null or valid_to > valid_from)
);
create unique index units_code on units (organisation_id, code, valid_from);
create index units_path on units (organisation_id, path text_pattern_ops);
create index units_parent on units (organisation_id, parent_id);

create table unit_successions (
  organisation_id uuid not null,
  predecessor_id uuid not null,
  successor_id uuid not null,
  effective_on date not null,
  primary key (organisation_id, predecessor_id, successor_id),
  foreign key (organisation_id, predecessor_id) references units (organisation_id, id),
  foreign key (organisation_id, successor_id) references units (organisation_id, id)
);

create table people (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  number text not null,              -- the staff number that the organisation uses; text, zeros kept
  name text not null,                -- family name, space, given name
  kana text not null default '',
  search text not null default '',   -- normalised name, kana and number; see normaliseForSearch
  employment text not null,          -- regular, part_time, dispatched, reappointed, contractor
  email text not null default '',
  joined_on date,
  left_on date,                      -- first day on which the person no longer belongs
  version integer not null default 1,
  primary key (organisation_id, id),
  unique (organisation_id, number)
);
create index people_name on people (organisation_id, kana, id);

-- Posts: one main post at a time, any number of additional ones (兼務).
create table posts (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  title text not null default '',
  main boolean not null,
  valid_from date not null,
  valid_to date,
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  check (valid_to is null or valid_to > valid_from)
);
create index posts_person on posts (organisation_id, person_id);
create index posts_unit on posts (organisation_id, unit_id);

create table absences (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  reason text not null,
  valid_from date not null,
  valid_to date,
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  check (valid_to is null or valid_to > valid_from)
);
create index absences_person on absences (organisation_id, person_id);

-- What roles can be bound to besides units: systems, areas, services. One shape, three ledgers.
create table assets (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  kind text not null check (kind in ('system', 'area', 'service')),
  code text not null,
  name text not null,
  search text not null default '',
  attributes text[] not null default '{}',  -- condition codes of the packs that hold for it
  description text not null default '',
  stage text not null default 'operating',  -- planned, building, operating, retired
  recognised_on date,                -- when it entered the ledger; a late discovery explains a falling rate
  valid_from date,
  valid_to date,
  version integer not null default 1,
  primary key (organisation_id, id),
  unique (organisation_id, kind, code)
);
create index assets_name on assets (organisation_id, kind, code, id);

-- Which unit answers for it, and when: a reorganisation moves assets at a date, like posts.
create table asset_units (
  organisation_id uuid not null,
  id uuid not null,
  asset_id uuid not null,
  unit_id uuid not null,
  valid_from date not null,
  valid_to date,
  primary key (organisation_id, id),
  foreign key (organisation_id, asset_id) references assets (organisation_id, id),
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  check (valid_to is null or valid_to > valid_from)
);
create index asset_units_asset on asset_units (organisation_id, asset_id);
create index asset_units_unit on asset_units (organisation_id, unit_id);

create table organisation_packs (
  organisation_id uuid not null references organisations (id),
  pack_id text not null,
  adopted_on date not null,
  primary_pack boolean not null default false,  -- the pack whose roles the organisation appoints
  adopted_recommendations text[] not null default '{}',
  version integer not null default 1,
  primary key (organisation_id, pack_id)
);

create table appointments (
  organisation_id uuid not null,
  id uuid not null,
  pack_id text not null,
  role_id text not null,
  person_id uuid not null,
  scope_kind text not null check (scope_kind in ('organisation', 'unit', 'system', 'area', 'service')),
  unit_id uuid,
  asset_id uuid,
  deputy_of uuid,                    -- the appointment this one stands in for
  valid_from date not null,
  valid_to date,
  decision text not null default '', -- the appointing decision: number or title
  decided_on date,
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  foreign key (organisation_id, asset_id) references assets (organisation_id, id),
  foreign key (organisation_id, deputy_of) references appointments (organisation_id, id),
  check ((scope_kind = 'organisation') = (unit_id is null and asset_id is null)),
  check ((scope_kind = 'unit') = (unit_id is not null)),
  check (valid_to is null or valid_to > valid_from)
);
create index appointments_person on appointments (organisation_id, person_id);
create index appointments_role on appointments (organisation_id, pack_id, role_id);
create index appointments_unit on appointments (organisation_id, unit_id);
create index appointments_asset on appointments (organisation_id, asset_id);

-- Accounts: who may sign in. An account usually is a person; an administrator of the installation need not be.
create table accounts (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  person_id uuid,
  login_name text not null,
  display_name text not null,
  email text not null default '',
  password_hash text,
  totp_secret text,
  administrator boolean not null default false,
  disabled boolean not null default false,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (organisation_id, id),
  unique (organisation_id, login_name),
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);
create unique index accounts_person on accounts (organisation_id, person_id);

create table sessions (
  organisation_id uuid not null,
  token_hash bytea not null,         -- SHA-256 of the cookie's token; the token itself is never stored
  id uuid not null,
  account_id uuid not null,
  csrf_token text not null,
  strength text not null,            -- password, second_factor, passkey, federated, demo
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,   -- absolute limit
  user_agent text not null default '',
  primary key (organisation_id, token_hash),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id) on delete cascade
);
create index sessions_account on sessions (organisation_id, account_id);

-- Audit trail: written in the same transaction as the change; sealed into a Merkle log afterwards.
create table audit_events (
  organisation_id uuid not null references organisations (id),
  id uuid not null,                  -- UUIDv7, so time-ordered
  at timestamptz not null,
  account_id uuid,
  person_id uuid,
  actor_name text not null,
  action text not null,
  outcome text not null check (outcome in ('done', 'refused', 'failed')),
  entity text not null default '',
  entity_id text not null default '',
  request_id text not null default '',
  detail jsonb,                      -- {before, after} of the fields that changed; emptied when retention ends
  body_expired boolean not null default false,
  body_hash bytea not null,          -- SHA-256 of the canonical body: stays when the body goes
  mac bytea not null,                -- HMAC of the body hash under a key outside the database: an inserted row has none
  primary key (organisation_id, id)
);
create index audit_events_entity on audit_events (organisation_id, entity, entity_id, id);

create table audit_leaves (
  organisation_id uuid not null,
  position bigint not null,
  event_id uuid not null,
  leaf_hash bytea not null,
  primary key (organisation_id, position),
  unique (organisation_id, event_id)
);

create table audit_seals (
  organisation_id uuid not null,
  size bigint not null,              -- number of leaves under this root
  root_hash bytea not null,
  peaks bytea not null,              -- hashes of the full subtrees, so that the next seal need not read the log
  mac bytea not null,
  sealed_at timestamptz not null default now(),
  primary key (organisation_id, size)
);

-- Long work: what a person started, how far it is, and what came of it. The queue itself is pg-boss.
create table job_runs (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  kind text not null,
  started_by uuid,                   -- account
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  done integer not null default 0,
  total integer,
  result jsonb,
  error text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (organisation_id, id)
);
