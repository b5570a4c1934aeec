import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Conflict, InvalidInput } from '../../kernel/errors.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import { type Answer, saveAnswers } from './commands/save-answers.ts';
import { foldBatch, foldCampaign } from './fold-tallies.ts';
import { type AnswerState, answerStates, letterOf, WHOLE } from './model.ts';
import { loadCampaign, loadPlacedItems } from './queries/campaign.ts';
import { readFigures, readPersonCounts, type UnitFigures } from './queries/figures.ts';
import { actorOf, seedCampaign, seedOrganisation, type TestOrganisation } from './testing.ts';

const staffItems = ['2.2.1(2)(a)', '2.2.2(2)(a)', '3.1.1(2)(a)', '3.1.1(3)(a)', '3.1.1(3)(b)'];
const systemItems = ['5.2.1(2)(a)', '6.2.3(1)(a)'];
const officerItems = ['2.2.1(1)(d)', '2.1.1(2)(a)'];
const today = '2026-10-15';

let database: TestDatabase;
let org: TestOrganisation;
let campaignId: string;

beforeAll(async () => {
  database = await testDatabase();
  org = await seedOrganisation(database, { people: 7, divisions: 2 });
  campaignId = await seedCampaign(database, org.organisationId, [
    ...staffItems,
    ...systemItems,
    ...officerItems,
  ]);
});
afterAll(() => database.close());

const run = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(database, org.organisationId, work);
const save = (person: number, answers: readonly Answer[], day = today) =>
  run((tx) =>
    saveAnswers(tx, actorOf(org.organisationId, org.people[person] ?? ''), campaignId, answers, day),
  );
const staff = (item: string, state: AnswerState, version: number, more: Partial<Answer> = {}): Answer => ({
  roleGroup: 'staff',
  item,
  state,
  version,
  ...(state === 'not_applicable' ? { reason: '該当する業務がない' } : {}),
  ...more,
});

/** The figures that a plain count over the answers gives; the truth to which tallies are held. */
async function plainFigures(unitId: string): Promise<Pick<UnitFigures, 'groups' | 'items'>> {
  return run(async (tx) => {
    const campaign = await loadCampaign(tx, campaignId);
    const rows = await tx.client.query<{ position: number; state: AnswerState; person_id: string }>(
      `select i.position, i.state, i.person_id from sheet_items i
       join sheets s using (organisation_id, campaign_id, person_id)
       where i.organisation_id = $1 and i.campaign_id = $2 and s.excluded_reason is null
         and ($3 = '${WHOLE}' or strpos(s.unit_path, $3) > 0)`,
      [org.organisationId, campaignId, unitId],
    );
    const placed = await loadPlacedItems(tx, campaignId);
    const items = placed.map(({ position, roleGroup, itemId }) => {
      const own = rows.rows.filter((row) => row.position === position);
      const counts = Object.fromEntries(
        answerStates.map((state) => [state, own.filter((row) => row.state === state).length]),
      ) as UnitFigures['items'][number]['counts'];
      return { roleGroup, item: itemId, counts };
    });
    const groups = campaign.roleGroups.map(({ id, title, first, count }) => {
      const own = rows.rows.filter((row) => row.position >= first && row.position < first + count);
      const heard = own.filter((row) => row.state !== 'unanswered');
      const persons = (found: typeof own) => new Set(found.map((row) => row.person_id)).size;
      return { roleGroup: id, title, population: persons(own), heard: persons(heard) };
    });
    return { groups, items };
  });
}

async function expectExact(): Promise<void> {
  const units = [WHOLE, org.units.bureau, ...org.units.divisions];
  const figures = await run(async (tx) => readFigures(tx, await loadCampaign(tx, campaignId), units));
  for (const unit of figures) {
    const plain = await plainFigures(unit.unitId);
    expect({ groups: unit.groups, items: unit.items }).toEqual(plain);
  }
}

/** The letters of every sheet agree with its answers. */
async function expectLetters(): Promise<void> {
  const result = await run((tx) =>
    tx.client.query<{ letters: string; position: number; state: AnswerState }>(
      `select s.letters, i.position, i.state from sheets s join sheet_items i using (organisation_id, campaign_id, person_id)
       where s.organisation_id = $1`,
      [org.organisationId],
    ),
  );
  expect(result.rows.length).toBeGreaterThan(0);
  for (const row of result.rows) expect(row.letters[row.position - 1]).toBe(letterOf[row.state]);
}

