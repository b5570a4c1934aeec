/**
 * Sample data is made in many transactions, which may be killed in between. Until the last one is through, the
 * organisation is marked; what carries the mark and is not being made any more is taken away before anything else.
 */
import { sql } from 'drizzle-orm';
import { listTables, quoted } from '../../platform/backup/tables.ts';
import { type Database, inCatalogue, inOrganisation, type Tx } from '../../platform/database/database.ts';
import { listOrganisations, type Organisation } from '../../platform/database/organisations.ts';

/** One making of sample data at a time, over all processes; the lock goes when its process does. */
const lock = 7_262_613;

/** Kept in the settings of an organisation that is being made. */
export const unfinishedMark = { unfinished: true } as const;

const isUnfinished = ({ demo, settings }: Organisation): boolean =>
  demo && (settings as Partial<typeof unfinishedMark>).unfinished === true;

/** Runs the making of sample data alone, after what an earlier one has left. Returns null when another is at it. */
export async function makingAlone<T>(database: Database, work: () => Promise<T>): Promise<T | null> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  try {
    const taken = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [lock]);
    if (!taken.rows[0]?.taken) return null;
    try {
      for (const organisation of await listOrganisations(database)) {
        if (isUnfinished(organisation)) await removeOrganisation(database, organisation.id);
      }
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lock]).catch((error: Error) => {
        broken = error;
      });
    }
  } finally {
    client.release(broken);
  }
}

/** Takes half-made sample data away, unless somebody is making it at the moment. */
export async function removeUnfinished(database: Database): Promise<void> {
  if ((await listOrganisations(database)).some(isUnfinished))
    await makingAlone(database, async () => undefined);
}

/** The sample data is complete. */
export async function markFinished(tx: Tx): Promise<void> {
  await tx.execute(
    sql`update organisations set settings = settings - 'unfinished' where id = ${tx.organisationId}`,
  );
}

/** Takes everything of an organisation away, children before parents, in one transaction. */
async function removeOrganisation(database: Database, organisationId: string): Promise<void> {
  await inOrganisation(database, organisationId, async (tx) => {
    const tables = (await listTables(tx.client)).filter(({ tenant }) => tenant).map(({ name }) => name);
    for (const name of ['sessions', ...tables.reverse()]) {
      await tx.client.query(`delete from ${quoted(name)} where organisation_id = $1`, [organisationId]);
    }
  });
  await inCatalogue(database, (db) =>
    db.execute(sql`delete from organisations where id = ${organisationId}`),
  );
}
