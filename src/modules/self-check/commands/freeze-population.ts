import { sql } from 'drizzle-orm';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import { type Database, inOrganisation, type Tx } from '../../../platform/database/database.ts';
import type { Progress } from '../../../platform/jobs/jobs.ts';
import { loadPack } from '../../standards/index.ts';
import { foldCampaign } from '../fold-tallies.ts';
import { WHOLE } from '../model.ts';
import { askedRules } from '../population-rules.ts';
import { loadItems, lockCampaign } from '../queries/campaign.ts';
import { lettersSql, populationSql, sheetAssetsSql } from '../queries/population.ts';

const CHUNK = 4000;

/**
 * Freezes the population of a campaign that is being opened: a sheet for everybody, a row for every question, and
 * the tallies, in chunks of people. Each chunk moves the campaign's mark in the same transaction, so that the work
 * goes on where it stopped when it is run again. Ends with the campaign open.
 */
export async function freezePopulation(
  database: Database,
  actor: Actor,
  campaignId: string,
  progress: Progress = async () => undefined,
): Promise<void> {
  const organisationId = actor.organisationId;
  const people = await inOrganisation(database, organisationId, (tx) => countPeople(tx));
  await inOrganisation(database, organisationId, (tx) => refreshStatistics(tx, populationTables));
  // Making the sheets is most of the work; counting them is the rest.
  for (let done = 0, more = true; more; done += CHUNK) {
    await progress(Math.min(done, people), people * 2);
    more = await inOrganisation(database, organisationId, (tx) => freezeChunk(tx, campaignId));
  }
  await inOrganisation(database, organisationId, (tx) => refreshStatistics(tx, sheetTables));
  await foldCampaign(database, organisationId, campaignId, (folded) => progress(people + folded, people * 2));
  await inOrganisation(database, organisationId, (tx) => finishOpening(tx, actor, campaignId));
  await progress(people * 2, people * 2);
}

/** What the population is read from: perhaps imported a minute ago. */
const populationTables = 'units, people, posts, absences, assets, asset_units, appointments';
const sheetTables = 'sheets, sheet_items, campaign_items';

/** Tables that have just been filled would be planned as if they were empty. */
async function refreshStatistics(tx: Tx, tables: string): Promise<void> {
  await tx.client.query(`analyze ${tables}`);
}

async function countPeople(tx: Tx): Promise<number> {
  const result = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from people where organisation_id = ${tx.organisationId}`,
  );
  return result.rows[0]?.n ?? 0;
}

/** Makes the sheets of the next people; false when nobody is left. */
async function freezeChunk(tx: Tx, campaignId: string): Promise<boolean> {
  const campaign = await lockCampaign(tx, campaignId);
  if (campaign.status !== 'opening') return false;
  const pack = loadPack(campaign.packId);
  const items = await loadItems(tx, campaignId);
  const rules = await askedRules(tx, campaign, items, pack);
  const after = { personId: campaign.frozenUpto ?? WHOLE, limit: CHUNK };
  // A person who holds no role that is asked this year is not in the population, and gets no sheet.
  const result = await tx.execute<{ last: string | null }>(sql`
    with ${populationSql(tx, { campaign, pack, rules, after })},
    lettered as (${lettersSql(items.length)}),
    named as (${sheetAssetsSql(tx, campaign.baseDate)}),
    sheet as (
      insert into sheets (organisation_id, campaign_id, person_id, person_name, person_number, unit_id, unit_path,
        assets, opens_on, closes_on, excluded_reason, letters)
      select ${tx.organisationId}::uuid, ${campaignId}::uuid, p.id, p.name, p.number, p.unit_id, p.unit_path,
        coalesce(n.assets, '[]'), p.opens_on, p.closes_on, p.excluded_reason, coalesce(l.letters, '')
      from person p
      left join lettered l on l.person_id = p.id
      left join named n on n.person_id = p.id
      where l.letters is not null or p.excluded_reason is not null
    ), item as (
      insert into sheet_items (organisation_id, campaign_id, person_id, position, state, parts)
      select ${tx.organisationId}::uuid, ${campaignId}::uuid, a.person_id, a.position, 'unanswered', a.parts
      from asked a order by a.person_id, a.position
    ), moved as (
      update campaigns set frozen_upto = (select id from chunk order by id desc limit 1)
      where organisation_id = ${tx.organisationId} and id = ${campaignId} and exists (select 1 from chunk)
    )
    select (select id from chunk order by id desc limit 1) as last`);
  return result.rows[0]?.last != null;
}

async function finishOpening(tx: Tx, actor: Actor, campaignId: string): Promise<void> {
  const campaign = await lockCampaign(tx, campaignId);
  if (campaign.status !== 'opening') return;
  const counted = await tx.execute<{ asked: number; excluded: number }>(sql`
    update campaigns c set status = 'open', opened_at = now(), version = version + 1
    where c.organisation_id = ${tx.organisationId} and c.id = ${campaignId}
    returning
      (select count(*)::int from sheets s where s.organisation_id = c.organisation_id and s.campaign_id = c.id
        and s.excluded_reason is null) as asked,
      (select count(*)::int from sheets s where s.organisation_id = c.organisation_id and s.campaign_id = c.id
        and s.excluded_reason is not null) as excluded`);
  await recordEvent(tx, actor, {
    action: 'campaign.operate',
    entity: 'campaign',
    entityId: campaignId,
    before: { status: 'opening' },
    after: { status: 'open' },
    facts: counted.rows[0] ?? {},
  });
}
