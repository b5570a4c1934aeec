-- The conditions of a list that somebody keeps under a name, for themselves.
create table saved_views (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  account_id uuid not null,
  page text not null,                -- the path of the page: '/people'
  name text not null,
  query text not null,               -- the search part of its address: '?q=総務&sort=name'
  saved_at timestamptz not null,
  primary key (organisation_id, id),
  unique (organisation_id, account_id, page, name),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id) on delete cascade
);
