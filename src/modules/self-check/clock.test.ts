import { afterAll, beforeAll, expect, it } from 'vitest';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, testServer } from '../../platform/http/testing.ts';
import { keepCalendar } from './clock.ts';
import { selfCheckModule } from './module.ts';
import { loadCampaign } from './queries/campaign.ts';
import { seedCampaign, seedOrganisation, type TestOrganisation } from './testing.ts';

let server: TestServer;
let org: TestOrganisation;

beforeAll(async () => {
  server = await testServer([selfCheckModule]);
  org = await seedOrganisation(server.database, { people: 6 });
});
afterAll(() => server.close());

it('an opening that broke off half way goes on, and ends with everybody asked once', async () => {
  const { organisationId } = org;
  const campaignId = await seedCampaign(server.database, organisationId, ['2.2.1(2)(a)']);
  const run = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
    inOrganisation(server.database, organisationId, work);
  const sheets = async () =>
    (
      await run((tx) =>
        tx.client.query<{ person_id: string; letters: string }>(
          'select person_id, letters from sheets where campaign_id = $1 order by person_id',
          [campaignId],
        ),
      )
    ).rows;
  const whole = await sheets();
  const half = whole[Math.floor(whole.length / 2)]?.person_id ?? '';
  await run(async (tx) => {
    for (const table of ['sheet_items', 'sheets'])
      await tx.client.query(`delete from ${table} where campaign_id = $1 and person_id > $2`, [
        campaignId,
        half,
      ]);
    await tx.client.query('delete from tallies where campaign_id = $1', [campaignId]);
    await tx.client.query(
      `update sheets set counted = '', counted_stage = '', dirty = true where campaign_id = $1`,
      [campaignId],
    );
    await tx.client.query(`update campaigns set status = 'opening', frozen_upto = $2 where id = $1`, [
      campaignId,
      half,
    ]);
  });
  await keepCalendar(server.services, organisationId, '2026-10-15');
  expect((await run((tx) => loadCampaign(tx, campaignId))).status).toBe('open');
  expect(await sheets()).toEqual(whole);
});
