import { type SQL, sql } from 'drizzle-orm';
import { addDays, formatDate } from '../../kernel/dates.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import { type Authorisation, type Scope, withinScope } from '../../platform/authorisation/authorise.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { Task } from '../../platform/module.ts';
import { storageFindings } from './fragments.ts';
import { t } from './messages.ts';
import { lateOf } from './queries/backups.ts';
import { awaitsCertificate } from './queries/disposals.ts';
import { mediumWithin } from './queries/media.ts';
import { loadRules } from './rules.ts';

/** Days before the due date from which on a borrower sees it among the tasks. */
const SOON_DAYS = 3;

/** What is to be brought back, and what waits for the officers; at most seven statements. */
export async function tasksOf(
  tx: Tx,
  actor: Actor,
  today: string,
  allowed: ReadonlySet<string>,
  authorisation: Authorisation,
): Promise<readonly Task[]> {
  const scopeOf = (action: string) => authorisation.authorise(actor, action);
  const own = actor.personId === null ? [] : await ownTasks(tx, actor.personId, today);
  const officers: (Task | null)[] = [];
  if (allowed.has('loans.keep')) officers.push(await overdueLoans(tx, scopeOf('loans.keep'), today));
  if (allowed.has('carrying.confirm')) {
    officers.push(...(await carrying(tx, actor, scopeOf('carrying.confirm'), today)));
  }
  if (allowed.has('disposals.record')) officers.push(await certificates(tx, scopeOf('disposals.record')));
  if (allowed.has('backups.edit')) officers.push(await lateBackups(tx, scopeOf('backups.edit'), today));
  if (allowed.has('media.edit')) officers.push(await findings(tx, scopeOf('media.edit')));
  return [...own, ...officers.filter((task) => task !== null)];
}

interface Own extends Record<string, unknown> {
  readonly kind: 'loan' | 'carry';
  readonly id: string;
  readonly what: string;
  readonly dueOn: string;
}

async function ownTasks(tx: Tx, personId: string, today: string): Promise<Task[]> {
  const result = await tx.execute<Own>(sql`
    select 'loan' as kind, l.id, m.number || ' ' || m.name as what, l.due_on as "dueOn"
    from media_loans l join media m on m.organisation_id = l.organisation_id and m.id = l.medium_id
    where l.organisation_id = ${tx.organisationId} and l.borrower_id = ${personId}::uuid and l.closed_on is null
      and l.due_on <= ${addDays(today, SOON_DAYS)}::date
    union all
    select 'carry', c.id, c.item, c.due_on from carry_entries c
    where c.organisation_id = ${tx.organisationId} and c.person_id = ${personId}::uuid and c.returned_on is null
      and c.due_on <= ${addDays(today, SOON_DAYS)}::date
    order by 4, 2`);
  return result.rows.map((row) => ({
    id: `media.${row.kind}/${row.id}`,
    kind: row.kind === 'loan' ? 'loans.bring-back' : 'carrying.bring-back',
    title: t(`task.own.${row.kind}`, { what: row.what }),
    detail: t('task.own.detail', { date: formatDate(row.dueOn) }),
    due: row.dueOn,
    overdue: row.dueOn < today,
    href: row.kind === 'loan' ? `/lending/${row.id}` : `/carry-book/${row.id}`,
  }));
}

interface Waiting extends Record<string, unknown> {
  readonly count: number;
  readonly oldest: string | null;
}

async function waiting(tx: Tx, query: SQL): Promise<Waiting | null> {
  const result = await tx.execute<Waiting>(query);
  const [row] = result.rows;
  return row && row.count > 0 ? row : null;
}

