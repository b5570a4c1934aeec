import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { appointDirectly, type Ministry, makeMinistry, packGrants } from '../organisation/testing.ts';
import { informationModule } from './index.ts';

let server: TestServer;
let organisationId: string;
let ministry: Ministry;
/** Staff of the divisions 総務課, 会計課, 企画課, 調査課; the officer of 総務課; the auditor. */
let [maker, other, planner, researcher, officer]: TestUser[] = [];
let auditor: TestUser;
let stranger: TestUser;

beforeAll(async () => {
  server = await testServer([informationModule], packGrants);
  organisationId = await server.organisation();
  ministry = await makeMinistry(server.database, organisationId);
  const users = [];
  for (const personId of ministry.people) users.push(await server.user(organisationId, { personId }));
  [maker, other, planner, researcher, officer] = users;
  await appointDirectly(server.database, organisationId, {
    roleId: 'division_officer',
    personId: ministry.people[4] ?? '',
    unitId: ministry.divisions[0] ?? '',
  });
  const auditorId = await insertPerson('監査 六郎');
  await appointDirectly(server.database, organisationId, { roleId: 'auditor', personId: auditorId });
  auditor = await server.user(organisationId, { personId: auditorId });
  const elsewhere = await server.organisation({ name: 'ほかの省' });
  const theirs = await makeMinistry(server.database, elsewhere);
  stranger = await server.user(elsewhere, { personId: theirs.people[0] ?? '' });
});
afterAll(() => server.close());

async function insertPerson(name: string): Promise<string> {
  const id = newId();
  await inOrganisation(server.database, organisationId, (tx) =>
    tx.execute(sql`insert into people (organisation_id, id, number, name, employment)
      values (${organisationId}, ${id}, ${id}, ${name}, 'regular')`),
  );
  return id;
}

const classes = (
  confidentiality: number | null,
  integrity: number | null = 1,
  availability: number | null = 1,
) => ({
  confidentiality,
  integrity,
  availability,
});
const draft = (more: object = {}) => ({
  name: '定員管理の検討資料',
  unitId: ministry.divisions[0],
  form: 'electronic',
  origin: 'made',
  classes: classes(2),
  ...more,
});

async function add(user: TestUser | undefined, more: object = {}): Promise<string> {
  const answer = await user?.call('POST', '/api/v1/information-assets', draft(more));
  expect(answer?.json).toMatchObject({ id: expect.any(String) });
  return answer?.json.id;
}
const get = async (user: TestUser | undefined, id: string) =>
  (await user?.call('GET', `/api/v1/information-assets/${id}`))?.json;
const post = (user: TestUser | undefined, path: string, body: object) =>
  user?.call('POST', `/api/v1/information-${path}`, body);
const decide = async (user: TestUser | undefined, id: string, more: object) => {
  const { version } = await get(user, id);
  return post(user, `assets/${id}/decisions`, {
    version,
    restrictions: [],
    reason: '内容を確かめた',
    ...more,
  });
};

