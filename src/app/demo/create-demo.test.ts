import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fiscalYearOf, today } from '../../kernel/dates.ts';
import { createEventTitles } from '../../modules/audit-trail/index.ts';
import { phases } from '../../modules/exceptions/model.ts';
import { carryState, loanState, mediumState } from '../../modules/media/fragments.ts';
import { carryStates, disposalDeeds, loanStates, mediumStates } from '../../modules/media/model.ts';
import { findGaps } from '../../modules/organisation/queries/gaps.ts';
import { requestStates } from '../../modules/permissions/model.ts';
import { readFigures } from '../../modules/self-check/index.ts';
import { letterOf, WHOLE } from '../../modules/self-check/model.ts';
import { loadCampaign } from '../../modules/self-check/queries/campaign.ts';
import { readConfig } from '../../platform/config.ts';
import { inOrganisation, type Tx } from '../../platform/database/database.ts';
import { type TestDatabase, testDatabase, testSecrets } from '../../platform/database/testing.ts';
import { createLog } from '../../platform/log.ts';
import { servicesOf } from '../compose.ts';
import { modules } from '../modules.ts';
import { createDemo, type DemoPerson } from './create-demo.ts';
import { samplePeople } from './ensure-demo.ts';
import { readSample } from './sample.ts';

const day = today();
let database: TestDatabase;
let organisationId: string;
let reported: number[];

beforeAll(async () => {
  database = await testDatabase();
  reported = [];
  const config = readConfig({ KIJUN_DATA: '/nonexistent' });
  const services = servicesOf(config, createLog('silent'), testSecrets, database.url, database);
  organisationId = await createDemo(services, samplePeople, (percent) => reported.push(percent), day);
});
afterAll(() => database.close());

const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(database, organisationId, work);
const rows = async (query: ReturnType<typeof sql>) => (await within((tx) => tx.execute(query))).rows;
const campaignOf = async (fiscalYear: number) => {
  const [found] = await rows(sql`select id from campaigns where fiscal_year = ${fiscalYear}`);
  return within((tx) => loadCampaign(tx, String(found?.id)));
};