describe('freezing the population', () => {
  it('asks each role its items, and systems only where their conditions hold', async () => {
    const sheets = await run((tx) =>
      tx.client.query<{ person_id: string; letters: string }>(
        'select person_id, letters from sheets where organisation_id = $1 and campaign_id = $2',
        [org.organisationId, campaignId],
      ),
    );
    const letters = new Map(sheets.rows.map((row) => [row.person_id, row.letters]));
    const placed = await run((tx) => loadPlacedItems(tx, campaignId));
    const asked = (person: number) =>
      placed
        .filter(({ position }) => letters.get(org.people[person] ?? '')?.[position - 1] !== '-')
        .map(({ roleGroup, itemId }) => `${roleGroup}/${itemId}`);
    const everyone = staffItems.map((item) => `staff/${item}`);
    expect(asked(6)).toEqual(everyone);
    expect(asked(1)).toEqual(['officers/2.2.1(1)(d)', ...everyone]);
    expect(asked(3)).toEqual(['officers/2.1.1(2)(a)', ...everyone]);
    expect(asked(0)).toEqual([...systemItems.map((item) => `system_officers/${item}`), ...everyone]);
    const parts = await run((tx) =>
      tx.client.query<{ position: number; parts: Record<string, string> }>(
        'select position, parts from sheet_items where organisation_id = $1 and person_id = $2 and parts is not null order by 1',
        [org.organisationId, org.people[0]],
      ),
    );
    expect(parts.rows.map((row) => Object.keys(row.parts).sort())).toEqual([
      [...org.systems].sort(),
      [org.systems[0]],
    ]);
  });

  it('counts what it made', expectExact);
});

describe('saving answers', () => {
  it('keeps the answers, raises the versions and tells what changed', async () => {
    const saved = await save(6, [staff('2.2.1(2)(a)', 'done', 1), staff('2.2.2(2)(a)', 'not_applicable', 1)]);
    expect(saved).toEqual([
      { roleGroup: 'staff', item: '2.2.1(2)(a)', state: 'done', version: 2 },
      { roleGroup: 'staff', item: '2.2.2(2)(a)', state: 'not_applicable', version: 2 },
    ]);
    const events = await run((tx) =>
      tx.client.query<{ detail: { before: object; after: object } }>(
        `select detail from audit_events where organisation_id = $1 and action = 'campaign.answer'`,
        [org.organisationId],
      ),
    );
    expect(events.rows).toHaveLength(1);
    expect(events.rows[0]?.detail).toMatchObject({
      before: { 'staff/2.2.1(2)(a)': 'unanswered' },
      after: { 'staff/2.2.1(2)(a)': 'done', 'staff/2.2.2(2)(a)': { state: 'not_applicable' } },
    });
    await expectLetters();
    await expectExact();
  });

  it('refuses an answer to a version that is gone, saying what differs, and keeps nothing of it', async () => {
    const stale = save(6, [staff('3.1.1(2)(a)', 'done', 1), staff('2.2.1(2)(a)', 'not_done', 1)]);
    const error = await stale.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Conflict);
    expect((error as Conflict).differences).toMatchObject([
      { field: 'staff/2.2.1(2)(a)', yours: { state: 'not_done' }, current: { state: 'done', version: 2 } },
    ]);
    const again = await save(6, [staff('3.1.1(2)(a)', 'done', 1)]);
    expect(again[0]?.version).toBe(2);
  });

  it('takes an answer that is sent a second time as saved', async () => {
    expect(await save(6, [staff('3.1.1(2)(a)', 'done', 1)])).toEqual([
      { roleGroup: 'staff', item: '3.1.1(2)(a)', state: 'done', version: 2 },
    ]);
  });

  it('makes the worst answer of several systems the answer of the item', async () => {
    const [first = '', second = ''] = org.systems;
    const answer = (system: string | undefined, state: AnswerState, version: number): Answer => ({
      roleGroup: 'system_officers',
      item: '5.2.1(2)(a)',
      system,
      state,
      version,
    });
    expect((await save(0, [answer(first, 'done', 1)]))[0]?.state).toBe('unanswered');
    expect((await save(0, [answer(second, 'not_done', 2)]))[0]?.state).toBe('not_done');
    expect((await save(0, [answer(second, 'done', 3), answer(first, 'done', 3)]))[0]?.state).toBe('done');
    expect((await save(0, [answer(undefined, 'not_done', 4)]))[0]?.state).toBe('not_done');
    await expect(save(0, [answer(WHOLE, 'done', 5)])).rejects.toThrow(InvalidInput);
    await expectLetters();
    await expectExact();
  });

  it.each([
    [
      'an item that is not asked',
      { item: '5.2.1(2)(a)', roleGroup: 'system_officers' },
      '点検項目にありません',
    ],
    ['該当なし without a reason', { state: 'not_applicable', reason: ' ' }, '理由を入力'],
    ['an individual number', { comment: '番号は 1234 5678 9018 です' }, '個人番号'],
  ] as const)('refuses %s', async (_name, wrong, message) => {
    const refused = await save(5, [
      staff('2.2.1(2)(a)', 'done', 1),
      staff('3.1.1(2)(a)', 'done', 1, wrong),
    ]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInput);
    const { problems } = refused as InvalidInput;
    expect(problems).toHaveLength(1);
    const { resolveMessage } = await import('../../kernel/messages.ts');
    expect(problems.map((problem) => resolveMessage(problem.message)).join()).toContain(message);
  });

  it('refuses before and after the period, and people without a sheet', async () => {
    await expect(save(5, [staff('2.2.1(2)(a)', 'done', 1)], '2026-03-31')).rejects.toThrow('2026-04-01');
    await expect(save(5, [staff('2.2.1(2)(a)', 'done', 1)], '2027-04-01')).rejects.toThrow('2027-03-31');
    const stranger = actorOf(org.organisationId, null);
    await expect(run((tx) => saveAnswers(tx, stranger, campaignId, [], today))).rejects.toThrow('対象');
  });
});

