/** (a) Many people hand in whole sheets at once, against the same rows put straight into the same PostgreSQL. */
import type pg from 'pg';
import { type Question, readSheet, withStore } from '../e2e/respondents.ts';
import { newId } from '../src/kernel/ids.ts';
import type { Database } from '../src/platform/database/database.ts';
import { inOrganisation } from '../src/platform/database/database.ts';
import { protectTenants } from '../src/platform/database/migrate.ts';
import { call, during, type Run } from './measure.ts';
import { type Finding, inSetting, ms, type Setting, say, serving } from './setting.ts';

const PEOPLE = 2000;
const QUESTIONS = 40;
const CALLERS = 200;
const STATES = ['done', 'not_done'] as const;

interface Respondent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly questions: Question[];
  acknowledged: string | null;
}

export async function benchSubmissions(seconds: number): Promise<Finding[]> {
  say('(a) submissions');
  return inSetting(PEOPLE, QUESTIONS, async (setting) => {
    const { run, respondents } = await serving(setting, async ({ url }) => {
      const respondents = await prepare(setting, url);
      const run = await during(seconds, CALLERS, (caller, round) => submit(pick(respondents, caller, round)));
      return { run, respondents };
    });
    const { missing, straight } = await withStore(setting.folder, async (database) => ({
      missing: await countLost(database, setting, respondents),
      straight: await insertStraight(database, setting, seconds),
    }));
    return findings(run, straight, missing);
  });
}

function findings(run: Run, straight: Run, lost: number): Finding[] {
  const part = '(a)';
  const ratio = run.perSecond / straight.perSecond;
  return [
    {
      part,
      what: `${CALLERS} callers, sheets of ${QUESTIONS} answers: submissions per second`,
      value: run.perSecond.toFixed(0),
      goal: '',
      met: null,
    },
    {
      part,
      what: 'p50 / p95 / longest',
      value: `${ms(run.p50)} / ${ms(run.p95)} / ${ms(run.max)}`,
      goal: '',
      met: null,
    },
    {
      part,
      what: `answers lost of ${(run.count * QUESTIONS).toLocaleString()}`,
      value: String(lost),
      goal: '0',
      met: lost === 0,
    },
    {
      part,
      what: 'the same rows inserted straight: transactions per second',
      value: straight.perSecond.toFixed(0),
      goal: '',
      met: null,
    },
    { part, what: 'ratio to that', value: ratio.toFixed(2), goal: '≥ 0.5', met: ratio >= 0.5 },
  ];
}

async function prepare(setting: Setting, url: string): Promise<Respondent[]> {
  const respondents: Respondent[] = [];
  for (const who of setting.respondents) {
    const questions = await readSheet(url, setting.campaignId, who);
    respondents.push({
      url: `${url}/api/v1/campaigns/${setting.campaignId}/sheet/answers`,
      headers: who.headers,
      questions: questions.slice(0, QUESTIONS),
      acknowledged: null,
    });
  }
  return respondents;
}

/** Each caller takes its own people in turn, so that nobody is answered for by two at once. */
function pick(respondents: readonly Respondent[], caller: number, round: number): Respondent {
  const own = respondents.filter((_, index) => index % CALLERS === caller);
  const chosen = own[round % own.length];
  if (!chosen) throw new Error('no respondent');
  return chosen;
}

async function submit(respondent: Respondent): Promise<void> {
  const state = respondent.acknowledged === STATES[0] ? STATES[1] : STATES[0];
  const answers = respondent.questions.map((question) => ({ ...question, state }));
  const answer = await call('PUT', respondent.url, respondent.headers, JSON.stringify({ answers }));
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  const { saved } = JSON.parse(answer.text) as { saved: readonly Question[] };
  for (const [index, question] of respondent.questions.entries()) {
    question.version = saved[index]?.version ?? question.version;
  }
  respondent.acknowledged = state;
}

