/** What the audit trail says of media: names that people know instead of the ids of the machine. */
import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';

type Facts = Readonly<Record<string, unknown>>;

/** A row without what belongs to the machine: organisation, ids, search column. */
export function inTrail(row: Facts): Facts {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([field]) => !/(^id|Id)$/.test(field) && field !== 'search' && field !== 'packId',
    ),
  );
}

interface Ids {
  readonly unitId?: string | null;
  readonly systemId?: string | null;
  readonly placeId?: string | null;
  readonly borrowerId?: string | null;
  readonly informationId?: string | null;
  readonly contents?: readonly string[];
}

/** The names behind the ids of a record, in one statement; what the record has no id for is left out. */
export async function namesOf(tx: Tx, ids: Ids): Promise<Facts> {
  const of = (table: string, name: string, id: string | null | undefined) =>
    sql`(select ${sql.identifier(name)} from ${sql.identifier(table)}
      where organisation_id = ${tx.organisationId} and id = ${id ?? null}::uuid)`;
  const result = await tx.execute<Record<string, unknown>>(sql`
    select ${of('units', 'name', ids.unitId)} as unit, ${of('assets', 'name', ids.systemId)} as system,
      ${of('storage_places', 'name', ids.placeId)} as "placeName", ${of('people', 'name', ids.borrowerId)} as borrower,
      ${of('information_assets', 'name', ids.informationId)} as information,
      (select array_agg(number || ' ' || name order by number) from information_assets
        where organisation_id = ${tx.organisationId} and id = any (${sql.param(ids.contents ?? [])}::uuid[])) as contents`);
  const names = result.rows[0] ?? {};
  return Object.fromEntries(Object.entries(names).filter(([, name]) => name !== null));
}
