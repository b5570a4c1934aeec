import type { QueryResultRow } from 'pg';
import { InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { type CampaignStatus, progressOf } from '../model.ts';
import { beginAnswering } from './against-closing.ts';
import { refuseClosed } from './save-answers.ts';

interface Row extends QueryResultRow {
  readonly status: CampaignStatus;
  readonly opens_on: string;
  readonly closes_on: string;
  readonly excluded_reason: string | null;
  readonly letters: string;
  readonly submitted: boolean;
}

/**
 * Hands one's own sheet in. Unanswered items stay unanswered, but only when the person says so
 * (`withUnanswered`). Answers can still be mended until the period ends; handing in again changes nothing.
 */
export async function submitSheet(
  tx: Tx,
  actor: Actor,
  campaignId: string,
  today: string,
  withUnanswered: boolean,
): Promise<{ readonly asked: number; readonly answered: number }> {
  const personId = actor.personId;
  const key = [tx.organisationId, campaignId, personId];
  await beginAnswering(tx, campaignId);
  const found = await tx.client.query<Row>(
    `select c.status, s.opens_on, s.closes_on, s.excluded_reason, s.letters, s.submitted_at is not null as submitted
     from sheets s join campaigns c on c.organisation_id = s.organisation_id and c.id = s.campaign_id
     where s.organisation_id = $1 and s.campaign_id = $2 and s.person_id = $3 for update of s`,
    key,
  );
  const sheet = found.rows[0];
  if (!sheet || sheet.excluded_reason !== null) throw new NotFound(t.ref('sheet.none'));
  refuseClosed(sheet, today);
  const progress = progressOf(sheet.letters);
  const open = progress.asked - progress.answered;
  if (open > 0 && !withUnanswered) throw new InvalidInput(t.ref('submit.unanswered', { count: open }));
  if (sheet.submitted) return progress;
  await tx.client.query(
    `update sheets set submitted_at = now(), dirty = true, version = version + 1
     where organisation_id = $1 and campaign_id = $2 and person_id = $3`,
    key,
  );
  await recordEvent(tx, actor, {
    action: 'campaign.answer',
    entity: 'sheet',
    entityId: `${campaignId}/${personId}`,
    before: { submitted: false },
    after: { submitted: true },
    facts: progress,
  });
  return progress;
}
