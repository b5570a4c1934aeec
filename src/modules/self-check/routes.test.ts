import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { loadPack } from '../standards/index.ts';
import { keepCalendar } from './clock.ts';
import { freezePopulation } from './commands/freeze-population.ts';
import { beginOpening } from './commands/run-campaign.ts';
import { selfCheckModule } from './index.ts';
import { t } from './messages.ts';
import { tasksOf } from './queries/tasks.ts';
import { actorOf, seedCampaign, seedOrganisation, type TestOrganisation } from './testing.ts';

const items = ['2.2.1(2)(a)', '2.2.2(2)(a)', '5.2.1(2)(a)', '2.2.1(1)(d)', '2.1.1(2)(a)'];
const [systemOfficer, divisionOfficer, headOfficer, ciso, staff, colleague] = [0, 1, 2, 3, 4, 5];

let server: TestServer;
let org: TestOrganisation;
let other: TestOrganisation;
let otherCampaign: string;
const users = new Map<string, Promise<TestUser>>();

const grantsOf = (packId: string, roleId: string) =>
  loadPack(packId).roles.find((role) => role.id === roleId)?.grants ?? [];

function as(person: number | undefined, of = org): Promise<TestUser> {
  const personId = of.people[person ?? -1] ?? '';
  const known = users.get(personId) ?? server.user(of.organisationId, { personId });
  users.set(personId, known);
  return known;
}

const call = async (person: number | undefined, ...request: Parameters<TestUser['call']>) =>
  (await as(person)).call(...request);

beforeAll(async () => {
  server = await testServer([selfCheckModule], grantsOf);
  org = await seedOrganisation(server.database, { people: 8 });
  other = await seedOrganisation(server.database, { people: 4 });
  otherCampaign = await seedCampaign(server.database, other.organisationId, items);
});
afterAll(() => server.close());

const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
const shift = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);

const plan = {
  fiscalYear: 2026,
  packId: 'common-standards-h30',
  title: '令和8年度自己点検',
  baseDate: today,
  focus: 'focused',
  focusReason: '前年度に実施率が低かったため',
  opensOn: shift(-5),
  closesOn: shift(7),
  rule: { employments: ['regular'], absentDays: 10, deputies: false },
  reminderDays: [7],
  urgePauseHours: 24,
};

