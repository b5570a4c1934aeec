import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, today as now } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { enter, makeOffice, type Office } from './testing.ts';

let office: Office;
let d11: string;
const today = now();
const secret = { empty: false, confidentiality: 2, integrity: 1, availability: 1 };

beforeAll(async () => {
  office = await makeOffice();
  [d11 = ''] = office.ministry.divisions;
});
afterAll(() => office.server.close());

const record = (change: object, user = office.officer) =>
  user.call('POST', '/api/v1/disposals', {
    deed: 'dispose',
    doneAt: new Date(Date.now() - 60_000).toISOString(),
    personId: office.officer.personId,
    method: 'physical',
    treatment: '破砕機で粉砕',
    witness: '総括係長',
    contractor: '',
    certificateNumber: '',
    certificateOn: null,
    permissionNote: '',
    note: '',
    ...change,
  });
const sqlOf = (query: ReturnType<typeof sql>) =>
  inOrganisation(office.server.database, office.organisationId, (tx) => tx.execute(query));

/** An entry of the information register of the first division. */
async function information(form: 'electronic' | 'paper', confidentiality: number): Promise<string> {
  const id = newId();
  await sqlOf(sql`insert into information_assets (organisation_id, id, number, name, unit_id, pack_id, confidentiality, form, origin)
    values (${office.organisationId}, ${id}, ${id}, '名簿', ${d11}, 'common-standards-h30', ${confidentiality}, ${form}, 'made')`);
  return id;
}

describe('disposal', () => {
  it('is recorded once for a medium, with who, what, how and the witness', async () => {
    const medium = await enter(office.officer, d11, secret);
    const answer = await record({ mediumId: medium });
    expect(answer.status).toBe(200);
    const shown = (await office.officer.call('GET', `/api/v1/disposals/${answer.json.id}`)).json;
    expect(shown).toMatchObject({
      deed: 'dispose',
      personName: '青木 一郎',
      witness: '総括係長',
      unrecoverable: true,
      confidentiality: 2,
      mediumId: medium,
    });
    expect(shown.method).toMatch(/破壊/);
    expect((await office.officer.call('GET', `/api/v1/media/${medium}`)).json.state).toBe('disposed');
    const twice = await record({ mediumId: medium });
    expect([twice.status, twice.json.detail]).toEqual([422, expect.stringContaining('一つ')]);
    const copy =
      sqlOf(sql`insert into disposals (organisation_id, id, deed, unit_id, medium_id, subject, electronic, empty, done_at,
        person_id, person_name, pack_id, method, unrecoverable, treatment)
      select organisation_id, gen_random_uuid(), deed, unit_id, medium_id, subject, electronic, empty, done_at,
        person_id, person_name, pack_id, method, unrecoverable, treatment from disposals where id = ${answer.json.id}`);
    await expect(copy).rejects.toMatchObject({ cause: { constraint: 'disposals_one_per_medium' } });
  });

  it('does not take what a tool can undo for sanitising or disposal', async () => {
    for (const method of ['delete', 'recycle_bin', 'quick_format', 'factory_reset']) {
      const medium = await enter(office.officer, d11, secret);
      for (const deed of ['sanitise', 'dispose']) {
        const refused = await record({ mediumId: medium, deed, method });
        expect([refused.status, refused.json.problems[0].field]).toEqual([422, 'method']);
      }
      // The content may be erased this way; the medium stays, and has nothing on it any more.
      expect((await record({ mediumId: medium, deed: 'erase', method })).status).toBe(200);
      expect((await office.officer.call('GET', `/api/v1/media/${medium}`)).json).toMatchObject({
        state: 'in_store',
        empty: true,
      });
    }
    const forged =
      sqlOf(sql`insert into disposals (organisation_id, id, deed, unit_id, medium_id, subject, electronic, empty, done_at,
        person_id, person_name, pack_id, method, unrecoverable, treatment)
      select organisation_id, gen_random_uuid(), 'sanitise', unit_id, medium_id, subject, electronic, empty, done_at,
        person_id, person_name, pack_id, method, false, treatment from disposals limit 1`);
    await expect(forged).rejects.toThrow();
  });

  it('offers the methods and rules that fit, and refuses others', async () => {
    const paper = await enter(office.officer, d11, { ...secret, kind: 'paper_binder' });
    const form = (await office.officer.call('GET', `/api/v1/disposals/form?mediumId=${paper}`)).json;
    expect(form.methods.map((method: { id: string }) => method.id)).toContain('shred');
    expect(form.methods.map((method: { id: string }) => method.id)).not.toContain('degauss');
    expect(form.rules.map((rule: { clause: string }) => rule.clause)).toContain('3.1.1(7)(c)');
    expect((await record({ mediumId: paper, method: 'degauss' })).status).toBe(422);
    expect((await record({ mediumId: paper, method: 'magic' })).status).toBe(422);
    expect((await record({ mediumId: paper, method: 'paper_recycling' })).status).toBe(422);
    expect((await record({ mediumId: paper, method: 'shred' })).status).toBe(200);
  });

  it('is of what is at hand: not of what is lent or lost, and not in the future', async () => {
    const medium = await enter(office.officer, d11);
    const { id } = (
      await office.officer.call('POST', '/api/v1/media-loans', {
        mediumId: medium,
        borrowerId: office.staff.personId,
        purpose: '受渡し',
        lentOn: today,
        dueOn: today,
      })
    ).json;
    expect((await record({ mediumId: medium })).status).toBe(422);
    const lost = { version: 1, closedOn: today, closeNote: '不明' };
    await office.officer.call('POST', `/api/v1/media-loans/${id}/lose`, lost);
    expect((await record({ mediumId: medium })).status).toBe(422);
    const other = await enter(office.officer, d11);
    const future = new Date(Date.now() + 2 * 86_400_000).toISOString();
    expect((await record({ mediumId: other, doneAt: future })).status).toBe(422);
    expect((await record({})).status).toBe(422);
  });

  it('is the owner’s deed, seen by auditors, and by nobody of another organisation', async () => {
    const medium = await enter(office.officer, d11);
    expect((await record({ mediumId: medium }, office.staff)).status).toBe(403);
    expect((await record({ mediumId: medium }, office.auditor)).status).toBe(403);
    expect((await record({ mediumId: medium }, office.other)).status).toBe(404);
    const { id } = (await record({ mediumId: medium })).json;
    expect((await office.auditor.call('GET', `/api/v1/disposals/${id}`)).status).toBe(200);
    expect((await office.other.call('GET', `/api/v1/disposals/${id}`)).status).toBe(404);
    expect((await office.staff.call('GET', '/api/v1/disposals')).status).toBe(403);
    const stranger = await office.server.user(await office.server.organisation(), { role: 'auditor' });
    expect((await stranger.call('GET', `/api/v1/disposals/${id}`)).status).toBe(404);
    const file = await office.auditor.call('GET', '/api/v1/disposals?format=csv');
    expect(file.text).toContain('破砕機で粉砕');
  });

  it('of an entry of the information register closes it there, once', async () => {
    const id = await information('paper', 2);
    expect((await record({ informationId: id, method: 'paper_recycling' })).status).toBe(422);
    expect((await record({ informationId: id, method: 'dissolve' })).status).toBe(200);
    const { rows } = await sqlOf(sql`select status, disposed_on from information_assets where id = ${id}`);
    expect(rows).toEqual([{ status: 'disposed', disposed_on: today }]);
    expect((await record({ informationId: id, method: 'dissolve' })).status).toBe(422);
  });

  it('of a contractor waits for the certificate, which comes once and later', async () => {
    const mediumId = await enter(office.officer, d11);
    const { id } = (await record({ mediumId, contractor: '見本リサイクル株式会社' })).json;
    const waiting = async () => (await office.officer.call('GET', '/api/v1/disposals?open=true')).json.total;
    expect(await waiting()).toBe(1);
    const certify = (certificateOn: string, version = 1) =>
      office.officer.call('POST', `/api/v1/disposals/${id}/certificate`, {
        version,
        certificateNumber: '証-1',
        certificateOn,
      });
    expect((await certify(addDays(today, 1))).status).toBe(422);
    expect((await certify(today)).status).toBe(204);
    expect((await certify(today)).status).toBe(409);
    expect(await waiting()).toBe(0);
    const own = (await record({ mediumId: await enter(office.officer, d11) })).json.id;
    const none = { version: 1, certificateNumber: '証-2', certificateOn: today };
    expect((await office.officer.call('POST', `/api/v1/disposals/${own}/certificate`, none)).status).toBe(
      422,
    );
  });

  it('has files that its readers see and its keepers add', async () => {
    const { id } = (await record({ mediumId: await enter(office.officer, d11) })).json;
    const files = (user: typeof office.officer) => user.call('GET', `/api/v1/disposals/${id}/attachments`);
    expect((await files(office.officer)).json.writable).toBe(true);
    expect((await files(office.auditor)).json.writable).toBe(false);
    expect((await files(office.other)).status).toBe(404);
  });
});

