import { type SQL, sql } from 'drizzle-orm';
import { addDays } from '../../../kernel/dates.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import { withFormerUnits } from '../../../platform/authorisation/former-units.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Task } from '../../../platform/module.ts';
import { loadPack } from '../../standards/index.ts';
import { t } from '../messages.ts';
import { type EvaluationLevel, evaluationLevels } from '../model.ts';
import { loadCampaign } from './campaign.ts';
import { readProgress } from './progress.ts';
import { loadMySheets } from './sheet.ts';

/** What waits for the actor in the self-checks; a fixed number of statements per open campaign. */
export async function tasksOf(tx: Tx, actor: Actor, today: string): Promise<readonly Task[]> {
  const tasks: Task[] = [];
  if (actor.personId !== null) tasks.push(...(await answering(tx, actor.personId, today)));
  if (unitsOf(actor, 'campaign.order').length > 0) tasks.push(...(await ordering(tx, actor, today)));
  tasks.push(...(await evaluating(tx, actor)));
  if (unitsOf(actor, 'campaign.improve').length > 0) tasks.push(...(await improving(tx, actor, today)));
  if (evaluationLevels.some((level) => rolesWith(actor, `campaign.evaluate-${level}`).length > 0))
    tasks.push(...(await confirming(tx, actor)));
  if (rolesWith(actor, 'campaign.urge').length > 0) tasks.push(...(await urging(tx, actor, today)));
  return tasks;
}

/** The same with the units that these have succeeded: what was frozen for them is the successor's now. */
const unitsWithFormer = async (tx: Tx, actor: Actor, action: string): Promise<readonly string[]> =>
  (await withFormerUnits(tx, unitScope(tx, unitsOf(actor, action)))).unitPaths;

const unitScope = (tx: Tx, unitPaths: readonly string[]): Scope => ({
  organisationId: tx.organisationId,
  whole: false,
  unitPaths,
  assetIds: [],
  personId: null,
});

/** The units where a role of the actor is granted the action; a role of the whole organisation is not bound to one. */
function unitsOf(actor: Actor, action: string): string[] {
  return rolesWith(actor, action).flatMap((role) => (role.unitPath === null ? [] : [role.unitPath]));
}

const rolesWith = (actor: Actor, action: string) =>
  actor.roles.filter((role) =>
    loadPack(role.packId).roles.some((each) => each.id === role.roleId && each.grants.includes(action)),
  );

async function answering(tx: Tx, personId: string, today: string): Promise<Task[]> {
  const sheets = await loadMySheets(tx, personId, today);
  return sheets
    .filter((sheet) => sheet.open && sheet.submittedAt === null)
    .map((sheet) => ({
      id: `self-check.answer/${sheet.campaignId}`,
      kind: 'campaign.answer',
      title: t('task.answer', { title: sheet.title }),
      detail: t('task.answerDetail', { answered: sheet.answered, asked: sheet.asked }),
      due: sheet.closesOn,
      overdue: false,
      href: `/self-check/${sheet.campaignId}/sheet`,
    }));
}

interface CampaignRow extends Record<string, unknown> {
  readonly id: string;
  readonly title: string;
  readonly day: string | null;
  readonly detail: string;
}

async function campaignTasks(
  tx: Tx,
  kind: string,
  where: SQL,
  describe: (row: CampaignRow) => Pick<Task, 'title' | 'detail' | 'due' | 'overdue' | 'href'>,
): Promise<Task[]> {
  const result = await tx.execute<CampaignRow>(where);
  return result.rows.map((row) => ({ id: `self-check.${kind}/${row.id}`, kind, ...describe(row) }));
}

/** Units of the actor's own appointment that have not been ordered yet, in plans that are decided. */
function ordering(tx: Tx, actor: Actor, today: string): Promise<Task[]> {
  const paths = unitsOf(actor, 'campaign.order');
  const query = sql`
    select c.id, c.title, c.opens_on as day, string_agg(u.name, '、' order by u.sort_order) as detail
    from campaigns c
    join units u on u.organisation_id = c.organisation_id and u.path = any (${sql.param(paths)}::text[])
    where c.organisation_id = ${tx.organisationId} and c.status in ('planned', 'opening', 'open')
      and not exists (select 1 from campaign_orders o where o.organisation_id = c.organisation_id
        and o.campaign_id = c.id and o.unit_id = u.id)
    group by c.id, c.title, c.opens_on`;
  return campaignTasks(tx, 'campaign.order', query, (row) => ({
    title: t('task.order', { title: row.title }),
    detail: t('task.orderDetail', { units: row.detail }),
    due: row.day,
    overdue: row.day !== null && row.day < today,
    href: `/self-check/${row.id}?tab=orders`,
  }));
}

