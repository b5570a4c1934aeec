import { sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { resolveMessage } from '../../../kernel/messages.ts';
import type { ImportStrategy } from '../../../kit/server/import.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Upload } from '../../../platform/http/route.ts';
import { t } from '../messages.ts';
import { type AnswerState, worstOf } from '../model.ts';
import { type PaperAnswer, type PaperProblem, readSheets } from '../paper/read-workbook.ts';
import { requireDeed } from './change-campaign.ts';
import { type BulkAnswer, lockSheets, writeAnswers } from './write-answers.ts';

/** A file of filled sheets. */
export interface SheetFile {
  readonly campaignId: string;
  readonly file: Upload | undefined;
}

/** What a file would do. */
export interface SheetPreview {
  readonly counts: {
    readonly new: number;
    readonly changed: number;
    readonly unchanged: number;
    readonly rejected: number;
  };
  readonly ignoredColumns: string[];
  readonly problems: { readonly row: number; readonly column: string; readonly message: string }[];
  readonly changes: {
    readonly row: number;
    readonly kind: 'new' | 'changed';
    readonly name: string;
    readonly fields: { readonly label: string; readonly before: string; readonly after: string }[];
  }[];
}

/** What a file has done. */
export interface SheetResult {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
}

interface Current extends Record<string, unknown> {
  readonly person_id: string;
  readonly number: string;
  readonly position: number;
  readonly role_group: string;
  readonly item_id: string;
  readonly state: AnswerState;
  readonly parts: Readonly<Record<string, AnswerState>> | null;
  readonly reason: string;
  readonly comment: string;
  readonly evidence: string;
}

/** One item that the file would change, all its rows together. */
interface Planned {
  readonly current: Current;
  readonly answer: BulkAnswer;
  readonly row: number;
}

interface Plan {
  readonly created: readonly Planned[];
  readonly changed: readonly Planned[];
  readonly unchanged: number;
  readonly problems: readonly PaperProblem[];
}

/**
 * Looks at filled sheets of anybody within the scope: what they would change, and what is wrong with them. Answers that
 * are there already are named only to those who may read them (`readsAnswers`).
 */
export async function previewSheets(
  tx: Tx,
  scope: Scope,
  { campaignId, file }: SheetFile,
  readsAnswers: boolean,
): Promise<SheetPreview> {
  // The file is read before the campaign is locked: nobody waits for that.
  const read = await readSheets(file);
  await requireDeed(tx, campaignId, 'answer');
  return presentPlan(await planOf(tx, scope, campaignId, read.answers, read.problems), readsAnswers);
}

/**
 * Takes filled sheets in: all of them or nothing, recorded per person. An answer that is there already and differs
 * is kept, replaced, or makes the whole file refused, by the strategy.
 */
export async function importSheets(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  given: SheetFile,
  strategy: ImportStrategy,
): Promise<SheetResult> {
  const read = await readSheets(given.file);
  await requireDeed(tx, given.campaignId, 'answer');
  await lockSheets(tx, given.campaignId, [...new Set(read.answers.map(({ key }) => key.personId))]);
  const plan = await planOf(tx, scope, given.campaignId, read.answers, read.problems);
  if (plan.problems.length > 0)
    throw new InvalidInput(t.ref('paper.rejected'), plan.problems.map(toFieldProblem));
  if (strategy === 'stop' && plan.changed.length > 0) {
    throw new InvalidInput(t.ref('paper.stopped', { count: plan.changed.length }));
  }
  const replaced = strategy === 'update' ? plan.changed : [];
  const chosen = [...plan.created, ...replaced];
  if (chosen.length > 0) {
    await writeAnswers(
      tx,
      given.campaignId,
      chosen.map((each) => each.answer),
    );
    await record(tx, actor, given, chosen);
  }
  return {
    created: plan.created.length,
    updated: replaced.length,
    unchanged: plan.unchanged,
    skipped: plan.changed.length - replaced.length,
  };
}

const toFieldProblem = ({ sheet, row, column, message }: PaperProblem) => ({
  field: `${sheet} ${row} ${column}`,
  message,
  row,
  column,
});

async function planOf(
  tx: Tx,
  scope: Scope,
  campaignId: string,
  answers: readonly PaperAnswer[],
  found: readonly PaperProblem[],
): Promise<Plan> {
  const current = await readCurrent(tx, scope, campaignId, answers);
  const problems: PaperProblem[] = [...found];
  const planned = { created: [] as Planned[], changed: [] as Planned[], unchanged: 0 };
  const byItem = Map.groupBy(answers, ({ key }) => `${key.personId}/${key.position}`);
  for (const [item, rows] of byItem) {
    const first = rows[0];
    const now = current.get(item);
    if (!first) continue;
    const stray = rows.find((row) => !now || row.key.campaignId !== campaignId || !isAsked(row, now));
    if (stray || !now) {
      const { sheet, row } = stray ?? first;
      problems.push({ sheet, row, column: t('paper.key'), message: t.ref('paper.notAsked') });
      continue;
    }
    const answer = mergeRows(rows, now);
    if (isSame(answer, now)) planned.unchanged += 1;
    else
      planned[now.state === 'unanswered' ? 'created' : 'changed'].push({
        current: now,
        answer,
        row: first.row,
      });
  }
  return { ...planned, problems };
}

const isAsked = (row: PaperAnswer, now: Current): boolean =>
  row.key.assetId === null || now.parts?.[row.key.assetId] !== undefined;

/** The rows of one item: the state of each system, and the words of the last row that has any. */
function mergeRows(rows: readonly PaperAnswer[], now: Current): BulkAnswer {
  const words = (field: 'reason' | 'comment' | 'evidence') =>
    rows.findLast((row) => row[field] !== '')?.[field] ?? '';
  const given = Object.fromEntries(
    rows.flatMap(({ key, state }) => (key.assetId ? [[key.assetId, state]] : [])),
  );
  const whole = rows.findLast((row) => row.key.assetId === null)?.state;
  const parts =
    now.parts &&
    (whole
      ? Object.fromEntries(Object.keys(now.parts).map((id) => [id, whole]))
      : { ...now.parts, ...given });
  return {
    personId: now.person_id,
    position: now.position,
    state: parts ? worstOf(Object.values(parts)) : (whole ?? 'unanswered'),
    ...(parts && { parts }),
    reason: words('reason'),
    comment: words('comment'),
    evidence: words('evidence'),
  };
}

const isSame = (answer: BulkAnswer, now: Current): boolean =>
  answer.state === now.state &&
  answer.reason === now.reason &&
  answer.comment === now.comment &&
  answer.evidence === now.evidence &&
  Object.entries(answer.parts ?? {}).every(([id, state]) => now.parts?.[id] === state);

/** The items that the file names, as they are now; only those within the scope, of people who are asked. */
async function readCurrent(
  tx: Tx,
  scope: Scope,
  campaignId: string,
  answers: readonly PaperAnswer[],
): Promise<ReadonlyMap<string, Current>> {
  const people = [...new Set(answers.map(({ key }) => key.personId))];
  const result = await tx.execute<Current>(sql`
    select s.person_id, s.person_number as number, i.position, c.role_group, c.item_id, i.state, i.parts, i.reason, i.comment, i.evidence
    from sheets s
    join sheet_items i on i.organisation_id = s.organisation_id and i.campaign_id = s.campaign_id
      and i.person_id = s.person_id
    join campaign_items c on c.organisation_id = i.organisation_id and c.campaign_id = i.campaign_id
      and c.position = i.position
    where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaignId} and s.excluded_reason is null
      and s.person_id = any (${sql.param(people)}::uuid[])
      and ${withinScope(scope, { unitPath: sql`s.unit_path`, personId: sql`s.person_id` })}`);
  return new Map(result.rows.map((row) => [`${row.person_id}/${row.position}`, row]));
}

function presentPlan({ created, changed, unchanged, problems }: Plan, readsAnswers: boolean): SheetPreview {
  const before = ({ state }: Current) =>
    readsAnswers || state === 'unanswered' ? t(`state.${state}`) : t('paper.answered');
  const sample = (kind: 'new' | 'changed') => (planned: Planned) => ({
    row: planned.row,
    kind,
    name: `${planned.current.number} ${planned.current.item_id}`,
    fields: [
      {
        label: t('paper.state'),
        before: before(planned.current),
        after: t(`state.${planned.answer.state}`),
      },
    ],
  });
  return {
    counts: {
      new: created.length,
      changed: changed.length,
      unchanged,
      rejected: new Set(problems.map(({ sheet, row }) => `${sheet}/${row}`)).size,
    },
    ignoredColumns: [],
    problems: problems.slice(0, 500).map(({ sheet, row, column, message }) => ({
      row,
      column: `${sheet}：${column}`,
      message: resolveMessage(message),
    })),
    changes: [...created.map(sample('new')), ...changed.map(sample('changed'))].slice(0, 100),
  };
}

async function record(tx: Tx, actor: Actor, given: SheetFile, chosen: readonly Planned[]): Promise<void> {
  const byPerson = Map.groupBy(chosen, (each) => each.answer.personId);
  await recordEvents(
    tx,
    actor,
    [...byPerson].map(([personId, planned]) => ({
      action: actor.personId === personId ? 'campaign.answer' : 'campaign.operate',
      entity: 'sheet',
      entityId: `${given.campaignId}/${personId}`,
      before: Object.fromEntries(planned.map(({ current }) => [nameOf(current), told(current)])),
      after: Object.fromEntries(planned.map(({ current, answer }) => [nameOf(current), told(answer)])),
      facts: { file: given.file?.fileName ?? '' },
    })),
  );
}

const nameOf = (item: Current): string => `${item.role_group}/${item.item_id}`;

/** An answer as the trail keeps it: its state, with the words and the systems where there are any. */
function told({ state, parts, reason = '', comment = '', evidence = '' }: Current | BulkAnswer): unknown {
  const written = parts || reason !== '' || comment !== '' || evidence !== '';
  return written ? { state, parts: parts ?? null, reason, comment, evidence } : state;
}
