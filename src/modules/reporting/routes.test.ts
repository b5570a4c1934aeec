import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { actions as selfCheckActions } from '../self-check/policy.ts';
import { seedCampaign, seedOrganisation, type TestOrganisation } from '../self-check/testing.ts';
import { loadPack } from '../standards/index.ts';
import { reporting } from './index.ts';

let server: TestServer;
let place: TestOrganisation;
let other: TestOrganisation;
let lastYear: string;
let thisYear: string;
const items = { staff: [] as string[], officers: [] as string[] };

const grants: Readonly<Record<string, readonly string[]>> = {
  ciso: ['rates.read', 'report.read', 'answers.read'],
  head_officer: ['rates.read', 'report.read', 'report.write', 'answers.read'],
  officer: ['rates.read', 'report.read', 'answers.read'],
};

beforeAll(async () => {
  server = await testServer(
    [reporting, { routes: [], actions: selfCheckActions }],
    (_pack, role) => grants[role] ?? [],
  );
  place = await seedOrganisation(server.database, { people: 8, divisions: 2 });
  other = await seedOrganisation(server.database, { people: 4 });
  const pack = loadPack('common-standards-h30');
  items.staff = pack.requirements
    .filter((each) => each.actors.includes('employee') && each.conditions.length === 0)
    .slice(0, 3)
    .map((each) => each.id);
  items.officers = pack.requirements
    .filter((each) => each.actors.includes('division_officer') && !each.actors.includes('employee'))
    .slice(0, 2)
    .map((each) => each.id);
  const asked = [...items.staff, ...items.officers];
  lastYear = await seedCampaign(server.database, place.organisationId, asked, {
    fiscalYear: 2025,
    focus: 'focused',
  });
  thisYear = await seedCampaign(server.database, place.organisationId, asked);
  await seedCampaign(server.database, other.organisationId, asked);
  await answer(place, lastYear, () => 'd');
  await answer(place, thisYear, (person, position) =>
    person === 0 && position === 3 ? 'x' : person === 7 ? 'u' : 'd',
  );
  await query(sql`update campaigns set status = 'evaluated', closed_at = now() where id = ${lastYear}`);
}, 60_000);

afterAll(() => server.close());

/** Fills the sheets of a campaign as answering would, by person (in order of number) and position. */
async function answer(
  at: TestOrganisation,
  campaignId: string,
  letter: (person: number, position: number) => string,
) {
  await inOrganisation(server.database, at.organisationId, async (tx) => {
    const sheets = await tx.execute<{ person_id: string; letters: string }>(
      sql`select person_id, letters from sheets where campaign_id = ${campaignId} order by person_number`,
    );
    for (const [person, sheet] of sheets.rows.entries()) {
      const letters = [...sheet.letters]
        .map((each, at0) => (each === '-' ? '-' : letter(person, at0 + 1)))
        .join('');
      await tx.execute(sql`update sheets set letters = ${letters}, dirty = true
        where campaign_id = ${campaignId} and person_id = ${sheet.person_id}`);
    }
  });
}

const users = new Map<string, Promise<TestUser>>();

/** The account of a person, made once. */
function accountOf(at: TestOrganisation, personId: string): Promise<TestUser> {
  const user = users.get(personId) ?? server.user(at.organisationId, { personId });
  users.set(personId, user);
  return user;
}

const person = (at: TestOrganisation, index: number) => accountOf(at, at.people[index] ?? '');

/** One statement within the first organisation. */
async function query<Row extends Record<string, unknown>>(statement: SQL): Promise<readonly Row[]> {
  return inOrganisation(server.database, place.organisationId, async (tx) => {
    const { rows } = await tx.execute(statement);
    return rows as Row[];
  });
}

