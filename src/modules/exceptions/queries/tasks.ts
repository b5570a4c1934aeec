import { desc, eq, sql } from 'drizzle-orm';
import { formatDate } from '../../../kernel/dates.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Task } from '../../../platform/module.ts';
import { t } from '../messages.ts';
import type { ExceptionKind, RuleOpinion, RuleReviewStatus } from '../model.ts';
import { exceptionPeriodReports } from '../tables.ts';
import { findContext, nearDays } from './context.ts';
import { nextPeriod } from './period-reports.ts';

/** So many of one kind are named; the ledger has them all. */
const SHOWN = 20;

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly task: 'review' | 'draft' | 'sent_back' | 'period' | 'condition';
  readonly kind: ExceptionKind;
  readonly number: string;
  readonly clause: string;
  readonly title: string;
  readonly name: string;
  readonly day: string | null;
}

/** What waits for the actor: to review, to carry out, to renew or end, to report, to consider. At most five statements. */
export async function tasksOf(
  tx: Tx,
  actor: Actor,
  today: string,
  allowed: ReadonlySet<string>,
): Promise<readonly Task[]> {
  if (actor.personId === null) return [];
  const context = await findContext(tx);
  if (context === null) return [];
  const tasks: Task[] = [...(await ownTasks(tx, actor.personId, today, nearDays(context.numbers)))];
  if (allowed.has('exceptions.consider') || allowed.has('exceptions.answer'))
    tasks.push(...(await ruleTasks(tx, allowed)));
  if (allowed.has('exceptions.report') || allowed.has('exceptions.receive'))
    tasks.push(...(await reportTasks(tx, actor.personId, today, allowed, context.numbers.reportMonths)));
  return tasks;
}

async function ownTasks(tx: Tx, personId: string, today: string, near: number): Promise<readonly Task[]> {
  const org = tx.organisationId;
  const number = sql`e.fiscal_year || '-' || lpad(e.serial::text, 3, '0')`;
  const result = await tx.execute<Row>(sql`
    (select e.id, 'review' as task, e.kind, ${number} as number, e.clause, e.title, p.name, null::date as day
      from exceptions e
      join exception_reviewers r on r.organisation_id = e.organisation_id and r.exception_id = e.id
      join people p on p.organisation_id = e.organisation_id and p.id = e.applicant_id
      where e.organisation_id = ${org} and r.person_id = ${personId}::uuid and e.status in ('submitted', 'reviewing')
      order by e.submitted_at limit ${SHOWN})
    union all
    (select e.id, case when e.status in ('draft', 'sent_back') then e.status else 'period' end, e.kind, ${number}, e.clause, e.title, '', e.valid_until
      from exceptions e
      where e.organisation_id = ${org} and e.applicant_id = ${personId}::uuid and (e.status in ('draft', 'sent_back')
        or (e.status = 'permitted' and e.valid_until - ${today}::date <= ${near}::int and not exists (
          select 1 from exceptions n where n.organisation_id = e.organisation_id and n.renews_id = e.id
            and n.status in ('submitted', 'reviewing', 'permitted') and e.valid_until >= ${today}::date)))
      order by e.valid_until limit ${SHOWN})
    union all
    (select e.id, 'condition', e.kind, ${number}, e.clause, e.title, c.text, c.due_on
      from exceptions e
      join exception_conditions c on c.organisation_id = e.organisation_id and c.exception_id = e.id
      where e.organisation_id = ${org} and e.applicant_id = ${personId}::uuid and e.status = 'permitted'
        and c.done_at is null and c.due_on - ${today}::date <= ${near}::int
      order by c.due_on limit ${SHOWN})`);
  return result.rows.map((row, at) => ({
    ...taskOf(row, today),
    id: `exceptions.${row.task}/${row.id}/${at}`,
    kind: `exceptions.${row.task}`,
    href: `/exceptions/${row.id}`,
  }));
}

