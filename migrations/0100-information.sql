-- The register of information (情報資産台帳). A class that is null is not decided, or its axis does not apply to the form.
create table information_assets (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  number text not null,                -- the number in the register; imports know an entry by it
  name text not null,
  search text not null default '',
  unit_id uuid not null,               -- exactly one unit answers for it
  decider_id uuid,                     -- who decided the classes, or took the decision over
  registered_by uuid,                  -- the person who entered it
  pack_id text not null,               -- the scheme by which it is classified
  confidentiality smallint check (confidentiality between 1 and 3),
  integrity smallint check (integrity between 1 and 2),
  availability smallint check (availability between 1 and 2),
  restrictions text[] not null default '{}',
  basis text not null default 'none' check (basis in ('none', 'decided', 'inherited', 'unmarked_rule')),
  accepted jsonb,                      -- what its sources demanded when a decision allowed less than that
  attention text not null default 'none' check (attention in ('none', 'source_raised')),
  form text not null check (form in ('electronic', 'paper', 'medium')),
  place text not null default '',
  system_id uuid,
  retention text not null default '',
  retain_until date,                   -- last day
  origin text not null check (origin in ('made', 'inside', 'outside', 'unknown')),
  origin_note text not null default '',
  acquired_on date,
  personal text not null default 'none' check (personal in ('none', 'personal', 'specific')),
  marking text not null default 'none' check (marking in ('none', 'marked', 'system')),
  recovery_hours integer check (recovery_hours > 0),
  review_on date,
  note text not null default '',
  status text not null default 'active' check (status in ('active', 'disposed')),
  disposed_on date,
  disposal_note text not null default '',
  created_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (organisation_id, id),
  unique (organisation_id, number),
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  foreign key (organisation_id, decider_id) references people (organisation_id, id),
  foreign key (organisation_id, registered_by) references people (organisation_id, id),
  foreign key (organisation_id, system_id) references assets (organisation_id, id),
  check ((status = 'disposed') = (disposed_on is not null))
);
create index information_assets_unit on information_assets (organisation_id, unit_id, status);
create index information_assets_decider on information_assets (organisation_id, decider_id) where status = 'active';
create index information_assets_registered on information_assets (organisation_id, registered_by);
create index information_assets_system on information_assets (organisation_id, system_id) where system_id is not null;

-- What an entry was copied or made from, or (a medium) what it contains. Never a circle.
create table information_sources (
  organisation_id uuid not null,
  asset_id uuid not null,
  source_id uuid not null,
  kind text not null check (kind in ('copy', 'derived', 'contained')),
  added_at timestamptz not null default now(),
  primary key (organisation_id, asset_id, source_id),
  foreign key (organisation_id, asset_id) references information_assets (organisation_id, id) on delete cascade,
  foreign key (organisation_id, source_id) references information_assets (organisation_id, id),
  check (asset_id <> source_id)
);
create index information_sources_source on information_sources (organisation_id, source_id);

-- Requests to change classes or restrictions, questions which class something has, and decisions; none is deleted.
create table information_changes (
  organisation_id uuid not null,
  id uuid not null,
  asset_id uuid not null,
  kind text not null check (kind in ('request', 'ask', 'decision')),
  requested_by uuid,
  requested_at timestamptz not null,
  reason text not null default '',
  wanted jsonb,                        -- classes and restrictions asked for; null when only the class is asked
  state text not null check (state in ('waiting', 'approved', 'refused', 'withdrawn')),
  before jsonb,                        -- classes and restrictions at the decision
  after jsonb,
  decided_by uuid,
  decided_as text check (decided_as in ('decider', 'superior')),
  decided_at timestamptz,
  decision_note text not null default '',
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, asset_id) references information_assets (organisation_id, id),
  foreign key (organisation_id, requested_by) references people (organisation_id, id),
  foreign key (organisation_id, decided_by) references people (organisation_id, id)
);
create unique index information_changes_waiting on information_changes (organisation_id, asset_id) where state = 'waiting';
create index information_changes_asset on information_changes (organisation_id, asset_id, requested_at);
create index information_changes_person on information_changes (organisation_id, requested_by, requested_at);

create table information_settings (
  organisation_id uuid not null references organisations (id),
  body text,                           -- kind of body, where the pack tells several apart
  unmarked_is_lowest boolean not null default false,
  unmarked_reason text not null default '',
  review_months integer not null default 12 check (review_months between 1 and 120),
  own_restrictions text[] not null default '{}',
  version integer not null default 1,
  primary key (organisation_id)
);