/** Acknowledged answers that the database does not hold. */
function countLost(
  database: Database,
  setting: Setting,
  respondents: readonly Respondent[],
): Promise<number> {
  return inOrganisation(database, setting.organisationId, async (tx) => {
    const { rows } = await tx.client.query<{ person_id: string; states: string[] }>(
      `select person_id, array_agg(state) as states from sheet_items
       where organisation_id = $1 and campaign_id = $2 and state <> 'unanswered' group by person_id`,
      [setting.organisationId, setting.campaignId],
    );
    const held = new Map(rows.map((row) => [row.person_id, row.states]));
    return respondents.reduce((lost, { acknowledged }, index) => {
      if (acknowledged === null) return lost;
      const states = held.get(setting.respondents[index]?.personId ?? '') ?? [];
      return lost + QUESTIONS - states.filter((state) => state === acknowledged).length;
    }, 0);
  });
}

/** A table like a real one: its keys, checks and free space. */
const twinOf = (table: string, twin: string, fillfactor: number, key: string, foreign: string): string => `
  create table ${twin} (like ${table} including defaults including constraints, round integer not null,
    primary key (${key}, round), ${foreign} on delete cascade) with (fillfactor = ${fillfactor});`;

/**
 * The rows that a submission writes, 40 answers, the sheet and an audit event, in one transaction each, by a program
 * that does nothing else: into tables like the real ones, the values come from the client, the event is as long as a
 * real one.
 */
async function insertStraight(database: Database, setting: Setting, seconds: number): Promise<Run> {
  const sheet = 'organisation_id, campaign_id, person_id';
  const toSheet = `foreign key (${sheet}) references sheets (${sheet})`;
  const toCampaign =
    'foreign key (organisation_id, campaign_id) references campaigns (organisation_id, id) on delete cascade, ' +
    'foreign key (organisation_id, person_id) references people (organisation_id, id)';
  await database.pool.query(
    twinOf('sheet_items', 'bench_answers', 50, `${sheet}, position`, toSheet) +
      twinOf('sheets', 'bench_sheets', 60, sheet, toCampaign),
  );
  const client = await database.pool.connect();
  await protectTenants(client).finally(() => client.release());
  const detail = await longestDetail(database, setting);
  const people = setting.respondents.map(({ personId }) => personId);
  // The pool holds as many connections as the server's; who finds none waits, as in the server.
  return during(seconds, CALLERS, async (caller, round) => {
    const turn = caller + CALLERS * round;
    const person = people[turn % people.length] ?? '';
    await inOrganisation(database, setting.organisationId, (tx) =>
      insertRows(tx.client, setting, person, turn, detail),
    );
  });
}

/** The detail of an audit event that a submission has just written. */
function longestDetail(database: Database, { organisationId }: Setting): Promise<string> {
  return inOrganisation(database, organisationId, async ({ client }) => {
    const { rows } = await client.query<{ detail: string }>(
      `select detail::text as detail from audit_events where organisation_id = $1 and detail is not null
       order by length(detail::text) desc limit 1`,
      [organisationId],
    );
    return rows[0]?.detail ?? '{}';
  });
}

const positions = Array.from({ length: QUESTIONS }, (_, index) => index + 1);
const words = positions.map(() => '');

async function insertRows(
  client: pg.PoolClient,
  { organisationId, campaignId }: Setting,
  person: string,
  round: number,
  detail: string,
): Promise<void> {
  const states = positions.map((position) => STATES[(position + round) % STATES.length]);
  await client.query({
    name: 'bench.answers',
    text: `insert into bench_answers
        (organisation_id, campaign_id, person_id, round, version, answered_at, position, state, reason, comment, evidence)
      select $1, $2, $3, $4, 1, now(), a.* from unnest($5::smallint[], $6::text[], $7::text[], $8::text[], $9::text[]) a`,
    values: [organisationId, campaignId, person, round, positions, states, words, words, words],
  });
  await client.query({
    name: 'bench.sheet',
    text: `insert into bench_sheets
        (organisation_id, campaign_id, person_id, round, person_name, person_number, unit_path, opens_on, closes_on, saved_at, letters)
      values ($1, $2, $3, $4, '職員', '1', '/', current_date, current_date, now(), $5)`,
    values: [organisationId, campaignId, person, round, 'd'.repeat(QUESTIONS)],
  });
  await client.query({
    name: 'bench.event',
    text: `insert into audit_events (organisation_id, id, at, actor_name, action, outcome, detail, body_hash, mac)
      values ($1, $2, now(), '職員', 'answers.save', 'done', $3, $4, $4)`,
    values: [organisationId, newId(), detail, Buffer.alloc(32)],
  });
}
