import { sql } from 'drizzle-orm';
import { matchesSearch } from '../../../kit/server/list.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { belongs, currentPosts } from '../../organisation/index.ts';
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