describe('the register of information', () => {
  it('keeps what a member of staff enters, with class, restrictions and marking', async () => {
    const id = await add(maker, {
      number: 'A-1',
      restrictions: ['no_copy', 'staff_only:人事担当者'],
      place: '共有フォルダ',
      systemId: ministry.system,
      retention: '5年',
    });
    const entry = await get(maker, id);
    expect(entry).toMatchObject({
      number: 'A-1',
      marks: '機密性2・完全性1・可用性1',
      groups: ['要機密情報', '要保護情報'],
      restrictionTexts: ['複製禁止', '人事担当者限り'],
      decider: { name: '青木 一郎' },
      unit: { name: '総務課' },
      system: { name: '文書管理システム' },
      basis: 'decided',
      may: { keep: true, decideAs: 'decider' },
    });
    expect(entry.markings.map((each: { text: string }) => each.text)).toEqual([
      '【機密性2・完全性1・可用性1】（複製禁止・人事担当者限り）',
      '【機密性2】定員管理の検討資料',
      '【機密性2・複製禁止・人事担当者限り】定員管理の検討資料',
    ]);
    const history = await maker?.call('GET', `/api/v1/information-assets/${id}/history`);
    expect(history?.json[0].action).toBe('information.register');
  });

  it('shows an entry to its unit, its officer and the auditor, and to nobody else', async () => {
    const id = await add(maker, { number: 'A-2' });
    const seen = async (user: TestUser | undefined) =>
      (await user?.call('GET', `/api/v1/information-assets/${id}`))?.status;
    expect(await Promise.all([maker, officer, auditor].map(seen))).toEqual([200, 200, 200]);
    expect(await Promise.all([other, planner, stranger].map(seen))).toEqual([404, 404, 404]);
    const list = async (user: TestUser | undefined) =>
      (await user?.call('GET', '/api/v1/information-assets?q=A-2'))?.json.total;
    expect(await Promise.all([maker, auditor, other, stranger].map(list))).toEqual([1, 1, 0, 0]);
    const { version } = await get(auditor, id);
    const refused = await auditor.call('PUT', `/api/v1/information-assets/${id}`, {
      ...draft(),
      version,
      number: 'A-2',
    });
    expect(refused.status).toBe(403);
  });

  it('refuses bad input and changes nothing', async () => {
    const send = async (more: object) => {
      const answer = await maker?.call('POST', '/api/v1/information-assets', draft(more));
      return [answer?.status, answer?.json.problems?.[0]?.field];
    };
    expect(await send({ name: ' ' })).toEqual([422, 'name']);
    expect(await send({ unitId: ministry.divisions[1] })).toEqual([422, 'unitId']);
    expect(await send({ form: 'paper' })).toEqual([422, 'integrity']);
    expect(await send({ restrictions: ['no_such_thing'] })).toEqual([422, 'restrictions']);
    expect(await send({ restrictions: ['staff_only'] })).toEqual([422, 'restrictions']);
    expect(await send({ systemId: newId() })).toEqual([422, 'systemId']);
    expect(await send({ deciderId: newId() })).toEqual([422, 'deciderId']);
    expect(await send({ number: 'A-1' })).toEqual([422, 'number']);
    expect(await send({ retainUntil: '2020-01-01', acquiredOn: '2024-04-01' })).toEqual([422, 'retainUntil']);
    expect(await send({ sources: [{ id: newId(), kind: 'copy' }] })).toEqual([422, 'sources']);
    expect((await send({ note: '123456789018' }))[0]).toBe(422);
    expect(await send({ classes: { confidentiality: 4, integrity: 1, availability: 1 } })).toMatchObject([
      422,
      expect.anything(),
    ]);
  });

  it('answers 409 with the fields when somebody else was quicker', async () => {
    const id = await add(maker, { number: 'A-3' });
    const change = (name: string) =>
      maker?.call('PUT', `/api/v1/information-assets/${id}`, {
        ...draft({ name }),
        version: 1,
        number: 'A-3',
      });
    expect((await change('改めた名称'))?.status).toBe(204);
    const late = await change('別の名称');
    expect(late?.status).toBe(409);
    expect(late?.json.differences).toContainEqual({
      field: 'name',
      yours: '別の名称',
      current: '改めた名称',
    });
  });

  it('comes as a file with every column', async () => {
    const file = await maker?.call('GET', '/api/v1/information-assets?format=csv&status=all');
    expect(file?.text).toContain('資産番号');
    expect(file?.text).toContain('人事担当者限り');
    const sheet = await maker?.call('GET', '/api/v1/information-assets?format=xlsx');
    expect(sheet?.raw.subarray(0, 2).toString()).toBe('PK');
  });
});

