/** (c) A page of a long list: what somebody with a narrow view pays, and how many statements it takes. */
import { withStore } from '../e2e/respondents.ts';
import { inOrganisation } from '../src/platform/database/database.ts';
import { call, repeated } from './measure.ts';
import { type Finding, inSetting, ms, type Setting, say, serving } from './setting.ts';
import { countStatements } from './statements.ts';

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
