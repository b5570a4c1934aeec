import { sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { currentPosts } from '../../organisation/index.ts';
import { t } from '../messages.ts';

export interface Applicant {
  readonly personId: string;
  readonly name: string;
  readonly unitId: string | null;
  readonly unitPath: string;
  readonly unitName: string;
}

/** The signed-in person with the unit they apply for: the given one of their posts, or the main one. Throws InvalidInput. */
export async function loadApplicant(tx: Tx, actor: Actor, date: string, unitId?: string): Promise<Applicant> {
  if (actor.personId === null) throw new InvalidInput(t.ref('apply.noPerson'));
  const result = await tx.execute<Applicant & Record<string, unknown>>(sql`
    select p.id as "personId", p.name, cp.unit_id as "unitId", coalesce(cp.unit_path, '') as "unitPath",
      coalesce(cp.unit_name, '') as "unitName"
    from people p left join ${currentPosts(tx.organisationId, date)} cp on cp.person_id = p.id
    where p.organisation_id = ${tx.organisationId} and p.id = ${actor.personId}::uuid
    order by cp.main desc nulls last`);
  const found = unitId === undefined ? result.rows[0] : result.rows.find((row) => row.unitId === unitId);
  if (!found)
    throw new InvalidInput(t.ref('apply.notYourUnit'), [
      { field: 'unitId', message: t.ref('apply.notYourUnit') },
    ]);
  return found;
}

/** What the units, systems, people and so on with these ids are called; one statement. */
export async function loadNames(tx: Tx, ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
  if (ids.length === 0) return {};
  const org = tx.organisationId;
  const wanted = sql.param(ids);
  const result = await tx.execute<{ id: string; name: string }>(sql`
    select id, name from units where organisation_id = ${org} and id = any (${wanted}::uuid[])
    union all select id, name from people where organisation_id = ${org} and id = any (${wanted}::uuid[])
    union all select id, name from assets where organisation_id = ${org} and id = any (${wanted}::uuid[])`);
  return Object.fromEntries(result.rows.map(({ id, name }) => [id, name]));
}
