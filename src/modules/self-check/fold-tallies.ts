/**
 * The tallies: integer counts per unit that a dashboard reads instead of the answers. Answering never touches them;
 * this fold brings them up to date in the background, and every read adds what is not folded yet, in one snapshot.
 */
import { sql } from 'drizzle-orm';
import { type Database, inOrganisation, type Tx } from '../../platform/database/database.ts';
import { listOrganisations } from '../../platform/database/organisations.ts';
import { WHOLE } from './model.ts';
import { differencesSql, stageSql } from './sheet-letters.ts';

/** Sheets are locked while they are folded, so a batch is small enough for nobody to notice. */
const BATCH = 250;
const REST_SECONDS = 5;
/** When nobody answers yet, or no longer, larger batches are done sooner. */
const LARGE_BATCH = 2000;

/**
 * Folds up to `limit` sheets of a campaign that were not saved within the last `restSeconds`; returns how many.
 * 0 also when another process is at it.
 */
export async function foldBatch(tx: Tx, campaignId: string, limit = BATCH, restSeconds = 0): Promise<number> {
  const lock = await tx.execute<{ role_groups: unknown }>(sql`
    select role_groups from campaigns where organisation_id = ${tx.organisationId} and id = ${campaignId}
    for no key update skip locked`);
  const campaign = lock.rows[0];
  if (!campaign) return 0;
  // Locked in a statement of its own, so that the next one sees every letter that was saved before the lock.
  const locked = await tx.execute<{ person_id: string }>(sql`
    select person_id from sheets
    where organisation_id = ${tx.organisationId} and campaign_id = ${campaignId} and dirty
      and (saved_at is null or saved_at <= now() - make_interval(secs => ${restSeconds}))
    limit ${limit} for update skip locked`);
  if (locked.rows.length === 0) return 0;
  const people = locked.rows.map((row) => row.person_id);
  const spans = JSON.stringify(campaign.role_groups);
  await tx.execute(sql`
    with batch as materialized (
      select s.person_id, s.unit_path, s.letters, s.counted, ${stageSql('s')} as stage, s.counted_stage
      from sheets s
      where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaignId}
        and s.person_id = any (${sql.param(people)}::uuid[])
    ), counted as (
      insert into tallies (organisation_id, campaign_id, unit_id, item, measure, n)
      select ${tx.organisationId}::uuid, ${campaignId}::uuid, d.unit_id, d.item, d.measure, d.n
      from (${differencesSql(sql`batch`, spans, WHOLE)}) d
      on conflict (organisation_id, campaign_id, unit_id, item, measure) do update set n = tallies.n + excluded.n
    )
    update sheets s set counted = s.letters, counted_stage = ${stageSql('s')}, dirty = false
    where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaignId}
      and s.person_id = any (${sql.param(people)}::uuid[])`);
  return people.length;
}

/** Folds a campaign until nothing is left to fold; each batch in a transaction of its own. */
export async function foldCampaign(
  database: Database,
  organisationId: string,
  campaignId: string,
  report: (folded: number) => Promise<void> = async () => undefined,
): Promise<void> {
  let total = 0;
  for (;;) {
    const folded = await inOrganisation(database, organisationId, (tx) =>
      foldBatch(tx, campaignId, LARGE_BATCH),
    );
    total += folded;
    if (folded === 0) return;
    await report(total);
  }
}

/** Folds every campaign of every organisation that has something to fold. */
export async function foldAll(database: Database): Promise<void> {
  for (const { id } of await listOrganisations(database)) {
    const waiting = await inOrganisation(database, id, (tx) =>
      tx.execute<{ id: string }>(sql`
        select c.id from campaigns c
        where c.organisation_id = ${id} and c.status in ('open', 'closed', 'evaluated')
          and exists (select 1 from sheets s where s.organisation_id = c.organisation_id and s.campaign_id = c.id and s.dirty)`),
    );
    for (const campaign of waiting.rows) await foldQuietly(database, id, campaign.id);
  }
}

/** Leaves alone whoever is just answering: their sheets are folded once, when they pause. */
async function foldQuietly(database: Database, organisationId: string, campaignId: string): Promise<void> {
  const fold = () =>
    inOrganisation(database, organisationId, (tx) => foldBatch(tx, campaignId, BATCH, REST_SECONDS));
  for (let folded = await fold(); folded > 0; folded = await fold());
}
