import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inOrganisation } from '../../platform/database/database.ts';
import { clockActor } from '../../platform/jobs/jobs.ts';
import { appointDirectly } from '../organisation/testing.ts';
import { followSuccessors } from './commands/follow-successors.ts';
import { enter, makeOffice, type Office, usb } from './testing.ts';

let office: Office;
let d11: string;
let d21: string;

beforeAll(async () => {
  office = await makeOffice();
  [d11 = '', , d21 = ''] = office.ministry.divisions;
});
afterAll(() => office.server.close());

const show = async (id: string) => (await office.officer.call('GET', `/api/v1/media/${id}`)).json;

describe('the ledger of media', () => {
  it('takes an entry, and says who may', async () => {
    const id = await enter(office.officer, d11, { name: '広報用' });
    expect(await show(id)).toMatchObject({
      name: '広報用',
      state: 'in_store',
      unit: { id: d11 },
      version: 1,
    });
    expect((await office.staff.call('POST', '/api/v1/media', usb(d11))).status).toBe(403);
    expect((await office.auditor.call('POST', '/api/v1/media', usb(d11))).status).toBe(403);
    expect((await office.auditor.call('GET', `/api/v1/media/${id}`)).status).toBe(200);
    expect((await office.staff.call('GET', '/api/v1/media')).status).toBe(403);
  });

  it('is one unit’s: another officer neither sees nor makes entries there', async () => {
    const id = await enter(office.officer, d11);
    expect((await office.other.call('GET', `/api/v1/media/${id}`)).status).toBe(404);
    expect((await office.other.call('PUT', `/api/v1/media/${id}`, { ...usb(d21), version: 1 })).status).toBe(
      404,
    );
    expect((await office.other.call('POST', '/api/v1/media', usb(d11))).status).toBe(404);
    const listed = await office.other.call('GET', '/api/v1/media?pageSize=200');
    expect(listed.json.items.map((row: { unit: { id: string } }) => row.unit.id)).not.toContain(d11);
  });

  it('shows a system’s media to the officer of the system', async () => {
    const id = await enter(office.officer, d11, { systemId: office.ministry.system });
    await enter(office.officer, d11);
    const listed = (await office.systemOfficer.call('GET', '/api/v1/media')).json;
    expect(listed.items.map((row: { id: string }) => row.id)).toEqual([id]);
    const added = usb(d11, { systemId: office.ministry.system });
    expect((await office.systemOfficer.call('POST', '/api/v1/media', added)).status).toBe(200);
    expect((await office.systemOfficer.call('POST', '/api/v1/media', usb(d11))).status).toBe(404);
  });

  it('is not seen by another organisation', async () => {
    const id = await enter(office.officer, d11);
    const stranger = await office.server.user(await office.server.organisation(), { administrator: true });
    expect((await stranger.call('GET', `/api/v1/media/${id}`)).status).toBe(403);
  });

  it('refuses a number twice, an impossible count and an individual number', async () => {
    await enter(office.officer, d11, { number: 'TWICE-1' });
    const twice = await office.officer.call('POST', '/api/v1/media', usb(d11, { number: 'TWICE-1' }));
    expect([twice.status, twice.json.problems[0].field]).toEqual([422, 'number']);
    expect((await office.officer.call('POST', '/api/v1/media', usb(d11, { quantity: 0 }))).status).toBe(422);
    const secret = usb(d11, { note: '1234 5678 9018' });
    expect((await office.officer.call('POST', '/api/v1/media', secret)).status).toBe(422);
    const date = usb(d11, { acquiredOn: '2026-02-30' });
    expect((await office.officer.call('POST', '/api/v1/media', date)).status).toBe(422);
  });

  it('answers 409 with what differs to who saw an older version', async () => {
    const fields = usb(d11, { name: '初め' });
    const { id } = (await office.officer.call('POST', '/api/v1/media', fields)).json;
    const put = (name: string) =>
      office.officer.call('PUT', `/api/v1/media/${id}`, { ...fields, name, version: 1 });
    expect((await put('次')).status).toBe(204);
    const late = await put('遅れ');
    expect(late.status).toBe(409);
    expect(late.json.differences).toContainEqual({ field: 'name', yours: '遅れ', current: '次' });
    const history = (await office.officer.call('GET', `/api/v1/media/${id}/history`)).json;
    expect(history.map((entry: { action: string }) => entry.action)).toEqual(['media.edit', 'media.edit']);
    expect((await office.other.call('GET', `/api/v1/media/${id}/history`)).status).toBe(404);
  });

  it('keeps no class of a medium with nothing on it, and none but 機密性 of paper', async () => {
    const all = { confidentiality: 2, integrity: 2, availability: 2 };
    const nothing = await show(await enter(office.officer, d11, { ...all, empty: true }));
    expect(nothing).toMatchObject({ confidentiality: null, integrity: null, availability: null });
    const paper = { ...all, empty: false, kind: 'paper_binder', encrypted: true };
    expect(await show(await enter(office.officer, d11, paper))).toMatchObject({
      confidentiality: 2,
      integrity: null,
      availability: null,
      encrypted: false,
    });
  });

  it('is found by words, kind and state, and leaves as a file', async () => {
    const id = await enter(office.officer, d11, {
      number: 'ＤＶＤ-7',
      kind: 'optical_disc',
      name: '統計の配布用',
    });
    const found = await office.officer.call('GET', `/api/v1/media?q=${encodeURIComponent('dvd 配布')}`);
    expect(found.json.items.map((row: { id: string }) => row.id)).toEqual([id]);
    const filtered = await office.officer.call('GET', '/api/v1/media?kind=optical_disc&state=in_store');
    expect(filtered.json.total).toBe(1);
    const file = await office.officer.call('GET', '/api/v1/media?format=csv&kind=optical_disc');
    expect(file.text).toContain('統計の配布用');
    expect(file.text).toContain('媒体番号');
  });

  it('marks a medium as lost and as found again', async () => {
    const id = await enter(office.officer, d11);
    const lose = (lostOn: string) =>
      office.officer.call('POST', `/api/v1/media/${id}/lose`, {
        version: 1,
        lostOn,
        lostNote: '棚卸しで不足',
      });
    expect((await lose('2999-01-01')).status).toBe(422);
    expect((await lose('2026-01-05')).status).toBe(204);
    expect(await show(id)).toMatchObject({ state: 'lost', lostOn: '2026-01-05', findings: [] });
    const find = await office.officer.call('POST', `/api/v1/media/${id}/find`, {
      version: 2,
      note: '机の中',
    });
    expect(find.status).toBe(204);
    expect((await show(id)).state).toBe('in_store');
  });
});

