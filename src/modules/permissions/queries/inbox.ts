import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import type { PermissionRequest, PermissionSeat, SeatKind } from '../tables.ts';

/** A request that waits for one person. */
export interface Waiting extends Record<string, unknown> {
  readonly request: Pick<
    PermissionRequest,
    | 'id'
    | 'number'
    | 'typeId'
    | 'type'
    | 'form'
    | 'names'
    | 'subject'
    | 'state'
    | 'applicantId'
    | 'unitId'
    | 'startsOn'
    | 'endsOn'
    | 'dueOn'
    | 'overrideReason'
    | 'reportNote'
    | 'reportedOn'
    | 'extendsId'
    | 'version'
  >;
  readonly submittedAt: string | null;
  readonly decidedAt: string | null;
  readonly applicant: string;
  readonly unit: string | null;
  readonly task: Exclude<SeatKind, 'given'>;
  readonly seat: string;
  readonly body: boolean;
  readonly why: PermissionSeat['why'];
  readonly since: string;
  readonly permitted: number;
  readonly refused: number;
  readonly total: number;
}

/** A page of what waits for the person is never longer. */
export const INBOX_LIMIT = 200;

/**
 * What waits for the person, the oldest first, with how the last hundred like cases were decided: one statement. It
 * starts from the seats that wait (`permission_seats_waiting`), so requests of the past do not slow it down.
 */
export async function loadInbox(tx: Tx, personId: string): Promise<readonly Waiting[]> {
  const result = await tx.execute<Waiting>(sql`
    with waiting as materialized (
      select distinct on (s.request_id, s.kind) s.request_id, s.kind, s.title, s.body, s.why, s.since,
        count(*) over () as total
      from permission_seats s
      where s.organisation_id = ${tx.organisationId} and s.person_id = ${personId}::uuid and s.state = 'waiting'
      order by s.request_id, s.kind, s.step, s.slot
    ), types as materialized (
      select distinct r.type_id, r.confidentiality from waiting w
      join permission_requests r on r.organisation_id = ${tx.organisationId} and r.id = w.request_id
    ), alike as materialized (
      select ty.type_id, ty.confidentiality, l.permitted, l.refused from types ty
      cross join lateral (
        select count(*) filter (where last.state <> 'refused')::int as permitted,
          count(*) filter (where last.state = 'refused')::int as refused
        from (
          (select o.state from permission_requests o
            where o.organisation_id = ${tx.organisationId} and o.type_id = ty.type_id
              and o.confidentiality = ty.confidentiality and o.decided_at is not null
            order by o.decided_at desc limit 100)
          union all
          (select o.state from permission_requests o
            where ty.confidentiality is null and o.organisation_id = ${tx.organisationId} and o.type_id = ty.type_id
              and o.decided_at is not null
            order by o.decided_at desc limit 100)
        ) last
      ) l
    )
    select jsonb_build_object('id', r.id, 'number', r.number, 'typeId', r.type_id, 'type', r.type, 'form', r.form,
        'names', r.names, 'subject', r.subject, 'state', r.state, 'applicantId', r.applicant_id, 'unitId', r.unit_id,
        'startsOn', r.starts_on, 'endsOn', r.ends_on, 'dueOn', r.due_on, 'overrideReason', r.override_reason,
        'reportNote', r.report_note, 'reportedOn', r.reported_on, 'extendsId', r.extends_id, 'version', r.version) as request,
      r.submitted_at as "submittedAt", r.decided_at as "decidedAt", p.name as applicant, u.name as unit,
      w.kind as task, w.title as seat, w.body, w.why, w.since, a.permitted, a.refused, w.total
    from waiting w
    join permission_requests r on r.organisation_id = ${tx.organisationId} and r.id = w.request_id
    join people p on p.organisation_id = r.organisation_id and p.id = r.applicant_id
    left join units u on u.organisation_id = r.organisation_id and u.id = r.unit_id
    join alike a on a.type_id = r.type_id and a.confidentiality is not distinct from r.confidentiality
    order by w.since, r.id limit ${INBOX_LIMIT}`);
  return result.rows;
}

/** How much waits for the person, by kind, and since when: for the home page. */
export async function countWaiting(tx: Tx, personId: string) {
  const result = await tx.execute<{ kind: SeatKind; count: number; since: string }>(sql`
    select s.kind, count(distinct s.request_id)::int as count, min(s.since) as since from permission_seats s
    where s.organisation_id = ${tx.organisationId} and s.person_id = ${personId}::uuid and s.state = 'waiting'
    group by s.kind`);
  return result.rows;
}