/** The life of one campaign, step by step: each test goes on where the one before ended. */
describe('a campaign', () => {
  let id = '';
  let version = 0;
  const path = (rest = '') => `/api/v1/campaigns/${id}${rest}`;

  it('is planned by the head officer and nobody else', async () => {
    expect((await call(staff, 'POST', '/api/v1/campaigns', plan)).status).toBe(403);
    const wrong = await call(headOfficer, 'POST', '/api/v1/campaigns', { ...plan, focusReason: '' });
    expect(wrong.status).toBe(422);
    expect(wrong.json.problems[0].field).toBe('focusReason');
    const created = await call(headOfficer, 'POST', '/api/v1/campaigns', plan);
    expect(created.json).toMatchObject({ status: 'draft', edition: '平成30年度版' });
    id = created.json.id;
    const unknown = await call(headOfficer, 'PUT', path('/items'), {
      version: 1,
      items: [{ itemId: '9.9.9' }],
    });
    expect(unknown.status).toBe(422);
    const chosen = items.map((itemId) => ({ itemId, reason: '低実施率' }));
    version = (await call(headOfficer, 'PUT', path('/items'), { version: 1, items: chosen })).json.version;
    const stale = await call(headOfficer, 'PUT', path('/items'), { version: 1, items: chosen });
    expect(stale.status).toBe(409);
  });

  it('tells beforehand whom it would ask, and leaves out people on long leave', async () => {
    await inOrganisation(server.database, org.organisationId, (tx) =>
      tx.client.query(
        `insert into absences (organisation_id, id, person_id, reason, valid_from)
         values ($1, gen_random_uuid(), $2, 'childcare', $3)`,
        [org.organisationId, org.people[7], shift(-30)],
      ),
    );
    const preview = await call(headOfficer, 'GET', path('/population'));
    expect(preview.json).toMatchObject({
      people: 8,
      asked: 7,
      excluded: [{ reason: 'long_absence', people: 1 }],
    });
    expect(preview.json.groups).toEqual(
      expect.arrayContaining([{ id: 'staff', title: '行政事務従事者', people: 7, items: 2 }]),
    );
    // A limit longer than the whole period still leaves out who is away all of it; without one nobody is left out.
    for (const [absentDays, asked] of [
      [60, 7],
      [null, 8],
      [10, 7],
    ]) {
      const edited = { ...plan, rule: { ...plan.rule, absentDays }, version };
      version = (await call(headOfficer, 'PUT', path(), edited)).json.version;
      expect((await call(headOfficer, 'GET', path('/population'))).json).toMatchObject({ people: 8, asked });
    }
  });

  it('tells in its history which unit got which period, and then which none', async () => {
    const { opensOn, closesOn } = plan;
    const own = [{ unitId: org.units.bureau, opensOn, closesOn }];
    for (const periods of [own, []]) {
      version = (await call(headOfficer, 'PUT', path('/periods'), { version, periods })).json.version;
    }
    const [, given] = (await call(headOfficer, 'GET', path('/history'))).json;
    expect(given.facts[0].value).toEqual([
      expect.stringMatching(/^総務局（\d+年\d+月\d+日から\d+年\d+月\d+日まで）$/),
    ]);
  });

  it('opens only once decided and ordered', async () => {
    const early = await call(headOfficer, 'POST', path('/open'), { version });
    expect(early.status).toBe(409);
    version = (await call(headOfficer, 'POST', path('/decide'), { version })).json.version;
    const unordered = await call(headOfficer, 'POST', path('/open'), { version });
    expect(unordered.status).toBe(422);
    expect(unordered.json.detail).toContain('総務局');
    const { units } = org;
    const beyond = await call(headOfficer, 'POST', path('/orders'), { unitId: units.root });
    expect(beyond.status).toBe(404);
    expect(
      (await call(divisionOfficer, 'POST', path('/orders'), { unitId: units.divisions[0] })).status,
    ).toBe(403);
    expect((await call(headOfficer, 'POST', path('/orders'), { unitId: units.bureau })).status).toBe(204);
    const orders = await call(headOfficer, 'GET', path('/orders'));
    expect(orders.json.items).toMatchObject([{ unitName: '総務局', orderedAt: today }]);
  });

  it('freezes its population, also when the work is done twice', async () => {
    const actor = actorOf(org.organisationId, org.people[headOfficer ?? 0] ?? '');
    await inOrganisation(server.database, org.organisationId, (tx) =>
      beginOpening(tx, actor, { id, version, withoutOrders: false }),
    );
    expect((await call(headOfficer, 'GET', path())).json.status).toBe('opening');
    await freezePopulation(server.database, actor, id);
    await freezePopulation(server.database, actor, id);
    const campaign = (await call(headOfficer, 'GET', path())).json;
    expect(campaign.status).toBe('open');
    version = campaign.version;
    const { json } = await call(ciso, 'GET', path('/progress'));
    expect(json.total.stages).toEqual({ untouched: 7, started: 0, complete: 0, submitted: 0, excluded: 1 });
    const late = await call(headOfficer, 'PUT', path(), { ...plan, version });
    expect(late.status).toBe(409);
  });

  it('is answered by each person on their own sheet', async () => {
    const sheet = await call(staff, 'GET', path('/sheet'));
    expect(sheet.json.questions.map((each: { item: string }) => each.item)).toEqual([
      '2.2.1(2)(a)',
      '2.2.2(2)(a)',
    ]);
    const first = { roleGroup: 'staff', item: '2.2.1(2)(a)', state: 'done', version: 1 };
    expect(
      (await call(staff, 'PUT', path('/sheet/answers'), { answers: [first] })).json.saved[0].version,
    ).toBe(2);
    const conflict = await call(staff, 'PUT', path('/sheet/answers'), {
      answers: [{ ...first, state: 'not_done' }],
    });
    expect(conflict.status).toBe(409);
    expect(conflict.json.differences).toMatchObject([
      { field: 'staff/2.2.1(2)(a)', current: { state: 'done', version: 2 } },
    ]);
    expect((await call(staff, 'POST', path('/sheet/submit'), {})).status).toBe(422);
    const handed = await call(staff, 'POST', path('/sheet/submit'), { withUnanswered: true });
    expect(handed.json).toEqual({ asked: 2, answered: 1 });
    expect((await call(7, 'GET', path('/sheet'))).status).toBe(404);
    const mine = await call(staff, 'GET', '/api/v1/me/sheets');
    expect(mine.json.items).toMatchObject([{ campaignId: id, open: true, answered: 1, asked: 2 }]);
  });

  it('asks a system officer for every system', async () => {
    const sheet = await call(systemOfficer, 'GET', path('/sheet'));
    const question = sheet.json.questions.find((each: { item: string }) => each.item === '5.2.1(2)(a)');
    expect(question.parts.map((part: { name: string }) => part.name)).toEqual(['システム0', 'システム1']);
  });

  it('shows a division officer who has not answered in the own division, but no answers', async () => {
    const list = await call(divisionOfficer, 'GET', path('/respondents?stage=open'));
    expect(list.status).toBe(200);
    expect(list.json.items.every((row: { unitName: string }) => row.unitName === '第1課')).toBe(true);
    expect(Object.keys(list.json.items[0])).not.toContain('state');
    expect((await call(divisionOfficer, 'GET', path(`/sheets/${org.people[4]}`))).status).toBe(403);
    expect(
      (await call(divisionOfficer, 'GET', path('/answers?roleGroup=staff&item=2.2.1(2)(a)'))).status,
    ).toBe(403);
    expect((await call(staff, 'GET', path('/respondents'))).status).toBe(403);
    expect((await call(ciso, 'GET', path(`/sheets/${org.people[4]}`))).json.questions[0].state).toBe('done');
  });

  it('lists the people whom the figures of the progress count, and finds them by name in any width', async () => {
    const { json: progress } = await call(ciso, 'GET', path('/progress'));
    const total = async (query: string) =>
      (await call(ciso, 'GET', path(`/respondents?${query}`))).json.total as number;
    const { untouched, started, complete, submitted, excluded } = progress.total.stages;
    expect(await total('stage=asked')).toBe(untouched + started + complete + submitted);
    expect(await total('stage=done')).toBe(complete + submitted);
    expect(await total('stage=open')).toBe(untouched + started);
    expect(await total('stage=excluded')).toBe(excluded);
    const [first] = (await call(ciso, 'GET', path('/respondents'))).json.items;
    const wide = first.number.replace(/[0-9]/g, (digit: string) =>
      String.fromCodePoint(0xff10 + Number(digit)),
    );
    expect(await total(`q=${encodeURIComponent(wide)}`)).toBeGreaterThan(0);
    expect(await total(`q=${encodeURIComponent('いない人')}`)).toBe(0);
  });

  it('gives the same list as a file', async () => {
    const file = await call(ciso, 'GET', path('/respondents?format=csv'));
    expect(file.text).toContain('職員番号');
    expect(file.text.trim().split('\n')).toHaveLength(9);
  });

  it('urges whoever is not done, once within the pause, and only in one’s units', async () => {
    const first = await call(divisionOfficer, 'POST', path('/urge'), {});
    expect(first.json).toEqual({ urged: 3, mailed: 0, tooSoon: 0 });
    const again = await call(divisionOfficer, 'POST', path('/urge'), {});
    expect(again.json).toEqual({ urged: 0, mailed: 0, tooSoon: 3 });
    const both = await Promise.all([0, 1].map(() => call(headOfficer, 'POST', path('/urge'), {})));
    expect(both.reduce((sum, each) => sum + each.json.urged, 0)).toBe(3);
    const beyond = await call(divisionOfficer, 'POST', path('/urge'), { unitId: org.units.divisions[1] });
    expect(beyond.status).toBe(404);
  });

  it('is reminded of by the clock once, and closed after its last day', async () => {
    await keepCalendar(server.services, org.organisationId, today);
    const reminded = await inOrganisation(server.database, org.organisationId, (tx) =>
      tx.client.query(`select 1 from campaign_urges where organisation_id = $1 and kind = 'reminder'`, [
        org.organisationId,
      ]),
    );
    // Everybody who is waiting was urged today; nobody is told twice.
    expect(reminded.rows).toHaveLength(0);
    await keepCalendar(server.services, org.organisationId, shift(7));
    expect((await call(ciso, 'GET', path())).json.status).toBe('open');
    const extended = await call(headOfficer, 'POST', path('/extend'), {
      version,
      closesOn: shift(3),
      unitId: org.units.divisions[1],
    });
    version = extended.json.version;
    await keepCalendar(server.services, org.organisationId, shift(8));
    const closed = (await call(ciso, 'GET', path())).json;
    expect(closed.status).toBe('closed');
    version = closed.version;
  });

  it('takes no answer once closed, says so, and can be taken up again', async () => {
    const answers = [{ roleGroup: 'staff', item: '2.2.2(2)(a)', state: 'done', version: 1 }];
    const late = await call(colleague, 'PUT', path('/sheet/answers'), { answers });
    expect(late.status).toBe(409);
    expect(late.json.detail).toContain('受付を終了');
    version = (await call(headOfficer, 'POST', path('/reopen'), { version })).json.version;
    expect((await call(colleague, 'PUT', path('/sheet/answers'), { answers })).status).toBe(200);
  });

  it('leaves people out with the reason and takes them back with their answers', async () => {
    const sheet = path(`/sheets/${org.people[4]}`);
    expect((await call(headOfficer, 'POST', `${sheet}/exclude`, { reason: 'other' })).status).toBe(422);
    expect((await call(headOfficer, 'POST', `${sheet}/exclude`, { reason: 'left' })).status).toBe(204);
    const without = await call(ciso, 'GET', path('/progress'));
    expect(without.json.total.stages).toMatchObject({ excluded: 2, submitted: 0 });
    expect((await call(headOfficer, 'POST', `${sheet}/include`)).status).toBe(204);
    const back = await call(ciso, 'GET', path('/progress'));
    expect(back.json.total.stages).toMatchObject({ excluded: 1, submitted: 1 });
    expect((await call(ciso, 'GET', sheet)).json.questions[0].state).toBe('done');
  });

  it('is evaluated from the units up to the conclusion', async () => {
    version = (await call(headOfficer, 'POST', path('/close'), { version })).json.version;
    const words = { findings: '格付の明示が弱い', measures: '研修で扱う', submit: true };
    expect((await call(ciso, 'PUT', path('/evaluations/final'), words)).status).toBe(422);
    const unit = { ...words, unitId: org.units.bureau };
    expect((await call(divisionOfficer, 'PUT', path('/evaluations/unit'), unit)).status).toBe(403);
    expect((await call(headOfficer, 'PUT', path('/evaluations/unit'), unit)).status).toBe(200);
    expect((await call(headOfficer, 'PUT', path('/evaluations/unit'), unit)).status).toBe(409);
    expect((await call(headOfficer, 'PUT', path('/evaluations/common'), words)).status).toBe(200);
    expect((await call(headOfficer, 'PUT', path('/evaluations/final'), words)).status).toBe(403);
    expect((await call(ciso, 'PUT', path('/evaluations/final'), words)).status).toBe(200);
    expect((await call(ciso, 'GET', path())).json.status).toBe('evaluated');
    const listed = await call(ciso, 'GET', path('/evaluations'));
    expect(listed.json.items.map((each: { level: string }) => each.level).sort()).toEqual([
      'common',
      'final',
      'unit',
    ]);
  });

  it('has a history that its planners can read', async () => {
    const history = await call(headOfficer, 'GET', path('/history'));
    const deeds = history.json.map((entry: { action: string }) => entry.action);
    expect(deeds).toEqual(expect.arrayContaining(['campaign.plan', 'campaign.operate']));
    expect((await call(staff, 'GET', path('/history'))).status).toBe(403);
  });

  it('leads to improvements that are ordered, reported, sent back and confirmed', async () => {
    const order = { unitId: org.units.bureau, title: '明示の徹底', dueOn: shift(60) };
    const given = (await call(ciso, 'POST', path('/evaluations/final/improvements'), order)).json;
    const step = `/api/v1/improvements/${given.id}`;
    const role = { appointmentId: 'a', packId: 'common-standards-h30', assetId: null, deputy: false };
    const bureau = { scopeKind: 'unit', unitPath: `/${org.units.root}/${org.units.bureau}/` } as const;
    const whole = { scopeKind: 'organisation', unitPath: null } as const;
    const kindsFor = async (roleId: string, scope: typeof bureau | typeof whole) => {
      const actor = actorOf(org.organisationId, org.people[2] ?? '', {
        roles: [{ ...role, roleId, ...scope }],
      });
      const tasks = await inOrganisation(server.database, org.organisationId, (tx) =>
        tasksOf(tx, actor, today),
      );
      return tasks.map((task) => task.kind);
    };
    expect(await kindsFor('officer', bureau)).toContain('campaign.improve');
    expect(await kindsFor('head_officer', whole)).not.toContain('campaign.confirm');
    const report = (text: string, seen: number) =>
      call(headOfficer, 'POST', `${step}/report`, { text, version: seen });
    const decide = (decision: string, seen: number) =>
      call(ciso, 'POST', `${step}/decide/final`, { decision, text: '根拠を示すこと', version: seen });
    expect((await decide('confirm', 1)).status).toBe(409);
    expect((await report('研修を行った', 1)).json.version).toBe(2);
    expect(await kindsFor('head_officer', whole)).toContain('campaign.confirm');
    expect(await kindsFor('officer', bureau)).not.toContain('campaign.confirm');
    expect((await decide('sendBack', 2)).json.version).toBe(3);
    expect((await report('研修を行い、確かめた', 3)).json.version).toBe(4);
    expect((await decide('confirm', 4)).json.version).toBe(5);
    expect((await call(ciso, 'GET', path('/improvements'))).json.items[0].status).toBe('confirmed');
  });

  it('does not let a unit confirm what the same person reported for it', async () => {
    const order = { unitId: org.units.bureau, title: '台帳の見直し', dueOn: shift(60) };
    const given = (await call(ciso, 'POST', path('/evaluations/final/improvements'), order)).json;
    const step = `/api/v1/improvements/${given.id}`;
    expect((await call(headOfficer, 'POST', `${step}/report`, { text: '見直した', version: 1 })).status).toBe(
      200,
    );
    const decide = (who: typeof ciso, level: string) =>
      call(who, 'POST', `${step}/decide/${level}`, { decision: 'confirm', text: '', version: 2 });
    const own = await decide(headOfficer, 'unit');
    expect([own.status, own.json.detail]).toEqual([422, t('improve.ownReport')]);
    expect((await decide(ciso, 'final')).status).toBe(200);
  });

  it('has left a trail of every deed', async () => {
    const events = await inOrganisation(server.database, org.organisationId, (tx) =>
      tx.client.query<{ action: string }>(
        'select distinct action from audit_events where organisation_id = $1',
        [org.organisationId],
      ),
    );
    expect(events.rows.map((row) => row.action)).toEqual(
      expect.arrayContaining([
        'campaign.plan',
        'campaign.order',
        'campaign.operate',
        'campaign.answer',
        'campaign.urge',
        'campaign.evaluate-unit',
        'campaign.evaluate-common',
        'campaign.evaluate-final',
        'campaign.improve',
      ]),
    );
  });

  it.each([
    ['GET', ''],
    ['GET', '/sheet'],
    ['GET', '/progress'],
    ['GET', '/respondents'],
    ['GET', '/evaluations'],
    ['POST', '/urge'],
  ] as const)('is out of reach for another organisation: %s %s', async (method, rest) => {
    const url = `/api/v1/campaigns/${otherCampaign}${rest}`;
    const body = method === 'POST' ? {} : undefined;
    const answer = await call(ciso, method, url, body);
    const mine = await call(headOfficer, method, url, body);
    for (const { status, json } of [answer, mine]) {
      // A list of what one may see of something that is not there is refused or empty, never the other's.
      expect([403, 404, 200]).toContain(status);
      if (status === 200) expect(json.items).toEqual([]);
    }
  });
});