describe('the dashboard', () => {
  it('gives the exact rates of the whole to who answers for the whole', async () => {
    const ciso = await person(place, 3);
    const { status, json } = await ciso.call('GET', `/api/v1/rates/campaigns/${thisYear}`);
    expect(status).toBe(200);
    const counts = await expected(thisYear);
    expect(json.figures.whole.coverage).toMatchObject(counts.coverage);
    expect(json.figures.whole.implementation.pooled).toMatchObject(counts.implementation);
    expect(json.campaign).toMatchObject({ interim: true, focus: 'all', fiscalYear: 2026 });
    expect(json.figures.weakItems).toHaveLength(1);
    expect(json.figures.units.map((unit: { name: string }) => unit.name)).toEqual(['総務局']);
    expect(json.choices.map((choice: { depth: number }) => choice.depth)).toEqual([0, 1, 2, 2]);
  });

  it('narrows to a unit and compares what is below', async () => {
    const ciso = await person(place, 3);
    const { json } = await ciso.call(
      'GET',
      `/api/v1/rates/campaigns/${thisYear}?unitId=${place.units.bureau}`,
    );
    expect(json.unit.name).toBe('総務局');
    const [first, second] = json.figures.units;
    expect([first.name, second.name]).toEqual(['第1課', '第2課']);
    expect(first.implementation.n + second.implementation.n).toBeLessThanOrEqual(
      json.figures.whole.implementation.pooled.n,
    );
    expect(first.implementation.d - first.implementation.n).toBe(1);
  });

  it('adds attainment by person on its own request', async () => {
    const ciso = await person(place, 3);
    const { json } = await ciso.call('GET', `/api/v1/rates/campaigns/${thisYear}/attainment`);
    const staff = json.groups.find((group: { roleGroup: string }) => group.roleGroup === 'staff');
    const { 100: full } = staff.attainment.person;
    expect(full.d).toBe(7);
    expect(full.d - full.n).toBeLessThanOrEqual(1);
    expect(json.whole.item['100'].n).toBeLessThanOrEqual(json.whole.item['90'].n);
  });

  it('shows a unit officer their unit and nothing beside or above it', async () => {
    const officer = await accountOf(place, await officerOf(place.units.divisions[1] ?? ''));
    const { json } = await officer.call('GET', `/api/v1/rates/campaigns/${thisYear}`);
    expect(json.unit.name).toBe('第2課');
    expect(json.choices).toHaveLength(1);
    for (const unitId of [place.units.bureau, place.units.divisions[0], other.units.bureau]) {
      const refused = await officer.call('GET', `/api/v1/rates/campaigns/${thisYear}?unitId=${unitId}`);
      expect(refused.status).toBe(404);
    }
  });

  it('refuses who has no role, and every other organisation', async () => {
    const nobody = await person(place, 6);
    expect((await nobody.call('GET', `/api/v1/rates/campaigns/${thisYear}`)).status).toBe(403);
    expect((await nobody.call('GET', `/api/v1/reports/${thisYear}`)).status).toBe(403);
    const stranger = await person(other, 3);
    expect((await stranger.call('GET', `/api/v1/rates/campaigns/${thisYear}`)).status).toBe(404);
    expect((await stranger.call('GET', `/api/v1/reports/${thisYear}`)).status).toBe(404);
    const { json } = await stranger.call('GET', '/api/v1/rates/campaigns');
    expect(json.items).toHaveLength(1);
  });

  it('exports the items', async () => {
    const ciso = await person(place, 3);
    const { raw, headers } = await ciso.call('GET', `/api/v1/rates/campaigns/${thisYear}/items?format=csv`);
    expect(String(headers['content-type'])).toContain('text/csv');
    expect(raw.toString('utf8')).toContain('区分,項目,内容,実施,行うべき人,実施率（%）,評価');
  });
});

