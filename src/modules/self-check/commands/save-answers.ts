import type { QueryResultRow } from 'pg';
import { Conflict, type FieldProblem, InvalidInput, KijunError, NotFound } from '../../../kernel/errors.ts';
import { looksLikeMyNumber } from '../../../kernel/japanese.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { type AnswerState, type CampaignStatus, mayDo } from '../model.ts';
import { loadPlacedItems, type PlacedItem } from '../queries/campaign.ts';

/** One answer, as the person gives it. */
export interface Answer {
  readonly roleGroup: string;
  readonly item: string;
  /** The system, area or service that the answer is about; absent: all of them. */
  readonly system?: string | undefined;
  readonly state: AnswerState;
  readonly reason?: string | undefined;
  readonly comment?: string | undefined;
  readonly evidence?: string | undefined;
  /** The version of the item that the person saw. */
  readonly version: number;
}

/** An item after saving. */
export interface SavedItem {
  readonly roleGroup: string;
  readonly item: string;
  readonly state: AnswerState;
  readonly version: number;
}

interface LockedSheet extends QueryResultRow {
  readonly status: CampaignStatus;
  readonly opens_on: string;
  readonly closes_on: string;
  readonly excluded_reason: string | null;
  readonly letters: string;
}

/** What one item is to become; the answers for several systems of one item are one change. */
interface Change {
  readonly placed: PlacedItem;
  readonly state: AnswerState;
  readonly parts: Readonly<Record<string, AnswerState>> | null;
  readonly reason: string;
  readonly comment: string;
  readonly evidence: string;
  readonly version: number;
}

/** An answer in full, as it is kept and as the audit trail names it. */
interface Kept {
  readonly state: AnswerState;
  readonly parts: Readonly<Record<string, AnswerState>> | null;
  readonly reason: string;
  readonly comment: string;
  readonly evidence: string;
}

/** An item that was written: as it is now, and as it was. */
interface ChangedRow extends QueryResultRow, Kept {
  readonly position: number;
  readonly version: number;
  readonly old_state: AnswerState;
  readonly old_parts: Kept['parts'];
  readonly old_reason: string;
  readonly old_comment: string;
  readonly old_evidence: string;
}

/**
 * Saves answers into the actor's own sheet: all of them or none. Two statements and the audit event, whatever the
 * number of answers. Throws `Conflict` with the answers that somebody changed meanwhile (in another window, or from
 * a sheet on paper), `InvalidInput` for answers that cannot be taken.
 */
export async function saveAnswers(
  tx: Tx,
  actor: Actor,
  campaignId: string,
  answers: readonly Answer[],
  today: string,
): Promise<readonly SavedItem[]> {
  const personId = actor.personId;
  if (personId === null) throw new NotFound(t.ref('sheet.none'));
  const items = await loadPlacedItems(tx, campaignId);
  const sheet = await lockSheet(tx, campaignId, personId);
  refuseClosed(sheet, today);
  const changes = changesOf(answers, items, sheet);
  const rows = await write(tx, campaignId, personId, changes);
  const saved = await settle(tx, campaignId, personId, changes, rows);
  if (rows.length > 0) await record(tx, actor, campaignId, personId, changes, rows);
  return saved;
}

/** The sheet, locked, with what decides whether it may be answered. */
async function lockSheet(tx: Tx, campaignId: string, personId: string): Promise<LockedSheet> {
  const result = await tx.client.query<LockedSheet>({
    name: 'self-check.lock-sheet',
    text: `
      select c.status, s.opens_on, s.closes_on, s.excluded_reason, s.letters
      from sheets s join campaigns c on c.organisation_id = s.organisation_id and c.id = s.campaign_id
      where s.organisation_id = $1 and s.campaign_id = $2 and s.person_id = $3
      for update of s`,
    values: [tx.organisationId, campaignId, personId],
  });
  const sheet = result.rows[0];
  if (!sheet || sheet.excluded_reason !== null) throw new NotFound(t.ref('sheet.none'));
  return sheet;
}

/** Refuses a sheet that cannot be answered today, saying why. */
export function refuseClosed(
  sheet: Pick<LockedSheet, 'status' | 'opens_on' | 'closes_on'>,
  today: string,
): void {
  if (!mayDo('answer', sheet.status)) throw new KijunError(409, t.ref('sheet.campaignClosed'));
  if (today < sheet.opens_on) throw new KijunError(409, t.ref('sheet.tooEarly', { date: sheet.opens_on }));
  if (today > sheet.closes_on) throw new KijunError(409, t.ref('sheet.tooLate', { date: sheet.closes_on }));
}

