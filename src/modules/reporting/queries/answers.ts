import { type SQL, sql } from 'drizzle-orm';
import { InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { matchesSearch } from '../../../kit/server/list.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import {
  type AnswerState,
  answerStates,
  type Campaign,
  letterOf,
  loadPlacedItems,
} from '../../self-check/index.ts';
import { t } from '../messages.ts';
import type { Reached } from '../model.ts';

/** What a figure is opened into: the persons of a role group, or their answers to one item. */
export interface AnswersQuery {
  readonly roleGroup: string;
  /** Absent: everybody of the group, heard or not. */
  readonly item?: string | undefined;
  readonly state?: AnswerState | 'heard' | 'unheard' | undefined;
  /** Only those heard who had a duty, or those of them whose own rate is at least so many percent (到達率 by person). */
  readonly reached?: Reached | undefined;
  readonly q?: string | undefined;
  readonly unitPath: string;
}

export interface AnswerRow extends Record<string, unknown> {
  readonly personId: string;
  readonly number: string;
  readonly name: string;
  readonly unit: string;
  readonly state: AnswerState | 'heard' | 'unheard';
  readonly reason: string;
  readonly comment: string;
  readonly evidence: string;
}

/** The people and answers behind a figure, within the scope; two statements for a page. */
export async function listAnswers(
  tx: Tx,
  scope: Scope,
  campaign: Campaign,
  query: AnswersQuery,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ items: AnswerRow[]; total: number }> {
  const rows = await answersSql(tx, scope, campaign, query);
  const items = await tx.execute<AnswerRow>(
    sql`select * from ${rows} a order by a.unit_order, a.number limit ${page.limit} offset ${page.offset}`,
  );
  const counted = await tx.execute<{ total: number }>(sql`select count(*)::int as total from ${rows} a`);
  return { items: items.rows, total: counted.rows[0]?.total ?? 0 };
}

async function answersSql(tx: Tx, scope: Scope, campaign: Campaign, query: AnswersQuery): Promise<SQL> {
  const span = campaign.roleGroups.find((group) => group.id === query.roleGroup);
  if (!span) throw new NotFound(t.ref('answers.groupUnknown'));
  const own = sql`substr(s.letters, ${span.first}, ${span.count})`;
  const position =
    query.item === undefined ? null : await positionOf(tx, campaign, query.roleGroup, query.item);
  const state =
    position === null
      ? sql`case when ${own} ~ '[dxa]' then 'heard' else 'unheard' end`
      : sql`case substr(s.letters, ${position}, 1) ${sql.join(letterCases, sql` `)} end`;
  return sql`(
    select s.person_id as "personId", s.person_number as number, s.person_name as name, coalesce(u.name, '') as unit,
      s.unit_path as unit_order, ${state} as state, coalesce(i.reason, '') as reason,
      coalesce(i.comment, '') as comment, coalesce(i.evidence, '') as evidence
    from sheets s
    left join units u on u.organisation_id = s.organisation_id and u.id = s.unit_id
    left join sheet_items i on i.organisation_id = s.organisation_id and i.campaign_id = s.campaign_id
      and i.person_id = s.person_id and i.position = ${position}::smallint
    where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaign.id} and s.excluded_reason is null
      and ${position === null ? sql`${own} ~ '[^-]'` : sql`substr(s.letters, ${position}, 1) not in ('-', '')`}
      and s.unit_path like ${`${query.unitPath}%`}
      and ${withinScope(scope, { unitPath: sql`s.unit_path`, personId: sql`s.person_id` })}
      and ${stateCondition(query.state, state, position !== null)}
      and ${reachedCondition(query.reached, own)}
      and ${searchCondition(query.q)})`;
}

const letterCases: SQL[] = answerStates.map((state) => sql`when ${letterOf[state]} then ${state}`);

async function positionOf(tx: Tx, campaign: Campaign, roleGroup: string, itemId: string): Promise<number> {
  const items = await loadPlacedItems(tx, campaign.id);
  const item = items.find((each) => each.roleGroup === roleGroup && each.itemId === itemId);
  if (!item) throw new NotFound(t.ref('answers.itemUnknown'));
  return item.position;
}

function stateCondition(state: AnswersQuery['state'], column: SQL, ofItem: boolean): SQL {
  if (state === undefined) return sql`true`;
  if (ofItem === (state === 'heard' || state === 'unheard')) {
    throw InvalidInput.at('state', t.ref('answers.stateUnknown'));
  }
  return sql`${column} = ${state}`;
}

/** What a person did of what they had to do, counted on the letters of their items. */
function reachedCondition(reached: Reached | undefined, own: SQL): SQL {
  if (reached === undefined) return sql`true`;
  const count = (letters: string) => sql`length(regexp_replace(${own}, ${`[^${letters}]`}, '', 'g'))`;
  const done = count(letterOf.done);
  const duties = count(letterOf.done + letterOf.not_done);
  if (reached === 'duty') return sql`${duties} > 0`;
  return sql`${duties} > 0 and ${done} * 100 >= ${duties} * ${Number(reached)}::int`;
}

function searchCondition(q: string | undefined): SQL {
  const found = matchesSearch(sql`p.search`, q);
  if (found === undefined) return sql`true`;
  return sql`exists (select 1 from people p where p.organisation_id = s.organisation_id and p.id = s.person_id
    and ${found})`;
}