describe('the answers behind a figure', () => {
  const answersOf = (user: TestUser, query: string) =>
    user.call('GET', `/api/v1/rates/campaigns/${thisYear}/answers?${query}`);

  it('add up to the figure', async () => {
    const ciso = await person(place, 3);
    const { json } = await ciso.call('GET', `/api/v1/rates/campaigns/${thisYear}`);
    for (const item of json.figures.items) {
      const query = `roleGroup=${item.roleGroup}&item=${encodeURIComponent(item.item)}`;
      const done = await answersOf(ciso, `${query}&state=done`);
      const notDone = await answersOf(ciso, `${query}&state=not_done`);
      expect([done.json.total, done.json.total + notDone.json.total]).toEqual([item.rate.n, item.rate.d]);
    }
    for (const group of json.figures.groups) {
      const heard = await answersOf(ciso, `roleGroup=${group.roleGroup}&state=heard`);
      const all = await answersOf(ciso, `roleGroup=${group.roleGroup}`);
      expect([heard.json.total, all.json.total]).toEqual([group.coverage.n, group.coverage.d]);
    }
  });

  it('name the persons whom the attainment counts', async () => {
    const ciso = await person(place, 3);
    const { json } = await ciso.call('GET', `/api/v1/rates/campaigns/${thisYear}/attainment`);
    for (const { roleGroup, attainment } of json.groups) {
      const count = async (reached: string) =>
        (await answersOf(ciso, `roleGroup=${roleGroup}&reached=${reached}`)).json.total;
      for (const [threshold, { n, d }] of Object.entries<{ n: number; d: number }>(attainment.person)) {
        expect([await count(threshold), await count('duty')]).toEqual([n, d]);
      }
    }
    expect(json.groups.length).toBeGreaterThan(1);
    expect((await answersOf(ciso, 'roleGroup=staff&reached=50')).status).toBe(422);
  });

  it('come in pages, by unit, by name, and as a file whose export is recorded', async () => {
    const ciso = await person(place, 3);
    const page = await answersOf(ciso, 'roleGroup=staff&pageSize=3&page=2');
    expect([page.json.items.length, page.json.total]).toEqual([3, 8]);
    const unit = await answersOf(ciso, `roleGroup=staff&unitId=${place.units.divisions[0]}`);
    expect(unit.json.total).toBe(4);
    expect(unit.json.items.every((row: { unit: string }) => row.unit === '第1課')).toBe(true);
    const file = await answersOf(ciso, 'roleGroup=staff&format=xlsx');
    expect(file.raw.subarray(0, 2).toString()).toBe('PK');
    const events = await query(
      sql`select 1 from audit_events where action = 'answers.read' and outcome = 'done'`,
    );
    expect(events).toHaveLength(1);
  });

  it('are refused for unknown groups, items and states', async () => {
    const ciso = await person(place, 3);
    expect((await answersOf(ciso, 'roleGroup=nobody')).status).toBe(404);
    expect((await answersOf(ciso, 'roleGroup=staff&item=9.9.9')).status).toBe(404);
    expect((await answersOf(ciso, 'roleGroup=staff&state=done')).status).toBe(422);
  });

  it('stay within the scope', async () => {
    const officer = await accountOf(place, await officerOf(place.units.divisions[1] ?? ''));
    const { json } = await answersOf(officer, 'roleGroup=staff');
    expect(json.total).toBe(4);
    expect(json.items.every((row: { unit: string }) => row.unit === '第2課')).toBe(true);
    expect((await answersOf(await person(place, 6), 'roleGroup=staff')).status).toBe(403);
    expect((await answersOf(await person(other, 3), 'roleGroup=staff')).status).toBe(404);
  });
});

