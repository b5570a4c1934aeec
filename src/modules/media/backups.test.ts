import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, addMonths, today as now } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import type { Classes } from '../information/index.ts';
import { type Fact, findBreaches, placeQualities } from './model.ts';
import { mediumDetail, subjectOf } from './queries/media.ts';
import { loadRules } from './rules.ts';
import { enter, makeOffice, type Office, usb } from './testing.ts';

let office: Office;
let d11: string;
const today = now();

beforeAll(async () => {
  office = await makeOffice();
  [d11 = ''] = office.ministry.divisions;
});
afterAll(() => office.server.close());

const fields = (change: object = {}) => ({
  name: '文書管理システム',
  unitId: d11,
  systemId: null,
  informationId: null,
  confidentiality: 2,
  integrity: 2,
  availability: 1,
  method: '毎日の差分',
  placeId: null,
  separateSite: false,
  cycleDays: 7,
  retentionDays: 30,
  restoreSteps: '',
  testMonths: 12,
  endedOn: null,
  note: '',
  ...change,
});
const add = async (change: object = {}) =>
  (await office.officer.call('POST', '/api/v1/backups', fields(change))).json.id as string;
const show = async (id: string) => (await office.officer.call('GET', `/api/v1/backups/${id}`)).json;
const take = (id: string, takenOn: string, change: object = {}) =>
  office.officer.call('POST', `/api/v1/backups/${id}/sets`, {
    takenOn,
    succeeded: true,
    mediumId: null,
    note: '',
    ...change,
  });
const test = (id: string, testedOn: string, succeeded = true) =>
  office.officer.call('POST', `/api/v1/backups/${id}/tests`, {
    testedOn,
    succeeded,
    tester: '青木 一郎',
    note: '',
  });
const erase = (backupSetId: string, method = 'delete') =>
  office.officer.call('POST', '/api/v1/disposals', {
    deed: 'erase',
    backupSetId,
    doneAt: new Date(Date.now() - 60_000).toISOString(),
    personId: office.officer.personId,
    method,
    treatment: '保存期間の満了',
    witness: '',
    contractor: '',
    certificateNumber: '',
    certificateOn: null,
    permissionNote: '',
    note: '',
  });

describe('backups', () => {
  it('are late until taken and tested, and again when their time is over', async () => {
    const id = await add();
    expect((await show(id)).late).toEqual(['take', 'test']);
    await take(id, addDays(today, -7));
    await test(id, addMonths(today, -11));
    expect(await show(id)).toMatchObject({ late: [], nextErase: addDays(today, 23), kept: 1 });
    const old = await add({ name: '古いもの' });
    await take(old, addDays(today, -8));
    await test(old, addMonths(today, -13));
    expect((await show(old)).late).toEqual(['take', 'test']);
    await test(old, today, false);
    expect((await show(old)).late).toContain('test');
  });

  it('are erased after their retention, each with one record', async () => {
    const id = await add();
    const { id: set } = (await take(id, addDays(today, -31))).json;
    await take(id, today);
    await test(id, today);
    expect((await show(id)).late).toEqual(['erase']);
    expect((await erase(set)).status).toBe(200);
    expect(await show(id)).toMatchObject({ late: [], kept: 1, nextErase: addDays(today, 30) });
    const again = await erase(set);
    expect([
      again.status,
      (await show(id)).sets.filter((row: { erased: unknown }) => row.erased).length,
    ]).toEqual([422, 1]);
    const filtered = await office.officer.call('GET', '/api/v1/backups?late=erase');
    expect(filtered.json.items.map((row: { id: string }) => row.id)).not.toContain(id);
  });

  it('that failed have nothing to erase and do not count as taken', async () => {
    const id = await add();
    await take(id, today, { succeeded: false });
    expect(await show(id)).toMatchObject({ kept: 0, nextErase: null, lastTaken: null });
  });

  it('refuse what cannot be', async () => {
    const id = await add();
    expect((await take(id, addDays(today, 1))).status).toBe(422);
    expect((await take(id, today)).status).toBe(200);
    expect((await take(id, today)).status).toBe(422);
    expect((await test(id, addDays(today, 1))).status).toBe(422);
    expect((await office.officer.call('POST', '/api/v1/backups', fields({ cycleDays: 0 }))).status).toBe(422);
    expect((await office.officer.call('POST', '/api/v1/backups', fields({ method: '' }))).status).toBe(422);
  });

  it('are the unit’s and the system officer’s; 409 tells of another change', async () => {
    const id = await add();
    expect((await office.other.call('GET', `/api/v1/backups/${id}`)).status).toBe(404);
    expect((await office.staff.call('GET', '/api/v1/backups')).status).toBe(403);
    expect((await office.auditor.call('POST', '/api/v1/backups', fields())).status).toBe(403);
    const stranger = await office.server.user(await office.server.organisation(), { role: 'auditor' });
    expect((await stranger.call('GET', `/api/v1/backups/${id}`)).status).toBe(404);
    const ofSystem = await add({ systemId: office.ministry.system });
    const seen = (await office.systemOfficer.call('GET', '/api/v1/backups')).json.items;
    expect(seen.map((row: { id: string }) => row.id)).toEqual([ofSystem]);
    const put = (name: string) =>
      office.officer.call('PUT', `/api/v1/backups/${id}`, { ...fields({ name }), version: 1 });
    expect([(await put('一')).status, (await put('二')).status]).toEqual([204, 409]);
  });
});