describe('a municipality', () => {
  it('needs a permission for every disposal, whatever the class, and an unrecoverable way from 機密性2 on', async () => {
    const town = await makeOffice();
    await inOrganisation(town.server.database, town.organisationId, (tx) =>
      tx.execute(sql`with packs as (update organisation_packs set pack_id = 'local-government-h30')
        update appointments set pack_id = 'local-government-h30'`),
    );
    const [unit = ''] = town.ministry.divisions;
    const low = await enter(town.officer, unit, { ...secret, confidentiality: 1 });
    const high = await enter(town.officer, unit, secret);
    const dispose = (mediumId: string, method: string, permissionNote: string) =>
      town.officer.call('POST', '/api/v1/disposals', {
        deed: 'dispose',
        mediumId,
        doneAt: new Date(Date.now() - 60_000).toISOString(),
        personId: town.officer.personId,
        method,
        treatment: '処理',
        witness: '',
        contractor: '',
        certificateNumber: '',
        certificateOn: null,
        permissionNote,
        note: '',
      });
    const without = await dispose(low, 'delete', '');
    expect([without.status, without.json.problems[0].field]).toEqual([422, 'permissionNote']);
    expect((await dispose(low, 'delete', '情第5号')).status).toBe(200);
    expect((await dispose(high, 'delete', '情第6号')).json.problems[0].field).toBe('method');
    expect((await dispose(high, 'physical', '情第6号')).status).toBe(200);
    await town.server.close();
  });
});
