import { desc, eq, type SQL, sql } from 'drizzle-orm';
import { type ListSource, matchesSearch, orderOf } from '../../../kit/server/list.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { ExceptionKind, FigureName, Phase } from '../model.ts';
import { type Exception, exceptions } from '../tables.ts';
import { countedBy, countedIn, type Period } from './counted.ts';
import { phaseSql } from './phase.ts';

export const exceptionSorts = ['number', 'clause', 'validUntil', 'submittedAt'] as const;

/** One line of the ledger. */
export interface ExceptionRow {
  readonly exception: Exception;
  readonly phase: Phase;
  readonly applicant: string;
  readonly unit: string | null;
  readonly affected: string;
  readonly decidedBy: string | null;
  readonly conditions: number;
  readonly done: number;
}

export interface ListFilter {
  readonly q?: string | undefined;
  readonly phase?: Phase | undefined;
  readonly kind?: ExceptionKind | undefined;
  readonly packId?: string | undefined;
  readonly clause?: string | undefined;
  /** Only one's own, or only what came to oneself for review. */
  readonly mine?: 'own' | 'review' | undefined;
  /** Only what a figure counts: of the report named, else as it stands today. */
  readonly counted?: FigureName | undefined;
  readonly report?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly sort?: string | undefined;
}

/** What opens a figure of a report, or of today; without days it is asked of no period in particular. */
function behindFigure(tx: Tx, filter: ListFilter, today: string): SQL | undefined {
  const { counted, report, from, until } = filter;
  if (counted === undefined) return undefined;
  if (report !== undefined) return countedIn(tx, counted, report);
  const period: Period = { from: from ?? 'epoch', until: until ?? today };
  return countedBy(counted, period, today);
}

const ofPerson = (column: string) =>
  sql<string>`(select p.name from people p where p.organisation_id = exceptions.organisation_id and p.id = exceptions.${sql.raw(column)})`;

const unitPath = sql`(select u.path from units u where u.organisation_id = exceptions.organisation_id and u.id = exceptions.unit_id)`;

const conditionCount = (where: SQL) =>
  sql<number>`(select count(*)::int from exception_conditions c where c.organisation_id = exceptions.organisation_id
    and c.exception_id = exceptions.id and ${where})`;

/** What it is about, in one line: names of a unit or asset, of one person, or the number of persons. */
const affected = sql<string>`(case exceptions.affected_kind
  when 'unit' then (select u.name from units u where u.organisation_id = exceptions.organisation_id and u.id = exceptions.affected_unit_id)
  when 'asset' then (select a.name from assets a where a.organisation_id = exceptions.organisation_id and a.id = exceptions.affected_asset_id)
  else (select string_agg(p.name, '、' order by p.kana, p.id) from exception_people ep
    join people p on p.organisation_id = ep.organisation_id and p.id = ep.person_id
    where ep.organisation_id = exceptions.organisation_id and ep.exception_id = exceptions.id) end)`;

const isReviewer = (personId: string | null) => sql`exists (select 1 from exception_reviewers r
  where r.organisation_id = exceptions.organisation_id and r.exception_id = exceptions.id and r.person_id = ${personId}::uuid)`;

/** What of the ledger this actor sees: the scope, what came to them for review, and no draft of somebody else. */
export const visibleExceptions = (scope: Scope, actor: Actor): SQL =>
  sql`((${withinScope(scope, { unitPath, assetId: exceptions.affectedAssetId, personId: exceptions.applicantId })}
      or ${isReviewer(actor.personId)})
    and (exceptions.status <> 'draft' or exceptions.applicant_id = ${actor.personId}::uuid))`;

/** The ledger within the scope, the newest first unless another order is asked for. */
export function exceptionList(
  tx: Tx,
  scope: Scope,
  actor: Actor,
  filter: ListFilter,
  today: string,
  noticeDays: number,
): ListSource<ExceptionRow> {
  const phase = phaseSql(today, noticeDays);
  const number = sql`exceptions.fiscal_year * 100000 + exceptions.serial`;
  const { sort, mine } = filter;
  return {
    select: (where) =>
      tx
        .select({
          exception: exceptions,
          phase: sql<Phase>`${phase}`.as('phase'),
          applicant: ofPerson('applicant_id').as('applicant'),
          unit: sql<string | null>`(select u.name from units u
            where u.organisation_id = exceptions.organisation_id and u.id = exceptions.unit_id)`.as('unit'),
          affected: affected.as('affected'),
          decidedBy: ofPerson('decided_by').as('decided_by_name'),
          conditions: conditionCount(sql`true`).as('conditions'),
          done: conditionCount(sql`c.done_at is not null`).as('done'),
        })
        .from(exceptions)
        .where(where)
        .$dynamic(),
    organisation: exceptions.organisationId,
    // Visibility has more to it than a scope: `visibleExceptions` says the whole of it.
    scope: { ...scope, whole: true },
    within: {},
    where: [
      visibleExceptions(scope, actor),
      matchesSearch(exceptions.search, filter.q),
      filter.phase && sql`${phase} = ${filter.phase}`,
      filter.kind && eq(exceptions.kind, filter.kind),
      filter.packId === undefined ? undefined : eq(exceptions.packId, filter.packId),
      filter.clause === undefined ? undefined : eq(exceptions.clause, filter.clause),
      behindFigure(tx, filter, today),
      mine === 'own' ? eq(exceptions.applicantId, actor.personId ?? '') : undefined,
      mine === 'review' ? isReviewer(actor.personId) : undefined,
    ],
    orderBy:
      sort === undefined
        ? [desc(number), desc(exceptions.id)]
        : orderOf(
            sort as (typeof exceptionSorts)[number],
            {
              number,
              clause: exceptions.clause,
              validUntil: exceptions.validUntil,
              submittedAt: exceptions.submittedAt,
            },
            exceptions.id,
          ),
  };
}
