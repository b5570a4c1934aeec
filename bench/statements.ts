/** How many SQL statements a request takes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Setting } from './setting.ts';

/** Statements of one request, as the server logs them; what the server does in the background is in the remainder. */
export async function countStatements(setting: Setting, work: () => Promise<unknown>): Promise<number> {
  const host = join(setting.folder, 'postgres', 'run');
  const client = new pg.Client({ host, user: 'postgres', database: 'postgres' });
  await client.connect();
  const log = () =>
    readFileSync(join(setting.folder, 'postgres', 'postgres.log'), 'utf8').split(' LOG:  ').length;
  try {
    await client.query(`alter system set log_statement = 'all'`);
    await client.query('select pg_reload_conf()');
    await sleep(500);
    const before = log();
    for (let round = 0; round < 50; round += 1) await work();
    return Math.floor((log() - before) / 50);
  } finally {
    await client.query('alter system reset log_statement');
    await client.query('select pg_reload_conf()');
    await client.end();
  }
}