describe('the clock', () => {
  it('reminds everybody who is not done once, by notice, and by mail where there is an address', async () => {
    const { organisationId, people } = await seedOrganisation(server.database, { people: 4 });
    const run = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
      inOrganisation(server.database, organisationId, work);
    await run((tx) =>
      tx.client.query(
        `update people set email = 'hanako@example.go.jp' where organisation_id = $1 and id = $2`,
        [organisationId, people[0]],
      ),
    );
    const dates = { opensOn: shift(-7), closesOn: shift(7), baseDate: today, reminderDays: [7] };
    const id = await seedCampaign(server.database, organisationId, items, dates);
    const told = () =>
      run(async (tx) => {
        const count = async (table: string) =>
          (await tx.client.query(`select 1 from ${table} where organisation_id = $1`, [organisationId]))
            .rowCount;
        return [await count('campaign_urges'), await count('notices'), await count('mail_messages')];
      });
    await keepCalendar(server.services, organisationId, shift(-1));
    expect(await told()).toEqual([0, 0, 0]);
    await keepCalendar(server.services, organisationId, today);
    await keepCalendar(server.services, organisationId, today);
    expect(await told()).toEqual([4, 4, 1]);
    const { rows } = await run((tx) =>
      tx.client.query<{ subject: string; body: string }>(
        'select subject, body from mail_messages where organisation_id = $1',
        [organisationId],
      ),
    );
    expect(rows[0]?.subject).toContain('自己点検');
    expect(rows[0]?.body).toContain(`/self-check/${id}/sheet`);
  });
});