async function evaluating(tx: Tx, actor: Actor): Promise<Task[]> {
  const tasks: Task[] = [];
  for (const level of evaluationLevels) {
    const action = `campaign.evaluate-${level}`;
    if (rolesWith(actor, action).length === 0) continue;
    const paths = level === 'unit' ? await unitsWithFormer(tx, actor, action) : [];
    tasks.push(
      ...(await campaignTasks(tx, action, waitingEvaluation(tx, level, paths), (row) => ({
        title: t(`task.evaluate.${level}`, { title: row.title }),
        detail: t('task.evaluateDetail'),
        due: null,
        overdue: false,
        href: `/self-check/${row.id}?tab=evaluation`,
      }))),
    );
  }
  return tasks;
}

/** Closed campaigns whose evaluation at this level is open; the final one only once the common one is handed on. */
function waitingEvaluation(tx: Tx, level: EvaluationLevel, paths: readonly string[]): SQL {
  const done = (at: EvaluationLevel, unit: SQL) => sql`exists (
    select 1 from campaign_evaluations e where e.organisation_id = c.organisation_id and e.campaign_id = c.id
      and e.level = ${at} and e.submitted_at is not null and ${unit})`;
  const base = sql`select c.id, c.title, null as day, '' as detail from campaigns c
    where c.organisation_id = ${tx.organisationId} and c.status = 'closed'`;
  if (level === 'common') return sql`${base} and not ${done('common', sql`true`)}`;
  if (level === 'final')
    return sql`${base} and ${done('common', sql`true`)} and not ${done('final', sql`true`)}`;
  return sql`${base} and exists (
    select 1 from units u where u.organisation_id = c.organisation_id and u.path = any (${sql.param(paths)}::text[])
      and u.valid_from <= c.base_date and (u.valid_to is null or u.valid_to > c.base_date)
      and not ${done('unit', sql`e.unit_id = u.id`)})`;
}

/** Orders to improve that wait for the report of a unit of the actor's. */
async function improving(tx: Tx, actor: Actor, today: string): Promise<Task[]> {
  const patterns = (await unitsWithFormer(tx, actor, 'campaign.improve')).map((path) => `${path}%`);
  const result = await tx.execute<CampaignRow & { campaign_id: string }>(sql`
    select i.id, i.campaign_id, i.title, i.due_on as day, u.name as detail
    from improvements i join units u on u.organisation_id = i.organisation_id and u.id = i.unit_id
    where i.organisation_id = ${tx.organisationId} and i.status = 'ordered' and u.path like any (${sql.param(patterns)}::text[])
    order by i.due_on`);
  return result.rows.map((row) => ({
    id: `self-check.improve/${row.id}`,
    kind: 'campaign.improve',
    title: t('task.improve', { title: row.title }),
    detail: t('task.improveDetail', { unit: row.detail }),
    due: row.day,
    overdue: row.day !== null && row.day < today,
    href: `/self-check/${row.campaign_id}?tab=improvements`,
  }));
}

/** Reports on improvements that wait for whoever ordered them, and for the one who gathers all. */
async function confirming(tx: Tx, actor: Actor): Promise<Task[]> {
  const gathers = rolesWith(actor, 'campaign.evaluate-common').length > 0;
  const result = await tx.execute<CampaignRow & { campaign_id: string }>(sql`
    select i.id, i.campaign_id, i.title, null as day, u.name as detail
    from improvements i join units u on u.organisation_id = i.organisation_id and u.id = i.unit_id
    where i.organisation_id = ${tx.organisationId} and i.status = 'reported'
      and (${gathers} or i.ordered_by = ${actor.personId}::uuid)
    order by i.reported_at`);
  return result.rows.map((row) => ({
    id: `self-check.confirm/${row.id}`,
    kind: 'campaign.confirm',
    title: t('task.confirm', { title: row.title }),
    detail: t('task.confirmDetail', { unit: row.detail }),
    due: null,
    overdue: false,
    href: `/self-check/${row.campaign_id}?tab=improvements`,
  }));
}

/** Campaigns in the last week of which people of the actor's units have not finished. */
async function urging(tx: Tx, actor: Actor, today: string): Promise<Task[]> {
  const ending = await tx.execute<{ id: string }>(sql`
    select id from campaigns where organisation_id = ${tx.organisationId} and status = 'open'
      and closes_on between ${today}::date and ${addDays(today, 14)}::date`);
  if (ending.rows.length === 0) return [];
  // Who urges in the whole organisation is told of all of it, whatever units they answer for besides.
  const everywhere = rolesWith(actor, 'campaign.urge').some((role) => role.scopeKind === 'organisation');
  const scope = everywhere
    ? { ...unitScope(tx, []), whole: true }
    : unitScope(tx, await unitsWithFormer(tx, actor, 'campaign.urge'));
  const tasks: Task[] = [];
  for (const { id } of ending.rows) {
    const campaign = await loadCampaign(tx, id);
    const { stages } = (await readProgress(tx, scope, campaign, null)).total;
    const count = stages.untouched + stages.started;
    if (count === 0) continue;
    tasks.push({
      id: `self-check.urge/${id}`,
      kind: 'campaign.urge',
      title: t('task.urge', { title: campaign.title }),
      detail: t('task.urgeDetail', { count }),
      due: campaign.closesOn,
      overdue: false,
      href: `/self-check/${id}?tab=progress`,
    });
  }
  return tasks;
}
