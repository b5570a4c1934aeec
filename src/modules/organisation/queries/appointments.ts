import { type SQL, sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { type ListSource, matchesSearch, orderOf } from '../../../kit/server/list.ts';
import { type Scope, type ScopeColumns, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Pack } from '../../standards/index.ts';
import { inForce } from '../fragments.ts';
import { t } from '../messages.ts';
import type { Period, ScopeKind } from '../model.ts';
import { appointments } from '../tables.ts';

/** An appointment as a deed needs it. */
export interface AppointmentRecord extends Period, Record<string, unknown> {
  readonly id: string;
  readonly packId: string;
  readonly roleId: string;
  readonly personId: string;
  readonly scopeKind: ScopeKind;
  readonly unitId: string | null;
  readonly assetId: string | null;
  readonly deputyOf: string | null;
}

/** Path of the unit, or of the unit that answers for the asset on the day. */
const pathOn = (date: string): SQL => sql`coalesce(
  (select u.path from units u where u.organisation_id = appointments.organisation_id and u.id = appointments.unit_id),
  (select u.path from asset_units au join units u on u.organisation_id = au.organisation_id and u.id = au.unit_id
    where au.organisation_id = appointments.organisation_id and au.asset_id = appointments.asset_id and ${inForce('au', date)}
    limit 1))`;

/** Which columns of an appointment a scope binds. */
const withinColumns = (date: string): ScopeColumns => ({
  unitPath: pathOn(date),
  assetId: sql`appointments.asset_id`,
  personId: sql`appointments.person_id`,
});

/** The appointment, within the scope. Throws NotFound. */
export async function appointmentFor(
  tx: Tx,
  scope: Scope,
  id: string,
  date: string,
): Promise<AppointmentRecord> {
  const result = await tx.execute<AppointmentRecord>(sql`
    select id, pack_id as "packId", role_id as "roleId", person_id as "personId", scope_kind as "scopeKind",
      unit_id as "unitId", asset_id as "assetId", deputy_of as "deputyOf", valid_from as "validFrom", valid_to as "validTo"
    from appointments
    where organisation_id = ${tx.organisationId} and id = ${id}::uuid and ${withinScope(scope, withinColumns(date))}`);
  const [found] = result.rows;
  if (!found) throw new NotFound(t.ref('appointment.notFound'));
  return found;
}

export const appointmentSorts = ['role', 'validFrom', 'validTo', 'person'] as const;

export interface AppointmentFilter {
  readonly q?: string | undefined;
  readonly roleId?: string | undefined;
  readonly personId?: string | undefined;
  readonly unitId?: string | undefined;
  readonly assetId?: string | undefined;
  readonly state: 'current' | 'coming' | 'ended' | 'all';
  readonly sort?: (typeof appointmentSorts)[number] | `-${(typeof appointmentSorts)[number]}` | undefined;
}

export interface AppointmentRow {
  readonly id: string;
  readonly roleId: string;
  readonly person: { readonly id: string; readonly name: string; readonly number: string };
  readonly scopeKind: ScopeKind;
  readonly scope: { readonly id: string; readonly name: string } | null;
  readonly deputyOf: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly decision: string;
  readonly decidedOn: string | null;
  readonly version: number;
}

/** The list of appointments that the scope shows, for `listPage` and `listAll`. */
export function appointmentList(
  tx: Tx,
  scope: Scope,
  pack: Pack,
  filter: AppointmentFilter,
  today: string,
): ListSource<AppointmentRow> {
  const roleRank = sql`array_position(${sql.param(pack.roles.map((role) => role.id))}::text[], appointments.role_id)`;
  const [chosen] = orderOf(
    filter.sort,
    {
      role: roleRank,
      validFrom: appointments.validFrom,
      validTo: appointments.validTo,
      person: sql`(select p.kana from people p where p.organisation_id = appointments.organisation_id and p.id = appointments.person_id)`,
    },
    appointments.id,
  );
  return {
    select: (where) => tx.select(rowColumns).from(appointments).where(where).$dynamic(),
    organisation: appointments.organisationId,
    scope,
    within: withinColumns(today),
    where: [sql`appointments.pack_id = ${pack.id}`, ...conditions(pack, filter, today)],
    // Within a role: place by place, the holder before the deputies.
    orderBy: [
      chosen,
      sql`${pathOn(today)} asc nulls first`,
      sql`appointments.asset_id`,
      sql`appointments.deputy_of is not null`,
      sql`appointments.id`,
    ],
  };
}

const rowColumns = {
  id: appointments.id,
  roleId: appointments.roleId,
  person: sql<
    AppointmentRow['person']
  >`(select json_build_object('id', p.id, 'name', p.name, 'number', p.number)
    from people p where p.organisation_id = appointments.organisation_id and p.id = appointments.person_id)`,
  scopeKind: appointments.scopeKind,
  scope: sql<AppointmentRow['scope']>`coalesce(
    (select json_build_object('id', u.id, 'name', u.name) from units u
      where u.organisation_id = appointments.organisation_id and u.id = appointments.unit_id),
    (select json_build_object('id', a.id, 'name', a.name) from assets a
      where a.organisation_id = appointments.organisation_id and a.id = appointments.asset_id))`,
  deputyOf: appointments.deputyOf,
  validFrom: appointments.validFrom,
  validTo: appointments.validTo,
  decision: appointments.decision,
  decidedOn: appointments.decidedOn,
  version: appointments.version,
};

function conditions(pack: Pack, filter: AppointmentFilter, today: string): (SQL | undefined)[] {
  const personSearch = sql`(select p.search from people p
    where p.organisation_id = appointments.organisation_id and p.id = appointments.person_id)`;
  return [
    stateOf(filter.state, today),
    filter.roleId === undefined ? undefined : sql`appointments.role_id = ${filter.roleId}`,
    filter.personId === undefined ? undefined : sql`appointments.person_id = ${filter.personId}::uuid`,
    filter.assetId === undefined ? undefined : sql`appointments.asset_id = ${filter.assetId}::uuid`,
    filter.unitId === undefined
      ? undefined
      : sql`${pathOn(today)} like (select f.path || '%' from units f
          where f.organisation_id = appointments.organisation_id and f.id = ${filter.unitId}::uuid)`,
    matchesSearch(personSearch, filter.q),
    sql`appointments.role_id = any (${sql.param(pack.roles.map((role) => role.id))}::text[])`,
  ];
}

function stateOf(state: AppointmentFilter['state'], today: string): SQL | undefined {
  if (state === 'all') return undefined;
  if (state === 'coming') return sql`appointments.valid_from > ${today}::date`;
  if (state === 'ended') return sql`appointments.valid_to <= ${today}::date`;
  return inForce('appointments', today);
}
