import { sql } from 'drizzle-orm';
import { matchesSearch } from '../../../kit/server/list.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { belongs, currentAssets, currentPosts } from '../../organisation/index.ts';

interface Choice extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

/** What an exception can be about: the people of the actor's own units and of those they answer for, or any asset. */
export async function searchAffected(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  of: 'persons' | 'asset',
  q: string,
  date: string,
): Promise<Choice[]> {
  const org = tx.organisationId;
  if (of === 'asset') {
    const found = await tx.execute<Choice>(sql`
      select ca.asset_id as id, ca.name, concat_ws(' ', ca.code, ca.unit_name) as detail
      from ${currentAssets(org, date)} ca
      join assets a on a.organisation_id = ${org} and a.id = ca.asset_id
      where ca.stage <> 'retired' and ${matchesSearch(sql`a.search`, q) ?? sql`true`}
      order by ca.kind desc, ca.code limit 20`);
    return found.rows;
  }
  const answered = actor.roles.flatMap((role) => (role.unitPath === null ? [] : [role.unitPath]));
  const paths = [...actor.unitPaths, ...answered].map((path) => `${path}%`);
  const whole = scope.whole || actor.roles.some((role) => role.scopeKind === 'organisation');
  const found = await tx.execute<Choice>(sql`
    select p.id, p.name, concat_ws(' ', cp.unit_name, p.number) as detail
    from people p
    left join ${currentPosts(org, date)} cp on cp.person_id = p.id and cp.main
    where p.organisation_id = ${org} and ${belongs('p', date)} and ${matchesSearch(sql`p.search`, q) ?? sql`true`}
      and (${whole} or p.id = ${actor.personId}::uuid or cp.unit_path like any (${sql.param(paths)}::text[]))
    order by p.kana, p.id limit 20`);
  return found.rows;
}
