import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inOrganisation } from '../../platform/database/database.ts';
import type { TestUser } from '../../platform/http/testing.ts';
import { appointDirectly } from '../organisation/testing.ts';
import { classes, decide, get, post, type TestRegister, testRegister } from './testing.ts';

let server: TestRegister['server'];
let organisationId: TestRegister['organisationId'];
let ministry: TestRegister['ministry'];
let maker: TestRegister['maker'];
let other: TestRegister['other'];
let planner: TestRegister['planner'];
let researcher: TestRegister['researcher'];
let officer: TestRegister['officer'];
let auditor: TestRegister['auditor'];
let insertPerson: TestRegister['insertPerson'];
let draft: TestRegister['draft'];
let add: TestRegister['add'];

beforeAll(async () => {
  ({
    server,
    organisationId,
    ministry,
    maker,
    other,
    planner,
    researcher,
    officer,
    auditor,
    insertPerson,
    draft,
    add,
  } = await testRegister());
});
afterAll(() => server.close());

describe('a change of classes', () => {
  it('is asked for by staff and decided by the officer, never by who asked', async () => {
    const id = await add(officer, { classes: classes(2) });
    await inOrganisation(server.database, organisationId, (tx) =>
      tx.execute(sql`update people set email = 'oka@example.go.jp' where id = ${officer.personId}`),
    );
    const asked = await post(maker, `assets/${id}/requests`, {
      classes: classes(1),
      restrictions: [],
      reason: '公表するため',
    });
    expect(asked.status).toBe(200);
    const mails = await inOrganisation(server.database, organisationId, (tx) =>
      tx.execute<{ recipient: string; body: string }>(
        sql`select recipient, body from mail_messages where topic = 'information.request' and person_id = ${officer.personId}`,
      ),
    );
    expect(mails.rows.at(-1)?.body).toContain('/information/changes');
    const again = await post(maker, `assets/${id}/requests`, {
      classes: classes(3),
      restrictions: [],
      reason: '再度',
    });
    expect(again.status).toBe(409);
    const inbox = async (user: TestUser) =>
      (await user.call('GET', '/api/v1/information-changes?view=inbox&state=waiting')).json.items.filter(
        (each: { asset: { id: string } }) => each.asset.id === id,
      );
    expect(await inbox(maker)).toEqual([]);
    expect(await inbox(other)).toEqual([]);
    const file = await officer.call('GET', '/api/v1/information-changes?view=inbox&format=csv');
    expect(file.text).toContain('依頼日時,依頼した人,依頼の種類,資産番号');
    expect(file.text).toContain('青木 一郎,見直しの依頼');
    const [request] = await inbox(officer);
    expect(request).toMatchObject({
      requestedBy: '青木 一郎',
      as: 'decider',
      wanted: { marks: '機密性1・完全性1・可用性1' },
    });
    const settle = (user: TestUser, body: object) =>
      post(user, `changes/${asked.json.id}/decision`, { version: 1, approved: true, ...body });
    expect((await settle(maker, {})).status).toBe(403);
    expect((await settle(other, {})).status).toBe(404);
    expect((await settle(officer, { approved: false })).json.problems).toMatchObject([{ field: 'note' }]);
    expect((await settle(officer, { note: '公表資料のため' })).status).toBe(204);
    expect((await settle(officer, {})).status).toBe(409);
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
    expect((await post(officer, `changes/${second}/withdrawal`, { version: 1 })).status).toBe(403);
    expect((await post(maker, `changes/${second}/withdrawal`, { version: 1 })).status).toBe(204);
    expect((await get(maker, id)).changes.map((each: { state: string }) => each.state)).toEqual([
      'withdrawn',
      'refused',
    ]);
  });

  it('is the officer’s to make where the origin is unknown', async () => {
    const early = await maker.call('POST', '/api/v1/information-assets', draft({ origin: 'unknown' }));
    expect(early.json.problems).toMatchObject([{ field: 'confidentiality' }]);
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
    expect(open.status).toBe(422);
    const standing = { classes: classes(2), restrictions: [] };
    expect(
      (await post(officer, `changes/${change}/decision`, { version: 1, approved: true, standing })).status,
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
    expect(await told(officer.personId, '由来の分からない表')).toEqual(['information.request']);
    expect(await told(other.personId, '由来の分からない表')).toEqual([]);
    const [change] = (await get(maker, question)).changes;
    const standing = { classes: classes(1), restrictions: [] };
    await post(officer, `changes/${change.id}/decision`, { version: 1, approved: true, standing });
    expect(await told(maker.personId, '由来の分からない表')).toEqual(['information.settle']);
  });

  it('is refused to whoever only sees the entry', async () => {
    const id = await add(officer, { classes: classes(2) });
    expect((await decide(maker, id, { classes: classes(1) })).status).toBe(403);
    expect((await decide(auditor, id, { classes: classes(1) })).status).toBe(403);
    const late = await post(officer, `assets/${id}/decisions`, {
      version: 9,
      classes: classes(3),
      restrictions: [],
      reason: '重要',
    });
    expect(late.status).toBe(409);
  });

  it('passes to a successor, and a review moves the next one on', async () => {
    const id = await add(maker, { reviewOn: '2020-04-01' });
    expect((await get(maker, id)).issues).toContain('review');
    await post(maker, `assets/${id}/reviews`, { version: 1 });
    expect((await get(maker, id)).issues).not.toContain('review');
    const refused = await post(researcher, `assets/${id}/hand-over`, {
      version: 2,
      deciderId: researcher.personId,
    });
    expect(refused.status).toBe(404);
    await post(officer, `assets/${id}/hand-over`, { version: 2, deciderId: officer.personId });
    expect(await get(maker, id)).toMatchObject({ decider: { name: '岡 五郎' }, may: { decideAs: null } });
  });

  it('passes for several entries at once, all or none', async () => {
    const mine = [await add(maker), await add(maker)];
    const foreign = await add(planner, { unitId: ministry.divisions[2] });
    const give = (user: TestUser, ids: readonly string[], heir: object) =>
      user.call('POST', '/api/v1/information-assets/hand-over', { ids, ...heir });
    expect((await give(officer, mine, {})).status).toBe(422);
    expect((await give(officer, [...mine, foreign], { deciderId: officer.personId })).status).toBe(422);
    expect((await give(other, mine, { deciderId: other.personId })).status).toBe(422);
    expect((await get(maker, mine[0] ?? '')).decider.name).toBe('青木 一郎');
    const done = await give(officer, mine, { deciderId: officer.personId });
    expect(done).toMatchObject({ status: 200, json: { count: 2 } });
    for (const id of mine) expect((await get(maker, id)).decider.name).toBe('岡 五郎');
    const colleague = await give(maker, mine, { deciderId: maker.personId });
    expect(colleague.status).toBe(403);
    expect(colleague.json.detail ?? colleague.json.title).toContain('上司');
  });

  it('ends with the information', async () => {
    const id = await add(maker);
    await post(maker, `assets/${id}/disposal`, { version: 1, disposedOn: '2026-04-01', note: '裁断' });
    expect(await get(maker, id)).toMatchObject({
      status: 'disposed',
      disposedOn: '2026-04-01',
      may: { keep: false },
    });
    expect((await decide(maker, id, { classes: classes(3) })).status).toBe(422);
    const list = await maker.call('GET', '/api/v1/information-assets?pageSize=200');
    expect(list.json.items.map((each: { id: string }) => each.id)).not.toContain(id);
  });
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
    await post(superior, `assets/${id}/hand-over`, { version: 2, deciderId: planner.personId });
    expect(await get(planner, id)).toMatchObject({
      unit: { name: '企画課', closed: false },
      decider: { name: '上田 三郎' },
    });
  });
});
