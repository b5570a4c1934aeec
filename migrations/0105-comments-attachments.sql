-- Comments and attached files of any record. Who sees a record sees them: the record's module decides at each call.
create table comments (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  entity text not null,              -- the kind of record: 'permission-request'
  entity_id uuid not null,
  account_id uuid not null,
  author text not null,              -- the name at that time
  body text not null,
  written_at timestamptz not null,
  removed_at timestamptz,            -- taken back by its author; the text is gone then
  primary key (organisation_id, id)
);
create index comments_record on comments (organisation_id, entity, entity_id, id);

create table attachments (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  entity text not null,
  entity_id uuid not null,
  account_id uuid not null,
  author text not null,
  file_name text not null,
  media_type text not null,          -- found from the content, not from the name
  size integer not null,             -- bytes
  sha256 bytea not null,
  content bytea,                     -- null when the file was taken back
  added_at timestamptz not null,
  removed_at timestamptz,
  primary key (organisation_id, id)
);
create index attachments_record on attachments (organisation_id, entity, entity_id, id);

-- Word templates by which an organisation replaces a printed form of the product.
create table document_templates (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  purpose text not null,             -- which form: 'permission-request'
  file_name text not null,
  content bytea not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  version integer not null default 1,
  primary key (organisation_id, id),
  unique (organisation_id, purpose)
);
