-- Outbox: a mail is a row written with the deed that causes it; the worker sends it afterwards, so none is lost.
create table mail_messages (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  person_id uuid,                    -- the recipient, when a person of the organisation
  recipient text not null,           -- the address
  subject text not null,
  body text not null,
  topic text not null,               -- what it is about: 'campaign.reminder'
  state text not null check (state in ('queued', 'sent', 'failed')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  problem text not null default '',  -- the last one, as the mail server worded it
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  version integer not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);
create index mail_messages_due on mail_messages (organisation_id, next_attempt_at) where state = 'queued';
create index mail_messages_newest on mail_messages (organisation_id, id desc);

-- Notices inside the product, for a person or for an account without one.
create table notices (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  person_id uuid,
  account_id uuid,
  topic text not null,
  title text not null,
  detail text not null default '',
  href text not null default '',     -- the page of the product that it is about
  created_at timestamptz not null default now(),
  read_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id) on delete cascade,
  check ((person_id is null) <> (account_id is null))
);
create index notices_person on notices (organisation_id, person_id, id desc);
create index notices_account on notices (organisation_id, account_id, id desc);