/** Checks the answers and puts those about one item together. */
function changesOf(answers: readonly Answer[], items: readonly PlacedItem[], sheet: LockedSheet): Change[] {
  const placed = new Map(items.map((item) => [`${item.roleGroup}/${item.itemId}`, item]));
  const changes = new Map<number, Change>();
  const problems: FieldProblem[] = [];
  for (const [index, answer] of answers.entries()) {
    const item = placed.get(`${answer.roleGroup}/${answer.item}`);
    if (!item || (sheet.letters[item.position - 1] ?? '-') === '-') {
      problems.push({
        field: `answers.${index}.item`,
        message: t.ref('answer.notAsked', { item: answer.item }),
      });
      continue;
    }
    problems.push(...problemsOf(answer, index));
    const earlier = changes.get(item.position);
    changes.set(item.position, {
      placed: item,
      state: answer.state,
      parts: answer.system === undefined ? null : { ...earlier?.parts, [answer.system]: answer.state },
      reason: answer.reason ?? earlier?.reason ?? '',
      comment: answer.comment ?? earlier?.comment ?? '',
      evidence: answer.evidence ?? earlier?.evidence ?? '',
      version: answer.version,
    });
  }
  if (problems.length > 0) throw new InvalidInput(t.ref('answer.invalid'), problems);
  return [...changes.values()];
}

/** What is wrong with the words of an answer: 該当なし needs a reason, and an individual number is never taken. */
export function problemsOf(answer: Omit<Answer, 'version'>, index: number): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (answer.state === 'not_applicable' && (answer.reason ?? '').trim() === '') {
    problems.push({
      field: `answers.${index}.reason`,
      message: t.ref('answer.reasonMissing', { item: answer.item }),
    });
  }
  for (const field of ['reason', 'comment', 'evidence'] as const) {
    if (looksLikeMyNumber(answer[field] ?? '')) {
      problems.push({
        field: `answers.${index}.${field}`,
        message: t.ref('answer.myNumber', { item: answer.item }),
      });
    }
  }
  return problems;
}

const worstSql = `
  case when bool_or(p.state = 'not_done') then 'not_done' when bool_or(p.state = 'unanswered') then 'unanswered'
    when bool_or(p.state = 'done') then 'done' else 'not_applicable' end`;

/** Writes items that still have the version which was seen, and the letters of the sheet. */
const writeSql = `
  with input as (
    select * from unnest($4::smallint[], $5::text[], $6::jsonb[], $7::text[], $8::text[], $9::text[], $10::int[])
      as i (position, state, parts, reason, comment, evidence, version)
  ), old as (
    -- The sheet is locked, so what this statement sees of its items is the latest.
    select s.position, s.version, s.state, s.parts, s.reason, s.comment, s.evidence from sheet_items s
    where s.organisation_id = $1 and s.campaign_id = $2 and s.person_id = $3
  ), changed as (
    update sheet_items s set
      state = case when old.parts is null or input.parts is null then input.state else (
        select ${worstSql} from jsonb_each_text(old.parts || input.parts) as p (asset, state)) end,
      parts = case when old.parts is null then null when input.parts is not null then old.parts || input.parts
        else (select jsonb_object_agg(k, input.state) from jsonb_object_keys(old.parts) k) end,
      reason = input.reason, comment = input.comment, evidence = input.evidence,
      version = old.version + 1, answered_at = now()
    from input join old on old.position = input.position and old.version = input.version
    where s.organisation_id = $1 and s.campaign_id = $2 and s.person_id = $3 and s.position = input.position
      and (input.parts is null or old.parts ?& array(select jsonb_object_keys(input.parts)))
    returning s.position, s.version, s.state, s.parts, s.reason, s.comment, s.evidence, old.state as old_state,
      old.parts as old_parts, old.reason as old_reason, old.comment as old_comment, old.evidence as old_evidence
  ), sheet as (
    update sheets s set dirty = true, saved_at = now(), version = s.version + 1, letters = (
      select string_agg(coalesce(
        case c.state when 'done' then 'd' when 'not_done' then 'x' when 'not_applicable' then 'a' when 'unanswered' then 'u' end,
        substr(s.letters, p.position, 1)), '' order by p.position)
      from generate_series(1, length(s.letters)) as p (position)
      left join changed c on c.position = p.position)
    where s.organisation_id = $1 and s.campaign_id = $2 and s.person_id = $3 and exists (select 1 from changed)
  )
  select * from changed`;

