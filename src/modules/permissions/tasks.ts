import { sql } from 'drizzle-orm';
import { addDays, today as dayOf, formatDate } from '../../kernel/dates.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import { type Authorisation, type Scope, withinScope } from '../../platform/authorisation/authorise.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { Task } from '../../platform/module.ts';
import { loadProfile } from '../organisation/index.ts';
import { t } from './messages.ts';
import { loadDesk } from './queries/desk.ts';
import { countWaiting } from './queries/inbox.ts';
import { loadTypeGaps } from './queries/problems.ts';

/** Days before the end at which the applicant is reminded on the home page. */
const SOON = 3;

/** What waits for the actor at the permission desk; three statements, and six more for who sets up its types. */
export async function tasksOf(
  tx: Tx,
  actor: Actor,
  today: string,
  allowed: ReadonlySet<string>,
  authorisation: Authorisation,
): Promise<readonly Task[]> {
  const tasks: Task[] = [];
  if (actor.personId !== null) {
    tasks.push(...(await waitingTasks(tx, actor.personId, today)));
    tasks.push(...(await ownTasks(tx, actor.personId, today)));
  }
  if (allowed.has('permissions.manage'))
    tasks.push(...(await chaseTasks(tx, authorisation.authorise(actor, 'permissions.manage'), today)));
  if (allowed.has('permissions.types')) tasks.push(...(await problemTasks(tx, today)));
  return tasks;
}

async function waitingTasks(tx: Tx, personId: string, today: string): Promise<Task[]> {
  const rows = await countWaiting(tx, personId);
  return rows.flatMap(({ kind, count, since }) => {
    if (kind === 'given') return [];
    const date = dayOf(new Date(since));
    return [
      {
        id: `permissions.${kind}`,
        kind: `permission.${kind}`,
        title: t(`task.${kind}`, { count }),
        detail: t(`task.${kind}Detail`, { date: formatDate(date) }),
        due: null,
        overdue: date < addDays(today, -7),
        href: `/permissions/inbox?task=${kind}`,
      },
    ];
  });
}

interface OwnRow extends Record<string, unknown> {
  readonly id: string;
  readonly title: string;
  readonly subject: string;
  readonly state: string;
  readonly due: string | null;
}

/** Returns that are due soon or late, and requests that came back. */
async function ownTasks(tx: Tx, personId: string, today: string): Promise<Task[]> {
  const result = await tx.execute<OwnRow>(sql`
    select r.id, r.type #>> '{title,ja}' as title, r.subject, r.state, r.due_on as due from permission_requests r
    where r.organisation_id = ${tx.organisationId} and r.applicant_id = ${personId}::uuid
      and (r.state = 'sent_back' or (r.state in ('permitted', 'in_use', 'revoked') and r.due_on <= ${addDays(today, SOON)}::date))
    order by r.due_on nulls last, r.id limit 20`);
  return result.rows.map((row) => {
    const overdue = row.due !== null && row.due < today;
    const kind = row.state === 'sent_back' ? 'sentBack' : overdue ? 'overdue' : 'due';
    const said = kind === 'due' && row.state === 'revoked' ? 'revoked' : kind;
    return {
      id: `permissions.own/${row.id}`,
      kind: `permission.${kind}`,
      title: t(`task.${said}`, { type: row.title }),
      detail: row.subject,
      due: row.state === 'sent_back' ? null : row.due,
      overdue,
      href: `/permissions/${row.id}`,
    };
  });
}

/** Late returns within the officer's own units; a role of the whole organisation looks at the list when it wants to. */
async function chaseTasks(tx: Tx, scope: Scope, today: string): Promise<Task[]> {
  if (scope.unitPaths.length === 0) return [];
  const own = withinScope({ ...scope, whole: false }, { unitPath: sql`r.unit_path` });
  const result = await tx.execute<{ count: number; oldest: string | null }>(sql`
    select count(*)::int as count, min(r.due_on) as oldest from permission_requests r
    where r.organisation_id = ${tx.organisationId} and r.state in ('permitted', 'in_use', 'revoked')
      and r.due_on < ${today}::date and ${own}`);
  const [row] = result.rows;
  if (!row || row.count === 0) return [];
  return [
    {
      id: 'permissions.chase',
      kind: 'permission.chase',
      title: t('task.chase', { count: row.count }),
      detail: t('task.chaseDetail', { date: row.oldest === null ? '' : formatDate(row.oldest) }),
      due: row.oldest,
      overdue: true,
      href: '/permissions/office?overdue=true',
    },
  ];
}

/** Types for which nobody decides or nobody may apply: to be mended before anyone applies. */
async function problemTasks(tx: Tx, today: string): Promise<Task[]> {
  const profile = await loadProfile(tx);
  if (profile.primaryPackId === null) return [];
  const gaps = await loadTypeGaps(tx, await loadDesk(tx), today);
  const count = new Set(gaps.map(({ typeId }) => typeId)).size;
  if (count === 0) return [];
  return [
    {
      id: 'permissions.problems',
      kind: 'permission.problems',
      title: t('task.problems', { count }),
      detail: t('task.problemsDetail'),
      due: null,
      overdue: false,
      href: '/permissions/types',
    },
  ];
}
