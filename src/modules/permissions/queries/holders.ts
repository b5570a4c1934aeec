import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import { entryOwners } from '../../information/index.ts';
import {
  absentOn,
  belongs,
  currentAssets,
  currentPosts,
  roleHoldings,
  type UnitKind,
} from '../../organisation/index.ts';
import type { FormValues, PermissionType, Slot, Step } from '../model.ts';
import { idsIn, rolesNeeded } from '../resolve.ts';
import type { Candidate, Holders, Person } from '../seats.ts';
import type { Desk } from './desk.ts';

interface Place {
  readonly unitPath: string;
  readonly values: FormValues;
  readonly date: string;
}

/** Everything that the seats of this form may be filled from; at most five statements. */
export async function loadHolders(
  tx: Tx,
  desk: Desk,
  type: Pick<PermissionType, 'fields' | 'informed'>,
  steps: readonly Step[],
  place: Place,
): Promise<Holders> {
  const assetIds = idsIn(type, ['system', 'area', 'service'], place.values);
  const assets = await loadAssets(tx, assetIds, place.date);
  const information = await entryOwners(tx, idsIn(type, ['asset'], place.values));
  const paths = [
    place.unitPath,
    ...[...assets.values(), ...information.values()].flatMap((each) => each.unitPath ?? []),
  ];
  const informedStep: Step = { id: 'informed', mode: 'all', deciders: type.informed };
  const seats = [...steps, informedStep];
  const roles = rolesNeeded(seats, desk);
  const candidates = await loadCandidates(tx, desk, roles, place.date, { paths, assetIds });
  const deciders = [...information.values()].flatMap((each) => each.deciderId ?? []);
  const named = [...idsIn(type, ['person'], place.values), ...deciders, ...namedIn(seats)];
  const { posts, people } = await loadPeople(tx, titlesIn(seats), named, place.unitPath, place.date);
  const unitKind = await loadUnitKind(tx, place.unitPath);
  return { unitKind, candidates, posts, people, assets, information };
}

const slotsOf = (steps: readonly Step[]): readonly Slot[] => steps.flatMap((step) => step.deciders);
const namedIn = (steps: readonly Step[]) =>
  slotsOf(steps).flatMap((slot) => ('person' in slot ? [slot.person] : []));
const titlesIn = (steps: readonly Step[]) =>
  slotsOf(steps).flatMap((slot) => ('post' in slot ? [slot.post] : []));

/** The holders of these roles on the day; only those of units above `paths` and of these assets, or all. */
export async function loadCandidates(
  tx: Tx,
  desk: Pick<Desk, 'pack'>,
  roles: readonly string[],
  date: string,
  near: { readonly paths: readonly string[]; readonly assetIds: readonly string[] } | 'everywhere',
): Promise<readonly Candidate[]> {
  const wanted = desk.pack.roles.filter((role) => roles.includes(role.id) && role.everyone !== true);
  if (wanted.length === 0) return [];
  const holdings = roleHoldings(tx, { date, packId: desk.pack.id, roles: wanted });
  const where =
    near === 'everywhere'
      ? sql`true`
      : sql`(h.scope_kind = 'organisation' or h.asset_id = any (${sql.param(near.assetIds)}::uuid[])
          or (h.scope_kind = 'unit' and exists (select 1 from unnest(${sql.param(near.paths)}::text[]) as below (path)
            where below.path like h.unit_path || '%')))`;
  const result = await tx.execute<Candidate & Record<string, unknown>>(sql`
    select h.person_id as "personId", p.name, ${postOf(tx, date)} as post, h.role_id as "roleId",
      h.scope_kind as "scopeKind", h.unit_path as "unitPath", h.asset_id as "assetId",
      coalesce(case when h.asset_id is not null then a.name when h.scope_kind = 'unit' then u.name end, '') as "scopeName",
      h.deputy, h.acting, h.absent
    from ${holdings} h
    join people p on p.organisation_id = ${tx.organisationId} and p.id = h.person_id
    left join units u on u.organisation_id = ${tx.organisationId} and u.id = h.unit_id
    left join assets a on a.organisation_id = ${tx.organisationId} and a.id = h.asset_id
    where ${where}
    order by h.role_id, h.unit_path, h.deputy, p.number`);
  return result.rows;
}

const postOf = (
  tx: Tx,
  date: string,
) => sql`coalesce((select concat_ws(' ', cp.unit_name, nullif(cp.title, ''))
  from ${currentPosts(tx.organisationId, date)} cp where cp.person_id = p.id and cp.main limit 1), '')`;

async function loadAssets(tx: Tx, ids: readonly string[], date: string): Promise<Holders['assets']> {
  if (ids.length === 0) return new Map();
  const result = await tx.execute<{ id: string; name: string; unitPath: string | null }>(sql`
    select ca.asset_id as id, ca.name, ca.unit_path as "unitPath" from ${currentAssets(tx.organisationId, date)} ca
    where ca.asset_id = any (${sql.param(ids)}::uuid[])`);
  return new Map(result.rows.map((row) => [row.id, row]));
}

async function loadUnitKind(tx: Tx, path: string): Promise<UnitKind | null> {
  const result = await tx.execute<{ kind: UnitKind }>(
    sql`select kind from units where organisation_id = ${tx.organisationId} and path = ${path}`,
  );
  return result.rows[0]?.kind ?? null;
}

interface PersonRow extends Person {
  readonly title: string;
  readonly unitPath: string;
  readonly main: boolean;
}

async function loadPeople(
  tx: Tx,
  titles: readonly string[],
  ids: readonly string[],
  unitPath: string,
  date: string,
): Promise<Pick<Holders, 'posts' | 'people'>> {
  if (titles.length === 0 && ids.length === 0) return { posts: [], people: new Map() };
  const result = await tx.execute<PersonRow & Record<string, unknown>>(sql`
    select p.id as "personId", p.name, concat_ws(' ', cp.unit_name, nullif(cp.title, '')) as post, cp.title,
      coalesce(cp.unit_path, '') as "unitPath", coalesce(cp.main, true) as main,
      ${absentOn(tx.organisationId, sql`p.id`, date)} as absent
    from people p left join ${currentPosts(tx.organisationId, date)} cp on cp.person_id = p.id
    where p.organisation_id = ${tx.organisationId} and ${belongs('p', date)}
      and (p.id = any (${sql.param(ids)}::uuid[])
        or (cp.title = any (${sql.param(titles)}::text[]) and ${unitPath} like cp.unit_path || '%'))
    order by p.number`);
  const main = result.rows.filter((row) => row.main);
  return {
    posts: result.rows.filter((row) => titles.includes(row.title)),
    people: new Map([...result.rows, ...main].map((row) => [row.personId, row])),
  };
}
