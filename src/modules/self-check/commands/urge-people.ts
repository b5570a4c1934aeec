import { type SQL, sql } from 'drizzle-orm';
import { formatDate } from '../../../kernel/dates.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { giveNotices, queueMails } from '../../../platform/mail/queue-mail.ts';
import { t } from '../messages.ts';
import type { Campaign } from '../tables.ts';
import { requireDeed } from './change-campaign.ts';

/** Whom to urge: one unit with everything below it, or single persons; without either, everybody in the scope. */
export interface UrgeTarget {
  readonly unitPath?: string;
  readonly personIds?: readonly string[];
}

interface Urged extends Record<string, unknown> {
  readonly person_id: string;
  readonly email: string;
  readonly name: string;
  readonly asked: number;
  readonly answered: number;
  readonly closes_on: string;
}

/** What came of it: how many got a notice, how many of them a mail, and how many were urged too recently. */
export interface UrgeResult {
  readonly urged: number;
  readonly mailed: number;
  readonly tooSoon: number;
}

/**
 * Urges those in the scope who are not done: notice, mail, and a row that says so. Whoever was urged within the
 * pause of the campaign is left alone, also when two officers press the button at once.
 */
export async function urgePeople(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  campaignId: string,
  target: UrgeTarget,
  publicUrl: string,
): Promise<UrgeResult> {
  const campaign = await requireDeed(tx, campaignId, 'answer');
  const where = sql`${withinScope(scope, { unitPath: sql`s.unit_path` })} and ${targetSql(target)}`;
  const { urged, waiting } = await markUrged(tx, campaign, actor, 'urge', where);
  const mailed = await tell(tx, campaign, urged, publicUrl);
  const result = { urged: urged.length, mailed, tooSoon: waiting - urged.length };
  await recordEvent(tx, actor, {
    action: 'campaign.urge',
    entity: 'campaign',
    entityId: campaign.id,
    facts: { ...result, ...target },
  });
  return result;
}

/** Reminds those whose period ends in so many days as the campaign says; done by the clock. Returns how many. */
export async function remindPeople(
  tx: Tx,
  actor: Actor,
  campaign: Campaign,
  today: string,
  publicUrl: string,
): Promise<number> {
  const due = sql`(s.closes_on - ${today}::date) = any (${sql.param(campaign.reminderDays)}::int[])`;
  const { urged } = await markUrged(tx, campaign, actor, 'reminder', due);
  if (urged.length === 0) return 0;
  const mailed = await tell(tx, campaign, urged, publicUrl);
  await recordEvent(tx, actor, {
    action: 'campaign.urge',
    entity: 'campaign',
    entityId: campaign.id,
    facts: { reminded: urged.length, mailed },
  });
  return urged.length;
}

function targetSql(target: UrgeTarget): SQL {
  if (target.personIds) return sql`s.person_id = any (${sql.param(target.personIds)}::uuid[])`;
  return target.unitPath === undefined ? sql`true` : sql`s.unit_path like ${`${target.unitPath}%`}`;
}

/** Sheets are locked in the order of people, so that two who urge at once wait for each other and do not both urge. */
async function markUrged(tx: Tx, campaign: Campaign, actor: Actor, kind: 'urge' | 'reminder', where: SQL) {
  const locked = await tx.execute<{ person_id: string }>(sql`
    select s.person_id from sheets s
    where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaign.id} and s.excluded_reason is null
      and s.submitted_at is null and s.letters like '%u%' and ${where}
    order by s.person_id for no key update`);
  const waiting = locked.rows.map((row) => row.person_id);
  // The clock looks many times a day, and reminds once.
  const hours = kind === 'reminder' ? Math.max(24, campaign.urgePauseHours) : campaign.urgePauseHours;
  const pause = sql`make_interval(hours => ${hours})`;
  const result = await tx.execute<Urged>(sql`
    with urged as (
      insert into campaign_urges (organisation_id, campaign_id, person_id, urged_at, kind, urged_by, mailed)
      select s.organisation_id, s.campaign_id, s.person_id, now(), ${kind}, ${actor.accountId}::uuid, p.email <> ''
      from sheets s join people p on p.organisation_id = s.organisation_id and p.id = s.person_id
      where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaign.id}
        and s.person_id = any (${sql.param(waiting)}::uuid[])
        and not exists (select 1 from campaign_urges g where g.organisation_id = s.organisation_id
          and g.campaign_id = s.campaign_id and g.person_id = s.person_id and g.urged_at > now() - ${pause})
      returning person_id
    )
    select u.person_id, p.email, p.name, s.closes_on, length(replace(s.letters, '-', '')) as asked,
      length(translate(s.letters, 'u-', '')) as answered
    from urged u
    join sheets s on s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaign.id} and s.person_id = u.person_id
    join people p on p.organisation_id = s.organisation_id and p.id = s.person_id`);
  return { urged: result.rows, waiting: waiting.length };
}

async function tell(tx: Tx, campaign: Campaign, urged: readonly Urged[], publicUrl: string): Promise<number> {
  const href = `/self-check/${campaign.id}/sheet`;
  const words = (person: Urged) => ({
    title: campaign.title,
    name: person.name,
    date: formatDate(person.closes_on),
    open: person.asked - person.answered,
    asked: person.asked,
    url: `${publicUrl}${href}`,
  });
  await giveNotices(
    tx,
    urged.map((person) => ({
      personId: person.person_id,
      topic: 'campaign.urge',
      title: t('urge.notice', words(person)),
      detail: t('urge.detail', words(person)),
      href,
    })),
  );
  return queueMails(
    tx,
    urged
      .filter((person) => person.email !== '')
      .map((person) => ({
        to: person.email,
        personId: person.person_id,
        subject: t('urge.subject', words(person)),
        body: t('urge.body', words(person)),
        topic: 'campaign.urge',
      })),
  );
}
