-- Where media and papers are kept, with what the place withstands.
create table storage_places (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  unit_id uuid not null,             -- the unit that keeps the place
  name text not null,
  fireproof boolean not null default false,
  heatproof boolean not null default false,
  waterproof boolean not null default false,
  moistureproof boolean not null default false,
  lockable boolean not null default false,
  region text not null default '',
  low_disaster boolean not null default false,  -- the region seldom meets natural disasters
  note text not null default '',
  version integer not null default 1,
  primary key (organisation_id, id),
  unique (organisation_id, unit_id, name),
  foreign key (organisation_id, unit_id) references units (organisation_id, id)
);

-- The ledger of media: what carries information and can be lent, carried, lost or thrown away.
create table media (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  number text not null,
  kind text not null,
  name text not null,
  quantity integer not null default 1 check (quantity between 1 and 9999),
  unit_id uuid not null,             -- the unit that owns it
  system_id uuid,                    -- the information system that it serves
  place_id uuid,
  approved boolean not null default false,
  approved_on date,
  encrypted boolean not null default false,
  empty boolean not null default true,
  confidentiality smallint check (confidentiality between 1 and 3),
  integrity smallint check (integrity between 1 and 2),
  availability smallint check (availability between 1 and 2),
  specific_personal boolean not null default false,
  long_term boolean not null default false,
  write_protected boolean not null default false,
  acquired_on date,
  note text not null default '',
  search text not null default '',
  lost_on date,
  lost_note text not null default '',
  version integer not null default 1,
  primary key (organisation_id, id),
  unique (organisation_id, number),
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  foreign key (organisation_id, system_id) references assets (organisation_id, id),
  foreign key (organisation_id, place_id) references storage_places (organisation_id, id)
);
create index media_unit on media (organisation_id, unit_id);
create index media_place on media (organisation_id, place_id);

-- Entries of the information register that lie on a medium.
create table media_contents (
  organisation_id uuid not null,
  medium_id uuid not null,
  information_id uuid not null,
  primary key (organisation_id, medium_id, information_id),
  foreign key (organisation_id, medium_id) references media (organisation_id, id),
  foreign key (organisation_id, information_id) references information_assets (organisation_id, id)
);
create index media_contents_information on media_contents (organisation_id, information_id);

-- The lending book. A medium has at most one loan that is not closed.
create table media_loans (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  medium_id uuid not null,
  borrower_id uuid not null,
  purpose text not null,
  quantity integer not null,
  lent_on date not null,
  due_on date not null,
  lent_by text not null,             -- name of the officer, as it was
  closed_on date,
  outcome text check (outcome in ('returned', 'lost')),
  checks text[] not null default '{}',
  returned_quantity integer,
  close_note text not null default '',
  closed_by text not null default '',
  reminded_on date,
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, medium_id) references media (organisation_id, id),
  foreign key (organisation_id, borrower_id) references people (organisation_id, id),
  check (due_on >= lent_on),
  check ((closed_on is null) = (outcome is null)),
  check (closed_on is null or closed_on >= lent_on)
);
create unique index media_loans_one_open on media_loans (organisation_id, medium_id) where closed_on is null;
create index media_loans_medium on media_loans (organisation_id, medium_id, lent_on);
create index media_loans_borrower on media_loans (organisation_id, borrower_id, closed_on);
create index media_loans_due on media_loans (organisation_id, due_on) where closed_on is null;

-- The book of what is carried out of, and into, the offices.
create table carry_entries (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  direction text not null check (direction in ('out', 'in')),
  unit_id uuid not null,
  person_id uuid,
  person_name text not null,         -- as it was; of outsiders the only thing known
  medium_id uuid,
  item text not null,
  quantity integer not null check (quantity between 1 and 9999),
  purpose text not null,
  place text not null,
  carried_at timestamptz not null,
  due_on date not null,
  protection text not null default 'none' check (protection in ('none', 'encrypted', 'sealed', 'locked_case')),
  permission_request_id uuid,
  permission_note text not null default '',   -- number of a permission that was given outside of the product
  returned_on date,
  erased boolean,
  confirmed_at timestamptz,
  confirmed_by text not null default '',
  confirm_note text not null default '',
  reminded_on date,
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, medium_id) references media (organisation_id, id),
  check (confirmed_at is null or returned_on is not null)
);
create unique index carry_entries_one_out on carry_entries (organisation_id, medium_id)
  where direction = 'out' and returned_on is null;
