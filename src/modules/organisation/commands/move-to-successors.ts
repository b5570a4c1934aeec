import { type SQL, sql } from 'drizzle-orm';
import { newId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { ReorganisationPlan } from '../reorganisation-plan.ts';

/** Tables whose rows belong to a unit for a period, with the columns that a continuation takes over. */
const movable = {
  posts: ['person_id', 'title', 'main', 'valid_to', 'version'],
  appointments: [
    'pack_id',
    'role_id',
    'person_id',
    'scope_kind',
    'asset_id',
    'deputy_of',
    'valid_to',
    'decision',
    'decided_on',
    'version',
  ],
  asset_units: ['asset_id', 'valid_to'],
} as const;
export type MovableTable = keyof typeof movable;

interface Move {
  readonly id: string;
  /** The id of the continuation; the row's own when it had not begun. */
  readonly new_id: string;
  /** Null when the unit ended without a successor. */
  readonly unit_id: string | null;
}

/**
 * Moves what belongs to closed units to their successors from the day on. Rows that began before are cut at the
 * day and continued under a new id; rows that begin later are moved whole; without a successor the first end and
 * the others go. A fixed number of statements, however many rows. Returns how many rows were touched.
 */
export async function moveToSuccessors(
  tx: Tx,
  table: MovableTable,
  plan: Pick<ReorganisationPlan, 'closed' | 'successors' | 'placements'>,
  date: string,
): Promise<number> {
  if (plan.closed.length === 0) return 0;
  const rows = await reachingRows(tx, table, plan.closed, date);
  const placed = new Map(
    plan.placements.map((each) => [`${each.unitId} ${each.personId}`, each.successorId]),
  );
  const moves = rows.map((row) => ({
    id: row.id,
    new_id: row.begun ? newId() : row.id,
    unit_id:
      (row.main_post ? placed.get(`${row.unit_id} ${row.person_id}`) : undefined) ??
      plan.successors.get(row.unit_id)?.[0] ??
      null,
    begun: row.begun,
  }));
  const begun = moves.filter((move) => move.begun);
  const coming = moves.filter((move) => !move.begun);
  await continueRows(
    tx,
    table,
    begun.filter((move) => move.unit_id !== null),
    date,
  );
  await endRows(tx, table, begun, date);
  await moveComing(tx, table, coming);
  if (table === 'appointments') await followPrincipals(tx, begun, date);
  return rows.length;
}

interface ReachingRow extends Record<string, unknown> {
  readonly id: string;
  readonly unit_id: string;
  readonly person_id: string | null;
  /** A post, which can be placed person by person; appointments go with the unit. */
  readonly main_post: boolean;
  readonly begun: boolean;
}

async function reachingRows(
  tx: Tx,
  table: MovableTable,
  closed: readonly string[],
  date: string,
): Promise<readonly ReachingRow[]> {
  const person = table === 'asset_units' ? sql`null::uuid` : sql`r.person_id`;
  const result = await tx.execute<ReachingRow>(sql`
    select r.id, r.unit_id, ${person} as person_id, ${table === 'posts'} as main_post, r.valid_from < ${date}::date as begun
    from ${sql.identifier(table)} r
    where r.organisation_id = ${tx.organisationId} and r.unit_id = any (${sql.param([...closed])}::uuid[])
      and (r.valid_to is null or r.valid_to > ${date}::date)
    order by r.id`);
  return result.rows;
}

const movesSql = (moves: readonly Move[]): SQL =>
  sql`jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as n (id uuid, new_id uuid, unit_id uuid)`;

async function continueRows(
  tx: Tx,
  table: MovableTable,
  moves: readonly Move[],
  date: string,
): Promise<void> {
  if (moves.length === 0) return;
  const copied = movable[table].map((column) => sql.identifier(column));
  const values = movable[table].map((column) =>
    column === 'version' ? sql`1` : sql`r.${sql.identifier(column)}`,
  );
  await tx.execute(sql`
    insert into ${sql.identifier(table)} (organisation_id, id, unit_id, valid_from, ${sql.join(copied, sql`, `)})
    select r.organisation_id, n.new_id, n.unit_id, ${date}::date, ${sql.join(values, sql`, `)}
    from ${sql.identifier(table)} r join ${movesSql(moves)} on n.id = r.id
    where r.organisation_id = ${tx.organisationId}`);
}

async function endRows(tx: Tx, table: MovableTable, moves: readonly Move[], date: string): Promise<void> {
  if (moves.length === 0) return;
  const counted = table === 'asset_units' ? sql`` : sql`, version = r.version + 1`;
  await tx.execute(sql`
    update ${sql.identifier(table)} r set valid_to = ${date}::date ${counted}
    from ${movesSql(moves)} where r.organisation_id = ${tx.organisationId} and r.id = n.id`);
}

async function moveComing(tx: Tx, table: MovableTable, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  await tx.execute(sql`
    update ${sql.identifier(table)} r set unit_id = n.unit_id
    from ${movesSql(moves)} where r.organisation_id = ${tx.organisationId} and r.id = n.id and n.unit_id is not null`);
  await tx.execute(sql`
    delete from ${sql.identifier(table)} r using ${movesSql(moves)}
    where r.organisation_id = ${tx.organisationId} and r.id = n.id and n.unit_id is null`);
}

/** Deputies of a continued appointment stand in for the continuation. */
async function followPrincipals(tx: Tx, moves: readonly Move[], date: string): Promise<void> {
  const continued = moves.filter((move) => move.unit_id !== null);
  if (continued.length === 0) return;
  await tx.execute(sql`
    update appointments r set deputy_of = n.new_id
    from ${movesSql(continued)}
    where r.organisation_id = ${tx.organisationId} and r.deputy_of = n.id and r.valid_from >= ${date}::date`);
}
