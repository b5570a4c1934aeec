import { desc, sql } from 'drizzle-orm';
import { type ListSource, matchesSearch } from '../../../kit/server/list.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Authority } from '../authority.ts';
import type { ChangeKind, ChangeState, Standing } from '../model/register.ts';
import type { Classes, Form } from '../model.ts';
import { informationChanges as change } from '../tables.ts';

export interface ChangeRow {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly state: ChangeState;
  readonly asset: {
    readonly id: string;
    readonly number: string;
    readonly name: string;
    readonly form: Form;
  };
  readonly unit: string;
  readonly current: Standing;
  readonly wanted: Standing | null;
  readonly after: Standing | null;
  readonly reason: string;
  readonly requestedBy: string | null;
  readonly requestedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string;
  /** The caller made it. */
  readonly own: boolean;
  /** Why it came to the caller: as the decider, or as a superior; null when it did not. */
  readonly as: 'decider' | 'superior' | null;
  readonly version: number;
}

/** Requests for the caller to decide (`inbox`), those they made (`mine`), or both. */
export const changeViews = ['inbox', 'mine', 'all'] as const;
export interface ChangeFilter {
  readonly view: (typeof changeViews)[number];
  readonly state?: ChangeState | undefined;
  readonly q?: string | undefined;
}

const asDecider = (actor: Actor) =>
  sql`(${actor.personId}::uuid is not null and a.decider_id = ${actor.personId}::uuid)`;
const asSuperior = (authority: Authority) =>
  authority.superior === null
    ? sql`false`
    : withinScope({ ...authority.superior, personId: null }, { unitPath: sql`u.path` });
const asked = (actor: Actor) =>
  sql`(${actor.personId}::uuid is not null and ${change.requestedBy} = ${actor.personId}::uuid)`;

/** What waits for a decision of the caller: never what they asked for themselves. */
const waitsFor = (actor: Actor, authority: Authority) =>
  sql`((${asDecider(actor)} or ${asSuperior(authority)}) and not coalesce(${asked(actor)}, false))`;

/** Requests as far as they are the caller's to decide or to follow, the newest first. */
export function changeList(
  tx: Tx,
  scope: Scope,
  actor: Actor,
  authority: Authority,
  filter: ChangeFilter,
): ListSource<ChangeRow> {
  const views = {
    inbox: waitsFor(actor, authority),
    mine: asked(actor),
    all: sql`(${asked(actor)} or ${waitsFor(actor, authority)})`,
  };
  return {
    select: (where) =>
      tx
        .select(columns(actor, authority))
        .from(change)
        .innerJoin(
          sql`information_assets a`,
          sql`a.organisation_id = ${change.organisationId} and a.id = ${change.assetId}`,
        )
        .innerJoin(sql`units u`, sql`u.organisation_id = a.organisation_id and u.id = a.unit_id`)
        .leftJoin(
          sql`people rq`,
          sql`rq.organisation_id = ${change.organisationId} and rq.id = ${change.requestedBy}`,
        )
        .leftJoin(
          sql`people d`,
          sql`d.organisation_id = ${change.organisationId} and d.id = ${change.decidedBy}`,
        )
        .where(where)
        .$dynamic(),
    organisation: change.organisationId,
    // The view is the visibility: every one of them binds the rows to the caller.
    scope: { ...scope, whole: true },
    within: {},
    where: [
      views[filter.view],
      sql`${change.kind} <> 'decision'`,
      filter.state === undefined ? undefined : sql`${change.state} = ${filter.state}`,
      matchesSearch(sql`a.search`, filter.q),
    ],
    orderBy: [sql`(${change.state} = 'waiting') desc`, desc(change.requestedAt), desc(change.id)],
  };
}

const columns = (actor: Actor, authority: Authority) => ({
  id: change.id,
  kind: change.kind,
  state: change.state,
  asset: sql<
    ChangeRow['asset']
  >`json_build_object('id', a.id, 'number', a.number, 'name', a.name, 'form', a.form)`,
  unit: sql<string>`u.name`,
  current: sql<Standing>`json_build_object('restrictions', a.restrictions, 'classes', ${classesOfAsset()})`,
  wanted: change.wanted,
  after: change.after,
  reason: change.reason,
  requestedBy: sql<string | null>`rq.name`,
  requestedAt: change.requestedAt,
  decidedBy: sql<string | null>`d.name`,
  decidedAt: change.decidedAt,
  decisionNote: change.decisionNote,
  own: sql<boolean>`coalesce(${asked(actor)}, false)`,
  as: sql<
    ChangeRow['as']
  >`case when ${asDecider(actor)} then 'decider' when ${asSuperior(authority)} then 'superior' end`,
  version: change.version,
});

const classesOfAsset = () => sql<Classes>`json_build_object('confidentiality', a.confidentiality,
  'integrity', a.integrity, 'availability', a.availability)`;

export interface Waiting {
  /** Requests and questions that the caller can answer. */
  readonly changes: number;
  readonly oldest: string | null;
}

/** How much waits for the caller's decision. One statement, through the index of what waits. */
export async function countWaiting(tx: Tx, actor: Actor, authority: Authority): Promise<Waiting> {
  const result = await tx.execute<Waiting & Record<string, unknown>>(sql`
    select count(*)::int as changes, min(${change.requestedAt})::text as oldest from ${change}
    join information_assets a on a.organisation_id = ${change.organisationId} and a.id = ${change.assetId}
    join units u on u.organisation_id = a.organisation_id and u.id = a.unit_id
    where ${change.organisationId} = ${tx.organisationId} and ${change.state} = 'waiting' and ${waitsFor(actor, authority)}`);
  return result.rows[0] ?? { changes: 0, oldest: null };
}

export interface OwnTasks {
  readonly reviews: number;
  readonly oldestReview: string | null;
  readonly attention: number;
}

/** Entries that the caller decided, whose review is due or whose sources were raised. One statement. */
export async function countOwnTasks(tx: Tx, personId: string, today: string): Promise<OwnTasks> {
  const result = await tx.execute<OwnTasks & Record<string, unknown>>(sql`
    select count(*) filter (where review_on < ${today}::date)::int as reviews,
      min(review_on) filter (where review_on < ${today}::date) as "oldestReview",
      count(*) filter (where attention <> 'none')::int as attention
    from information_assets
    where organisation_id = ${tx.organisationId} and decider_id = ${personId}::uuid and status = 'active'`);
  return result.rows[0] ?? { reviews: 0, oldestReview: null, attention: 0 };
}