function taskOf(row: Row, today: string): Pick<Task, 'title' | 'detail' | 'due' | 'overdue'> {
  const { number, clause, title, name, day } = row;
  const overdue = day !== null && day < today;
  if (row.task === 'review')
    return {
      title: t(row.kind === 'emergency' ? 'task.reviewEmergency' : 'task.review', { title }),
      detail: t('task.reviewDetail', { number, clause, name }),
      due: null,
      overdue: false,
    };
  if (row.task === 'draft')
    return {
      title: t('task.draft', { title }),
      detail: t('task.draftDetail', { number, clause }),
      due: null,
      overdue: false,
    };
  if (row.task === 'sent_back')
    return {
      title: t('task.sentBack', { title }),
      detail: t('task.draftDetail', { number, clause }),
      due: null,
      overdue: false,
    };
  if (row.task === 'condition')
    return {
      title: t('task.condition', { text: name }),
      detail: t('task.conditionDetail', { number, title }),
      due: day,
      overdue,
    };
  const date = day === null ? '' : formatDate(day);
  return {
    title: t(overdue ? 'task.overdue' : 'task.nearing', { title }),
    detail: t('task.periodDetail', { number, clause, date }),
    due: day,
    overdue,
  };
}

async function ruleTasks(tx: Tx, allowed: ReadonlySet<string>): Promise<readonly Task[]> {
  const result = await tx.execute<{
    id: string;
    clause: string;
    count: number;
    status: RuleReviewStatus;
    opinion: RuleOpinion | null;
  }>(sql`select id, clause, cardinality(exception_ids) as count, status, opinion from exception_rule_reviews
    where organisation_id = ${tx.organisationId} and status <> 'answered' order by raised_at limit ${SHOWN}`);
  return result.rows
    .filter((row) => allowed.has(row.status === 'raised' ? 'exceptions.consider' : 'exceptions.answer'))
    .map((row) => ({
      id: `exceptions.rule/${row.id}`,
      kind: row.status === 'raised' ? 'exceptions.consider' : 'exceptions.answer',
      title: t(row.status === 'raised' ? 'task.consider' : 'task.answer', { clause: row.clause }),
      detail:
        row.opinion === null
          ? t('task.considerDetail', { count: row.count })
          : t('task.answerDetail', { opinion: t(`opinion.${row.opinion}`) }),
      due: null,
      overdue: false,
      href: '/exceptions/review-rules',
    }));
}

/** The report of a period is due once the period is over; a report waits until somebody else receives it. */
async function reportTasks(
  tx: Tx,
  personId: string,
  today: string,
  allowed: ReadonlySet<string>,
  months: number,
): Promise<readonly Task[]> {
  const reports = await tx
    .select()
    .from(exceptionPeriodReports)
    .where(eq(exceptionPeriodReports.organisationId, tx.organisationId))
    .orderBy(desc(exceptionPeriodReports.periodUntil))
    .limit(SHOWN);
  const last = reports[0]?.periodUntil ?? null;
  const next = nextPeriod(last, months, today);
  const href = '/exceptions/reports';
  const due: Task[] =
    allowed.has('exceptions.report') && next.until < today
      ? [
          {
            id: 'exceptions.report',
            kind: 'exceptions.report',
            title: t('task.report'),
            detail:
              last === null ? t('task.reportFirst') : t('task.reportDetail', { date: formatDate(last) }),
            due: next.until,
            overdue: true,
            href,
          },
        ]
      : [];
  const waiting = reports.filter((each) => each.receivedAt === null && each.reportedBy !== personId);
  const received = allowed.has('exceptions.receive') ? waiting : [];
  return [
    ...due,
    ...received.map((each) => ({
      id: `exceptions.receive/${each.id}`,
      kind: 'exceptions.receive',
      title: t('task.receive'),
      detail: t('task.receiveDetail', {
        from: formatDate(each.periodFrom),
        until: formatDate(each.periodUntil),
      }),
      due: null,
      overdue: false,
      href,
    })),
  ];
}
