import { sql } from 'drizzle-orm';
import { matchesSearch } from '../../../kit/server/list.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { belongs, currentAssets, currentPosts, inForce } from '../../organisation/index.ts';
import type { Authority } from '../authority.ts';

export interface Colleague extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
}

/** The first twenty people of the caller's units, or of those within their authority, that a text finds. One statement. */
export async function searchColleagues(
  tx: Tx,
  actor: Actor,
  authority: Authority,
  q: string,
  today: string,
): Promise<Colleague[]> {
  const { superior } = authority;
  const paths = [...actor.unitPaths, ...(superior?.unitPaths ?? [])].map((path) => `${path}%`);
  const within = superior?.whole ? sql`true` : sql`cp.unit_path like any (${sql.param(paths)}::text[])`;
  const result = await tx.execute<Colleague>(sql`
    select p.id, p.name, min(cp.unit_name) as unit from people p
    join ${currentPosts(tx.organisationId, today)} cp on cp.person_id = p.id
    where p.organisation_id = ${tx.organisationId} and ${belongs('p', today)} and ${within}
      and ${matchesSearch(sql`p.search`, q) ?? sql`true`}
    group by p.id, p.name, p.kana order by p.kana, p.id limit 20`);
  return result.rows;
}

export interface OwnUnit extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
}

/** The units whose information the caller keeps as a member of staff: those of their posts first. One statement. */
export async function ownUnits(tx: Tx, actor: Actor, today: string): Promise<OwnUnit[]> {
  const result = await tx.execute<OwnUnit>(sql`
    select u.id, u.name from units u
    where u.organisation_id = ${tx.organisationId} and ${inForce('u', today)}
      and exists (select 1 from unnest(${sql.param(actor.unitPaths)}::text[]) mine
        where mine = u.path or (u.kind in ('division', 'section') and mine like u.path || '%'))
    order by u.path = any (${sql.param(actor.unitPaths)}::text[]) desc, u.sort_order, u.code, u.id limit 50`);
  return result.rows;
}

export interface SystemChoice extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly code: string;
}

/** The first twenty information systems in use that a text finds: what an entry may lie in. One statement. */
export async function searchSystems(tx: Tx, q: string, today: string): Promise<SystemChoice[]> {
  const result = await tx.execute<SystemChoice>(sql`
    select a.id, a.name, a.code from assets a
    join ${currentAssets(tx.organisationId, today)} ca on ca.asset_id = a.id
    where a.organisation_id = ${tx.organisationId} and a.kind = 'system' and a.stage <> 'retired'
      and ${matchesSearch(sql`a.search`, q) ?? sql`true`}
    order by a.code, a.id limit 20`);
  return result.rows;
}