describe('the sample ministry', () => {
  it('is a ministry of the size that it promises', async () => {
    expect(
      await rows(sql`select (select count(*)::int from units where kind = 'bureau') as bureaus,
        (select count(*)::int from units where kind = 'division') as divisions,
        (select count(*)::int from people) as people, (select count(*)::int from accounts) as accounts,
        (select count(*)::int from assets where kind = 'system') as systems,
        (select count(distinct attributes)::int from assets where kind = 'system') as kinds_of_systems,
        (select count(*)::int from posts where main) as posts`),
    ).toEqual([
      { bureaus: 3, divisions: 12, people: 240, accounts: 240, systems: 9, kinds_of_systems: 9, posts: 240 },
    ]);
  });

  it('has every role filled but two, which is what the check of the appointments says', async () => {
    const scope = { organisationId, whole: true, unitPaths: [], assetIds: [], personId: null };
    const findings = await within((tx) => findGaps(tx, scope, day));
    const { vacancies } = readSample();
    expect(findings.map(({ code }) => code)).toEqual(vacancies.map(() => 'missing'));
    expect(findings.map(({ roleId }) => roleId).sort()).toEqual(vacancies.map(({ role }) => role).sort());
  });

  it('has permission requests in every state, some of them waiting for a visitor', async () => {
    const states = await rows(sql`select distinct state from permission_requests`);
    expect(states.map(({ state }) => state).sort()).toEqual([...requestStates].sort());
    const [{ settings } = {}] = await rows(
      sql`select settings from organisations where id = ${organisationId}`,
    );
    const { demoPeople } = settings as { demoPeople: readonly DemoPerson[] };
    const officer = demoPeople[readSample().visitors.findIndex(({ role }) => role === 'division_officer')];
    const waiting = await rows(sql`select kind, count(*)::int as count from permission_seats
      where state = 'waiting' and person_id = ${officer?.personId}::uuid group by kind order by kind`);
    expect(waiting.map(({ kind }) => kind)).toEqual(['confirm', 'decide']);
    expect(Number(waiting[1]?.count)).toBeGreaterThan(2);
  });

  it('has a register of information with an entry in every state', async () => {
    const [found] = await rows(sql`select
      array(select distinct basis from information_assets order by 1) as bases,
      array(select distinct form from information_assets order by 1) as forms,
      array(select distinct origin from information_assets order by 1) as origins,
      array(select distinct marking from information_assets order by 1) as markings,
      array(select distinct status from information_assets order by 1) as statuses,
      array(select distinct kind || ' ' || state from information_changes order by 1) as changes,
      (select count(*)::int from information_assets where attention <> 'none') as raised,
      (select count(*)::int from information_assets where accepted is not null) as lowered,
      (select count(*)::int from information_assets where status = 'active' and review_on < ${day}::date) as late`);
    expect(found).toEqual({
      bases: ['decided', 'inherited', 'none'],
      forms: ['electronic', 'medium', 'paper'],
      origins: ['inside', 'made', 'outside', 'unknown'],
      markings: ['marked', 'none', 'system'],
      statuses: ['active', 'disposed'],
      changes: [
        'ask approved',
        'ask waiting',
        'decision approved',
        'request approved',
        'request refused',
        'request waiting',
        'request withdrawn',
      ],
      raised: 1,
      lowered: 2,
      late: 2,
    });
  });

  it('has media, loans, carrying, disposals and backups in every state', async () => {
    const [found] = await rows(sql`select
      array(select distinct ${mediumState} from media order by 1) as media,
      array(select distinct ${loanState('l', day)} from media_loans l order by 1) as loans,
      array(select distinct ${carryState('c', day)} from carry_entries c order by 1) as carrying,
      array(select distinct deed from disposals order by 1) as disposals,
      (select count(*)::int from disposals where certificate_number <> '') as certified,
      array(select distinct succeeded::text from backup_sets order by 1) as sets,
      array(select distinct succeeded::text from restore_tests order by 1) as tests,
      (select count(*)::int from backups where ended_on is not null) as ended,
      (select count(*)::int from backup_sets b where b.erase_due_on < ${day}::date and not exists (
        select 1 from disposals d where d.organisation_id = b.organisation_id and d.backup_set_id = b.id)) as due,
      (select count(*)::int from disposals where backup_set_id is not null) as erased`);
    expect(found).toMatchObject({
      media: [...mediumStates].sort(),
      loans: [...loanStates].sort(),
      carrying: [...carryStates].sort(),
      disposals: [...disposalDeeds].sort(),
      sets: ['false', 'true'],
      tests: ['false', 'true'],
    });
    for (const each of ['certified', 'ended', 'due', 'erased'])
      expect([each, Number(found?.[each])]).toEqual([each, expect.toSatisfy((count: number) => count > 0)]);
  });

  it('lets visitors be people who hold the roles that are named', async () => {
    const [{ settings } = {}] = await rows(
      sql`select settings from organisations where id = ${organisationId}`,
    );
    const { demoPeople } = settings as { demoPeople: readonly DemoPerson[] };
    const { visitors } = readSample();
    expect(demoPeople).toHaveLength(visitors.length);
    const held = await rows(sql`
      select p.id, p.name, a.administrator, array_remove(array_agg(r.role_id), null) as roles
      from people p join accounts a on a.organisation_id = p.organisation_id and a.person_id = p.id
      left join appointments r on r.organisation_id = p.organisation_id and r.person_id = p.id
      group by p.id, p.name, a.administrator`);
    for (const [index, visitor] of visitors.entries()) {
      const shown = demoPeople[index];
      const person = held.find(({ id }) => id === shown?.personId);
      expect(person).toMatchObject({ name: shown?.name, administrator: visitor.administrator === true });
      expect(person?.roles).toEqual(
        visitor.role === 'employee' ? [] : expect.arrayContaining([visitor.role]),
      );
    }
  });

  it('tells how far it is, to the end', () => {
    expect(reported).toEqual([...reported].sort((a, b) => a - b));
    expect(reported.at(-1)).toBe(100);
  });

  it('is made once only', async () => {
    const services = servicesOf(
      readConfig({ KIJUN_DATA: '/nonexistent' }),
      createLog('silent'),
      testSecrets,
      database.url,
      database,
    );
    await expect(createDemo(services, samplePeople, () => undefined)).rejects.toThrow();
  });

  it('leaves a trail that has words for everything', async () => {
    const titles = createEventTitles(modules.flatMap((module) => module.actions));
    const events = await rows(sql`select distinct action, entity, f.field from audit_events
      left join lateral (
        select jsonb_object_keys(coalesce(detail->'before', '{}') || coalesce(detail->'after', '{}') || coalesce(detail->'facts', '{}')) as field
      ) f on true where entity <> 'sheet' and f.field is distinct from 'organisationId'
        and f.field is distinct from 'id' and f.field is distinct from 'version'`);
    const raw = events.flatMap(({ action, entity, field }) => {
      const shown = [
        [action, titles.action(String(action))],
        [entity, titles.entity(String(entity))],
        ...(field === null ? [] : [[field, titles.field(String(entity), String(field))]]),
      ];
      return shown.filter(([code, title]) => code === title).map(([code]) => `${entity}: ${code}`);
    });
    expect(events.length).toBeGreaterThan(20);
    expect(raw).toEqual([]);
  });
});