describe('history and report', () => {
  it('break the series where the items changed', async () => {
    const ciso = await person(place, 3);
    const { json } = await ciso.call('GET', '/api/v1/rates/history');
    expect(json.history.years).toEqual([
      { fiscalYear: 2025, edition: '平成30年度版', focus: 'focused', interim: false, breakBefore: false },
      { fiscalYear: 2026, edition: '平成30年度版', focus: 'all', interim: true, breakBefore: true },
    ]);
    expect(json.history.implementation.at(-1).cells[0]).toMatchObject({ kind: 'counted', display: '100.0' });
  });

  it('come on screen with summary and notes, and as Word, Excel and PDF', async () => {
    const ciso = await person(place, 3);
    const { json } = await ciso.call('GET', `/api/v1/reports/${thisYear}`);
    expect(json.report).toMatchObject({ fiscalYear: 2026, interim: true, organisation: '試験省' });
    expect(json.summary[0]).toContain('途中経過');
    expect(json.notes.length).toBeGreaterThan(3);
    const starts = { docx: 'PK', xlsx: 'PK', pdf: '%PDF' } as const;
    for (const format of ['docx', 'xlsx', 'pdf'] as const) {
      const file = await ciso.call('GET', `/api/v1/reports/${thisYear}/file?format=${format}`);
      expect(file.status, format).toBe(200);
      expect(file.raw.subarray(0, starts[format].length).toString()).toBe(starts[format]);
      expect(String(file.headers['content-disposition'])).toContain(encodeURIComponent('令和8年度'));
    }
  }, 60_000);

  it('tells a unit officer of their unit only', async () => {
    const officer = await accountOf(place, await officerOf(place.units.divisions[1] ?? ''));
    const { json } = await officer.call('GET', `/api/v1/reports/${thisYear}`);
    expect(json.report.organisation).toBe('試験省　第2課');
    expect(
      json.report.groups.find((group: { roleGroup: string }) => group.roleGroup === 'staff').population,
    ).toBe(4);
  });
});

describe('settled years', () => {
  const settle = (user: TestUser, campaignId: string, version: number | null) =>
    user.call('POST', '/api/v1/annual-results', { campaignId, method: 'pooled', version });

  it('keep the counts of a finished self-check, even when answers change later', async () => {
    const head = await person(place, 2);
    expect((await settle(head, thisYear, null)).status).toBe(422);
    expect((await settle(head, lastYear, null)).json).toMatchObject({ fiscalYear: 2025, version: 1 });
    expect((await settle(head, lastYear, null)).status).toBe(409);
    await answer(place, lastYear, () => 'x');
    const { json } = await head.call('GET', '/api/v1/rates/history');
    expect(json.history.implementation.at(-1).cells[0].display).toBe('100.0');
    expect((await settle(head, lastYear, 1)).json.version).toBe(2);
    const again = await head.call('GET', '/api/v1/rates/history');
    expect(again.json.history.implementation.at(-1).cells[0].display).toBe('0.0');
    await answer(place, lastYear, () => 'd');
    const events = await query(sql`select 1 from audit_events where entity = 'annual-result'`);
    expect(events).toHaveLength(2);
  });

  it('take over what an older report printed, and only for years without a self-check here', async () => {
    const head = await person(place, 2);
    const body = {
      packId: 'common-standards-h30',
      edition: '旧版',
      focus: 'all',
      source: '年次報告',
      printed: [{ roleGroup: 'staff', title: '行政事務従事者', coverage: '98.6', implementation: '96.8' }],
      version: null,
    };
    expect((await head.call('PUT', '/api/v1/annual-results/2022', body)).status).toBe(200);
    expect((await head.call('PUT', '/api/v1/annual-results/2026', body)).status).toBe(422);
    expect((await head.call('PUT', '/api/v1/annual-results/2023', { ...body, packId: 'none' })).status).toBe(
      422,
    );
    const printed = [{ ...body.printed[0], coverage: '約98' }];
    expect((await head.call('PUT', '/api/v1/annual-results/2023', { ...body, printed })).status).toBe(422);
    const { json } = await head.call('GET', '/api/v1/rates/history');
    const staff = json.history.coverage.find((row: { roleGroup: string }) => row.roleGroup === 'staff');
    expect(staff.cells[0]).toEqual({ kind: 'printed', display: '98.6' });
  });

  it('are for who may write them', async () => {
    expect((await settle(await person(place, 3), lastYear, 2)).status).toBe(403);
    expect((await settle(await person(other, 2), lastYear, null)).status).toBe(404);
    const strangers = await (await person(other, 3)).call('GET', '/api/v1/annual-results');
    expect(strangers.json.items).toEqual([]);
  });
});

