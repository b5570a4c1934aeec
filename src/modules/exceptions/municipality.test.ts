import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, today } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { type Ministry, makeMinistry, packGrants } from '../organisation/testing.ts';
import { exceptionsModule } from './index.ts';

const packId = 'local-government-h30';
const day = today();
let server: TestServer;
let organisationId: string;
let town: Ministry;
let officer: TestUser;
let staff: TestUser;
let ciso: TestUser;

const person = (at: number) => town.people[at] ?? '';
const work = (query: ReturnType<typeof sql>) =>
  inOrganisation(server.database, organisationId, (tx) => tx.execute(query));

/** Appoints by the municipal pack. Returns the appointment. */
async function appoint(roleId: string, at: number, unitId: string | null, deputyOf: string | null = null) {
  const id = newId();
  await work(sql`insert into appointments (organisation_id, id, pack_id, role_id, person_id, scope_kind, unit_id, deputy_of, valid_from)
    values (${organisationId}, ${id}, ${packId}, ${roleId}, ${person(at)}, ${unitId === null ? 'organisation' : 'unit'},
      ${unitId}::uuid, ${deputyOf}::uuid, '2020-04-01')`);
  return id;
}

let cisoAppointment: string;
beforeAll(async () => {
  server = await testServer([exceptionsModule], packGrants);
  organisationId = await server.organisation({ kind: 'local', name: '試験町' });
  town = await makeMinistry(server.database, organisationId);
  await work(
    sql`update organisation_packs set pack_id = ${packId} where organisation_id = ${organisationId}`,
  );
  await appoint('division_officer', 0, town.divisions[0] ?? null);
  cisoAppointment = await appoint('ciso', 4, null);
  const user = (at: number) => server.user(organisationId, { personId: person(at) });
  [officer, staff, ciso] = await Promise.all([user(0), user(1), user(4)]);
  // A member of staff of the officer's own division.
  await work(sql`update posts set unit_id = ${town.divisions[0]}::uuid where person_id = ${person(1)}::uuid`);
});
afterAll(() => server.close());

const ask = (user: TestUser, change: object = {}) =>
  user.call('POST', '/api/v1/exceptions', {
    packId,
    clause: '5.1(1)②',
    title: '庁外での作業',
    way: 'other_method',
    reasonCategory: 'technical',
    reason: '災害対応の拠点で作業するため。',
    risk: '紛失。',
    alternative: '施錠できる部屋で作業する。',
    validFrom: day,
    validUntil: addDays(day, 30),
    affectedKind: 'unit',
    affectedUnitId: town.divisions[0],
    submit: true,
    ...change,
  });

describe('in a municipality', () => {
  it('staff do not ask themselves: they are told whom to consult, by name', async () => {
    const form = (await staff.call('GET', '/api/v1/exceptions/form')).json;
    expect(form.mayApply).toBe(false);
    expect(form.consult).toContain('青木 一郎（情報セキュリティ管理者）');
    const refused = await ask(staff);
    expect(refused.status).toBe(403);
    expect(refused.json.detail).toContain('青木 一郎');
    expect((await staff.call('GET', '/api/v1/exceptions')).json.total).toBe(0);
  });

  it('the officer of a section asks, and only the CISO reviews', async () => {
    const { status, json } = await ask(officer);
    expect(status).toBe(200);
    const shown = (await ciso.call('GET', `/api/v1/exceptions/${json.id}`)).json;
    expect(shown.reviewers).toMatchObject([{ id: person(4), via: 'authority' }]);
    const body = { version: shown.version, decision: 'permitted' };
    expect((await officer.call('POST', `/api/v1/exceptions/${json.id}/decide`, body)).status).toBe(403);
    expect((await ciso.call('POST', `/api/v1/exceptions/${json.id}/decide`, body)).status).toBe(204);
    const notes = (await staff.call('GET', '/api/v1/me/requirement-notes')).json.items;
    expect(notes).toMatchObject([{ item: '5.1(1)②', packId }]);
  });

  it('an emergency is reported by the officer too, and confirmed by the CISO', async () => {
    const actedAt = new Date(Date.now() - 7_200_000).toISOString();
    const body = {
      packId,
      clause: '5.1(1)②',
      title: '緊急',
      way: 'not_carried_out',
      reasonCategory: 'no_time',
    };
    const more = {
      reason: '停電のため。',
      affectedKind: 'persons',
      personIds: [person(0)],
      validUntil: day,
      actedAt,
    };
    const path = '/api/v1/exceptions/emergency';
    expect((await staff.call('POST', path, { ...body, ...more })).status).toBe(403);
    expect((await officer.call('POST', path, { ...body, ...more })).status).toBe(200);
  });

  it('what the law demands cannot be excepted', async () => {
    const refused = await ask(officer, { clause: '7.5' });
    expect(refused.status).toBe(422);
    expect(refused.json.problems[0].message).toContain('法令');
  });

  it('the CISO’s own application needs a named deputy, and never goes to the CISO', async () => {
    await appoint('division_officer', 4, town.divisions[3] ?? null);
    const nobody = await ask(ciso);
    expect(nobody.status).toBe(422);
    expect(nobody.json.detail).toContain('代理');
    await appoint('ciso', 3, null, cisoAppointment);
    const { json } = await ask(ciso);
    const shown = (await ciso.call('GET', `/api/v1/exceptions/${json.id}`)).json;
    expect(shown.reviewers).toMatchObject([{ id: person(3), via: 'substitute' }]);
  });

  it('an organisation whose packs know no exceptional measures is told so', async () => {
    const other = await server.organisation({ kind: 'local' });
    const makers = await makeMinistry(server.database, other);
    await inOrganisation(server.database, other, (tx) =>
      tx.execute(
        sql`update organisation_packs set pack_id = 'my-number-measures' where organisation_id = ${other}`,
      ),
    );
    const user = await server.user(other, { personId: makers.people[0] ?? '' });
    expect((await user.call('GET', '/api/v1/exceptions/form')).json.mayApply).toBe(false);
    expect((await user.call('GET', '/api/v1/exceptions')).status).toBe(422);
  });
});
