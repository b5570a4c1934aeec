import { sql } from 'drizzle-orm';
import { Conflict } from '../../kernel/errors.ts';
import type { Database, Tx } from '../../platform/database/database.ts';
import { listOrganisations } from '../../platform/database/organisations.ts';
import { t } from './messages.ts';

/** One set-up at a time, over all processes of the installation. */
const lock = 7_262_612;

/** Whether nothing has been set up yet. */
export const isEmpty = async (database: Database): Promise<boolean> =>
  (await listOrganisations(database)).length === 0;

/** Throws Conflict when there is an organisation already. */
export async function refuseWhenSetUp(database: Database): Promise<void> {
  if (!(await isEmpty(database))) throw new Conflict(t.ref('setup.done'));
}

/** Holds the set-up lock until the transaction ends, on a still empty installation. Throws Conflict. */
export async function claimSetup(tx: Tx): Promise<void> {
  const taken = await tx.execute<{ taken: boolean }>(sql`select pg_try_advisory_xact_lock(${lock}) as taken`);
  if (!taken.rows[0]?.taken) throw new Conflict(t.ref('setup.running'));
  const found = await tx.execute(sql`select 1 from organisations limit 1`);
  if (found.rows.length > 0) throw new Conflict(t.ref('setup.done'));
}

/** Runs long set-up work under the lock, on a connection of its own. Throws Conflict when it cannot be had. */
export async function withSetupLock(database: Database, work: () => Promise<void>): Promise<void> {
  const client = await database.pool.connect();
  try {
    const taken = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [lock]);
    if (!taken.rows[0]?.taken) throw new Conflict(t.ref('setup.running'));
    try {
      await refuseWhenSetUp(database);
      await work();
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lock]);
    }
  } finally {
    client.release();
  }
}