describe('its reports of exceptional measures', () => {
  it('count nothing that was decided after them', async () => {
    const found = await rows(sql`select
        (select count(*)::int from jsonb_each(r.figures -> 'counted') f, jsonb_array_elements_text(f.value) i
          join exceptions e on e.organisation_id = r.organisation_id and e.id = i::uuid
          where coalesce(e.decided_at, e.submitted_at) > r.reported_at) as later,
        jsonb_array_length(r.figures -> 'counted' -> 'living') as living,
        (select sum((c ->> 'count')::int)::int from jsonb_array_elements(r.figures -> 'clauses') c) as by_clause
      from exception_period_reports r order by r.period_until`);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ later }) => later)).toEqual(found.map(() => 0));
    expect(found.map((report) => report.by_clause ?? 0)).toEqual(found.map(({ living }) => living));
  });
});

describe('its campaigns', () => {
  it('are last year’s, evaluated on all levels and improved upon, and this year’s, open today', async () => {
    const [last, now] = [await campaignOf(fiscalYearOf(day) - 1), await campaignOf(fiscalYearOf(day))];
    expect([last.status, now.status]).toEqual(['evaluated', 'open']);
    expect([now.opensOn <= day, day <= now.closesOn, last.closesOn < now.opensOn]).toEqual([
      true,
      true,
      true,
    ]);
    expect(
      await rows(sql`select level, count(*)::int as n from campaign_evaluations
        where campaign_id = ${last.id} and submitted_at is not null group by level order by level`),
    ).toEqual([
      { level: 'common', n: 1 },
      { level: 'final', n: 1 },
      { level: 'unit', n: 3 },
    ]);
    const steps = await rows(sql`select status, due_on >= ${day}::date as in_time,
        ordered_at < now() and ordered_at <= coalesce(reported_at, ordered_at) as ordered,
        coalesce(reported_at, ordered_at) <= coalesce(confirmed_at, reported_at, ordered_at) as in_order
      from improvements where campaign_id = ${last.id}`);
    expect(new Set(steps.map(({ status }) => status)).size).toBeGreaterThan(1);
    expect(steps.every((step) => step.in_time && step.ordered && step.in_order)).toBe(true);
  });

  it('were answered by nearly all last year and by about half this year', async () => {
    const share = async (fiscalYear: number) => {
      const { id } = await campaignOf(fiscalYear);
      const [counted] =
        await rows(sql`select count(*) filter (where letters ~ '[dxa]')::float / count(*) as share
        from sheets where campaign_id = ${id} and excluded_reason is null`);
      return Number(counted?.share);
    };
    expect(await share(fiscalYearOf(day) - 1)).toBeGreaterThan(0.9);
    expect(await share(fiscalYearOf(day))).toBeGreaterThan(0.35);
    expect(await share(fiscalYearOf(day))).toBeLessThan(0.65);
  });

  it('leave out those on long leave, with the reason', async () => {
    expect(
      await rows(sql`select excluded_reason as reason, count(*)::int as people from sheets
        where excluded_reason is not null group by 1`),
    ).toEqual([{ reason: 'long_absence', people: 2 * 4 }]);
  });

  it('are answered neither before they opened nor in the future', async () => {
    expect(
      await rows(sql`select count(*)::int as n from sheets where submitted_at > now() or saved_at > now()
        or submitted_at < (opens_on::timestamp at time zone 'Asia/Tokyo')`),
    ).toEqual([{ n: 0 }]);
  });

  it('have sheets whose letters say what their items say', async () => {
    const [counted] = await rows(sql`
      select count(*)::int as sheets, count(*) filter (where s.letters is distinct from i.letters)::int as wrong from (
        select s.organisation_id, s.campaign_id, s.person_id, string_agg(coalesce(case x.state when 'done' then ${letterOf.done}
          when 'not_done' then ${letterOf.not_done} when 'not_applicable' then ${letterOf.not_applicable}
          when 'unanswered' then ${letterOf.unanswered} end, '-'), '' order by p.n) as letters
        from sheets s cross join lateral generate_series(1, length(s.letters)) as p (n)
        left join sheet_items x on x.organisation_id = s.organisation_id
          and x.campaign_id = s.campaign_id and x.person_id = s.person_id and x.position = p.n
        where s.excluded_reason is null group by 1, 2, 3
      ) i join sheets s using (organisation_id, campaign_id, person_id)`);
    expect(Number(counted?.sheets)).toBeGreaterThan(400);
    expect(counted?.wrong).toBe(0);
  });

  it.each([0, 1])('have tallies that equal a count of the answers (%i years ago)', async (ago) => {
    const campaign = await campaignOf(fiscalYearOf(day) - ago);
    const [figures] = await within((tx) => readFigures(tx, campaign, [WHOLE]));
    const plain =
      await rows(sql`select c.role_group, c.item_id, i.state, count(*)::int as n from sheet_items i
      join campaign_items c using (organisation_id, campaign_id, position)
      join sheets s using (organisation_id, campaign_id, person_id)
      where i.campaign_id = ${campaign.id} and s.excluded_reason is null group by 1, 2, 3`);
    const counted = figures?.items.flatMap(({ roleGroup, item, counts }) =>
      Object.entries(counts).flatMap(([state, n]) =>
        n === 0 ? [] : [{ role_group: roleGroup, item_id: item, state, n }],
      ),
    );
    const order = (list: readonly unknown[] | undefined) =>
      (list ?? []).map((each) => JSON.stringify(each)).sort();
    expect(order(counted)).toEqual(order(plain));
    expect(plain.length).toBeGreaterThan(40);
    const [folded] = await rows(
      sql`select count(*)::int as n from sheets where campaign_id = ${campaign.id} and dirty`,
    );
    expect(folded?.n).toBe(0);
  });
});

describe('the exceptional measures of the sample', () => {
  it('show every state', async () => {
    const found = await rows(sql`
      select distinct case when status <> 'permitted' then status
        when valid_from > ${day}::date then decision when valid_until < ${day}::date then 'overdue'
        when valid_until - ${day}::date <= 30 then 'nearing' else 'in_force' end as phase from exceptions`);
    expect(found.map(({ phase }) => phase).sort()).toEqual([...phases].sort());
    const reviews = await rows(sql`select status from exception_rule_reviews order by status`);
    expect(reviews.map(({ status }) => status)).toEqual(['answered', 'considered', 'raised']);
    expect(
      await rows(sql`select kind, status from exceptions where kind = 'emergency' order by status`),
    ).toEqual([
      { kind: 'emergency', status: 'ended' },
      { kind: 'emergency', status: 'submitted' },
    ]);
  });
});