async function overdueLoans(tx: Tx, scope: Scope, today: string): Promise<Task | null> {
  const row = await waiting(
    tx,
    sql`select count(*)::int as count, min(l.due_on) as oldest from media_loans l
      join media m on m.organisation_id = l.organisation_id and m.id = l.medium_id
      join units u on u.organisation_id = m.organisation_id and u.id = m.unit_id
      where l.organisation_id = ${tx.organisationId} and l.closed_on is null and l.due_on < ${today}::date
        and ${withinScope(scope, { unitPath: sql`u.path`, assetId: sql`m.system_id` })}`,
  );
  return row && task('loans.overdue', 'task.loans', row, '/lending?state=overdue', true);
}

async function carrying(tx: Tx, actor: Actor, scope: Scope, today: string): Promise<(Task | null)[]> {
  const from = sql`from carry_entries c join units u on u.organisation_id = c.organisation_id and u.id = c.unit_id
    where c.organisation_id = ${tx.organisationId} and ${withinScope(scope, { unitPath: sql`u.path` })}
      and c.person_id is distinct from ${actor.personId}::uuid`;
  const overdue = await waiting(
    tx,
    sql`select count(*)::int as count, min(c.due_on) as oldest ${from} and c.returned_on is null and c.due_on < ${today}::date`,
  );
  const open = await waiting(
    tx,
    sql`select count(*)::int as count, min(c.returned_on) as oldest ${from} and c.returned_on is not null and c.confirmed_at is null`,
  );
  return [
    overdue && task('carrying.overdue', 'task.carryOverdue', overdue, '/carry-book?state=overdue', true),
    open && task('carrying.confirm', 'task.carryConfirm', open, '/carry-book?state=returned', false),
  ];
}

async function certificates(tx: Tx, scope: Scope): Promise<Task | null> {
  const row = await waiting(
    tx,
    sql`select count(*)::int as count, min((disposals.done_at at time zone 'Asia/Tokyo')::date) as oldest from disposals
      join units u on u.organisation_id = disposals.organisation_id and u.id = disposals.unit_id
      left join media m on m.organisation_id = disposals.organisation_id and m.id = disposals.medium_id
      where disposals.organisation_id = ${tx.organisationId} and ${awaitsCertificate}
        and ${withinScope(scope, { unitPath: sql`u.path`, assetId: sql`m.system_id` })}`,
  );
  return row && task('disposals.certificate', 'task.certificates', row, '/disposals?open=true', false);
}

async function lateBackups(tx: Tx, scope: Scope, today: string): Promise<Task | null> {
  const row = await waiting(
    tx,
    sql`select count(*)::int as count, null as oldest from backups
      join units u on u.organisation_id = backups.organisation_id and u.id = backups.unit_id
      where backups.organisation_id = ${tx.organisationId} and cardinality(${lateOf(today)}) > 0
        and ${withinScope(scope, { unitPath: sql`u.path`, assetId: sql`backups.system_id` })}`,
  );
  return row && task('backups.late', 'task.backups', row, '/backups?late=any', true);
}

async function findings(tx: Tx, scope: Scope): Promise<Task | null> {
  const { rules } = await loadRules(tx);
  const row = await waiting(
    tx,
    sql`select count(*)::int as count, null as oldest from media
      left join storage_places sp on sp.organisation_id = media.organisation_id and sp.id = media.place_id
      where media.organisation_id = ${tx.organisationId} and ${withinScope(scope, mediumWithin)}
        and cardinality(${storageFindings(rules.filter((rule) => rule.binding))}) > 0`,
  );
  return row && task('media.findings', 'task.findings', row, '/media?finding=true', false);
}

type TaskText =
  | 'task.loans'
  | 'task.carryOverdue'
  | 'task.carryConfirm'
  | 'task.certificates'
  | 'task.backups'
  | 'task.findings';

const task = (kind: string, text: TaskText, row: Waiting, href: string, overdue: boolean): Task => ({
  id: `media.${kind}`,
  kind,
  title: t(text, { count: row.count }),
  detail: row.oldest === null ? t(`${text}.detail`) : t(`${text}.detail`, { date: formatDate(row.oldest) }),
  due: null,
  overdue,
  href,
});
