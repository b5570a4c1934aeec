import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyLog } from '../src/platform/audit/verify-log.ts';
import { inOrganisation } from '../src/platform/database/database.ts';
import { freePort, type Product, startProduct } from './product.ts';
import {
  answer,
  type Question,
  type Respondent,
  readSheet,
  type Seeded,
  seed,
  withStore,
} from './respondents.ts';

const PEOPLE = 24;
const STATES = ['done', 'not_done'] as const;

/** What a respondent was told: the state that was last acknowledged for each item, and one that may be on its way. */
interface Diary {
  readonly who: Respondent;
  readonly questions: Question[];
  readonly acknowledged: Map<string, string>;
  readonly uncertain: Map<string, string>;
}

let folder: string;
let seeded: Seeded;
let port: number;
let product: Product;
let diaries: Diary[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kijun-crash-'));
  seeded = await seed(folder, PEOPLE, 10);
  port = await freePort();
  product = await startProduct(folder, port);
  diaries = await Promise.all(seeded.respondents.map(openDiary));
}, 120_000);

afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function openDiary(who: Respondent): Promise<Diary> {
  const questions = await readSheet(product.url, seeded.campaignId, who);
  return { who, questions, acknowledged: new Map(), uncertain: new Map() };
}

/** Answers one item after the other, over and over, until the connection breaks. */
async function keepAnswering(diary: Diary): Promise<void> {
  for (let round = 0; ; round += 1) {
    const question = diary.questions[round % diary.questions.length];
    if (!question) return;
    const state = STATES[round % STATES.length] ?? 'done';
    diary.uncertain.set(question.item, state);
    try {
      const status = await answer(product.url, seeded.campaignId, diary.who, [question], state);
      if (status !== 200) return;
      diary.acknowledged.set(question.item, state);
      diary.uncertain.delete(question.item);
    } catch {
      return;
    }
  }
}

/** Every item must be as it was last acknowledged, or as the one that was on its way when everything stopped. */
async function lostAnswers(): Promise<string[]> {
  const lost: string[] = [];
  for (const diary of diaries) {
    const response = await fetch(`${product.url}/api/v1/campaigns/${seeded.campaignId}/sheet`, {
      headers: diary.who.headers,
    });
    const { questions } = (await response.json()) as { questions: (Question & { state: string })[] };
    for (const [item, state] of diary.acknowledged) {
      const found = questions.find((question) => question.item === item)?.state;
      if (found !== state && found !== diary.uncertain.get(item)) {
        lost.push(`${diary.who.personId} ${item}: ${state} → ${found}`);
      }
    }
    diary.uncertain.clear();
    diary.acknowledged.clear();
    diary.questions.splice(0, diary.questions.length, ...questions.map(versionOf));
  }
  return lost;
}

const versionOf = ({ roleGroup, item, version }: Question): Question => ({ roleGroup, item, version });

const postmaster = () =>
  Number.parseInt(readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8'), 10);

const acknowledgedCount = () => diaries.reduce((sum, diary) => sum + diary.acknowledged.size, 0);

it('loses no acknowledged answer when the server is killed in the middle of submissions', async () => {
  for (let round = 0; round < 2; round += 1) {
    const answering = Promise.all(diaries.map(keepAnswering));
    await sleep(1000);
    await product.kill();
    await answering;
    expect(acknowledgedCount()).toBeGreaterThan(PEOPLE);
    product = await startProduct(folder, port);
    expect(await lostAnswers()).toEqual([]);
  }
}, 120_000);

it('loses none when PostgreSQL is killed as well', async () => {
  const answering = Promise.all(diaries.map(keepAnswering));
  await sleep(1000);
  process.kill(postmaster(), 'SIGKILL');
  await product.kill();
  await answering;
  product = await startProduct(folder, port);
  expect(await lostAnswers()).toEqual([]);
}, 120_000);

it('goes on when PostgreSQL alone is killed: it is started again, and nothing is lost', async () => {
  const answering = Promise.all(diaries.map(keepAnswering));
  await sleep(1000);
  process.kill(postmaster(), 'SIGKILL');
  await answering;
  for (let i = 0; i < 300 && !(await fetch(`${product.url}/readyz`)).ok; i += 1) await sleep(50);
  expect(await lostAnswers()).toEqual([]);
}, 120_000);

it('has letters, items, tallies and audit trail in step after all of that', async () => {
  await product.stop();
  await withStore(folder, async (database) => {
    const mismatched = await inOrganisation(database, seeded.organisationId, async (tx) => {
      const { rows } = await tx.client.query(
        `select person_id, position from sheet_items i join sheets s using (organisation_id, campaign_id, person_id)
         where substr(s.letters, i.position, 1) <> case i.state
           when 'done' then 'd' when 'not_done' then 'x' when 'not_applicable' then 'a' else 'u' end`,
      );
      return rows;
    });
    expect(mismatched).toEqual([]);
    expect((await verifyLog(database, seeded.organisationId, [])).findings).toEqual([]);
  });
}, 60_000);