describe('places of storage', () => {
  const place = (change: object = {}) => ({
    unitId: d11,
    name: '耐火金庫',
    fireproof: true,
    heatproof: true,
    waterproof: true,
    moistureproof: true,
    lockable: true,
    region: '',
    lowDisaster: false,
    note: '',
    ...change,
  });

  it('decide whether storage keeps the rules of the pack', async () => {
    const open = await office.officer.call(
      'POST',
      '/api/v1/storage-places',
      place({ name: '机の上', lockable: false }),
    );
    const safe = await office.officer.call('POST', '/api/v1/storage-places', place());
    expect([open.status, safe.status]).toEqual([200, 200]);
    const classed = {
      empty: false,
      confidentiality: 2,
      integrity: 1,
      availability: 1,
      placeId: open.json.id,
    };
    const fields = usb(d11, classed);
    const { id } = (await office.officer.call('POST', '/api/v1/media', fields)).json;
    expect((await show(id)).findings).toMatchObject([
      { clause: '3.1.1(4)(d)', missing: ['lockable'], binding: true },
    ]);
    const found = await office.officer.call('GET', '/api/v1/media?finding=true&pageSize=200');
    expect(found.json.items.map((row: { id: string }) => row.id)).toContain(id);
    const moved = { ...fields, placeId: safe.json.id, version: 1 };
    expect((await office.officer.call('PUT', `/api/v1/media/${id}`, moved)).status).toBe(204);
    expect((await show(id)).findings).toEqual([]);
  });

  it('count the media that the ledger shows of them to the same person', async () => {
    const added = await office.officer.call('POST', '/api/v1/storage-places', place({ name: '数える棚' }));
    const { id: placeId } = added.json;
    for (let at = 0; at < 2; at += 1) {
      expect((await office.officer.call('POST', '/api/v1/media', usb(d11, { placeId }))).status).toBe(200);
    }
    for (const user of [office.officer, office.systemOfficer]) {
      const places = (await user.call('GET', '/api/v1/storage-places?pageSize=200')).json.items;
      const shelf = places.find((row: { id: string }) => row.id === placeId);
      const ledger = await user.call('GET', `/api/v1/media?placeId=${placeId}`);
      if (shelf) expect(shelf.media).toBe(ledger.json.total);
      if (user === office.officer) expect(ledger.json.total).toBe(2);
    }
  });

  it('are the unit’s, named once, and removed only when nothing lies there', async () => {
    const added = await office.officer.call('POST', '/api/v1/storage-places', place({ name: '書庫' }));
    const { id } = added.json;
    expect(
      (await office.officer.call('POST', '/api/v1/storage-places', place({ name: '書庫' }))).status,
    ).toBe(422);
    expect((await office.other.call('POST', '/api/v1/storage-places', place({ name: '別' }))).status).toBe(
      404,
    );
    expect(
      (await office.other.call('PUT', `/api/v1/storage-places/${id}`, { ...place(), version: 1 })).status,
    ).toBe(404);
    const room = (change: object) =>
      office.systemOfficer.call('POST', '/api/v1/storage-places', place({ name: 'サーバ室', ...change }));
    // Who answers for a system keeps places of the unit that keeps it, and of no other.
    expect((await room({})).status).toBe(200);
    expect((await room({ unitId: office.ministry.divisions[2] })).status).toBe(404);
    const medium = usb(d11, { placeId: id });
    const { id: mediumId } = (await office.officer.call('POST', '/api/v1/media', medium)).json;
    const remove = () => office.officer.call('POST', `/api/v1/storage-places/${id}/remove`, { version: 1 });
    expect((await remove()).status).toBe(422);
    await office.officer.call('PUT', `/api/v1/media/${mediumId}`, { ...medium, placeId: null, version: 1 });
    expect((await remove()).status).toBe(204);
  });
});

