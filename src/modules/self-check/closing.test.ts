import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KijunError } from '../../kernel/errors.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import { closeCampaign } from './commands/run-campaign.ts';
import { saveAnswers } from './commands/save-answers.ts';
import { submitSheet } from './commands/submit-sheet.ts';
import { loadCampaign } from './queries/campaign.ts';
import { actorOf, seedCampaign, seedOrganisation, type TestOrganisation } from './testing.ts';

const item = '2.2.2(2)(a)';
const today = '2026-10-15';
const pause = 200;

let database: TestDatabase;
let org: TestOrganisation;
let campaignId: string;

beforeAll(async () => {
  database = await testDatabase();
  org = await seedOrganisation(database, { people: 12, divisions: 1 });
});
beforeEach(async () => {
  campaignId = await seedCampaign(database, org.organisationId, [item]);
});
afterAll(() => database.close());

const run = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(database, org.organisationId, work);
const actor = (person: number) => actorOf(org.organisationId, org.people[person] ?? '');

/** Answers, and stays in the transaction for a while after the statement. */
const answer = (person: number, hold = 0, version = 1) =>
  run(async (tx) => {
    await saveAnswers(
      tx,
      actor(person),
      campaignId,
      [{ roleGroup: 'staff', item, state: 'done', version }],
      today,
    );
    await sleep(hold);
  });

const close = (hold = 0) =>
  run(async (tx) => {
    const { version } = await loadCampaign(tx, campaignId);
    await closeCampaign(tx, actor(2), campaignId, version);
    await sleep(hold);
  });

const countAnswered = () =>
  run(async (tx) => {
    const { rows } = await tx.client.query<{ n: number }>(
      `select count(*)::int as n from sheet_items where organisation_id = $1 and campaign_id = $2 and state = 'done'`,
      [org.organisationId, campaignId],
    );
    return rows[0]?.n ?? 0;
  });

describe('closing and answering at the same moment', () => {
  it('closes after an answer that is being saved', async () => {
    const order: string[] = [];
    const saving = answer(4, pause).then(() => order.push('saved'));
    await sleep(pause / 2);
    await close().then(() => order.push('closed'));
    await saving;
    expect(order).toEqual(['saved', 'closed']);
    expect(await countAnswered()).toBe(1);
  });

  it('refuses an answer and a submission that come while it is being closed', async () => {
    const closing = close(pause);
    await sleep(pause / 2);
    await expect(answer(4)).rejects.toMatchObject({ status: 409 });
    await expect(run((tx) => submitSheet(tx, actor(5), campaignId, today, true))).rejects.toBeInstanceOf(
      KijunError,
    );
    await closing;
    expect(await countAnswered()).toBe(0);
  });

  it('leaves nothing to come in afterwards, however many answer', async () => {
    const saving = org.people.map(async (_, person) => {
      for (let version = 1; ; version += 1) {
        const failure = await run((tx) =>
          saveAnswers(
            tx,
            actor(person),
            campaignId,
            [{ roleGroup: 'staff', item, state: version % 2 ? 'done' : 'not_done', version }],
            today,
          ),
        ).catch((error: unknown) => error);
        if (failure instanceof KijunError) return failure.status;
      }
    });
    await sleep(pause);
    await close();
    const counted = await countAnswered();
    expect(new Set(await Promise.all(saving))).toEqual(new Set([409]));
    expect(await countAnswered()).toBe(counted);
  });
});
