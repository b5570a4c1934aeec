import type { QueryResultRow } from 'pg';
import { Conflict, type FieldProblem, InvalidInput, KijunError, NotFound } from '../../../kernel/errors.ts';
import { looksLikeMyNumber } from '../../../kernel/japanese.ts';
import { type AuditEvent, eventValues, insertEventSql } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import { sendTogether, type Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { type AnswerState, type CampaignStatus, letterOf, mayDo, worstOf } from '../model.ts';
import { type ItemsByKey, loadItemsByKey, type PlacedItem, placeKey } from '../queries/campaign.ts';
import { answeringLock } from './against-closing.ts';

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

interface OpenSheet {
  readonly status: CampaignStatus;
  readonly opens_on: string;
  readonly closes_on: string;
  readonly excluded_reason: string | null;
  readonly letters: string;
}

interface ReadSheet extends QueryResultRow, OpenSheet {
  readonly items: readonly ItemCells[] | null;
}

type ItemCells = readonly [number, number, AnswerState, Kept['parts'], string, string, string];

/** An answer in full, as it is kept and as the audit trail names it. */
interface Kept {
  readonly state: AnswerState;
  readonly parts: Readonly<Record<string, AnswerState>> | null;
  readonly reason: string;
  readonly comment: string;
  readonly evidence: string;
}

interface CurrentItem extends Kept {
  readonly position: number;
  readonly version: number;
}

/** What the person wants of one item; the answers for several systems of one item are one wish. */
interface Wish {
  readonly placed: PlacedItem;
  /** Of the whole item; null where only single systems are answered for. */
  readonly state: AnswerState | null;
  readonly parts: Readonly<Record<string, AnswerState>>;
  readonly reason: string;
  readonly comment: string;
  readonly evidence: string;
  readonly version: number;
}

/** A wish that makes a difference: the item as it is and as it becomes. */
interface Change {
  readonly placed: PlacedItem;
  readonly before: CurrentItem;
  readonly after: Kept;
}

/**
 * Saves answers into the actor's own sheet: all of them or none. Two round trips to the database, whatever the
 * number of answers: lock and read, then write and record, the latter together with the commit. Throws `Conflict` with
 * the answers that somebody changed meanwhile (in another window, or from a sheet on paper), `InvalidInput` for answers
 * that cannot be taken. An answer that is sent once more, because the first acknowledgement was lost on the way, is
 * taken as saved. Ends the transaction: nothing may follow it.
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
  const items = await loadItemsByKey(tx, campaignId);
  const { sheet, current } = await lockSheet(tx, campaignId, personId, positionsOf(answers, items));
  refuseClosed(sheet, today);
  const wishes = wishesOf(answers, items, sheet);
  const changes = changesOf(wishes, current);
  if (changes.length > 0) write(tx, actor, { campaignId, personId, letters: sheet.letters }, changes);
  return savedItems(wishes, current, changes);
}

function positionsOf(answers: readonly Answer[], items: ItemsByKey): readonly number[] {
  const placed = answers.map(({ roleGroup, item }) => items.get(placeKey(roleGroup, item))?.position);
  return placed.filter((position) => position !== undefined);
}

const lockSql = `
  select ${answeringLock('$2')} from sheets
  where organisation_id = $1 and campaign_id = $2 and person_id = $3 for no key update`;

const readSql = `
  select c.status, s.opens_on, s.closes_on, s.excluded_reason, s.letters, (
      select json_agg(json_build_array(i.position, i.version, i.state, i.parts, i.reason, i.comment, i.evidence))
      from sheet_items i
      where i.organisation_id = $1 and i.campaign_id = $2 and i.person_id = $3 and i.position between $4 and $5
    ) as items
  from sheets s join campaigns c on c.organisation_id = s.organisation_id and c.id = s.campaign_id
  where s.organisation_id = $1 and s.campaign_id = $2 and s.person_id = $3`;

/**
 * Locks the sheet and reads it: what decides whether it may be answered, and its items in the span of the positions.
 * Two statements on one way, because only a statement that begins after the lock sees what was saved before it.
 */
async function lockSheet(
  tx: Tx,
  campaignId: string,
  personId: string,
  positions: readonly number[],
): Promise<{ readonly sheet: OpenSheet; readonly current: ReadonlyMap<number, CurrentItem> }> {
  const key = [tx.organisationId, campaignId, personId];
  const span = positions.length === 0 ? [0, 0] : [Math.min(...positions), Math.max(...positions)];
  sendTogether(tx.client);
  const [, read] = await Promise.all([
    tx.client.query({ name: 'self-check.lock-sheet', text: lockSql, values: key }),
    tx.client.query<ReadSheet>({
      name: 'self-check.read-sheet',
      text: readSql,
      values: [...key, ...span],
    }),
  ]);
  const sheet = read.rows[0];
  if (!sheet || sheet.excluded_reason !== null) throw new NotFound(t.ref('sheet.none'));
  return { sheet, current: new Map((sheet.items ?? []).map(currentItem)) };
}

const currentItem = ([position, version, state, parts, reason, comment, evidence]: ItemCells): [
  number,
  CurrentItem,
] => [position, { position, version, state, parts, reason, comment, evidence }];

/** Refuses a sheet that cannot be answered today, saying why. */
export function refuseClosed(
  sheet: Pick<OpenSheet, 'status' | 'opens_on' | 'closes_on'>,
  today: string,
): void {
  if (!mayDo('answer', sheet.status)) throw new KijunError(409, t.ref('sheet.campaignClosed'));
  if (today < sheet.opens_on) throw new KijunError(409, t.ref('sheet.tooEarly', { date: sheet.opens_on }));
  if (today > sheet.closes_on) throw new KijunError(409, t.ref('sheet.tooLate', { date: sheet.closes_on }));
}

/** Checks the answers and puts those about one item together. */
function wishesOf(answers: readonly Answer[], items: ItemsByKey, sheet: OpenSheet): Wish[] {
  const wishes = new Map<number, Wish>();
  const problems: FieldProblem[] = [];
  for (const [index, answer] of answers.entries()) {
    const item = items.get(placeKey(answer.roleGroup, answer.item));
    if (!item || (sheet.letters[item.position - 1] ?? '-') === '-') {
      problems.push({
        field: `answers.${index}.item`,
        message: t.ref('answer.notAsked', { item: answer.item }),
      });
      continue;
    }
    problems.push(...problemsOf(answer, index));
    const earlier = wishes.get(item.position);
    wishes.set(item.position, {
      placed: item,
      state: answer.system === undefined ? answer.state : (earlier?.state ?? null),
      parts: answer.system === undefined ? {} : { ...earlier?.parts, [answer.system]: answer.state },
      reason: answer.reason ?? earlier?.reason ?? '',
      comment: answer.comment ?? earlier?.comment ?? '',
      evidence: answer.evidence ?? earlier?.evidence ?? '',
      version: answer.version,
    });
  }
  if (problems.length > 0) throw new InvalidInput(t.ref('answer.invalid'), problems);
  return [...wishes.values()];
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

/** What the wishes change. Those made on an old version are conflicts, unless they ask for what is there already. */
function changesOf(wishes: readonly Wish[], current: ReadonlyMap<number, CurrentItem>): Change[] {
  const changes: Change[] = [];
  const conflicts: Change[] = [];
  for (const wish of wishes) {
    const before = current.get(wish.placed.position);
    if (!before) throw new Error(`item ${wish.placed.position} is asked and not there`);
    const after = fulfil(wish, before);
    const change = { placed: wish.placed, before, after };
    if (before.version === wish.version) changes.push(change);
    else if (!isSame(before, after)) conflicts.push(change);
  }
  if (conflicts.length > 0) throw new Conflict(t.ref('answer.conflict'), conflicts.map(differenceOf));
  return changes;
}

/** The item as the wish makes it: an answer for the whole item is one for each of its systems. */
function fulfil(wish: Wish, before: CurrentItem): Kept {
  const { reason, comment, evidence } = wish;
  const stray = Object.keys(wish.parts).find((asset) => before.parts?.[asset] === undefined);
  if (stray !== undefined) throw new InvalidInput(t.ref('answer.otherSystem', { item: wish.placed.itemId }));
  const whole = wish.state ?? 'unanswered';
  if (before.parts === null) return { state: whole, parts: null, reason, comment, evidence };
  const entries = Object.entries(before.parts).map(
    ([asset, state]) => [asset, wish.parts[asset] ?? wish.state ?? state] as const,
  );
  const parts = Object.fromEntries(entries);
  return { state: worstOf(Object.values(parts)), parts, reason, comment, evidence };
}

const sameParts = (a: Kept['parts'], b: Kept['parts']): boolean =>
  Object.entries(a ?? {}).every(([asset, state]) => b?.[asset] === state);

const isSame = (a: Kept, b: Kept): boolean =>
  a.state === b.state &&
  a.reason === b.reason &&
  a.comment === b.comment &&
  a.evidence === b.evidence &&
  sameParts(a.parts, b.parts);

const keptOf = ({ state, parts, reason, comment, evidence }: Kept): Kept => ({
  state,
  parts,
  reason,
  comment,
  evidence,
});

const differenceOf = ({ placed, before, after }: Change) => ({
  field: `${placed.roleGroup}/${placed.itemId}`,
  yours: after,
  current: { ...keptOf(before), version: before.version },
});

/** Writes the items, the letters of the sheet in step with them, and the event, at once. */
const writeSql = `
  with changed as (
    update sheet_items s set state = i.state, parts = i.parts, reason = i.reason, comment = i.comment,
      evidence = i.evidence, version = s.version + 1, answered_at = now()
    from unnest($4::smallint[], $5::text[], $6::jsonb[], $7::text[], $8::text[], $9::text[])
      as i (position, state, parts, reason, comment, evidence)
    where s.organisation_id = $1 and s.campaign_id = $2 and s.person_id = $3 and s.position = i.position
  ), recorded as (
    ${insertEventSql(11)}
  )
  update sheets set dirty = true, saved_at = now(), version = version + 1, letters = $10
  where organisation_id = $1 and campaign_id = $2 and person_id = $3`;

function write(
  tx: Tx,
  actor: Actor,
  sheet: { readonly campaignId: string; readonly personId: string; readonly letters: string },
  changes: readonly Change[],
): void {
  const { campaignId, personId, letters } = sheet;
  const column = <T>(pick: (after: Kept) => T) => changes.map(({ after }) => pick(after));
  const next = [...letters];
  for (const { placed, after } of changes) next[placed.position - 1] = letterOf[after.state];
  tx.conclude({
    name: 'self-check.write-answers',
    text: writeSql,
    values: [
      tx.organisationId,
      campaignId,
      personId,
      changes.map(({ placed }) => placed.position),
      column((after) => after.state),
      column((after) => after.parts && JSON.stringify(after.parts)),
      column((after) => after.reason),
      column((after) => after.comment),
      column((after) => after.evidence),
      next.join(''),
      ...eventValues(actor, eventOf(`${campaignId}/${personId}`, changes)),
    ],
  });
}

function savedItems(
  wishes: readonly Wish[],
  current: ReadonlyMap<number, CurrentItem>,
  changes: readonly Change[],
): SavedItem[] {
  const changed = new Map(changes.map((change) => [change.placed.position, change]));
  return wishes.map(({ placed, version }) => {
    const change = changed.get(placed.position);
    const now = current.get(placed.position);
    return {
      roleGroup: placed.roleGroup,
      item: placed.itemId,
      state: change?.after.state ?? now?.state ?? 'unanswered',
      version: change ? version + 1 : (now?.version ?? version),
    };
  });
}

/** One event per save: every item that changed, in full where something was written, else its state alone. */
function eventOf(entityId: string, changes: readonly Change[]): AuditEvent {
  const side = (pick: (change: Change) => Kept) =>
    Object.fromEntries(
      changes.map((change) => [`${change.placed.roleGroup}/${change.placed.itemId}`, shorten(pick(change))]),
    );
  return {
    action: 'campaign.answer',
    entity: 'sheet',
    entityId,
    before: side((change) => keptOf(change.before)),
    after: side((change) => change.after),
  };
}

function shorten(kept: Kept): unknown {
  const written = kept.parts !== null || kept.reason !== '' || kept.comment !== '' || kept.evidence !== '';
  return written ? kept : kept.state;
}
