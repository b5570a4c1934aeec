import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addDays } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import type { TestUser } from '../../platform/http/testing.ts';
import { appointDirectly, makeMinistry } from '../organisation/testing.ts';
import {
  ask,
  closeWorld,
  day,
  decide,
  first,
  head,
  ministry,
  openWorld,
  organisationId,
  permitted,
  person,
  second,
  server,
  show,
  staff,
} from './testing.ts';

beforeAll(openWorld);
afterAll(closeWorld);

describe('the ledger', () => {
  it('shows staff their own, officers their units, and nobody another organisation', async () => {
    await ask(staff);
    await ask(second, { affectedKind: 'persons', personIds: [person(1)] });
    const mine = (await staff.call('GET', '/api/v1/exceptions?pageSize=200')).json.items;
    expect(new Set(mine.map((each: { applicant: string }) => each.applicant))).toEqual(
      new Set(['江口 四郎']),
    );
    const all = (await head.call('GET', '/api/v1/exceptions')).json.total;
    expect(all).toBeGreaterThan(mine.length);
    const other = await server.organisation();
    const theirs = await makeMinistry(server.database, other);
    await appointDirectly(server.database, other, { roleId: 'ciso', personId: theirs.people[0] ?? '' });
    const stranger = await server.user(other, { personId: theirs.people[0] ?? '' });
    expect((await stranger.call('GET', '/api/v1/exceptions')).json.total).toBe(0);
    expect((await stranger.call('GET', `/api/v1/exceptions/${mine[0].id}`)).status).toBe(404);
  });

  it('reaches as far as an officer’s appointment: a unit with what is below it, or a system', async () => {
    const unit = await permitted({ title: '調査課の例外' });
    const asset = await permitted({
      affectedKind: 'asset',
      affectedAssetId: ministry.system,
      personIds: [],
    });
    const at = ministry.root;
    const newcomer = async (number: string) => {
      const id = newId();
      await inOrganisation(server.database, organisationId, async (tx) => {
        await tx.execute(sql`insert into people (organisation_id, id, number, name, employment)
          values (${organisationId}, ${id}, ${number}, ${`職員 ${number}`}, 'regular')`);
        await tx.execute(sql`insert into posts (organisation_id, id, person_id, unit_id, main, valid_from)
          values (${organisationId}, ${newId()}, ${id}, ${at}, true, '2020-04-01')`);
      });
      return id;
    };
    const bureau = await newcomer('b1');
    const system = await newcomer('s1');
    const appointed = { roleId: 'officer', personId: bureau, unitId: ministry.bureaus[1] ?? '' };
    await appointDirectly(server.database, organisationId, appointed);
    await appointDirectly(server.database, organisationId, {
      roleId: 'system_officer',
      personId: system,
      assetId: ministry.system,
    });
    const sees = async (personId: string) => {
      const user = await server.user(organisationId, { personId });
      const { items } = (await user.call('GET', '/api/v1/exceptions?pageSize=200')).json;
      return items.map((each: { id: string }) => each.id) as string[];
    };
    expect(await sees(bureau)).toEqual(expect.arrayContaining([unit, asset]));
    const ofSystem = await sees(system);
    expect(ofSystem).toContain(asset);
    expect(ofSystem).not.toContain(unit);
    const other = await newcomer('b2');
    const elsewhere = { roleId: 'officer', personId: other, unitId: ministry.bureaus[0] ?? '' };
    await appointDirectly(server.database, organisationId, elsewhere);
    expect(await sees(other)).not.toContain(unit);
  });

  it('takes as many statements for everybody, and few; the home page too', async () => {
    const counts = new Map<string, number[]>();
    for (const path of [
      '/api/v1/exceptions',
      '/api/v1/exceptions/clause-counts',
      '/api/v1/me/requirement-notes',
    ]) {
      const each: number[] = [];
      for (const user of [staff, head]) {
        await user.call('GET', path);
        const spy = vi.spyOn(pg.Client.prototype, 'query');
        expect((await user.call('GET', path)).status).toBe(200);
        each.push(spy.mock.calls.length);
        vi.restoreAllMocks();
      }
      counts.set(path, each);
      expect(each[0]).toBe(each[1]);
    }
    expect(Math.max(...[...counts.values()].flat())).toBeLessThanOrEqual(7);
  });

  it('has comments of those whom it concerns; who only reads the ledger looks on', async () => {
    const { json } = await ask(staff);
    const path = `/api/v1/exceptions/${json.id}/comments`;
    expect((await first.call('POST', path, { body: '期間を確認してください。' })).status).toBeLessThan(300);
    expect((await head.call('GET', path)).json).toMatchObject({ writable: false, items: [{ own: false }] });
    expect((await head.call('POST', path, { body: '横から' })).status).toBeGreaterThanOrEqual(400);
    const told = await inOrganisation(server.database, organisationId, (tx) =>
      tx.execute(sql`select person_id from notices where topic = 'exceptions.comment'`),
    );
    expect(told.rows.map((row) => row.person_id)).toContain(person(3));
    expect(told.rows.map((row) => row.person_id)).not.toContain(person(0));
  });

  it('narrows to what is shown: the phase of a row is the one that was asked for', async () => {
    await permitted({ validUntil: addDays(day, 5) });
    await permitted({ validFrom: addDays(day, 3) });
    const refused = await ask(staff);
    await decide(first, refused.json.id, { decision: 'refused', reason: '別の手段があるため。' });
    for (const phase of ['submitted', 'in_force', 'nearing', 'refused', 'permitted']) {
      const { items } = (await head.call('GET', `/api/v1/exceptions?phase=${phase}&pageSize=200`)).json;
      expect(items.length).toBeGreaterThan(0);
      for (const each of items.slice(0, 3)) {
        expect(each.phase).toBe(phase);
        expect((await show(head, each.id)).phase).toBe(phase);
      }
    }
  });

  it('downloads as a file', async () => {
    const file = await head.call('GET', '/api/v1/exceptions?format=csv');
    expect(file.text).toContain('報告までの日数');
    expect((await head.call('GET', '/api/v1/exceptions?format=xlsx')).raw.subarray(0, 2).toString()).toBe(
      'PK',
    );
  });
});