describe('what is copied or made from others', () => {
  it('starts as high as its highest source, with all restrictions', async () => {
    const secret = await add(maker, { classes: classes(3), restrictions: ['encrypt'] });
    const plain = await add(maker, { classes: classes(1), restrictions: ['no_copy'] });
    const id = await add(maker, {
      classes: classes(null),
      sources: [
        { id: secret, kind: 'derived' },
        { id: plain, kind: 'derived' },
      ],
    });
    expect(await get(maker, id)).toMatchObject({
      classes: classes(3),
      restrictions: ['no_copy', 'encrypt'],
      basis: 'inherited',
      sources: expect.arrayContaining([
        expect.objectContaining({ marks: '機密性3・完全性1・可用性1' }),
        expect.objectContaining({ marks: '機密性1・完全性1・可用性1' }),
      ]),
    });
    const below = await maker?.call(
      'POST',
      '/api/v1/information-assets',
      draft({ classes: classes(2), sources: [{ id: secret, kind: 'copy' }] }),
    );
    expect(below?.json.problems).toMatchObject([{ field: 'confidentiality' }]);
  });

  it('stays undecided while its source is, and follows when that is decided', async () => {
    const unmarked = await add(maker, { classes: classes(null, null, null), origin: 'outside' });
    const id = await add(maker, { classes: classes(null), sources: [{ id: unmarked, kind: 'copy' }] });
    expect((await get(maker, id)).issues).toContain('undetermined');
    expect((await decide(maker, unmarked, { classes: classes(2) }))?.status).toBe(200);
    expect(await get(maker, id)).toMatchObject({ classes: classes(2), basis: 'inherited' });
  });

  it('follows when a source is raised, however far, also in other units', async () => {
    const first = await add(maker, { classes: classes(2) });
    const second = await add(maker, { classes: classes(null), sources: [{ id: first, kind: 'copy' }] });
    const third = await add(maker, { classes: classes(null), sources: [{ id: second, kind: 'derived' }] });
    await decide(maker, first, { classes: classes(3), restrictions: ['no_carry_out'] });
    expect(await get(maker, third)).toMatchObject({ classes: classes(3), restrictions: ['no_carry_out'] });
    const history = await maker?.call('GET', `/api/v1/information-assets/${third}/history`);
    expect(history?.json[0]).toMatchObject({ action: 'information.inherit' });
  });

  it('is lowered only by who may decide about the source, and asks for attention when the source rises', async () => {
    const source = await add(officer, { classes: classes(2) });
    const id = await add(maker, { classes: classes(null), sources: [{ id: source, kind: 'copy' }] });
    expect((await decide(maker, id, { classes: classes(1) }))?.status).toBe(403);
    expect((await decide(officer, id, { classes: classes(1) }))?.status).toBe(200);
    expect((await get(maker, id)).classes).toEqual(classes(1));
    await decide(officer, source, { classes: classes(3) });
    expect(await get(maker, id)).toMatchObject({
      classes: classes(1),
      issues: expect.arrayContaining(['attention']),
    });
    await decide(officer, id, { classes: classes(3) });
    expect((await get(maker, id)).issues).not.toContain('attention');
  });

  it('may not be made from itself, and is not rid of a source by who does not decide about it', async () => {
    const source = await add(officer, { classes: classes(2) });
    const id = await add(maker, { classes: classes(null), sources: [{ id: source, kind: 'copy' }] });
    const sources = async (user: TestUser | undefined, entry: string, wanted: object[]) => {
      const { version } = await get(user, entry);
      return user?.call('PUT', `/api/v1/information-assets/${entry}/sources`, { version, sources: wanted });
    };
    expect((await sources(officer, source, [{ id, kind: 'copy' }]))?.status).toBe(422);
    expect((await sources(maker, id, []))?.status).toBe(403);
    expect((await sources(officer, id, []))?.status).toBe(204);
    expect(await get(maker, id)).toMatchObject({ classes: classes(2), sources: [] });
  });

  it('lifts at once when a source is added later', async () => {
    const id = await add(maker, { classes: classes(1) });
    const copy = await add(maker, { classes: classes(null), sources: [{ id, kind: 'copy' }] });
    const secret = await add(maker, { classes: classes(3) });
    const { version } = await get(maker, id);
    await maker?.call('PUT', `/api/v1/information-assets/${id}/sources`, {
      version,
      sources: [{ id: secret, kind: 'derived' }],
    });
    expect((await get(maker, id)).classes.confidentiality).toBe(3);
    expect((await get(maker, copy)).classes.confidentiality).toBe(3);
  });
});

