/** (b) The dashboard of a large campaign, against counting the answers themselves. */

import { withStore } from '../e2e/respondents.ts';
import { foldCampaign } from '../src/modules/self-check/index.ts';
import { type Database, inOrganisation } from '../src/platform/database/database.ts';
import { call, repeated } from './measure.ts';
import { type Finding, inSetting, ms, type Setting, say, serving, times } from './setting.ts';

const QUESTIONS = 30;
/** The person who is the head officer in the seeded organisation. */
const HEAD_OFFICER = 2;

type Counts = Record<string, number>;

export async function benchDashboard(people: number): Promise<Finding[]> {
  say('(b) dashboard');
  return inSetting(people, QUESTIONS, async (setting) => {
    const plain = await withStore(setting.folder, async (database) => {
      await answerAll(database, setting);
      await foldCampaign(database, setting.organisationId, setting.campaignId);
      return countPlainly(database, setting);
    });
    return serving(setting, async ({ url }) => {
      const headers = setting.respondents[HEAD_OFFICER]?.headers ?? {};
      const address = `${url}/api/v1/campaigns/${setting.campaignId}/progress`;
      const shown = await shownCounts(address, headers);
      const progress = await repeated(30, () => call('GET', address, headers));
      const rates = await repeated(30, () =>
        call('GET', `${url}/api/v1/rates/campaigns/${setting.campaignId}`, headers),
      );
      const equal = JSON.stringify(shown) === JSON.stringify(plain.counts);
      return findings(people, plain.p50, progress.p50, rates.p50, equal);
    });
  });
}

function findings(people: number, plain: number, progress: number, rates: number, equal: boolean): Finding[] {
  const part = '(b)';
  const size = `${people.toLocaleString()} people, ${QUESTIONS} items`;
  return [
    { part, what: `${size}: plain GROUP BY over the answers`, value: ms(plain), goal: '', met: null },
    { part, what: 'progress over HTTP', value: ms(progress), goal: '', met: null },
    { part, what: 'rates dashboard over HTTP', value: ms(rates), goal: '', met: null },
    ...[
      { what: 'progress, faster than GROUP BY', ratio: plain / progress },
      { what: 'rates dashboard, faster than GROUP BY', ratio: plain / rates },
    ].map(({ what, ratio }) => ({ part, what, value: times(ratio), goal: '≥ 20×', met: ratio >= 20 })),
    { part, what: 'equal to it to the last integer', value: equal ? 'yes' : 'no', goal: 'yes', met: equal },
  ];
}

/** Answers everything in two statements, letters and items in step, and marks the sheets to be folded. */
function answerAll(database: Database, { organisationId, campaignId }: Setting): Promise<void> {
  return inOrganisation(database, organisationId, async ({ client }) => {
    const key = [organisationId, campaignId];
    await client.query(
      `update sheet_items set version = version + 1, answered_at = now(),
         state = (array['done', 'done', 'done', 'done', 'not_done', 'not_applicable', 'unanswered'])
           [1 + (('x' || substr(md5(person_id::text || position), 1, 7))::bit(28)::int % 7)]
       where organisation_id = $1 and campaign_id = $2`,
      key,
    );
    await client.query(
      `update sheets s set dirty = true, letters = n.letters, version = version + 1 from (
         select i.person_id, string_agg(case i.state when 'done' then 'd' when 'not_done' then 'x'
           when 'not_applicable' then 'a' else 'u' end, '' order by i.position) as letters
         from sheet_items i where i.organisation_id = $1 and i.campaign_id = $2 group by i.person_id) n
       where s.organisation_id = $1 and s.campaign_id = $2 and s.person_id = n.person_id
         and length(s.letters) = length(n.letters)`,
      key,
    );
  });
}

/** What a program without tallies would do each time somebody looks. */
async function countPlainly(
  database: Database,
  { organisationId, campaignId }: Setting,
): Promise<{ counts: Record<string, Counts>; p50: number }> {
  await database.pool.query('vacuum analyze sheet_items');
  const count = () =>
    inOrganisation(database, organisationId, ({ client }) =>
      client.query<{ item_id: string; state: string; n: number }>(
        `select c.item_id, g.state, g.n from (
           select position, state, count(*) as n from sheet_items
           where organisation_id = $1 and campaign_id = $2 group by position, state) g
         join campaign_items c on c.organisation_id = $1 and c.campaign_id = $2 and c.position = g.position`,
        [organisationId, campaignId],
      ),
    );
  const { p50 } = await repeated(10, count);
  return { counts: byItem((await count()).rows), p50 };
}

function byItem(rows: readonly { item_id: string; state: string; n: number }[]): Record<string, Counts> {
  const items = new Map<string, Counts>();
  for (const { item_id, state, n } of rows) {
    items.set(item_id, { ...(items.get(item_id) ?? nothing), [state]: n });
  }
  return sorted(items);
}

const nothing: Counts = { unanswered: 0, done: 0, not_done: 0, not_applicable: 0 };

const sorted = (items: ReadonlyMap<string, Counts>): Record<string, Counts> =>
  Object.fromEntries([...items].sort(([a], [b]) => a.localeCompare(b)));

async function shownCounts(
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<Record<string, Counts>> {
  const answer = await call('GET', address, headers);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  const { total } = JSON.parse(answer.text) as { total: { items: { item: string; counts: Counts }[] } };
  return sorted(new Map(total.items.map(({ item, counts }) => [item, { ...nothing, ...counts }])));
}