async function write(
  tx: Tx,
  campaignId: string,
  personId: string,
  changes: readonly Change[],
): Promise<ChangedRow[]> {
  const column = <T>(pick: (change: Change) => T) => changes.map(pick);
  const result = await tx.client.query<ChangedRow>({
    name: 'self-check.write-answers',
    text: writeSql,
    values: [
      tx.organisationId,
      campaignId,
      personId,
      column((change) => change.placed.position),
      column((change) => change.state),
      column((change) => (change.parts === null ? null : JSON.stringify(change.parts))),
      column((change) => change.reason),
      column((change) => change.comment),
      column((change) => change.evidence),
      column((change) => change.version),
    ],
  });
  return result.rows;
}

/**
 * Every change that did not come through is either saved already (the answer of the first attempt was lost on the
 * way, so it is sent again) or a conflict.
 */
async function settle(
  tx: Tx,
  campaignId: string,
  personId: string,
  changes: readonly Change[],
  rows: readonly ChangedRow[],
): Promise<SavedItem[]> {
  const versions = new Map(rows.map((row) => [row.position, { version: row.version, state: row.state }]));
  const open = changes.filter((change) => !versions.has(change.placed.position));
  if (open.length > 0) {
    const current = await currentOf(tx, campaignId, personId, open);
    for (const { position, version, state } of current) versions.set(position, { version, state });
  }
  return changes.map(({ placed, state, version }) => {
    const after = versions.get(placed.position) ?? { version, state };
    return { roleGroup: placed.roleGroup, item: placed.itemId, ...after };
  });
}

async function currentOf(tx: Tx, campaignId: string, personId: string, open: readonly Change[]) {
  const result = await tx.client.query<Kept & { position: number; version: number }>(
    `select position, version, state, parts, reason, comment, evidence from sheet_items
     where organisation_id = $1 and campaign_id = $2 and person_id = $3 and position = any ($4)`,
    [tx.organisationId, campaignId, personId, open.map((change) => change.placed.position)],
  );
  const current = new Map(result.rows.map((row) => [row.position, row]));
  const differing = open.filter((change) => !isSaved(change, current.get(change.placed.position)));
  const unknownPart = differing.find((change) => asksOtherParts(change, current.get(change.placed.position)));
  if (unknownPart) throw new InvalidInput(t.ref('answer.otherSystem', { item: unknownPart.placed.itemId }));
  if (differing.length > 0) {
    throw new Conflict(
      t.ref('answer.conflict'),
      differing.map((change) => differenceOf(change, current.get(change.placed.position))),
    );
  }
  return result.rows;
}

function isSaved(change: Change, current: Kept | undefined): boolean {
  if (!current) return false;
  const parts = change.parts ?? {};
  const sameState =
    change.parts === null || current.parts === null
      ? current.state === change.state
      : Object.entries(parts).every(([asset, state]) => current.parts?.[asset] === state);
  return (
    sameState &&
    current.reason === change.reason &&
    current.comment === change.comment &&
    current.evidence === change.evidence
  );
}

const asksOtherParts = (change: Change, current: Kept | undefined): boolean =>
  Object.keys(change.parts ?? {}).some((asset) => current?.parts?.[asset] === undefined);

const differenceOf = (change: Change, current: (Kept & { version: number }) | undefined) => ({
  field: `${change.placed.roleGroup}/${change.placed.itemId}`,
  yours: { ...keptOf(change), version: change.version },
  current: current ? { ...keptOf(current), version: current.version } : null,
});

const keptOf = ({ state, parts, reason, comment, evidence }: Kept): Kept => ({
  state,
  parts,
  reason,
  comment,
  evidence,
});

/** One event per save: every item that changed, shortened to its state where nothing was written. */
async function record(
  tx: Tx,
  actor: Actor,
  campaignId: string,
  personId: string,
  changes: readonly Change[],
  rows: readonly ChangedRow[],
): Promise<void> {
  const names = new Map(
    changes.map(({ placed }) => [placed.position, `${placed.roleGroup}/${placed.itemId}`] as const),
  );
  const side = (pick: (row: ChangedRow) => Kept) =>
    Object.fromEntries(
      rows.map((row) => [names.get(row.position) ?? String(row.position), shorten(pick(row))]),
    );
  await recordEvent(tx, actor, {
    action: 'campaign.answer',
    entity: 'sheet',
    entityId: `${campaignId}/${personId}`,
    before: side(formerOf),
    after: side(keptOf),
  });
}

const formerOf = (row: ChangedRow): Kept => ({
  state: row.old_state,
  parts: row.old_parts,
  reason: row.old_reason,
  comment: row.old_comment,
  evidence: row.old_evidence,
});

function shorten(kept: Kept): unknown {
  const written = kept.parts !== null || kept.reason !== '' || kept.comment !== '' || kept.evidence !== '';
  return written ? kept : kept.state;
}
