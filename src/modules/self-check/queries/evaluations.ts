import { sql } from 'drizzle-orm';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { EvaluationLevel, ImprovementStatus } from '../model.ts';
import type { Campaign } from '../tables.ts';
import { loadOrders } from './orders.ts';

/** An evaluation as it is shown; a unit that has none yet is listed with id null. */
export interface EvaluationView {
  readonly id: string | null;
  readonly level: EvaluationLevel;
  readonly unitId: string | null;
  readonly unitName: string;
  readonly findings: string;
  readonly measures: string;
  readonly submittedAt: string | null;
  readonly submittedBy: string;
  readonly version: number | null;
}

/** The evaluations that the scope reaches: of units, the common and the final one. */
export async function listEvaluations(
  tx: Tx,
  scope: Scope,
  campaign: Campaign,
): Promise<readonly EvaluationView[]> {
  const result = await tx.execute<EvaluationView & Record<string, unknown>>(sql`
    select e.id, e.level, e.unit_id as "unitId", coalesce(u.name, '') as "unitName", e.findings, e.measures,
      to_char(e.submitted_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as "submittedAt",
      coalesce(p.name, '') as "submittedBy", e.version
    from campaign_evaluations e
    left join units u on u.organisation_id = e.organisation_id and u.id = e.unit_id
    left join people p on p.organisation_id = e.organisation_id and p.id = e.submitted_by
    where e.organisation_id = ${tx.organisationId} and e.campaign_id = ${campaign.id}
      and (e.unit_id is null or ${withinScope(scope, { unitPath: sql`u.path` })})
    order by e.level desc, u.sort_order, u.code`);
  const written = new Set(result.rows.map((row) => row.unitId));
  const orders = await loadOrders(tx, campaign);
  const waiting = orders
    .filter((order) => order.officers !== '' && !written.has(order.unitId) && reaches(scope, order.unitPath))
    .map((order) => ({ ...empty, unitId: order.unitId, unitName: order.unitName }));
  return [...result.rows, ...waiting];
}

const empty = {
  id: null,
  level: 'unit',
  findings: '',
  measures: '',
  submittedAt: null,
  submittedBy: '',
  version: null,
} as const;

const reaches = (scope: Scope, path: string): boolean =>
  scope.whole || scope.unitPaths.some((own) => path.startsWith(own));

/** An order to improve as it is listed. */
export interface ImprovementView {
  readonly id: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly itemId: string;
  readonly title: string;
  readonly body: string;
  readonly dueOn: string;
  readonly status: ImprovementStatus;
  readonly report: string;
  readonly reportedAt: string | null;
  readonly remark: string;
  readonly confirmedAt: string | null;
  readonly version: number;
}

/** Orders to improve of a campaign that the scope reaches. */
export async function listImprovements(
  tx: Tx,
  scope: Scope,
  campaignId: string,
): Promise<readonly ImprovementView[]> {
  const result = await tx.execute<ImprovementView & Record<string, unknown>>(sql`
    select i.id, i.unit_id as "unitId", u.name as "unitName", i.item_id as "itemId", i.title, i.body,
      i.due_on as "dueOn", i.status, i.report, i.remark, i.version,
      to_char(i.reported_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as "reportedAt",
      to_char(i.confirmed_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as "confirmedAt"
    from improvements i
    join units u on u.organisation_id = i.organisation_id and u.id = i.unit_id
    where i.organisation_id = ${tx.organisationId} and i.campaign_id = ${campaignId}
      and ${withinScope(scope, { unitPath: sql`u.path` })}
    order by i.due_on, u.sort_order, i.id`);
  return result.rows;
}
