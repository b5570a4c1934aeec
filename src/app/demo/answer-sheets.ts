import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database/database.ts';
import type { SamplePeriod } from './calendar.ts';
import type { SampleCampaign, SampleCampaigns } from './sample.ts';

/**
 * Answers the sheets of an open campaign the way the sample says, in sets: what a person answers follows from a hash
 * of person, item and year, so the sample is the same every time. Letters and items stay in step.
 */
export async function answerSheets(
  tx: Tx,
  campaignId: string,
  year: SampleCampaign,
  sample: SampleCampaigns,
  period: SamplePeriod,
): Promise<void> {
  // Just filled: without statistics the joins below are planned as if the tables were empty.
  await tx.execute(sql`analyze sheets, sheet_items, campaign_items`);
  const at = sql`least((${period.answeredOn}::date + time '10:00') at time zone 'Asia/Tokyo', now())`;
  const seed = String(period.fiscalYear);
  await tx.execute(sql`
    with asked as (
      select i.person_id, i.position, ${percent(sql`s.person_number || ':' || i.position || ${seed}`)} as luck,
        coalesce((${JSON.stringify(sample.weak)}::jsonb ->> c.item_id)::int, ${year.done}) as done_share
      from sheet_items i
      join sheets s using (organisation_id, campaign_id, person_id)
      join campaign_items c using (organisation_id, campaign_id, position)
      where i.organisation_id = ${tx.organisationId} and i.campaign_id = ${campaignId} and s.excluded_reason is null and ${percent(sql`s.person_number || ${seed}`)} < ${year.heard}
    ), answered as (
      select person_id, position, case
        when luck < done_share - ${year.notApplicable} then 'done'
        when luck < done_share then 'not_applicable'
        else 'not_done' end as state
      from asked
    )
    update sheet_items i set
      state = a.state,
      parts = case when i.parts is null then null
        else (select jsonb_object_agg(k, a.state) from jsonb_object_keys(i.parts) k) end,
      reason = case a.state when 'not_applicable' then ${sample.notApplicableReason} else '' end,
      comment = case a.state when 'not_done' then ${sample.notDoneComment} else '' end,
      version = i.version + 1,
      answered_at = ${at}
    from answered a
    where i.organisation_id = ${tx.organisationId} and i.campaign_id = ${campaignId}
      and i.person_id = a.person_id and i.position = a.position`);
  await tx.execute(sql`
    with letters as (
      select i.person_id, i.position, case i.state
        when 'done' then 'd' when 'not_done' then 'x' when 'not_applicable' then 'a' else 'u' end as letter
      from sheet_items i where i.organisation_id = ${tx.organisationId} and i.campaign_id = ${campaignId}
    ), spelled as (
      select s.person_id, string_agg(coalesce(l.letter, '-'), '' order by p.position) as letters
      from sheets s
      cross join lateral generate_series(1, length(s.letters)) as p (position)
      left join letters l on l.person_id = s.person_id and l.position = p.position
      where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaignId} and s.excluded_reason is null
      group by s.person_id
    )
    update sheets s set letters = n.letters, saved_at = ${at}, submitted_at = ${at}, dirty = true, version = s.version + 1
    from spelled n
    where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaignId}
      and s.person_id = n.person_id and n.letters ~ '[dxa]'`);
}

/** A number from 0 to 99 that follows from a text. */
const percent = (text: ReturnType<typeof sql>) =>
  sql`(('x' || substr(md5(${text}), 1, 7))::bit(28)::int % 100)`;
