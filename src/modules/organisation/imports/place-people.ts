import { sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { carryOver } from '../commands/carry-over.ts';
import { t } from '../messages.ts';

/** A main post from a day on. */
export interface PostMove {
  readonly personId: string;
  readonly unitId: string;
  readonly title: string;
  readonly from: string;
}

/**
 * Gives people their main posts in three statements, however many: the post of the day ends (one that began on
 * that very day is overwritten), the new one begins. Throws when a later main post stands in the way.
 */
export async function placePeople(tx: Tx, moves: readonly PostMove[]): Promise<void> {
  if (moves.length === 0) return;
  const rows = JSON.stringify(
    moves.map((move) => ({
      id: newId(),
      person_id: move.personId,
      unit_id: move.unitId,
      title: move.title,
      valid_from: move.from,
    })),
  );
  const wanted = sql`jsonb_populate_recordset(null::posts, ${rows}::jsonb) as n`;
  await tx.execute(sql`
    update posts as p set unit_id = n.unit_id, title = n.title, version = p.version + 1 from ${wanted}
    where p.organisation_id = ${tx.organisationId} and p.person_id = n.person_id and p.main and p.valid_from = n.valid_from`);
  await tx.execute(sql`
    update posts as p set valid_to = n.valid_from, version = p.version + 1 from ${wanted}
    where p.organisation_id = ${tx.organisationId} and p.person_id = n.person_id and p.main
      and p.valid_from < n.valid_from and (p.valid_to is null or p.valid_to > n.valid_from)`);
  await tx.execute(sql`
    insert into posts (organisation_id, id, person_id, unit_id, title, main, valid_from)
    select ${tx.organisationId}::uuid, n.id, n.person_id, n.unit_id, n.title, true, n.valid_from from ${wanted}
    where not exists (select 1 from posts p where p.organisation_id = ${tx.organisationId} and p.person_id = n.person_id
      and p.main and p.valid_from = n.valid_from)`);
  await carryOver(
    tx,
    'posts',
    moves.map((move) => move.unitId),
  );
  await refuseTwoMainPosts(
    tx,
    moves.map((move) => move.personId),
  );
}

/** Nobody has two main posts on one day. */
export async function refuseTwoMainPosts(tx: Tx, personIds: readonly string[]): Promise<void> {
  const clash = await tx.execute<{ number: string }>(sql`
    select pe.number from posts a
    join posts b on b.organisation_id = a.organisation_id and b.person_id = a.person_id and b.main and b.id > a.id
      and (a.valid_to is null or b.valid_from < a.valid_to) and (b.valid_to is null or a.valid_from < b.valid_to)
    join people pe on pe.organisation_id = a.organisation_id and pe.id = a.person_id
    where a.organisation_id = ${tx.organisationId} and a.main and a.person_id = any (${sql.param([...personIds])}::uuid[])
    order by pe.number limit 1`);
  const [first] = clash.rows;
  if (first) throw new InvalidInput(t.ref('import.twoMainPosts', { number: first.number }));
}
