-- By part of a type that the organisation changed: the day, and what the pack said of it then. From it the screen tells
-- whether the pack or the organisation changed last. What was changed before this is not in it.
alter table permission_type_changes add column seen jsonb not null default '{}';
