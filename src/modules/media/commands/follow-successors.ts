import { type SQL, sql } from 'drizzle-orm';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';

/** Ledgers that belong to a unit as long as it exists. Books of what was done keep the unit of that time. */
const ledgers = ['storage_places', 'media', 'backups'] as const;
/** What the trail calls an entry of each. */
const entities = { storage_places: 'storage-place', media: 'medium', backups: 'backup' } as const;

interface Moved extends Record<string, unknown> {
  readonly id: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Puts what a closed unit owned under its successor, so that somebody answers for it after a reorganisation. Where a
 * unit was split, nobody can know which part it belongs to: it stays, and the officers above find it by the filter
 * for closed units and move it by hand. A place whose name its successor has already stays too. Returns how many entries moved.
 */
export async function followSuccessors(tx: Tx, actor: Actor, today: string): Promise<number> {
  let moved = 0;
  for (const ledger of ledgers) {
    const table = sql.identifier(ledger);
    const free =
      ledger === 'storage_places'
        ? sql`and not exists (select 1 from storage_places o where o.organisation_id = t.organisation_id
            and o.unit_id = s.successor_id and o.name = t.name)`
        : sql``;
    const result = await tx.execute<Moved>(sql`
      with successors as (
        select us.predecessor_id, min(us.successor_id::text)::uuid as successor_id
        from unit_successions us
        join units u on u.organisation_id = us.organisation_id and u.id = us.predecessor_id
        where us.organisation_id = ${tx.organisationId} and us.effective_on <= ${today}::date
          and u.valid_to <= ${today}::date
        group by us.predecessor_id having count(*) = 1)
      update ${table} t set unit_id = s.successor_id, version = t.version + 1
      from successors s
      where t.organisation_id = ${tx.organisationId} and t.unit_id = s.predecessor_id ${free}
      returning t.id, ${nameOf(sql`s.predecessor_id`)} as before, ${nameOf(sql`s.successor_id`)} as after`);
    moved += result.rows.length;
    await recordEvents(
      tx,
      actor,
      result.rows.map(({ id, before, after }) => ({
        ...{ action: 'media.follow', entity: entities[ledger], entityId: id },
        before: { unit: before },
        after: { unit: after },
      })),
    );
  }
  return moved;
}

const nameOf = (id: SQL): SQL =>
  sql`(select u.name from units u where u.organisation_id = t.organisation_id and u.id = ${id})`;
