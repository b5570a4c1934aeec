import { sql } from 'drizzle-orm';
import { addDays } from '../../../kernel/dates.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { OrgKind, Pack } from '../../standards/index.ts';
import type { AppointmentFact, AssetFact, PersonFact, Snapshot, UnitFact } from '../checks/model.ts';
import { currentAssets, inForce } from '../fragments.ts';

/** Appointments that ended within so many days still tell who held a role last. */
const memoryDays = 366;

interface Loaded extends Record<string, unknown> {
  readonly units: UnitFact[];
  readonly assets: AssetFact[];
  readonly appointments: AppointmentFact[];
  readonly people: PersonFact[];
}

/**
 * What the check of appointments works on, in one statement: units and assets of the day, appointments in force,
 * to come or lately ended, and the people they name (and `alsoPeople`, for a change that is only being typed).
 */
export async function loadSnapshot(
  tx: Tx,
  options: {
    readonly pack: Pack;
    readonly orgKind: OrgKind;
    readonly date: string;
    readonly alsoPeople?: readonly string[];
  },
): Promise<Snapshot> {
  const { pack, orgKind, date } = options;
  const result = await tx.execute<Loaded>(sql`
    with facts as (
      select a.* from appointments a
      where a.organisation_id = ${tx.organisationId} and a.pack_id = ${pack.id}
        and (a.valid_to is null or a.valid_to > ${addDays(date, -memoryDays)}::date)
    ), named as (
      select person_id from facts union select unnest(${sql.param([...(options.alsoPeople ?? [])])}::uuid[])
    )
    select
      coalesce((select json_agg(json_build_object('id', u.id, 'path', u.path, 'name', u.name, 'kind', u.kind))
        from units u where u.organisation_id = ${tx.organisationId} and ${inForce('u', date)}), '[]'::json) as units,
      coalesce((select json_agg(json_build_object('id', ca.asset_id, 'kind', ca.kind, 'name', ca.name, 'stage', ca.stage,
        'unitPath', ca.unit_path)) from ${currentAssets(tx.organisationId, date)} ca), '[]'::json) as assets,
      coalesce((select json_agg(json_build_object('id', f.id, 'roleId', f.role_id, 'personId', f.person_id,
        'scopeKind', f.scope_kind, 'unitId', f.unit_id, 'assetId', f.asset_id, 'deputyOf', f.deputy_of,
        'validFrom', f.valid_from, 'validTo', f.valid_to)) from facts f), '[]'::json) as appointments,
      coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name, 'employment', p.employment,
        'leftOn', p.left_on, 'absences', coalesce((
          select json_agg(json_build_object('validFrom', ab.valid_from, 'validTo', ab.valid_to)) from absences ab
          where ab.organisation_id = p.organisation_id and ab.person_id = p.id), '[]'::json)))
        from people p join named n on n.person_id = p.id
        where p.organisation_id = ${tx.organisationId}), '[]'::json) as people`);
  const [facts] = result.rows;
  if (!facts) throw new Error('no snapshot');
  return { date, orgKind, roles: pack.roles, ...facts };
}
