import { sql } from 'drizzle-orm';
import { InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import type { ExclusionReason } from '../model.ts';
import { letterSql } from '../sheet-letters.ts';
import { requireDeed } from './change-campaign.ts';

interface Exclusion {
  readonly campaignId: string;
  readonly personId: string;
  readonly reason: ExclusionReason;
  readonly note: string;
}

/** Takes a person out of the frozen population, with the reason: from here on they count nowhere. Their answers stay. */
export async function excludePerson(tx: Tx, actor: Actor, scope: Scope, exclusion: Exclusion): Promise<void> {
  const { campaignId, personId, reason, note } = exclusion;
  if (reason === 'other' && note.trim() === '') throw new InvalidInput(t.ref('exclude.noteMissing'));
  await requireDeed(tx, campaignId, 'answer');
  const changed = await tx.execute(sql`
    update sheets s set excluded_reason = ${reason}, excluded_note = ${note}, letters = '', dirty = true,
      version = version + 1
    where ${sheetOf(tx, scope, campaignId, personId)} and excluded_reason is null`);
  if (changed.rowCount === 0) throw new NotFound(t.ref('sheet.noneFor'));
  await recordEvent(tx, actor, {
    ...eventOf(campaignId, personId),
    before: { excluded: null },
    after: { excluded: reason, note },
  });
}

/** Takes an excluded person back in, with the answers that were given before. */
export async function includePerson(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  campaignId: string,
  personId: string,
): Promise<void> {
  const campaign = await requireDeed(tx, campaignId, 'answer');
  const count = campaign.roleGroups.reduce((sum, group) => sum + group.count, 0);
  const changed = await tx.execute<{ former: string }>(sql`
    update sheets s set excluded_reason = null, excluded_note = '', dirty = true, version = s.version + 1, letters = l.letters
    from (
      select string_agg(case when i.position is null then '-' else ${letterSql(sql`i.state`)} end, '' order by p.position)
        as letters, count(i.position) as items
      from generate_series(1, ${count}::int) as p (position)
      left join sheet_items i on i.organisation_id = ${tx.organisationId} and i.campaign_id = ${campaignId}
        and i.person_id = ${personId} and i.position = p.position
    ) l
    where ${sheetOf(tx, scope, campaignId, personId)} and s.excluded_reason is not null and l.items > 0`);
  // Who was left out when the population was frozen has no questions, and so cannot be taken in.
  if (changed.rowCount === 0) throw new NotFound(t.ref('include.none'));
  await recordEvent(tx, actor, {
    ...eventOf(campaignId, personId),
    after: { excluded: null, included: true },
  });
}

const sheetOf = (tx: Tx, scope: Scope, campaignId: string, personId: string) => sql`
  s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaignId} and s.person_id = ${personId}
  and ${withinScope(scope, { unitPath: sql`s.unit_path` })}`;

const eventOf = (campaignId: string, personId: string) => ({
  action: 'campaign.operate',
  entity: 'sheet',
  entityId: `${campaignId}/${personId}`,
});
