import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import { type Caller, visible } from '../commands/require-deed.ts';
import type { Resolution } from '../model.ts';
import type { PermissionRequest } from '../tables.ts';

interface DecisionRow {
  readonly step: number;
  readonly seat: string;
  readonly person: string;
  readonly kind: 'permit' | 'refuse' | 'send_back' | 'viewed' | 'given';
  readonly reason: string;
  readonly conditions: string;
  readonly resolution: Resolution | null;
  readonly override: boolean;
  readonly at: string;
}

interface Relative {
  readonly id: string;
  readonly number: string;
  readonly state: PermissionRequest['state'];
  readonly endsOn: string | null;
}

/** What belongs to a request besides itself and its seats. */
export interface Surroundings {
  readonly people: Readonly<Record<string, { readonly name: string; readonly post: string }>>;
  readonly unit: string | null;
  readonly decisions: readonly DecisionRow[];
  readonly original: Relative | null;
  readonly extensions: readonly Relative[];
}

/** Names, decisions and extensions of a request, in one statement. */
export async function loadSurroundings(
  tx: Tx,
  request: PermissionRequest,
  personIds: readonly string[],
): Promise<Surroundings> {
  const org = tx.organisationId;
  const relative = sql`jsonb_build_object('id', x.id, 'number', x.number, 'state', x.state, 'endsOn', x.ends_on)`;
  const result = await tx.execute<Surroundings & Record<string, unknown>>(sql`
    select
      (select coalesce(jsonb_object_agg(p.id, jsonb_build_object('name', p.name, 'post', coalesce((
          select concat_ws(' ', u.name, nullif(po.title, '')) from posts po
          join units u on u.organisation_id = po.organisation_id and u.id = po.unit_id
          where po.organisation_id = p.organisation_id and po.person_id = p.id and po.main
          order by po.valid_from desc limit 1), ''))), '{}'::jsonb)
        from people p where p.organisation_id = ${org} and p.id = any (${sql.param(personIds)}::uuid[])) as people,
      (select u.name from units u where u.organisation_id = ${org} and u.id = ${request.unitId}::uuid) as unit,
      (select coalesce(jsonb_agg(jsonb_build_object('step', d.step, 'seat', d.seat, 'person', p.name, 'kind', d.kind,
          'reason', d.reason, 'conditions', d.conditions, 'resolution', d.resolution, 'override', d.override, 'at', d.at)
          order by d.at, d.id), '[]'::jsonb)
        from permission_decisions d join people p on p.organisation_id = d.organisation_id and p.id = d.person_id
        where d.organisation_id = ${org} and d.request_id = ${request.id}) as decisions,
      (select ${relative} from permission_requests x
        where x.organisation_id = ${org} and x.id = ${request.extendsId}::uuid) as original,
      (select coalesce(jsonb_agg(${relative} order by x.created_at), '[]'::jsonb) from permission_requests x
        where x.organisation_id = ${org} and x.extends_id = ${request.id} and x.state <> 'draft') as extensions`);
  return result.rows[0] ?? { people: {}, unit: null, decisions: [], original: null, extensions: [] };
}

/** A like case that the caller may open. */
interface LikeCase extends Record<string, unknown> {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly state: PermissionRequest['state'];
  readonly conditions: string;
  readonly reason: string | null;
  readonly decidedAt: string;
}

/**
 * How like requests were decided, the same type and class: how many of the last hundred everywhere, and the newest of
 * those that the caller may see. Two statements.
 */
export async function loadLikeCases(
  tx: Tx,
  caller: Pick<Caller, 'personId' | 'read'>,
  request: PermissionRequest,
) {
  const { confidentiality } = request;
  const sameClass =
    confidentiality === null
      ? sql`true`
      : sql`permission_requests.confidentiality = ${confidentiality}::smallint`;
  const like = sql`permission_requests.organisation_id = ${tx.organisationId} and permission_requests.type_id = ${request.typeId}
    and permission_requests.id <> ${request.id} and permission_requests.decided_at is not null and ${sameClass}`;
  const counted = await tx.execute<{ permitted: number; refused: number }>(sql`
    select count(*) filter (where last.state <> 'refused')::int as permitted,
      count(*) filter (where last.state = 'refused')::int as refused
    from (select state from permission_requests where ${like} order by decided_at desc limit 100) last`);
  const items = await tx.execute<LikeCase>(sql`
    select id, number, subject, state, conditions, decided_at as "decidedAt",
      (select d.reason from permission_decisions d where d.organisation_id = permission_requests.organisation_id
        and d.request_id = permission_requests.id and d.kind in ('permit', 'refuse') order by d.at desc limit 1) as reason
    from permission_requests where ${like} and ${visible(caller)} order by decided_at desc limit 10`);
  return { permitted: 0, refused: 0, ...counted.rows[0], items: items.rows };
}
