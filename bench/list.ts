/** (c) A page of a long list: what somebody with a narrow view pays, and how many statements it takes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { withStore } from '../e2e/respondents.ts';
import { inOrganisation } from '../src/platform/database/database.ts';
import { call, repeated } from './measure.ts';
import { type Finding, inSetting, ms, type Setting, say, serving } from './setting.ts';

const PEOPLE = 10_000;
const ROUNDS = 200;
/** Who is who in the seeded organisation. */
const DIVISION_OFFICER = 1;
const ADMINISTRATOR = 5;

export async function benchList(): Promise<Finding[]> {
  say('(c) list');
  return inSetting(PEOPLE, 5, async (setting) => {
    await withStore(setting.folder, (database) => prepare(database, setting));
    return serving(setting, async ({ url }) => {
      const address = `${url}/api/v1/people?pageSize=25&q=${encodeURIComponent('職員')}`;
      const as = (index: number) => setting.respondents[index]?.headers ?? {};
      const administrator = () => fetchPage(address, as(ADMINISTRATOR));
      const officer = () => fetchPage(address, as(DIVISION_OFFICER));
      const totals = [await administrator(), await officer()];
      const slow = await repeated(ROUNDS, administrator);
      const narrow = await repeated(ROUNDS, officer);
      const statements = await countStatements(setting, officer);
      return findings(totals, slow.p50, narrow.p50, statements);
    });
  });
}

function findings(totals: readonly number[], wide: number, narrow: number, statements: number): Finding[] {
  const part = '(c)';
  const ratio = narrow / wide;
  const sees = (index: number) => (totals[index] ?? 0).toLocaleString();
  return [
    { part, what: `25 of ${sees(0)} with a filter, as administrator`, value: ms(wide), goal: '', met: null },
    { part, what: `the same as an officer who sees ${sees(1)}`, value: ms(narrow), goal: '', met: null },
    { part, what: 'officer / administrator', value: ratio.toFixed(2), goal: '≤ 1.20', met: ratio <= 1.2 },
    { part, what: 'SQL statements for it', value: String(statements), goal: '≤ 6', met: statements <= 6 },
  ];
}

async function prepare(
  database: Parameters<Parameters<typeof withStore>[1]>[0],
  setting: Setting,
): Promise<void> {
  const person = setting.respondents[ADMINISTRATOR]?.personId;
  await inOrganisation(database, setting.organisationId, async ({ client }) => {
    await client.query('update people set search = name where organisation_id = $1', [
      setting.organisationId,
    ]);
    await client.query(
      'update accounts set administrator = true where organisation_id = $1 and person_id = $2',
      [setting.organisationId, person],
    );
  });
  await database.pool.query('vacuum analyze');
}

async function fetchPage(address: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const answer = await call('GET', address, headers);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  const { items, total } = JSON.parse(answer.text) as { items: unknown[]; total: number };
  if (items.length !== 25) throw new Error(`expected a full page, got ${items.length}`);
  return total;
}

/** Statements of one request, as the server logs them; what the server does in the background is in the remainder. */
async function countStatements(setting: Setting, work: () => Promise<unknown>): Promise<number> {
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