describe('whatever is done, by whomever', () => {
  const level = fc.constantFrom(1, 2, 3, null);
  const restrictions = fc.subarray(['no_copy', 'encrypt']);
  const who = fc.constantFrom('maker', 'officer');
  const deed = fc.oneof(
    fc.record({ kind: fc.constant('enter'), who, level, restrictions, a: fc.nat(), b: fc.nat() }),
    fc.record({ kind: fc.constant('sources'), who, level, restrictions, a: fc.nat(), b: fc.nat() }),
    fc.record({ kind: fc.constant('decide'), who, level, restrictions, a: fc.nat(), b: fc.nat() }),
  );

  it('nothing in the database is below its sources without a recorded decision', async () => {
    const runs = fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 25 }), async (deeds) => {
      const ids: string[] = [];
      for (const step of deeds) {
        const user = step.who === 'maker' ? maker : officer;
        const [id, source] = [step.a, step.b].map((at) => ids[at % Math.max(1, ids.length)]);
        const standing = { classes: classes(step.level), restrictions: step.restrictions };
        if (step.kind === 'enter' || id === undefined || source === undefined) {
          const sources = source === undefined ? [] : [{ id: source, kind: 'derived' }];
          const answer = await user?.call(
            'POST',
            '/api/v1/information-assets',
            draft({ ...standing, sources }),
          );
          expect([200, 422]).toContain(answer?.status);
          if (answer?.status === 200) ids.push(answer.json.id);
        } else if (step.kind === 'sources') {
          const { version, sources } = await get(user, id);
          const kept = sources.map((each: { id: string; kind: string }) => ({
            id: each.id,
            kind: each.kind,
          }));
          const wanted = [
            ...kept.filter((each: { id: string }) => each.id !== source),
            { id: source, kind: 'copy' },
          ];
          const path = `/api/v1/information-assets/${id}/sources`;
          const answer = await user?.call('PUT', path, {
            version,
            sources: step.level === null ? [] : wanted,
          });
          expect([204, 403, 422]).toContain(answer?.status);
        } else {
          expect([200, 403, 422]).toContain((await decide(user, id, standing))?.status);
        }
      }
      const below = await inOrganisation(server.database, organisationId, (tx) =>
        tx.execute(sql`select a.number from information_sources s
          join information_assets a on a.organisation_id = s.organisation_id and a.id = s.asset_id
          join information_assets o on o.organisation_id = s.organisation_id and o.id = s.source_id
          where (a.confidentiality < coalesce(o.confidentiality, 3) or not o.restrictions <@ a.restrictions)
            and not exists (select 1 from information_changes c where c.asset_id = a.id and c.state = 'approved'
              and c.after is not null)`),
      );
      expect(below.rows).toEqual([]);
    });
    await fc.assert(runs, { numRuns: 4 });
  }, 60_000);
});