create index carry_entries_time on carry_entries (organisation_id, carried_at);
create index carry_entries_person on carry_entries (organisation_id, person_id, returned_on);
create index carry_entries_open on carry_entries (organisation_id, due_on) where returned_on is null;

-- What is backed up, how, and for how long it is kept.
create table backups (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  unit_id uuid not null,
  system_id uuid,
  information_id uuid,
  confidentiality smallint check (confidentiality between 1 and 3),
  integrity smallint check (integrity between 1 and 2),
  availability smallint check (availability between 1 and 2),
  method text not null,
  place_id uuid,
  separate_site boolean not null default false,
  cycle_days integer not null check (cycle_days between 1 and 3660),
  retention_days integer not null check (retention_days between 1 and 36600),
  restore_steps text not null default '',
  test_months integer not null default 12 check (test_months between 1 and 120),
  ended_on date,
  note text not null default '',
  search text not null default '',
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  foreign key (organisation_id, system_id) references assets (organisation_id, id),
  foreign key (organisation_id, information_id) references information_assets (organisation_id, id),
  foreign key (organisation_id, place_id) references storage_places (organisation_id, id)
);

-- One backup that was taken; it is erased when its time is over.
create table backup_sets (
  organisation_id uuid not null,
  id uuid not null,
  backup_id uuid not null,
  taken_on date not null,
  succeeded boolean not null,
  medium_id uuid,
  erase_due_on date not null,
  note text not null default '',
  primary key (organisation_id, id),
  unique (organisation_id, backup_id, taken_on),
  foreign key (organisation_id, backup_id) references backups (organisation_id, id),
  foreign key (organisation_id, medium_id) references media (organisation_id, id),
  check (erase_due_on >= taken_on)
);
create index backup_sets_due on backup_sets (organisation_id, erase_due_on);

create table restore_tests (
  organisation_id uuid not null,
  id uuid not null,
  backup_id uuid not null,
  tested_on date not null,
  succeeded boolean not null,
  tester text not null,
  note text not null default '',
  primary key (organisation_id, id),
  foreign key (organisation_id, backup_id) references backups (organisation_id, id)
);
create index restore_tests_backup on restore_tests (organisation_id, backup_id, tested_on);

-- Erasure (the medium stays), sanitising (nothing on it can be recovered) and disposal: one record for one entry.
create table disposals (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  deed text not null check (deed in ('erase', 'sanitise', 'dispose')),
  unit_id uuid not null,
  medium_id uuid,
  information_id uuid,
  backup_set_id uuid,
  subject text not null,             -- what it was called, as it was
  quantity integer not null default 1,
  confidentiality smallint,
  integrity smallint,
  availability smallint,
  electronic boolean not null,
  empty boolean not null,            -- nothing was on it
  done_at timestamptz not null,
  person_id uuid not null,
  person_name text not null,
  pack_id text not null,             -- whose method it is
  method text not null,
  unrecoverable boolean not null,
  treatment text not null,
  witness text not null default '',
  contractor text not null default '',
  certificate_number text not null default '',
  certificate_on date,
  permission_request_id uuid,
  permission_note text not null default '',
  note text not null default '',
  search text not null default '',
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  foreign key (organisation_id, medium_id) references media (organisation_id, id),
  foreign key (organisation_id, information_id) references information_assets (organisation_id, id),
  foreign key (organisation_id, backup_set_id) references backup_sets (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  check (num_nonnulls(medium_id, information_id, backup_set_id) = 1),
  check (deed <> 'sanitise' or unrecoverable)
);
create unique index disposals_one_per_medium on disposals (organisation_id, medium_id) where deed = 'dispose';
create unique index disposals_one_per_information on disposals (organisation_id, information_id);
create unique index disposals_one_per_backup on disposals (organisation_id, backup_set_id);
create index disposals_time on disposals (organisation_id, done_at);
create index disposals_medium on disposals (organisation_id, medium_id);
