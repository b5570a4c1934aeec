import { and, desc, eq, gte, inArray, lte, type SQL, sql } from 'drizzle-orm';
import { alias, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { type ListSource, matchesSearch, orderOf } from '../../../kit/server/list.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { RequestState } from '../model.ts';
import { permissionRequests } from '../tables.ts';

/** What lists need of tables of other rooms: only names. */
const people = pgTable('people', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
});
const units = pgTable('units', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
});
const viewers = alias(people, 'viewers');
const confirmers = alias(people, 'confirmers');

export interface ListedRequest {
  readonly request: typeof permissionRequests.$inferSelect;
  readonly applicant: string;
  readonly unit: string | null;
  readonly viewer: string | null;
  readonly confirmer: string | null;
  /** Who decided, 〔氏名、氏名〕. */
  readonly deciders: string | null;
  readonly viewedAt: string | null;
}

const decided = sql<string | null>`(select string_agg(distinct dp.name, '、') from permission_decisions d
  join people dp on dp.organisation_id = d.organisation_id and dp.id = d.person_id
  where d.organisation_id = ${permissionRequests.organisationId} and d.request_id = ${permissionRequests.id}
    and d.kind in ('permit', 'refuse'))`;
const viewed = sql<string | null>`(select max(d.at) from permission_decisions d
  where d.organisation_id = ${permissionRequests.organisationId} and d.request_id = ${permissionRequests.id} and d.kind = 'viewed')`;

export const selectRequests = (tx: Tx) =>
  tx
    .select({
      request: permissionRequests,
      applicant: people.name,
      unit: units.name,
      viewer: viewers.name,
      confirmer: confirmers.name,
      deciders: decided,
      viewedAt: viewed,
    })
    .from(permissionRequests)
    .innerJoin(
      people,
      and(
        eq(people.organisationId, permissionRequests.organisationId),
        eq(people.id, permissionRequests.applicantId),
      ),
    )
    .leftJoin(
      units,
      and(
        eq(units.organisationId, permissionRequests.organisationId),
        eq(units.id, permissionRequests.unitId),
      ),
    )
    .leftJoin(
      viewers,
      and(
        eq(viewers.organisationId, permissionRequests.organisationId),
        eq(viewers.id, permissionRequests.viewerId),
      ),
    )
    .leftJoin(
      confirmers,
      and(
        eq(confirmers.organisationId, permissionRequests.organisationId),
        eq(confirmers.id, permissionRequests.confirmedBy),
      ),
    );

export interface RequestFilter {
  readonly q?: string | undefined;
  readonly typeId?: string | undefined;
  readonly state?: RequestState | undefined;
  readonly unitPath?: string | undefined;
  readonly overdue?: boolean | undefined;
  readonly override?: boolean | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const requestSorts = ['submittedAt', 'number', 'endsOn', 'dueOn'] as const;

const live: readonly RequestState[] = ['permitted', 'in_use', 'revoked'];

/** What is late to be returned or reported. */
export const overdueOn = (today: string): SQL =>
  sql`(${permissionRequests.dueOn} < ${today}::date and ${inArray(permissionRequests.state, [...live])})`;

/** The requests within the scope, newest first; drafts are nobody else's business. */
export function requestList(
  tx: Tx,
  scope: Scope,
  filter: RequestFilter,
  today: string,
  sort?: (typeof requestSorts)[number] | `-${(typeof requestSorts)[number]}`,
): ListSource<ListedRequest> {
  const { submittedAt, number, endsOn, dueOn } = permissionRequests;
  return {
    select: (where) => selectRequests(tx).where(where).$dynamic(),
    organisation: permissionRequests.organisationId,
    scope,
    within: { unitPath: permissionRequests.unitPath, assetId: permissionRequests.assetId },
    where: [
      sql`${submittedAt} is not null`,
      matchesSearch(permissionRequests.search, filter.q),
      filter.typeId === undefined ? undefined : eq(permissionRequests.typeId, filter.typeId),
      filter.state === undefined ? undefined : eq(permissionRequests.state, filter.state),
      filter.unitPath === undefined
        ? undefined
        : sql`${permissionRequests.unitPath} like ${`${filter.unitPath}%`}`,
      filter.overdue === true ? overdueOn(today) : undefined,
      filter.override === true ? sql`${permissionRequests.overrideReason} <> ''` : undefined,
      filter.from === undefined
        ? undefined
        : gte(permissionRequests.submittedAt, new Date(`${filter.from}T00:00:00+09:00`)),
      filter.to === undefined
        ? undefined
        : lte(permissionRequests.submittedAt, new Date(`${filter.to}T23:59:59.999+09:00`)),
    ],
    orderBy:
      sort === undefined
        ? [desc(submittedAt), desc(permissionRequests.id)]
        : orderOf(sort, { submittedAt, number, endsOn, dueOn }, permissionRequests.id),
  };
}

/** What one person applied for, drafts included, newest first. */
export function ownList(
  tx: Tx,
  personId: string | null,
  filter: Pick<RequestFilter, 'state' | 'q' | 'typeId'>,
): ListSource<ListedRequest> {
  return {
    select: (where) => selectRequests(tx).where(where).$dynamic(),
    organisation: permissionRequests.organisationId,
    scope: { organisationId: tx.organisationId, whole: false, unitPaths: [], assetIds: [], personId },
    within: { personId: permissionRequests.applicantId },
    where: [
      matchesSearch(permissionRequests.search, filter.q),
      filter.typeId === undefined ? undefined : eq(permissionRequests.typeId, filter.typeId),
      filter.state === undefined ? undefined : eq(permissionRequests.state, filter.state),
    ],
    orderBy: [desc(permissionRequests.createdAt), desc(permissionRequests.id)],
  };
}

/**
 * What may pass the gate on the day: permitted things and people of types that the gate looks at. A gate is passed by
 * people of every unit; who may look at it sees all that passes, and no more than that.
 */
export function gateList(
  tx: Tx,
  scope: Scope,
  today: string,
  q: string | undefined,
): ListSource<ListedRequest> {
  return {
    select: (where) => selectRequests(tx).where(where).$dynamic(),
    organisation: permissionRequests.organisationId,
    scope: { ...scope, whole: true },
    within: { unitPath: permissionRequests.unitPath, assetId: permissionRequests.assetId },
    where: [
      sql`${permissionRequests.type} ->> 'gate' = 'true'`,
      inArray(permissionRequests.state, ['permitted', 'in_use']),
      sql`${permissionRequests.extendsId} is null`,
      sql`coalesce(${permissionRequests.startsOn}, ${today}::date) <= ${today}::date`,
      sql`(${permissionRequests.endsOn} is null or ${permissionRequests.endsOn} >= ${today}::date or ${permissionRequests.dueOn} is not null)`,
      q === undefined
        ? undefined
        : sql`(${matchesSearch(permissionRequests.search, q)} or ${permissionRequests.number} = ${q})`,
    ],
    orderBy: [permissionRequests.endsOn, permissionRequests.id].map((column) => sql`${column}`) as [SQL, SQL],
  };
}
