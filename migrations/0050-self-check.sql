-- The yearly plan of a self-check and what becomes of it.
create table campaigns (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  fiscal_year integer not null,
  pack_id text not null,
  edition text not null,
  title text not null,
  base_date date not null,             -- who belongs, where, and in which role, is read for this day
  focus text not null check (focus in ('all', 'focused')),
  focus_reason text not null default '',
  opens_on date not null,
  closes_on date not null,             -- last day, included
  rule jsonb not null,                 -- PopulationRule of model.ts
  reminder_days integer[] not null default '{7,1}',
  urge_pause_hours integer not null default 24,
  role_groups jsonb not null default '[]',  -- fixed at opening: id, title, first position, number of items
  status text not null check (status in ('draft', 'planned', 'opening', 'open', 'closed', 'evaluated')),
  frozen_upto uuid,                    -- last person who has a sheet: opening goes on from here after a crash
  opened_at timestamptz,
  closed_at timestamptz,
  evaluated_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (organisation_id, id),
  check (closes_on >= opens_on)
);
create index campaigns_year on campaigns (organisation_id, fiscal_year);

-- What is asked: one row per reporting group and requirement. The words are kept as they were asked.
create table campaign_items (
  organisation_id uuid not null,
  campaign_id uuid not null,
  role_group text not null,
  item_id text not null,
  position smallint,                   -- fixed at opening; the items of a group are neighbours
  roles text[] not null,               -- the roles of the group that the requirement names
  question text not null,
  summary text not null,
  evidence text not null default '',
  not_applicable_when text not null default '',
  reason text not null default '',     -- why it was chosen this year
  primary key (organisation_id, campaign_id, role_group, item_id),
  foreign key (organisation_id, campaign_id) references campaigns (organisation_id, id) on delete cascade
);

create table campaign_periods (
  organisation_id uuid not null,
  campaign_id uuid not null,
  unit_id uuid not null,
  opens_on date not null,
  closes_on date not null,
  primary key (organisation_id, campaign_id, unit_id),
  foreign key (organisation_id, campaign_id) references campaigns (organisation_id, id) on delete cascade,
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  check (closes_on >= opens_on)
);

create table campaign_orders (
  organisation_id uuid not null,
  campaign_id uuid not null,
  unit_id uuid not null,
  ordered_by uuid not null,
  ordered_at timestamptz not null default now(),
  note text not null default '',
  primary key (organisation_id, campaign_id, unit_id),
  foreign key (organisation_id, campaign_id) references campaigns (organisation_id, id) on delete cascade,
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  foreign key (organisation_id, ordered_by) references people (organisation_id, id)
);

-- One sheet per person of the frozen population, excluded ones included. `letters` holds the state of every item of
-- the campaign, one letter each: - not asked, u unanswered, d done, x not done, a not applicable. It always says the
-- same as sheet_items. `counted` and `counted_stage` are what the tallies already hold of this sheet.
create table sheets (
  organisation_id uuid not null,
  campaign_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  person_number text not null,
  unit_id uuid,
  unit_path text not null,
  assets jsonb not null default '[]',  -- systems, areas and services asked about: id, kind, name
  opens_on date not null,
  closes_on date not null,
  excluded_reason text,
  excluded_note text not null default '',
  letters text not null default '',
  submitted_at timestamptz,
  saved_at timestamptz,
  counted text not null default '',
  counted_stage text not null default '',
  dirty boolean not null default true,
  version integer not null default 1,
  primary key (organisation_id, campaign_id, person_id),
  foreign key (organisation_id, campaign_id) references campaigns (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references people (organisation_id, id)
) with (fillfactor = 60);
create index sheets_unit on sheets (organisation_id, campaign_id, unit_path text_pattern_ops);
create index sheets_dirty on sheets (organisation_id, campaign_id) where dirty;
create index sheets_person on sheets (organisation_id, person_id);

-- One row per answer. No index but the key, so that answering is a heap-only update.
create table sheet_items (
  organisation_id uuid not null,
  campaign_id uuid not null,
  person_id uuid not null,
  position smallint not null,
  state text not null check (state in ('unanswered', 'done', 'not_done', 'not_applicable')),
  version integer not null default 1,
  answered_at timestamptz,
  parts jsonb,                         -- asset id -> state, where the item is asked per system, area or service
  reason text not null default '',
  comment text not null default '',
  evidence text not null default '',
  primary key (organisation_id, campaign_id, person_id, position),
  foreign key (organisation_id, campaign_id, person_id)
    references sheets (organisation_id, campaign_id, person_id) on delete cascade
) with (fillfactor = 50);

-- Integer counts per unit (with everything below it; the nil id is the whole organisation). item 0 holds the counts
-- of sheets: stage:…, population:group, heard:group. Folded in the background; reads add what is still dirty.
create table tallies (
  organisation_id uuid not null,
  campaign_id uuid not null,
  unit_id uuid not null,
  item smallint not null,
  measure text not null,
  n integer not null,
  primary key (organisation_id, campaign_id, unit_id, item, measure),
  foreign key (organisation_id, campaign_id) references campaigns (organisation_id, id) on delete cascade
) with (fillfactor = 70);

-- Whoever was urged or reminded, and when: nobody is urged twice within the pause of the campaign.
create table campaign_urges (
  organisation_id uuid not null,
  campaign_id uuid not null,
  person_id uuid not null,
  urged_at timestamptz not null,
  kind text not null check (kind in ('urge', 'reminder')),
  urged_by uuid,                       -- account; null for the clock
  mailed boolean not null,
  primary key (organisation_id, campaign_id, person_id, urged_at),
  foreign key (organisation_id, campaign_id, person_id)
    references sheets (organisation_id, campaign_id, person_id) on delete cascade
);

-- What officers find in the figures: each 部局 its own issues, then the common ones, then the CISO's conclusion.
create table campaign_evaluations (
  organisation_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  level text not null check (level in ('unit', 'common', 'final')),
  unit_id uuid,
  findings text not null default '',
  measures text not null default '',
  figures jsonb not null default '{}', -- the counts that the evaluator saw
  submitted_at timestamptz,
  submitted_by uuid,
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, campaign_id) references campaigns (organisation_id, id) on delete cascade,
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  foreign key (organisation_id, submitted_by) references people (organisation_id, id),
  check ((level = 'unit') = (unit_id is not null))
);
create unique index campaign_evaluations_one
  on campaign_evaluations (organisation_id, campaign_id, level, unit_id) nulls not distinct;

-- Orders to improve, and the results that come back.
create table improvements (
  organisation_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  unit_id uuid not null,               -- the unit whose officers carry it out
  item_id text not null default '',
  title text not null,
  body text not null default '',
  due_on date not null,
  status text not null check (status in ('ordered', 'reported', 'confirmed')),
  ordered_by uuid,
  ordered_at timestamptz not null default now(),
  report text not null default '',
  reported_by uuid,
  reported_at timestamptz,
  remark text not null default '',     -- the reply when a report is sent back
  confirmed_by uuid,
  confirmed_at timestamptz,
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, campaign_id) references campaigns (organisation_id, id) on delete cascade,
  foreign key (organisation_id, unit_id) references units (organisation_id, id),
  foreign key (organisation_id, ordered_by) references people (organisation_id, id),
  foreign key (organisation_id, reported_by) references people (organisation_id, id),
  foreign key (organisation_id, confirmed_by) references people (organisation_id, id)
);
create index improvements_campaign on improvements (organisation_id, campaign_id, due_on);