describe('the findings of storage', () => {
  const whole = () => ({
    organisationId: office.organisationId,
    whole: true,
    unitPaths: [],
    assetIds: [],
    personId: null,
  });

  it('are the same in the list (SQL) and of one medium, for every medium and both packs', async () => {
    const arbitrary = fc.record({
      kind: fc.constantFrom('usb', 'paper_binder', 'tape'),
      empty: fc.boolean(),
      confidentiality: fc.constantFrom(null, 1, 2, 3),
      integrity: fc.constantFrom(null, 1, 2),
      availability: fc.constantFrom(null, 1, 2),
      approved: fc.boolean(),
      encrypted: fc.boolean(),
      longTerm: fc.boolean(),
      writeProtected: fc.boolean(),
      specificPersonal: fc.boolean(),
    });
    for (const change of fc.sample(arbitrary, 25)) await enter(office.officer, d11, change);
    await inOrganisation(office.server.database, office.organisationId, async (tx) => {
      for (const pack of ['local-government-h30', 'common-standards-h30']) {
        await tx.execute(sql`update organisation_packs set pack_id = ${pack}`);
        const { rules } = await loadRules(tx);
        const { rows } = await tx.execute<{ id: string }>(sql`select id from media`);
        for (const { id } of rows) {
          const medium = await mediumDetail(tx, whole(), id, rules);
          const given = new Set<Fact>(
            placeQualities.filter((quality) => medium.placeQualities.includes(quality)),
          );
          if (medium.approved) given.add('approved');
          if (medium.encrypted) given.add('encrypted');
          if (medium.writeProtected) given.add('write_protected');
          const expected = findBreaches(rules, 'store', subjectOf(medium), given).map(({ rule }) => rule.id);
          expect(medium.findings.map((at) => rules[at]?.id)).toEqual(expected);
        }
      }
    });
  });

  it('look at the highest class per axis of what lies on the medium', async () => {
    const enterInformation = async (classes: Classes, form: string) => {
      const { rows } = await inOrganisation(office.server.database, office.organisationId, (tx) =>
        tx.execute<{ id: string }>(sql`insert into information_assets
            (organisation_id, id, number, name, unit_id, pack_id, confidentiality, integrity, availability, form, origin)
          values (${office.organisationId}, gen_random_uuid(), gen_random_uuid()::text, '情報', ${d11}, 'common-standards-h30',
            ${classes.confidentiality}, ${classes.integrity}, ${classes.availability}, ${form}, 'made') returning id`),
      );
      return rows[0]?.id ?? '';
    };
    const one = await enterInformation({ confidentiality: 3, integrity: 1, availability: 1 }, 'electronic');
    const two = await enterInformation(
      { confidentiality: 1, integrity: 2, availability: null },
      'electronic',
    );
    const paper = await enterInformation(
      { confidentiality: 1, integrity: null, availability: null },
      'paper',
    );
    const on = async (contents: string[], own: object = {}) => {
      const id = await enter(office.officer, d11, { empty: false, contents, ...own });
      const { confidentiality, integrity, availability } = (
        await office.officer.call('GET', `/api/v1/media/${id}`)
      ).json;
      return [confidentiality, integrity, availability];
    };
    expect(await on([one])).toEqual([3, 1, 1]);
    expect(await on([one, two])).toEqual([3, 2, null]);
    expect(await on([one, paper])).toEqual([3, 1, 1]);
    expect(await on([one], { availability: 2 })).toEqual([3, 1, 2]);
    expect(await on([])).toEqual([null, null, null]);
    // What belongs to another unit is nobody else's to put on a medium.
    const [, , d21 = ''] = office.ministry.divisions;
    const foreign = await office.other.call(
      'POST',
      '/api/v1/media',
      usb(d21, { empty: false, contents: [one] }),
    );
    expect(foreign.status).toBe(422);
  });
});