describe('an entry whose unit is closed', () => {
  it('is found by the officer above, who gives it to another unit and decider', async () => {
    const bureauOfficer = await insertPerson('部局 七郎');
    await appointDirectly(server.database, organisationId, {
      roleId: 'officer',
      personId: bureauOfficer,
      unitId: ministry.bureaus[1] ?? '',
    });
    const superior = await server.user(organisationId, { personId: bureauOfficer });
    const [, , , closing] = ministry.divisions;
    const id = await add(researcher, { unitId: closing });
    await inOrganisation(server.database, organisationId, (tx) =>
      tx.execute(sql`update units set valid_to = '2026-04-01' where id = ${closing}`),
    );
    const list = await superior.call('GET', '/api/v1/information-assets?issue=orphan');
    expect(list.json.items).toMatchObject([{ id, unit: { closed: true } }]);
    const body = {
      ...draft({ unitId: ministry.divisions[2] }),
      version: 1,
      number: list.json.items[0].number,
    };
    expect((await superior.call('PUT', `/api/v1/information-assets/${id}`, body)).status).toBe(204);
    await post(superior, `assets/${id}/hand-over`, { version: 2, deciderId: planner?.personId });
    expect(await get(planner, id)).toMatchObject({
      unit: { name: '企画課', closed: false },
      decider: { name: '上田 三郎' },
    });
  });
});

