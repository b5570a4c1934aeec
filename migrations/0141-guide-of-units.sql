-- A unit adds pages and contacts of its own, for its people and those of the units below it.
alter table guide_pages add column unit_id uuid;
alter table guide_pages add foreign key (organisation_id, unit_id) references units (organisation_id, id);
alter table guide_contacts add column unit_id uuid;
alter table guide_contacts add foreign key (organisation_id, unit_id) references units (organisation_id, id);