describe('tallies', () => {
  it('are the same before and after folding', async () => {
    await save(4, [staff('2.2.1(2)(a)', 'not_done', 1)]);
    await expectExact();
    await foldCampaign(database, org.organisationId, campaignId);
    await expectExact();
    const dirty = await run((tx) =>
      tx.client.query('select 1 from sheets where organisation_id = $1 and dirty', [org.organisationId]),
    );
    expect(dirty.rows).toHaveLength(0);
  });

  it('equal a plain count at every moment, whatever is answered and folded', async () => {
    const person = fc.integer({ min: 0, max: org.people.length - 1 });
    const step = fc.record({
      person,
      fold: fc.boolean(),
      answers: fc.uniqueArray(
        fc.record({ item: fc.constantFrom(...staffItems), state: fc.constantFrom(...answerStates) }),
        { selector: (each) => each.item, maxLength: 5 },
      ),
    });
    const versions = await currentVersions();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
        for (const { person: who, answers, fold } of steps) {
          const id = org.people[who] ?? '';
          const given = answers.map(({ item, state }) =>
            staff(item, state, versions.get(`${id}/${item}`) ?? 1),
          );
          for (const saved of await save(who, given)) versions.set(`${id}/${saved.item}`, saved.version);
          if (fold) await run((tx) => foldBatch(tx, campaignId, 1));
          await expectExact();
        }
      }),
      { numRuns: 12 },
    );
  });

  it('equal a plain count in the same snapshot while many save and fold at once', async () => {
    const versions = await currentVersions();
    let going = true;
    const folding = (async () => {
      while (going) await run((tx) => foldBatch(tx, campaignId, 3));
    })();
    const answering = org.people.map(async (id, who) => {
      for (let round = 0; round < 15; round += 1) {
        const state = answerStates[(round + who) % answerStates.length] ?? 'done';
        const given = staffItems.map((item) => staff(item, state, versions.get(`${id}/${item}`) ?? 1));
        for (const saved of await save(who, given)) versions.set(`${id}/${saved.item}`, saved.version);
      }
    });
    const reading = (async () => {
      for (let round = 0; round < 25; round += 1) await expectSnapshot();
    })();
    await Promise.all([...answering, reading]);
    going = false;
    await folding;
    await expectExact();
    await expectLetters();
  });

  it('count persons by what they have done', async () => {
    const counts = await run(async (tx) => readPersonCounts(tx, await loadCampaign(tx, campaignId)));
    const heard = await plainFigures(WHOLE);
    for (const group of heard.groups) {
      const persons = counts.filter((each) => each.roleGroup === group.roleGroup);
      expect(persons.reduce((sum, each) => sum + each.persons, 0)).toBe(group.heard);
    }
  });
});

async function currentVersions(): Promise<Map<string, number>> {
  const rows = await run(async (tx) => {
    const placed = new Map(
      (await loadPlacedItems(tx, campaignId)).map((item) => [item.position, item.itemId]),
    );
    const found = await tx.client.query<{ person_id: string; position: number; version: number }>(
      'select person_id, position, version from sheet_items where organisation_id = $1',
      [org.organisationId],
    );
    return found.rows.map((row) => [`${row.person_id}/${placed.get(row.position)}`, row.version] as const);
  });
  return new Map(rows);
}

/** Reads figures and answers in one snapshot, while others write. */
async function expectSnapshot(): Promise<void> {
  await inOrganisation(
    database,
    org.organisationId,
    async (tx) => {
      const campaign = await loadCampaign(tx, campaignId);
      const [figures] = await readFigures(tx, campaign);
      const plain = await tx.client.query<{ state: AnswerState; n: number }>(
        'select state, count(*) as n from sheet_items where organisation_id = $1 and campaign_id = $2 group by 1',
        [org.organisationId, campaignId],
      );
      for (const state of answerStates) {
        const counted = figures?.items.reduce((sum, item) => sum + item.counts[state], 0);
        expect(counted).toBe(plain.rows.find((row) => row.state === state)?.n ?? 0);
      }
    },
    { isolation: 'repeatable read' },
  );
}
