-- What an office adds to the guide pages of its standard: pages of its own, words to a situation, and whom to ask.
create table guide_pages (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  situation_id text,                   -- of the pack's guide: then the page adds to it; null: a page by itself
  title text not null,
  headline text not null default '',
  body text not null default '',
  do_lines text[] not null default '{}',
  dont_lines text[] not null default '{}',
  keywords text[] not null default '{}',
  action text,                         -- what the adviser is asked
  permission_type text,                -- the form that opens
  position integer not null default 0,
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (organisation_id, id)
);
create index guide_pages_situation on guide_pages (organisation_id, situation_id, position);

create table guide_contacts (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  phone text not null default '',
  email text not null default '',
  hours text not null default '',
  note text not null default '',
  urgent boolean not null default false, -- shown where something has to be reported at once
  position integer not null default 0,
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (organisation_id, id)
);
create index guide_contacts_position on guide_contacts (organisation_id, position);
