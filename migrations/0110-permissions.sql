-- The permission desk. Types are data of the packs; here is what an organisation changed in them, and the requests.

-- What the organisation changed in a type of a pack (`change`), or a type of its own (`own`, whole).
create table permission_type_changes (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  type_id text not null,
  own boolean not null,
  change jsonb not null,
  version integer not null default 1,
  primary key (organisation_id, id),
  unique (organisation_id, type_id)
);

-- The last number given in a fiscal year.
create table permission_counters (
  organisation_id uuid not null references organisations (id),
  fiscal_year integer not null,
  last integer not null,
  primary key (organisation_id, fiscal_year)
);

create table permission_requests (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  number text not null default '',          -- given when it is submitted
  type_id text not null,
  pack_id text,                             -- null: a type of the organisation's own
  edition text not null,
  type jsonb not null,                      -- the type as it was when the request was made
  state text not null check (state in ('draft', 'submitted', 'sent_back', 'permitted', 'refused', 'in_use', 'reported',
    'closed', 'expired', 'withdrawn', 'revoked')),
  applicant_id uuid not null,
  unit_id uuid,
  unit_path text not null default '',
  asset_id uuid,                            -- system, area or service: for the scope of its officer
  subject text not null default '',
  search text not null default '',
  form jsonb not null,
  names jsonb not null default '{}',         -- names of the units, systems, people … that the form names, as they were
  confidentiality smallint,
  starts_on date,
  ends_on date,
  due_on date,                              -- by when it must be returned or reported; null: nothing is owed
  created_at timestamptz not null default now(),
  submitted_at timestamptz,
  decided_at timestamptz,
  conditions text not null default '',
  override_reason text not null default '',
  viewer_id uuid,
  reported_on date,
  report_note text not null default '',
  confirmed_by uuid,
  confirm_note text not null default '',
  end_reason text not null default '',      -- why it was withdrawn or revoked
  extends_id uuid,
  chased_on date,
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, applicant_id) references people (organisation_id, id),
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  foreign key (organisation_id, extends_id) references permission_requests (organisation_id, id)
);
create index permission_requests_applicant on permission_requests (organisation_id, applicant_id, created_at desc);
create index permission_requests_like on permission_requests (organisation_id, type_id, decided_at desc);
create index permission_requests_like_class on permission_requests (organisation_id, type_id, confidentiality, decided_at desc);
create index permission_requests_unit on permission_requests (organisation_id, unit_path text_pattern_ops);
create index permission_requests_newest on permission_requests (organisation_id, submitted_at desc);
create index permission_requests_live on permission_requests (organisation_id, ends_on)
  where state in ('permitted', 'in_use', 'revoked');
create index permission_requests_extends on permission_requests (organisation_id, extends_id) where extends_id is not null;
create unique index permission_requests_number on permission_requests (organisation_id, number) where number <> '';

-- Who sits where: a row for each person of each seat. Only what waits is looked at by an inbox.
create table permission_seats (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  request_id uuid not null,
  step smallint not null,
  slot smallint not null,
  kind text not null check (kind in ('decide', 'view', 'confirm', 'given')),
  title text not null,
  body boolean not null default false,
  person_id uuid not null,
  why jsonb not null,
  state text not null check (state in ('waiting', 'later', 'done', 'gone')),
  since timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, request_id) references permission_requests (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);
create index permission_seats_request on permission_seats (organisation_id, request_id);
create index permission_seats_waiting on permission_seats (organisation_id, person_id, since) where state = 'waiting';

-- Every decision, also of rounds before a request was sent back.
create table permission_decisions (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  request_id uuid not null,
  step smallint not null,
  seat text not null,
  person_id uuid not null,
  kind text not null check (kind in ('permit', 'refuse', 'send_back', 'viewed', 'given')),
  reason text not null default '',
  conditions text not null default '',
  resolution jsonb,
  override boolean not null default false,
  at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, request_id) references permission_requests (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);
create index permission_decisions_request on permission_decisions (organisation_id, request_id, at);
