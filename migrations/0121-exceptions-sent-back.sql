-- A reviewer sends an application back for correction, as the desk does; the applicant mends it and hands it in again.
alter table exceptions drop constraint exceptions_status_check;
alter table exceptions add constraint exceptions_status_check check (status in
  ('draft', 'submitted', 'reviewing', 'sent_back', 'permitted', 'refused', 'withdrawn', 'ended', 'renewed', 'lapsed'));
alter table exceptions
  add column sent_back_reason text not null default '',  -- the last time; earlier ones are in the trail
  add column sent_back_by uuid,
  add column sent_back_at timestamptz;
