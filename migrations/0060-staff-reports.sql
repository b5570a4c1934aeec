-- What a member of staff reports with the one button: kept until somebody takes it up.
create table staff_reports (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  person_id uuid,
  account_id uuid not null,
  kind text not null check (kind in ('suspicion', 'loss', 'mail', 'other')),
  occurred_at timestamptz,
  body text not null,
  contact text not null default '',
  reported_at timestamptz not null,
  taken_by uuid,                     -- account of the officer who took it up
  taken_at timestamptz,
  note text not null default '',
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id)
);
create index staff_reports_open on staff_reports (organisation_id, taken_at, reported_at);
