/** Many signed-in people with a sheet to answer, and how they answer over HTTP. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fiscalYearOf, fiscalYearRange, today } from '../src/kernel/dates.ts';
import { seedCampaign, seedOrganisation } from '../src/modules/self-check/testing.ts';
import { loadPack } from '../src/modules/standards/index.ts';
import { setAuditSecrets } from '../src/platform/audit/record-event.ts';
import { loadSecrets } from '../src/platform/audit/secrets.ts';
import { type Database, inOrganisation, openDatabase } from '../src/platform/database/database.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { hashToken } from '../src/platform/identity/load-session.ts';
import { startManagedPostgres } from '../src/platform/postgres/managed.ts';

/** A question of a sheet, with the version of its answer. */
export interface Question {
  readonly roleGroup: string;
  readonly item: string;
  version: number;
}

/** Somebody who answers: the cookie, and an address of their own. */
export interface Respondent {
  readonly personId: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Seeded {
  readonly organisationId: string;
  readonly campaignId: string;
  readonly respondents: readonly Respondent[];
}

/** Opens the database of a data folder, as the server would, for the time of `work`. */
export async function withStore<T>(folder: string, work: (database: Database) => Promise<T>): Promise<T> {
  setAuditSecrets(await loadSecrets(folder));
  const managed = await startManagedPostgres({ directory: join(folder, 'postgres') });
  const database = openDatabase(managed.connection);
  try {
    return await work(database);
  } finally {
    await database.close();
    await managed.stop();
  }
}

/** An organisation of `people` with a campaign that is open today and asks everybody `questions` things. */
export function seed(folder: string, people: number, questions: number): Promise<Seeded> {
  return withStore(folder, async (database) => {
    await migrate(database);
    const { organisationId, people: ids } = await seedOrganisation(database, { people, divisions: 12 });
    const year = fiscalYearOf(today());
    const { from, to } = fiscalYearRange(year);
    const period = { fiscalYear: year, baseDate: today(), opensOn: from, closesOn: to };
    const campaignId = await seedCampaign(database, organisationId, askedOfAll(questions), period);
    const respondents = await signIn(database, organisationId, ids);
    // So many rows at once: what plans the next statements has to know of them, as it does after a minute in use.
    await database.pool.query('analyze');
    return { organisationId, campaignId, respondents };
  });
}

/** Requirements that bind every member of staff, whatever they hold. */
function askedOfAll(count: number): string[] {
  const pack = loadPack('common-standards-h30');
  const everybody = pack.reporting.groups.at(-1)?.roles ?? [];
  return pack.requirements
    .filter(
      ({ actors, conditions }) => conditions.length === 0 && actors.every((role) => everybody.includes(role)),
    )
    .slice(0, count)
    .map(({ id }) => id);
}

/** Accounts with live sessions, made in sets. */
function signIn(
  database: Database,
  organisationId: string,
  people: readonly string[],
): Promise<Respondent[]> {
  const tokens = people.map(() => randomBytes(32).toString('base64url'));
  return inOrganisation(database, organisationId, async (tx) => {
    await tx.client.query(
      `insert into accounts (organisation_id, id, person_id, login_name, display_name)
       select $1, p, p, p::text, '職員' from unnest($2::uuid[]) p`,
      [organisationId, people],
    );
    await tx.client.query(
      `insert into sessions (organisation_id, token_hash, id, account_id, csrf_token, strength, expires_at)
       select $1, t, p, p, 'csrf', 'password', now() + interval '12 hours' from unnest($2::uuid[], $3::bytea[]) as s (p, t)`,
      [organisationId, people, tokens.map(hashToken)],
    );
    return people.map((personId, index) => ({
      personId,
      headers: {
        cookie: `kijun_session=${organisationId}.${tokens[index]}`,
        'x-csrf-token': 'csrf',
        'x-forwarded-for': `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
        'content-type': 'application/json',
      },
    }));
  });
}

/** The questions of somebody's sheet. */
export async function readSheet(url: string, campaignId: string, who: Respondent): Promise<Question[]> {
  const answer = await fetch(`${url}/api/v1/campaigns/${campaignId}/sheet`, { headers: who.headers });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const { questions } = (await answer.json()) as { questions: Question[] };
  return questions.map(({ roleGroup, item, version }) => ({ roleGroup, item, version }));
}

/** Sends answers; resolves to the status, and keeps the new versions in the questions. */
export async function answer(
  url: string,
  campaignId: string,
  who: Respondent,
  questions: readonly Question[],
  state: string,
): Promise<number> {
  const response = await fetch(`${url}/api/v1/campaigns/${campaignId}/sheet/answers`, {
    method: 'PUT',
    headers: who.headers,
    body: JSON.stringify({ answers: questions.map((question) => ({ ...question, state })) }),
  });
  const text = await response.text();
  if (response.ok) keepVersions(questions, text);
  return response.status;
}

function keepVersions(questions: readonly Question[], text: string): void {
  const { saved } = JSON.parse(text) as { saved: readonly Question[] };
  const byItem = new Map(saved.map((item) => [`${item.roleGroup}/${item.item}`, item.version]));
  for (const question of questions) {
    question.version = byItem.get(`${question.roleGroup}/${question.item}`) ?? question.version;
  }
}