describe('a reorganisation', () => {
  it('takes the ledger to the only successor of a unit, and leaves it where there are two', async () => {
    const [, d12 = '', , d22 = ''] = office.ministry.divisions;
    const { database } = office.server;
    const clock = clockActor(office.organisationId);
    const close = (unit: string, ...successors: string[]) =>
      inOrganisation(database, office.organisationId, async (tx) => {
        await tx.execute(sql`update units set valid_to = '2026-04-01' where id = ${unit}`);
        for (const successor of successors) {
          await tx.execute(sql`insert into unit_successions (organisation_id, predecessor_id, successor_id, effective_on)
            values (${office.organisationId}, ${unit}, ${successor}, '2026-04-01')`);
        }
      });
    const follow = () =>
      inOrganisation(database, office.organisationId, (tx) => followSuccessors(tx, clock, '2026-04-01'));
    const medium = await enter(office.officer, d11, { number: 'REORG-1' });
    const other = await enter(office.other, d21, { number: 'REORG-2' });
    await close(d11, d12);
    await close(d21, d22, d12);
    expect(await follow()).toBeGreaterThan(0);
    expect(await follow()).toBe(0);
    const unitOf = async (id: string) =>
      (await office.auditor.call('GET', `/api/v1/media/${id}`)).json.unit.id;
    expect([await unitOf(medium), await unitOf(other)]).toEqual([d12, d21]);
    const [last] = (await office.auditor.call('GET', `/api/v1/media/${medium}/history`)).json;
    expect(last).toMatchObject({
      action: 'media.follow',
      changes: [{ field: 'unit', before: '総務課', after: '会計課' }],
    });
    // What stays behind is found by the officers above, who give it to one of the two.
    const [, personId = ''] = office.ministry.people;
    const bureau = office.ministry.bureaus[1] ?? '';
    await appointDirectly(database, office.organisationId, { roleId: 'officer', personId, unitId: bureau });
    const above = office.staff;
    const left = async () => (await above.call('GET', '/api/v1/media?closed=true')).json.items;
    const [{ version }] = (await left()).filter(({ id }: { id: string }) => id === other);
    const moved = { ...usb(d22, { number: 'REORG-2' }), version };
    expect((await above.call('PUT', `/api/v1/media/${other}`, moved)).status).toBe(204);
    expect((await left()).map(({ id }: { id: string }) => id)).not.toContain(other);
  });
});