describe('gathered lists', () => {
  const send = async (user: TestUser, files: Readonly<Record<string, string>>) => {
    const form = new FormData();
    for (const [name, text] of Object.entries(files)) form.append(name, new File([text], `${name}.csv`));
    const request = new Request('http://test', { method: 'POST', body: form });
    const response = await server.app.inject({
      method: 'POST',
      url: '/api/v1/rates/gathered',
      headers: { ...user.headers, 'content-type': request.headers.get('content-type') ?? '' },
      payload: Buffer.from(await request.arrayBuffer()),
    });
    return { status: response.statusCode, json: response.json() };
  };
  const population = 'organisation,unit,person,role_group,excluded\n甲省,課,A,責任者等,\n';

  it('give figures, and leave nothing behind', async () => {
    const ciso = await person(place, 3);
    const answers = 'organisation,person,role_group,item,state\n甲省,A,責任者等,1.1,done\n';
    const { status, json } = await send(ciso, { population, answers });
    expect(status).toBe(200);
    expect(json.whole.coverage.pooled).toEqual({ n: 1, d: 1, display: '100.0', grade: 'A' });
    expect(json.organisations[0].organisation).toBe('甲省');
    const lines: string[] = json.csv.split('\r\n');
    expect(lines[0]).toBe('\uFEFF組織,区分,項目,指標,集計方法,分子,分母,値,評価,対象数,該当なしで除外');
    expect(lines).toContain('甲省,責任者等,1.1,実施率,合算,1,1,100.0,A,,');
    expect(lines).toContain('全組織,,,実施率,組織の平均,,,100.0,A,1,0');
  });

  it('name what is wrong and give no figures', async () => {
    const ciso = await person(place, 3);
    const answers = 'organisation,person,role_group,item,state\n甲省,B,責任者等,1.1,done\n';
    const { status, json } = await send(ciso, { population, answers });
    expect(status).toBe(422);
    expect(JSON.stringify(json)).toContain('answers.csv');
    expect(json.organisations).toBeUndefined();
    expect((await send(ciso, { population })).status).toBe(422);
    expect((await send(await person(place, 6), { population, answers })).status).toBe(403);
  });
});

/** The counts read from the sheets themselves. */
async function expected(campaignId: string) {
  const rows = await query<{ letters: string; role_groups: { first: number; count: number }[] }>(sql`
    select s.letters, c.role_groups from sheets s join campaigns c on c.id = s.campaign_id
    where c.id = ${campaignId} and s.excluded_reason is null`);
  const parts = rows.flatMap((row) =>
    row.role_groups.map((group) => row.letters.slice(group.first - 1, group.first - 1 + group.count)),
  );
  const asked = parts.filter((part) => /[^-]/.test(part));
  const all = rows.map((row) => row.letters).join('');
  const done = all.replaceAll(/[^d]/g, '').length;
  return {
    coverage: { n: asked.filter((part) => /[dxa]/.test(part)).length, d: asked.length },
    implementation: { n: done, d: done + all.replaceAll(/[^x]/g, '').length },
  };
}

/** Makes a person the officer of a unit, once. */
async function officerOf(unitId: string): Promise<string> {
  const personId = place.people[5] ?? '';
  await query(sql`
    insert into appointments (organisation_id, id, pack_id, role_id, person_id, scope_kind, unit_id, valid_from)
    select ${place.organisationId}, ${newId()}, 'common-standards-h30', 'officer', ${personId}, 'unit', ${unitId}, '2020-04-01'
    where not exists (select 1 from appointments where person_id = ${personId})`);
  return personId;
}
