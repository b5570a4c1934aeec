import { sql } from 'drizzle-orm';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { AnswerState } from '../model.ts';

/** One answer behind a figure. */
export interface AnswerRow {
  readonly personId: string;
  readonly name: string;
  readonly number: string;
  readonly unitName: string;
  readonly state: AnswerState;
  readonly reason: string;
  readonly comment: string;
  readonly evidence: string;
  readonly answeredAt: string | null;
}

export interface AnswerFilter {
  readonly roleGroup: string;
  readonly item: string;
  readonly state?: AnswerState | undefined;
  readonly unitPath?: string | undefined;
}

/** The answers to one item within the scope, by unit and number; figures open down to these. */
export async function listAnswers(
  tx: Tx,
  scope: Scope,
  campaignId: string,
  filter: AnswerFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly AnswerRow[]; readonly total: number }> {
  const result = await tx.execute<AnswerRow & Record<string, unknown> & { total: number }>(sql`
    with found as (
      select s.person_id, s.person_name, s.person_number, s.unit_id, s.unit_path, i.state, i.reason, i.comment,
        i.evidence, i.answered_at
      from campaign_items c
      join sheets s on s.organisation_id = c.organisation_id and s.campaign_id = c.campaign_id
        and s.excluded_reason is null
      join sheet_items i on i.organisation_id = s.organisation_id and i.campaign_id = s.campaign_id
        and i.person_id = s.person_id and i.position = c.position
      where c.organisation_id = ${tx.organisationId} and c.campaign_id = ${campaignId}
        and c.role_group = ${filter.roleGroup} and c.item_id = ${filter.item}
        and ${withinScope(scope, { unitPath: sql`s.unit_path` })}
        and ${filter.unitPath === undefined ? sql`true` : sql`s.unit_path like ${`${filter.unitPath}%`}`}
        and ${filter.state === undefined ? sql`true` : sql`i.state = ${filter.state}`}
    )
    select f.person_id as "personId", f.person_name as name, f.person_number as number,
      coalesce(u.name, '') as "unitName", f.state, f.reason, f.comment, f.evidence,
      to_char(f.answered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "answeredAt",
      (select count(*)::int from found) as total
    from found f
    left join units u on u.organisation_id = ${tx.organisationId} and u.id = f.unit_id
    order by f.unit_path, f.person_number
    limit ${page.limit} offset ${page.offset}`);
  return { rows: result.rows.map(({ total: _total, ...row }) => row), total: result.rows[0]?.total ?? 0 };
}
