/** (f) The inbox of an officer of the permission desk: what requests of the past cost, and how many statements it takes. */
import { withStore } from '../e2e/respondents.ts';
import { type Database, inOrganisation } from '../src/platform/database/database.ts';
import { call } from './measure.ts';
import { type Finding, inSetting, ms, type Setting, say, serving } from './setting.ts';
import { countStatements } from './statements.ts';

const PEOPLE = 1000;
const OLD = 10_000;
const WAITING = 25;
const ROUNDS = 200;
/** The officers: whether something waits for them, and whether they have decided much. Each has a type of request to themselves. */
const officers = {
  idle: { index: 1, waiting: 0, old: 0 },
  idleLong: { index: 2, waiting: 0, old: OLD },
  busy: { index: 3, waiting: WAITING, old: 0 },
  busyLong: { index: 4, waiting: WAITING, old: OLD },
} as const;
type Officer = keyof typeof officers;
const names = Object.keys(officers) as Officer[];
const APPLICANT = 5;

export async function benchInbox(): Promise<Finding[]> {
  say('(f) inbox');
  return inSetting(PEOPLE, 5, async (setting) => {
    await withStore(setting.folder, async (database) => {
      for (const name of names) {
        await fill(database, setting, name, 'waiting', officers[name].waiting);
        await fill(database, setting, name, 'done', officers[name].old);
      }
      await database.pool.query('vacuum analyze');
    });
    return serving(setting, async ({ url }) => {
      const inbox = (name: Officer) => () =>
        read(
          `${url}/api/v1/permission-requests/inbox`,
          setting.respondents[officers[name].index]?.headers ?? {},
        );
      for (const name of names) {
        const total = await inbox(name)();
        if (total !== officers[name].waiting) throw new Error(`${name}: ${total} wait`);
      }
      const times = await inTurn(ROUNDS, names.map(inbox));
      return findings(times, await countStatements(setting, inbox('busyLong')));
    });
  });
}

/** The median of each call, taken in turn, so that a busy moment of the machine meets all of them alike. */
async function inTurn(rounds: number, calls: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const taken = calls.map((): number[] => []);
  for (let round = 0; round < rounds + 10; round += 1) {
    for (const [at, work] of calls.entries()) {
      const begun = performance.now();
      await work();
      if (round >= 10) taken[at]?.push(performance.now() - begun);
    }
  }
  return taken.map((times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);
}

async function read(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const answer = await call('GET', url, headers);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return (JSON.parse(answer.text) as { total: number }).total;
}

function findings(times: readonly number[], statements: number): Finding[] {
  const part = '(f)';
  const old = OLD.toLocaleString();
  const [idle = 0, idleLong = 0, busy = 0, busyLong = 0] = times;
  const plain = (what: string, value: number): Finding => ({
    part,
    what,
    value: ms(value),
    goal: '',
    met: null,
  });
  const ratio = (what: string, value: number): Finding => ({
    part,
    what,
    value: value.toFixed(2),
    goal: '≤ 1.20',
    met: value <= 1.2,
  });
  return [
    plain('inbox, nothing waits, nothing old', idle),
    plain(`inbox, nothing waits, ${old} old requests`, idleLong),
    ratio('with old requests / without', idleLong / idle),
    plain(`inbox, ${WAITING} wait, nothing old`, busy),
    plain(`inbox, ${WAITING} wait, ${old} old requests`, busyLong),
    ratio(`with old requests / without, ${WAITING} waiting`, busyLong / busy),
    { part, what: 'SQL statements for it', value: String(statements), goal: '≤ 6', met: statements <= 6 },
  ];
}

/** Requests for one officer, with their seats, in one statement. */
async function fill(
  database: Database,
  setting: Setting,
  name: Officer,
  seat: 'waiting' | 'done',
  count: number,
): Promise<void> {
  const person = setting.respondents[officers[name].index]?.personId;
  const applicant = setting.respondents[APPLICANT]?.personId;
  const waiting = seat === 'waiting';
  const type = {
    id: name,
    number: '10',
    title: { ja: 'USBメモリ等の持出し' },
    validity: null,
    completion: { kind: 'none' },
    fields: [{ id: 'purpose', kind: 'textarea', label: { ja: '目的' } }],
  };
  const why = {
    roleId: 'division_officer',
    roleTitle: '課室の責任者',
    scopeName: '総務課',
    deputy: false,
    insteadOf: '',
    because: '',
  };
  await inOrganisation(database, setting.organisationId, async ({ client }) => {
    await client.query(
      `with made as (
        insert into permission_requests (organisation_id, id, number, type_id, pack_id, edition, type, state, applicant_id,
          subject, form, confidentiality, submitted_at, decided_at)
        select $1, gen_random_uuid(), $2 || n, $10, 'common-standards-h30', '', $3::jsonb, $4, $5,
          '会議の資料', '{"purpose": "会議で使うため"}', case when $4 = 'submitted' then 3 else 2 + n % 2 end, now() - n * interval '1 minute',
          case when $4 = 'submitted' then null else now() - n * interval '1 minute' end
        from generate_series(1, $6::int) n returning organisation_id, id, submitted_at
      )
      insert into permission_seats (organisation_id, id, request_id, step, slot, kind, title, person_id, why, state, since)
      select organisation_id, gen_random_uuid(), id, 0, 0, 'decide', '課室の責任者', $7::uuid, $8::jsonb, $9, submitted_at from made`,
      [
        ...[
          setting.organisationId,
          `${seat}-${name}-`,
          JSON.stringify(type),
          waiting ? 'submitted' : 'closed',
          applicant,
        ],
        ...[count, person, JSON.stringify(why), seat, name],
      ],
    );
  });
}