describe('a change of classes', () => {
  it('is asked for by staff and decided by the officer, never by who asked', async () => {
    const id = await add(officer, { classes: classes(2) });
    const asked = await post(maker, `assets/${id}/requests`, {
      classes: classes(1),
      restrictions: [],
      reason: '公表するため',
    });
    expect(asked?.status).toBe(200);
    const again = await post(maker, `assets/${id}/requests`, {
      classes: classes(3),
      restrictions: [],
      reason: '再度',
    });
    expect(again?.status).toBe(409);
    const inbox = async (user: TestUser | undefined) =>
      (await user?.call('GET', '/api/v1/information-changes?view=inbox&state=waiting'))?.json.items.filter(
        (each: { asset: { id: string } }) => each.asset.id === id,
      );
    expect(await inbox(maker)).toEqual([]);
    expect(await inbox(other)).toEqual([]);
    const [request] = await inbox(officer);
    expect(request).toMatchObject({
      requestedBy: '青木 一郎',
      as: 'decider',
      wanted: { marks: '機密性1・完全性1・可用性1' },
    });
    const settle = (user: TestUser | undefined, body: object) =>
      post(user, `changes/${asked?.json.id}/decision`, { version: 1, approved: true, ...body });
    expect((await settle(maker, {}))?.status).toBe(403);
    expect((await settle(other, {}))?.status).toBe(404);
    expect((await settle(officer, { approved: false }))?.json.problems).toMatchObject([{ field: 'note' }]);
    expect((await settle(officer, { note: '公表資料のため' }))?.status).toBe(204);
    expect((await settle(officer, {}))?.status).toBe(409);
    expect(await get(maker, id)).toMatchObject({
      classes: classes(1),
      changes: [{ state: 'approved', decidedBy: '岡 五郎', before: { marks: '機密性2・完全性1・可用性1' } }],
    });
  });

  it('can be refused with a reason and taken back by who asked', async () => {
    const id = await add(officer, { classes: classes(2) });
    const ask = async () =>
      (await post(maker, `assets/${id}/requests`, { classes: classes(1), restrictions: [], reason: '公表' }))
        ?.json.id;
    await post(officer, `changes/${await ask()}/decision`, {
      version: 1,
      approved: false,
      note: '審議中のため',
    });
    expect((await get(maker, id)).classes).toEqual(classes(2));
    const second = await ask();
    expect((await post(officer, `changes/${second}/withdrawal`, { version: 1 }))?.status).toBe(403);
    expect((await post(maker, `changes/${second}/withdrawal`, { version: 1 }))?.status).toBe(204);
    expect((await get(maker, id)).changes.map((each: { state: string }) => each.state)).toEqual([
      'withdrawn',
      'refused',
    ]);
  });

  it('is the officer’s to make where the origin is unknown', async () => {
    const early = await maker?.call('POST', '/api/v1/information-assets', draft({ origin: 'unknown' }));
    expect(early?.json.problems).toMatchObject([{ field: 'confidentiality' }]);
    const id = await add(maker, { origin: 'unknown', classes: classes(null, null, null) });
    const entry = await get(maker, id);
    expect(entry).toMatchObject({
      decider: null,
      basis: 'none',
      changes: [{ kind: 'ask', state: 'waiting' }],
    });
    expect(entry.issues).toEqual(expect.arrayContaining(['undetermined', 'waiting']));
    const change = entry.changes[0].id;
    const open = await post(officer, `changes/${change}/decision`, { version: 1, approved: true });
    expect(open?.status).toBe(422);
    const standing = { classes: classes(2), restrictions: [] };
    expect(
      (await post(officer, `changes/${change}/decision`, { version: 1, approved: true, standing }))?.status,
    ).toBe(204);
    expect(await get(maker, id)).toMatchObject({
      classes: classes(2),
      decider: { name: '岡 五郎' },
      issues: ['unmarked'],
    });
  });

  it('is told to who can answer, and the answer to who asked', async () => {
    const told = async (personId: string | null | undefined, about: string) => {
      const found = await inOrganisation(server.database, organisationId, (tx) =>
        tx.execute(
          sql`select topic from notices where person_id = ${personId} and title like ${`%${about}%`}`,
        ),
      );
      return found.rows.map(({ topic }) => topic);
    };
    const question = await add(maker, {
      ...{ name: '由来の分からない表', origin: 'unknown', classes: classes(null, null, null) },
    });
    expect(await told(officer?.personId, '由来の分からない表')).toEqual(['information.request']);
    expect(await told(other?.personId, '由来の分からない表')).toEqual([]);
    const [change] = (await get(maker, question)).changes;
    const standing = { classes: classes(1), restrictions: [] };
    await post(officer, `changes/${change.id}/decision`, { version: 1, approved: true, standing });
    expect(await told(maker?.personId, '由来の分からない表')).toEqual(['information.settle']);
  });

  it('is refused to whoever only sees the entry', async () => {
    const id = await add(officer, { classes: classes(2) });
    expect((await decide(maker, id, { classes: classes(1) }))?.status).toBe(403);
    expect((await decide(auditor, id, { classes: classes(1) }))?.status).toBe(403);
    const late = await post(officer, `assets/${id}/decisions`, {
      version: 9,
      classes: classes(3),
      restrictions: [],
      reason: '重要',
    });
    expect(late?.status).toBe(409);
  });

  it('passes to a successor, and a review moves the next one on', async () => {
    const id = await add(maker, { reviewOn: '2020-04-01' });
    expect((await get(maker, id)).issues).toContain('review');
    await post(maker, `assets/${id}/reviews`, { version: 1 });
    expect((await get(maker, id)).issues).not.toContain('review');
    const refused = await post(researcher, `assets/${id}/hand-over`, {
      version: 2,
      deciderId: researcher?.personId,
    });
    expect(refused?.status).toBe(404);
    await post(officer, `assets/${id}/hand-over`, { version: 2, deciderId: officer?.personId });
    expect(await get(maker, id)).toMatchObject({ decider: { name: '岡 五郎' }, may: { decideAs: null } });
  });

  it('ends with the information', async () => {
    const id = await add(maker);
    await post(maker, `assets/${id}/disposal`, { version: 1, disposedOn: '2026-04-01', note: '裁断' });
    expect(await get(maker, id)).toMatchObject({
      status: 'disposed',
      disposedOn: '2026-04-01',
      may: { keep: false },
    });
    expect((await decide(maker, id, { classes: classes(3) }))?.status).toBe(422);
    const list = await maker?.call('GET', '/api/v1/information-assets?pageSize=200');
    expect(list?.json.items.map((each: { id: string }) => each.id)).not.toContain(id);
  });
});

