import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import type { Edge, Graph } from '../propagate.ts';
import { entryColumns, type RegisteredEntry } from './visible.ts';

export interface LoadedGraph extends Graph {
  readonly entries: ReadonlyMap<string, RegisteredEntry>;
}

/**
 * The entries, everything that was made from them however indirectly, and all sources of any of these. Two statements;
 * visibility does not matter here: classes follow wherever a copy went.
 */
export async function loadGraph(tx: Tx, ids: readonly string[]): Promise<LoadedGraph> {
  const edges = await tx.execute<Edge & Record<string, unknown>>(sql`
    with recursive below (id) as (
      select unnest(${sql.param(ids)}::uuid[])
      union
      select s.asset_id from information_sources s join below b on b.id = s.source_id
      where s.organisation_id = ${tx.organisationId})
    select s.asset_id as "assetId", s.source_id as "sourceId", s.kind from information_sources s
    join below b on b.id = s.asset_id where s.organisation_id = ${tx.organisationId}`);
  const all = [...new Set([...ids, ...edges.rows.flatMap(({ assetId, sourceId }) => [assetId, sourceId])])];
  const entries = await tx.execute<RegisteredEntry>(sql`
    select ${entryColumns('ia', 'u')} from information_assets ia
    join units u on u.organisation_id = ia.organisation_id and u.id = ia.unit_id
    where ia.organisation_id = ${tx.organisationId} and ia.id = any (${sql.param(all)}::uuid[])
    order by ia.id for update of ia`);
  return { edges: edges.rows, entries: new Map(entries.rows.map((row) => [row.id, row])) };
}

/** Whether `other` is the entry itself or one of the entries that it was made from, however indirectly. */
export async function isMadeFrom(tx: Tx, id: string, others: readonly string[]): Promise<boolean> {
  const result = await tx.execute(sql`
    with recursive above (id) as (
      select unnest(${sql.param(others)}::uuid[])
      union
      select s.source_id from information_sources s join above a on a.id = s.asset_id
      where s.organisation_id = ${tx.organisationId})
    select 1 from above where id = ${id}::uuid`);
  return result.rows.length > 0;
}
