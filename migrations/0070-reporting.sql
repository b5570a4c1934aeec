-- The figures of a year as they were settled: counts by role group and item, with the method and the break-making
-- facts beside them. What an older report only printed is kept as printed text and never calculated with.
create table annual_results (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  fiscal_year integer not null,
  campaign_id uuid,                    -- the self-check it was settled from; null for a year taken over
  pack_id text not null,
  edition text not null,
  focus text not null check (focus in ('all', 'focused')),
  base_date date,                      -- the population date
  method text not null check (method in ('pooled', 'meanOfItems', 'meanOfSubjects')),
  groups jsonb not null default '[]',  -- ResultGroup of report/history.ts: counts only
  printed jsonb not null default '[]', -- PrintedRates of report/history.ts
  source text not null default '',     -- where printed rates come from
  settled_at timestamptz not null default now(),
  settled_by uuid,                     -- account
  version integer not null default 1,
  primary key (organisation_id, id),
  unique (organisation_id, fiscal_year)
);