describe('whom or what an exception is about', () => {
  const found = async (user: TestUser, query: string): Promise<string[]> =>
    (await user.call('GET', `/api/v1/exceptions/choices?${query}`)).json.items.map(
      (item: { id: string }) => item.id,
    );

  it('is chosen among the people of one’s own units and the ledgers', async () => {
    expect(await found(staff, 'of=persons')).toEqual([person(3)]);
    expect(await found(head, 'of=persons&q=石川')).toEqual([person(1)]);
    expect(await found(staff, 'of=asset&q=文書')).toEqual([ministry.system]);
  });

  it('is never of another organisation', async () => {
    const elsewhere = await server.organisation();
    const theirs = await makeMinistry(server.database, elsewhere);
    const stranger = await server.user(elsewhere, { personId: theirs.people[0] ?? '' });
    expect(await found(stranger, 'of=persons')).toEqual([theirs.people[0]]);
    expect(await found(stranger, 'of=asset')).toEqual([theirs.system]);
  });
});

describe('the numbers of the organisation', () => {
  it('are those of the pack until they are set; two who set them at once are told', async () => {
    const path = '/api/v1/exceptions/settings';
    expect((await staff.call('GET', path)).status).toBe(403);
    const shown = (await head.call('GET', path)).json;
    expect(shown).toMatchObject({ version: null, reviseThreshold: 3, emergencyReportDays: null });
    const body = {
      version: null,
      reviseThreshold: 4,
      reportMonths: 6,
      noticeDays: [14, 60],
      emergencyReportDays: 3,
    };
    expect((await head.call('PUT', path, body)).status).toBe(204);
    expect((await head.call('PUT', path, body)).status).toBe(409);
    expect((await head.call('GET', path)).json).toMatchObject({ version: 1, noticeDays: [60, 14] });
    expect((await head.call('PUT', path, { ...body, version: 1, reviseThreshold: 1 })).status).toBe(422);
    expect((await head.call('PUT', path, { ...body, version: 1, noticeDays: [30, 7] })).status).toBe(204);
  });
});
