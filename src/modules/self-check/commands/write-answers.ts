import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import type { AnswerState } from '../model.ts';
import { letterSql } from '../sheet-letters.ts';

/** An answer of one person to the item at one position, as it comes from a filled file or a generator. */
export interface BulkAnswer {
  readonly personId: string;
  readonly position: number;
  readonly state: AnswerState;
  /** Of an item that is asked per system: the state of each; without it all get the state of the item. */
  readonly parts?: Readonly<Record<string, AnswerState>>;
  readonly reason?: string | undefined;
  readonly comment?: string | undefined;
  readonly evidence?: string | undefined;
}

/** Locks sheets in the order of people, so that two who write many at once wait for each other. */
export async function lockSheets(tx: Tx, campaignId: string, people: readonly string[]): Promise<void> {
  await tx.execute(sql`
    select 1 from sheets where organisation_id = ${tx.organisationId} and campaign_id = ${campaignId}
      and person_id = any (${sql.param(people)}::uuid[]) order by person_id for no key update`);
}

/**
 * Writes answers of many people at once, in two statements per call; positions that a person is not asked are passed
 * over. `submit` hands the sheets in that are named. Whether the campaign is open, and the record of it in the audit
 * trail, are the caller's.
 */
export async function writeAnswers(
  tx: Tx,
  campaignId: string,
  answers: readonly BulkAnswer[],
  submit: readonly string[] = [],
): Promise<number> {
  const column = <T>(pick: (answer: BulkAnswer) => T) => sql.param(answers.map(pick));
  const people = [...new Set(answers.map((answer) => answer.personId))];
  await lockSheets(tx, campaignId, [...people, ...submit]);
  const written = await tx.execute(sql`
    update sheet_items s set state = i.state, reason = i.reason, comment = i.comment, evidence = i.evidence,
      version = s.version + 1, answered_at = now(),
      parts = case when s.parts is null then null when i.parts is not null then s.parts || i.parts
        else (select jsonb_object_agg(k, i.state) from jsonb_object_keys(s.parts) k) end
    from unnest(${column((answer) => answer.personId)}::uuid[], ${column((answer) => answer.position)}::smallint[],
      ${column((answer) => answer.state)}::text[],
      ${column((answer) => (answer.parts ? JSON.stringify(answer.parts) : null))}::jsonb[], ${column((answer) => answer.reason ?? '')}::text[],
      ${column((answer) => answer.comment ?? '')}::text[], ${column((answer) => answer.evidence ?? '')}::text[])
      as i (person_id, position, state, parts, reason, comment, evidence)
    where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaignId}
      and s.person_id = i.person_id and s.position = i.position`);
  await tx.execute(sql`
    update sheets s set dirty = true, version = s.version + 1, saved_at = now(),
      submitted_at = case when s.person_id = any (${sql.param(submit)}::uuid[]) then coalesce(s.submitted_at, now())
        else s.submitted_at end,
      letters = (
        select string_agg(case when i.state is null then '-' else ${letterSql(sql`i.state`)} end, '' order by p.position)
        from generate_series(1, length(s.letters)) as p (position)
        left join lateral (select state from sheet_items i where i.organisation_id = s.organisation_id
          and i.campaign_id = s.campaign_id and i.person_id = s.person_id and i.position = p.position) i on true)
    where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaignId} and s.excluded_reason is null
      and s.person_id = any (${sql.param([...people, ...submit])}::uuid[])`);
  return written.rowCount ?? 0;
}
