import { and, asc, eq, sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import type { ReportState, ReviewVia } from '../model.ts';
import { type Exception, exceptions } from '../tables.ts';
import { visibleExceptions } from './list.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Everything that the page of an exception shows; the lists come from the database as JSON. */
export interface ExceptionDetail {
  readonly exception: Exception;
  readonly applicant: string;
  readonly unit: string | null;
  readonly takenBy: string | null;
  readonly sentBackBy: string | null;
  readonly decidedBy: string | null;
  readonly affectedUnit: Named | null;
  readonly affectedAsset: Named | null;
  readonly people: readonly (Named & { readonly unit: string | null })[];
  readonly reviewers: readonly (Named & { readonly roleId: string; readonly via: ReviewVia })[];
  readonly conditions: readonly {
    readonly id: string;
    readonly text: string;
    readonly dueOn: string | null;
    readonly doneAt: string | null;
    readonly doneBy: string | null;
    readonly doneNote: string;
    readonly version: number;
  }[];
  readonly reports: readonly {
    readonly id: string;
    readonly state: ReportState;
    readonly text: string;
    readonly reportedBy: string;
    readonly reportedAt: string;
  }[];
  /** What it renews, and what renews it. */
  readonly chain: readonly {
    readonly id: string;
    readonly number: string;
    readonly status: string;
    readonly before: boolean;
  }[];
  /** How many other exceptions on the clause are permitted now. */
  readonly alike: number;
}

const ofPerson = (column: string) =>
  sql<string>`(select p.name from people p where p.organisation_id = exceptions.organisation_id and p.id = exceptions.${sql.raw(column)})`;

const listOf = <Row>(select: ReturnType<typeof sql>) =>
  sql<readonly Row[]>`(select coalesce(json_agg(x), '[]'::json) from (${select}) x)`;

const one = <Row>(select: ReturnType<typeof sql>) => sql<Row | null>`(select to_json(x) from (${select}) x)`;

/** The exception as far as the actor may see it, in one statement. Throws NotFound. */
export async function loadException(
  tx: Tx,
  scope: Scope,
  actor: Actor,
  id: string,
): Promise<ExceptionDetail> {
  const org = sql`organisation_id = exceptions.organisation_id`;
  const personName = (column: string) =>
    sql`(select p.name from people p where p.${org} and p.id = ${sql.raw(column)})`;
  const [found] = await tx
    .select({
      exception: exceptions,
      applicant: ofPerson('applicant_id'),
      unit: sql<string | null>`(select u.name from units u where u.${org} and u.id = exceptions.unit_id)`,
      takenBy: ofPerson('taken_by'),
      sentBackBy: ofPerson('sent_back_by'),
      decidedBy: ofPerson('decided_by'),
      affectedUnit: one<Named>(
        sql`select u.id, u.name from units u where u.${org} and u.id = exceptions.affected_unit_id`,
      ),
      affectedAsset: one<Named>(
        sql`select a.id, a.name from assets a where a.${org} and a.id = exceptions.affected_asset_id`,
      ),
      people: listOf<ExceptionDetail['people'][number]>(sql`select p.id, p.name,
          (select u.name from posts po join units u on u.organisation_id = po.organisation_id and u.id = po.unit_id
            where po.${org} and po.person_id = p.id and po.main and po.valid_to is null limit 1) as unit
        from exception_people ep join people p on p.organisation_id = ep.organisation_id and p.id = ep.person_id
        where ep.${org} and ep.exception_id = exceptions.id order by p.kana, p.id`),
      reviewers: listOf<
        ExceptionDetail['reviewers'][number]
      >(sql`select p.id, p.name, r.role_id as "roleId", r.via
        from exception_reviewers r join people p on p.organisation_id = r.organisation_id and p.id = r.person_id
        where r.${org} and r.exception_id = exceptions.id order by p.kana, p.id`),
      conditions: listOf<ExceptionDetail['conditions'][number]>(sql`select c.id, c.text, c.due_on as "dueOn",
          c.done_at as "doneAt", ${personName('c.done_by')} as "doneBy", c.done_note as "doneNote", c.version
        from exception_conditions c where c.${org} and c.exception_id = exceptions.id order by c.position`),
      reports: listOf<ExceptionDetail['reports'][number]>(sql`select r.id, r.state, r.text,
          ${personName('r.reported_by')} as "reportedBy", r.reported_at as "reportedAt"
        from exception_reports r where r.${org} and r.exception_id = exceptions.id order by r.reported_at desc, r.id desc`),
      chain: listOf<
        ExceptionDetail['chain'][number]
      >(sql`select o.id, o.status, coalesce(o.id = exceptions.renews_id, false) as before,
          o.fiscal_year || '-' || lpad(o.serial::text, 3, '0') as number
        from exceptions o where o.${org} and (o.id = exceptions.renews_id
          or (o.renews_id = exceptions.id and (o.status <> 'draft' or o.applicant_id = ${actor.personId}::uuid)))
        order by o.renewal_no, o.id`),
      alike: sql<number>`(select count(*)::int from exceptions o where o.${org} and o.pack_id = exceptions.pack_id
        and o.clause = exceptions.clause and o.status = 'permitted' and o.id <> exceptions.id)`,
    })
    .from(exceptions)
    .where(
      and(
        eq(exceptions.organisationId, tx.organisationId),
        eq(exceptions.id, id),
        visibleExceptions(scope, actor),
      ),
    )
    .orderBy(asc(exceptions.id));
  if (!found) throw new NotFound(t.ref('missing'));
  return found;
}