describe('the import', () => {
  const header = '媒体番号,種別,品名,所管する課室等のコード,使用の承認,暗号化,機密性';
  const send = (lines: string[], strategy: string | null, user = office.officer) => {
    const boundary = 'x-kijun';
    const part = (name: string, value: string, file = '') =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
    const body =
      (strategy === null ? '' : part('strategy', strategy)) +
      part('file', [header, ...lines].join('\r\n'), '; filename="media.csv"') +
      `--${boundary}--\r\n`;
    return office.server.app.inject({
      method: 'POST',
      url: strategy === null ? '/api/v1/media/import/preview' : '/api/v1/media/import',
      headers: { ...user.headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: body,
    });
  };

  it('shows what a file would do, does it wholly or not at all, and the same file again changes nothing', async () => {
    const lines = ['IMP-1,USBメモリ,配布用,11,○,○,2', 'IMP-2,紙の簿冊,つづり,11,,,'];
    const preview = (await send(lines, null)).json();
    expect(preview.counts).toEqual({ new: 2, changed: 0, unchanged: 0, rejected: 0 });
    expect((await send(lines, 'stop')).json()).toMatchObject({ created: 2 });
    expect((await send(lines, 'stop')).json()).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const changed = ['IMP-1,USBメモリ,新しい品名,11,○,○,3'];
    expect((await send(changed, 'stop')).statusCode).toBe(422);
    expect((await send(changed, 'update')).json()).toMatchObject({ updated: 1 });
    const found = (await office.officer.call('GET', '/api/v1/media?q=IMP-1')).json.items[0];
    expect(found).toMatchObject({ name: '新しい品名', confidentiality: 3, empty: false });
  });

  it('refuses units and numbers of others, unknown kinds and individual numbers, by row and column', async () => {
    const wrong = [
      'IMP-3,USBメモリ,他課,21,○,○,',
      'IMP-4,フロッピー,古い,11,,,',
      'IMP-5,USBメモリ,1234 5678 9018,11,,,',
    ];
    const preview = (await send(wrong, null)).json();
    expect(preview.counts.rejected).toBe(3);
    expect((await send(wrong, 'update')).statusCode).toBe(422);
    const [, , d21 = ''] = office.ministry.divisions;
    await enter(office.other, d21, { number: 'THEIRS-1' });
    expect((await send(['THEIRS-1,USBメモリ,横取り,11,,,'], null)).json().counts.rejected).toBe(1);
    expect((await send([], null, office.staff)).statusCode).toBe(403);
  });
});
