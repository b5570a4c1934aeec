-- Exceptional measures (例外措置): what was asked, decided, and how it goes on. Nothing is ever deleted but a draft.
create table exceptions (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  fiscal_year integer not null,
  serial integer not null,             -- with the fiscal year the number that people say
  kind text not null check (kind in ('application', 'emergency')),
  status text not null check (status in ('draft', 'submitted', 'reviewing', 'permitted', 'refused', 'withdrawn', 'ended', 'renewed', 'lapsed')),
  pack_id text not null,
  edition text not null,               -- of the day of asking: a new edition does not change what was permitted
  clause text not null,
  clause_text text not null,
  title text not null,
  way text not null check (way in ('other_method', 'not_carried_out')),
  reason_category text not null default '',
  reason text not null default '',
  risk text not null default '',
  alternative text not null default '',
  impact text not null default '',
  proposed_conditions text[] not null default '{}',
  valid_from date,
  valid_until date,                    -- the last day
  affected_kind text not null check (affected_kind in ('persons', 'unit', 'asset')),
  affected_unit_id uuid,
  affected_asset_id uuid,
  applicant_id uuid not null,
  unit_id uuid,                        -- where the applicant had the main post
  created_at timestamptz not null default now(),
  submitted_at timestamptz,            -- of an emergency: when it was reported
  acted_at timestamptz,                -- of an emergency: when it was done
  taken_by uuid,
  taken_at timestamptz,
  decision text check (decision in ('permitted', 'conditional', 'refused')),
  decision_reason text not null default '',
  decided_by uuid,
  decided_role text,
  decided_at timestamptz,
  ended_on date,
  end_note text not null default '',
  renews_id uuid,
  renewal_no integer not null default 0,
  search text not null default '',
  version integer not null default 1,
  primary key (organisation_id, id),
  unique (organisation_id, fiscal_year, serial),
  foreign key (organisation_id, applicant_id) references people (organisation_id, id),
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  foreign key (organisation_id, affected_unit_id) references units (organisation_id, id),
  foreign key (organisation_id, affected_asset_id) references assets (organisation_id, id),
  foreign key (organisation_id, renews_id) references exceptions (organisation_id, id),
  check ((kind = 'emergency') = (acted_at is not null))
);
create index exceptions_status on exceptions (organisation_id, status, valid_until);
create index exceptions_clause on exceptions (organisation_id, pack_id, clause);
create index exceptions_applicant on exceptions (organisation_id, applicant_id);
create index exceptions_renews on exceptions (organisation_id, renews_id);

-- The members of staff whom an exception is about, when it is about single persons.
create table exception_people (
  organisation_id uuid not null,
  exception_id uuid not null,
  person_id uuid not null,
  primary key (organisation_id, exception_id, person_id),
  foreign key (organisation_id, exception_id) references exceptions (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);
create index exception_people_person on exception_people (organisation_id, person_id);

-- To whom it went for review, and why to them; kept up with the appointments while the exception lives.
create table exception_reviewers (
  organisation_id uuid not null,
  exception_id uuid not null,
  person_id uuid not null,
  role_id text not null,
  via text not null check (via in ('authority', 'deputy', 'substitute', 'superior')),
  primary key (organisation_id, exception_id, person_id),
  foreign key (organisation_id, exception_id) references exceptions (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);
create index exception_reviewers_person on exception_reviewers (organisation_id, person_id);

-- What the permission hangs on: not carried out by its day, the permission lapses.
create table exception_conditions (
  organisation_id uuid not null,
  id uuid not null,
  exception_id uuid not null,
  position integer not null,
  text text not null,
  due_on date,
  done_at timestamptz,
  done_by uuid,
  done_note text not null default '',
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, exception_id) references exceptions (organisation_id, id)
);
create index exception_conditions_of on exception_conditions (organisation_id, exception_id, position);

-- How an exception stands, told while it lives.
create table exception_reports (
  organisation_id uuid not null,
  id uuid not null,
  exception_id uuid not null,
  state text not null check (state in ('as_permitted', 'changed', 'not_needed')),
  text text not null default '',
  reported_by uuid not null,
  reported_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, exception_id) references exceptions (organisation_id, id)
);
create index exception_reports_of on exception_reports (organisation_id, exception_id, reported_at);

-- The periodic report of all applications, with the figures of its day.
create table exception_period_reports (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  period_from date not null,
  period_until date not null,
  figures jsonb not null,
  remarks text not null default '',
  reported_by uuid not null,
  reported_at timestamptz not null,
  received_by uuid,
  received_at timestamptz,
  received_note text not null default '',
  version integer not null default 1,
  primary key (organisation_id, id)
);
create index exception_period_reports_until on exception_period_reports (organisation_id, period_until);

-- Several living exceptions on one clause: should the rule itself be revised?
create table exception_rule_reviews (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  pack_id text not null,
  edition text not null,
  clause text not null,
  clause_text text not null,
  threshold integer not null,
  exception_ids uuid[] not null,
  raised_at timestamptz not null,
  status text not null check (status in ('raised', 'considered', 'answered')),
  opinion text check (opinion in ('revise', 'keep', 'watch')),
  opinion_note text not null default '',
  opinion_by uuid,
  opinion_at timestamptz,
  answer text check (answer in ('revise', 'keep', 'watch')),
  answer_note text not null default '',
  answer_by uuid,
  answer_at timestamptz,
  version integer not null default 1,
  primary key (organisation_id, id)
);
create unique index exception_rule_reviews_open on exception_rule_reviews (organisation_id, pack_id, clause) where status <> 'answered';

-- Which of the holders reviews what: the most particular heading that covers the clause decides.
create table exception_authorities (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  pack_id text not null,
  title_id text not null,
  person_id uuid not null,
  version integer not null default 1,
  primary key (organisation_id, id),
  unique (organisation_id, pack_id, title_id, person_id),
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);

-- The organisation's own numbers; without a row those of the pack hold.
create table exception_settings (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  revise_threshold integer not null check (revise_threshold between 2 and 99),
  report_months integer not null check (report_months between 1 and 36),
  notice_days integer[] not null,
  emergency_report_days integer check (emergency_report_days between 0 and 90),
  version integer not null default 1,
  primary key (organisation_id, id),
  unique (organisation_id)
);

-- A notice is given once.
create table exception_notices (
  organisation_id uuid not null,
  exception_id uuid not null,
  notice text not null,
  given_at timestamptz not null default now(),
  primary key (organisation_id, exception_id, notice),
  foreign key (organisation_id, exception_id) references exceptions (organisation_id, id)
);
