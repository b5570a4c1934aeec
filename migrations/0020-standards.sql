-- The official wording of clauses that an organisation attached to its own installation; the product ships none.
create table official_texts (
  organisation_id uuid not null references organisations (id),
  pack_id text not null,
  clause_id text not null,           -- a requirement or a sub-item of the pack
  body text not null,
  attached_at timestamptz not null,
  primary key (organisation_id, pack_id, clause_id)
);