describe('the decision aid', () => {
  const assess = async (answers: object, form = 'electronic') =>
    (await maker?.call('POST', '/api/v1/information/assessments', { form, answers }))?.json;

  it('leads from a few answers to classes with their reasons', async () => {
    expect((await assess({})).questions.map((each: { id: string }) => each.id)).toEqual([
      'secret_national',
      'damage',
      'loss',
    ]);
    const result = await assess({
      secret_national: ['no'],
      disclosure_national: ['person', 'deliberation'],
      damage: ['work'],
      loss: ['minor'],
    });
    expect(result).toMatchObject({ classes: classes(2, 2, 1), complete: true, ask: [] });
    expect(result.reasons.map((each: { source: string }) => each.source)).toEqual([
      '情報公開法第5条第1号',
      '情報公開法第5条第5号',
      '統一基準1.2(1)',
      '統一基準1.2(1)',
    ]);
  });

  it('sends doubt to the officer, and asks paper only for its confidentiality', async () => {
    expect(await assess({ secret_national: ['no'], disclosure_national: ['unsure'] }, 'paper')).toMatchObject(
      {
        classes: classes(null, null, null),
        ask: ['confidentiality'],
        complete: true,
      },
    );
  });
});

describe('the settings', () => {
  it('are the head officer’s and the administrator’s, and this pack has no rule for what is unmarked', async () => {
    const administrator = await server.user(organisationId, { administrator: true });
    const settings = {
      version: 0,
      body: null,
      unmarkedIsLowest: false,
      reviewMonths: 6,
      ownRestrictions: ['課外秘'],
    };
    expect((await maker?.call('PUT', '/api/v1/information/settings', settings))?.status).toBe(403);
    const wrong = await administrator.call('PUT', '/api/v1/information/settings', {
      ...settings,
      unmarkedIsLowest: true,
      unmarkedReason: '規程第3条',
    });
    expect(wrong.json.problems).toMatchObject([{ field: 'unmarkedIsLowest' }]);
    expect((await administrator.call('PUT', '/api/v1/information/settings', settings)).status).toBe(204);
    expect((await administrator.call('PUT', '/api/v1/information/settings', settings)).status).toBe(409);
    expect((await maker?.call('GET', '/api/v1/information/scheme'))?.json.settings).toMatchObject({
      reviewMonths: 6,
    });
    expect((await administrator.call('GET', '/api/v1/information-assets')).status).toBe(403);
  });

  it('give the lowest classes to what is unmarked in a municipality that adopted the rule, and take them back', async () => {
    const town = await server.organisation({ kind: 'local' });
    const its = await makeMinistry(server.database, town);
    await inOrganisation(server.database, town, (tx) =>
      tx.execute(
        sql`update organisation_packs set pack_id = 'local-government-h30' where organisation_id = ${town}`,
      ),
    );
    const clerk = await server.user(town, { personId: its.people[0] ?? '' });
    const administrator = await server.user(town, { administrator: true });
    const body = {
      ...draft({ classes: classes(null, null, null), form: 'paper' }),
      unitId: its.divisions[0],
    };
    const id = (await clerk.call('POST', '/api/v1/information-assets', body)).json.id;
    const copy = (
      await clerk.call('POST', '/api/v1/information-assets', { ...body, sources: [{ id, kind: 'copy' }] })
    ).json.id;
    expect((await get(clerk, id)).classes).toEqual(classes(null, null, null));
    const adopt = (version: number, unmarkedIsLowest: boolean) =>
      administrator.call('PUT', '/api/v1/information/settings', {
        version,
        body: null,
        unmarkedIsLowest,
        unmarkedReason: '情報資産分類要領第4条',
        reviewMonths: 12,
      });
    expect((await adopt(0, true)).status).toBe(204);
    expect(await get(clerk, id)).toMatchObject({ classes: classes(1, null, null), basis: 'unmarked_rule' });
    expect((await get(clerk, copy)).classes).toEqual(classes(1, null, null));
    expect((await adopt(1, false)).status).toBe(204);
    expect((await get(clerk, id)).classes).toEqual(classes(null, null, null));
    expect((await get(clerk, copy)).classes).toEqual(classes(null, null, null));
  });
});
