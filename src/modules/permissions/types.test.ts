import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, today } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import type { TestUser } from '../../platform/http/testing.ts';
import { apply, type Desk, deed, makeDesk, see, testDesk, usbForm } from './testing.ts';

let desk: Desk;
let administrator: TestUser;
const day = today();
const usb = { ...usbForm, period: { from: day, to: addDays(day, 5) } };

beforeAll(async () => {
  desk = await testDesk();
  administrator = await desk.server.user(desk.organisationId, { administrator: true });
});
afterAll(() => desk.server.close());

const change = (version: number | null, what: object, user = administrator, id = 'usb_outside') =>
  user.call('PUT', `/api/v1/permission-types/${id}`, { version, change: what });
const division = { role: 'division_officer', of: 'applicant_unit' };

describe('an organisation’s own way', () => {
  it('adds steps by post and by name; what was asked before keeps its way', async () => {
    const before = await apply(desk.staff, 'usb_outside', usb);
    await inOrganisation(desk.server.database, desk.organisationId, (tx) =>
      tx.execute(
        sql`update posts set title = '係長', unit_id = ${desk.divisions[0]} where person_id = ${desk.people[3]}`,
      ),
    );
    const steps = [
      { id: 'chief', mode: 'all', deciders: [{ post: '係長', of: 'applicant_unit' }] },
      { id: 'named', mode: 'any', deciders: [{ person: desk.people[4] }] },
      { id: 'officer', mode: 'all', deciders: [division] },
    ];
    expect((await change(null, { steps })).status).toBe(204);
    const { json } = await apply(desk.staff, 'usb_outside', usb);
    expect(
      (await deed(desk.officer, json.id, 'decide', { version: json.version, decision: 'permit' })).status,
    ).toBe(422);
    let { version } = json;
    for (const user of [desk.head, desk.ciso, desk.officer])
      ({ version } = (await deed(user, json.id, 'decide', { version, decision: 'permit' })).json);
    const seen = (await see(desk.staff, json.id)).json;
    expect(seen.state).toBe('permitted');
    const whys = seen.steps.map(
      (step: { seats: [{ holders: [{ why: string }] }] }) => step.seats[0].holders[0].why,
    );
    expect(whys[1]).toBe('申請の種類で決裁者に定められた人であるため');
    const old = await deed(desk.officer, before.json.id, 'decide', {
      version: before.json.version,
      decision: 'permit',
    });
    expect(old.json.state).toBe('permitted');
  });

  it('is changed by one at a time, with a history, and taken back', async () => {
    expect((await change(null, { off: true })).status).toBe(409);
    expect((await change(7, { off: true })).status).toBe(409);
    expect((await change(1, { off: true })).status).toBe(204);
    expect((await apply(desk.staff, 'usb_outside', usb)).status).toBe(404);
    const history = await administrator.call('GET', '/api/v1/permission-types/usb_outside/history');
    expect(history.json.length).toBe(2);
    expect(
      (await administrator.call('DELETE', '/api/v1/permission-types/usb_outside?version=2')).status,
    ).toBe(204);
    expect((await apply(desk.staff, 'usb_outside', usb)).status).toBe(200);
  });

  it('leaves a step out where nobody but the applicant could fill it', async () => {
    const id = 'process_outside';
    const post = (title: string) => ({
      id: `p${title.length}`,
      mode: 'any',
      deciders: [{ post: title, of: 'applicant_unit' }],
    });
    const way = (optional: boolean) => [
      { ...post('課長補佐'), optional },
      { id: 'officer', mode: 'all', deciders: [division] },
    ];
    const values = {
      ...{
        information: '資料',
        place: '自宅',
        purpose: '作業',
        classes: usbForm.classes,
        period: usb.period,
      },
    };
    const preview = () =>
      desk.staff.call('POST', '/api/v1/permission-requests/preview', { typeId: id, values });
    const problems = async () =>
      (await administrator.call('GET', '/api/v1/permission-type-problems')).json.items.filter(
        (each: { typeId: string; seat: string }) => each.typeId === id && each.seat === '課長補佐',
      );
    expect((await change(null, { steps: way(false) }, administrator, id)).status).toBe(204);
    expect((await preview()).json.problems).toHaveLength(1);
    expect(await problems()).toHaveLength(1);
    expect((await change(1, { steps: way(true) }, administrator, id)).status).toBe(204);
    const { json } = await preview();
    expect(json.problems).toEqual([]);
    expect(json.steps.map((step: { id: string }) => step.id)).toEqual(['officer']);
    expect(await problems()).toEqual([]);
    const nobodyMust = [{ ...post('課長補佐'), optional: true }];
    expect((await change(2, { steps: nobodyMust }, administrator, id)).status).toBe(422);
    await administrator.call('DELETE', `/api/v1/permission-types/${id}?version=2`);
  });

  it('may seat somebody by name, whom also an administrator without a post finds', async () => {
    const found = await administrator.call('GET', '/api/v1/permission-type-choices?q=');
    expect(found.json.items.map((each: { id: string }) => each.id)).toContain(desk.people[4]);
    expect((await desk.staff.call('GET', '/api/v1/permission-type-choices?q=')).status).toBe(403);
  });

  it('refuses what the desk could not work with', async () => {
    const refused = async (what: object) => expect((await change(null, what)).status).toBe(422);
    await refused({ steps: [] });
    await refused({ steps: [{ id: 'a', mode: 'all', deciders: [{ role: 'mayor', of: 'organisation' }] }] });
    await refused({
      steps: [
        { id: 'a', mode: 'all', deciders: [{ role: 'system_officer', of: 'system', field: 'system' }] },
      ],
    });
    await refused({ steps: [{ id: 'a', mode: 'any', deciders: [{ person: newId() }] }] });
    await refused({ validity: { defaultDays: 10, maxDays: 5 } });
    await refused({ surprise: true });
    await refused({ override: true });
    await refused({ fields: [{ id: 'a', kind: 'choice', label: { ja: '選ぶ' } }] });
  });

  it('may be a type of its own, made without code', async () => {
    const type = {
      ...{
        id: 'visit_server_room',
        number: '内1',
        title: { ja: '電算室の見学' },
        orgKinds: ['national'],
        clauses: [],
      },
      ...{
        applicants: ['employee'],
        gates: [],
        informed: [],
        validity: { defaultDays: 1, maxDays: 1 },
        gate: true,
        override: false,
      },
      fields: [{ id: 'visitor', kind: 'text', label: { ja: '見学する人' }, required: true }],
      steps: [{ id: 'step1', mode: 'all', deciders: [division] }],
      ...{ completion: { kind: 'none' }, record: { ja: '見学の記録' } },
    };
    const add = (what: object, user = administrator) =>
      user.call('POST', '/api/v1/permission-types', { type: what });
    expect((await add(type)).status).toBe(204);
    expect((await add(type)).status).toBe(422);
    expect((await add({ ...type, id: 'x y' })).status).toBe(422);
    const made = await apply(desk.staff, 'visit_server_room', { visitor: '見本大学の学生' });
    expect(made.json.state).toBe('submitted');
    const list = await desk.staff.call('GET', '/api/v1/permission-types?q=電算室');
    expect(list.json.items).toMatchObject([{ id: 'visit_server_room', packId: null, mine: true }]);
  });

  it('of its own may be made from nothing, and says who is told, in which book, at the gate and on what ground', async () => {
    const id = 'lend_room_key';
    const add = (what: object) => administrator.call('POST', '/api/v1/permission-types', { type: what });
    expect((await add({ id, number: '内2' })).status).toBe(422);
    expect((await add({ id, number: '内2', title: { ja: '鍵の借用' } })).status).toBe(204);
    const definition = async () =>
      (await administrator.call('GET', `/api/v1/permission-types/${id}/definition`)).json;
    expect((await definition()).type).toMatchObject({ record: { ja: '鍵の借用の記録' }, clauses: [] });
    const when = { field: 'purpose', filled: true };
    const what = {
      informed: [{ role: 'head_officer', of: 'organisation' }],
      record: { ja: '鍵の貸出簿' },
      gate: true,
      clauses: ['庁舎管理規程 第8条'],
      lead: { ja: '鍵を借りるとき' },
      threshold: { when, text: { ja: '目的がなければ要りません' } },
    };
    expect((await change(1, what, administrator, id)).status).toBe(204);
    const made = await apply(desk.staff, id, { subject: '第2会議室', purpose: '会議' });
    expect(made.json.state).toBe('submitted');
    const { json } = await see(desk.staff, made.json.id);
    expect(json.type).toMatchObject({
      record: '鍵の貸出簿',
      gate: true,
      clauses: ['庁舎管理規程 第8条'],
      informed: '統括情報セキュリティ責任者',
    });
    const { version } = json;
    const { status } = await deed(desk.officer, made.json.id, 'decide', { version, decision: 'permit' });
    expect(status).toBe(200);
    const told = await inOrganisation(desk.server.database, desk.organisationId, (tx) =>
      tx.execute(sql`select title from notices where person_id = ${desk.people[3]}::uuid`),
    );
    expect(JSON.stringify(told.rows)).toContain('許可のお知らせ：鍵の借用');
    const [{ changes }] = (await administrator.call('GET', `/api/v1/permission-types/${id}/history`)).json;
    expect(
      Object.fromEntries(changes.map((each: { field: string; after: unknown }) => [each.field, each.after])),
    ).toMatchObject({
      informed: '統括情報セキュリティ責任者',
      record: '鍵の貸出簿',
      gate: true,
      clauses: '庁舎管理規程 第8条',
      threshold: '目的・理由に入力がある：目的がなければ要りません',
    });
    expect((await change(2, { lead: null, threshold: null }, administrator, id)).status).toBe(204);
    const { type } = await definition();
    expect(type).not.toHaveProperty('lead');
    expect(type).not.toHaveProperty('threshold');
    expect((await change(3, { id: 'other' }, administrator, id)).status).toBe(422);
  });

  it('of a pack keeps its ground and its threshold, and may have another number, book and gate', async () => {
    const id = 'connect_device';
    const refused = await change(null, { clauses: ['自分の規程'] }, administrator, id);
    expect(refused.status).toBe(422);
    expect(refused.json.problems).toMatchObject([{ field: 'clauses' }]);
    const what = { number: '様式第5号', record: { ja: '接続簿' }, gate: true };
    expect((await change(null, what, administrator, id)).status).toBe(204);
    const row = async () =>
      (await administrator.call('GET', '/api/v1/permission-types?all=true')).json.items.find(
        (each: { id: string }) => each.id === id,
      );
    expect(await row()).toMatchObject({ number: '様式第5号', changed: true, packSince: false });
    const definition = async () =>
      (await administrator.call('GET', `/api/v1/permission-types/${id}/definition`)).json;
    expect((await definition()).seen.gate).toEqual({ on: day, pack: false });

    // The next edition of the pack says something else than on the day of the change.
    await inOrganisation(desk.server.database, desk.organisationId, (tx) =>
      tx.execute(sql`update permission_type_changes
        set seen = jsonb_set(seen, '{number,pack}', '"旧1"') where type_id = ${id}`),
    );
    expect(await row()).toMatchObject({ packSince: true });
    const put = (body: object) => administrator.call('PUT', `/api/v1/permission-types/${id}`, body);
    expect((await put({ version: 1, change: what })).status).toBe(204);
    expect(await row()).toMatchObject({ packSince: true });
    expect((await put({ version: 2, change: what, keep: ['number'] })).status).toBe(204);
    expect(await row()).toMatchObject({ packSince: false });
    const [newest, , first] = (await administrator.call('GET', `/api/v1/permission-types/${id}/history`))
      .json;
    const gate = first.changes.find((each: { field: string }) => each.field === 'gate');
    expect(gate).toMatchObject({ before: false, after: true });
    expect(newest.facts).toMatchObject([{ field: 'kept', value: '番号' }]);
  });

  it('says in words where its shape is wrong', async () => {
    const { json, status } = await change(null, { fields: [{ id: 'a', kind: 'text', label: { ja: '' } }] });
    expect(status).toBe(422);
    expect(json.problems).toMatchObject([{ field: 'fields.0' }]);
    expect(json.problems[0].message).toBe('「入力項目」の1つ目を入力してください。');
    const surprise = await change(null, { surprise: true });
    expect(surprise.json.problems[0].message).toContain('surprise');
  });

  it('of its own is switched off without being lost', async () => {
    const own = await administrator.call('GET', '/api/v1/permission-types/visit_server_room/definition');
    const set = (off: boolean, version: number) =>
      change(version, { ...own.json.type, off }, administrator, 'visit_server_room');
    expect((await set(true, own.json.version)).status).toBe(204);
    const shown = await administrator.call('GET', '/api/v1/permission-types/visit_server_room/definition');
    expect(shown.json).toMatchObject({ off: true, own: true, ofPack: null });
    expect(shown.json.type).not.toHaveProperty('off');
    expect((await apply(desk.staff, 'visit_server_room', { visitor: '学生' })).status).toBe(404);
    expect((await set(false, shown.json.version)).status).toBe(204);
    expect((await apply(desk.staff, 'visit_server_room', { visitor: '学生' })).status).toBe(200);
  });

  it('keeps only what differs from the pack, so that the rest follows it', async () => {
    const id = 'install_software';
    const definition = () => administrator.call('GET', `/api/v1/permission-types/${id}/definition`);
    const { type } = (await definition()).json;
    const { title, fields, steps, validity, completion, informed, gates, applicants, override } = type;
    const whole = { title, fields, steps, completion, informed, gates, applicants, override };
    expect((await change(null, { ...whole, validity, off: false }, administrator, id)).status).toBe(204);
    const stored = () =>
      inOrganisation(desk.server.database, desk.organisationId, async (tx) => {
        const found = await tx.execute<{ change: object }>(
          sql`select change from permission_type_changes where type_id = ${id}`,
        );
        return found.rows[0]?.change;
      });
    expect(await stored()).toEqual({});
    const row = async () =>
      (await administrator.call('GET', '/api/v1/permission-types?all=true')).json.items.find(
        (each: { id: string }) => each.id === id,
      );
    expect((await row()).changed).toBe(false);
    expect((await change(1, { ...whole, title: { ja: '導入届' } }, administrator, id)).status).toBe(204);
    expect(await stored()).toEqual({ title: { ja: '導入届' } });
    expect((await row()).changed).toBe(true);
    expect((await definition()).json.ofPack.title).toEqual(title);
  });

  it('is set up by whom the packs name and by administrators only, and stays in the organisation', async () => {
    for (const user of [desk.staff, desk.officer, desk.ciso])
      expect((await change(null, { off: true }, user)).status).toBe(403);
    expect((await change(null, { off: true }, desk.head, 'subcontract')).status).toBe(204);
    const other = await makeDesk(desk.server);
    const types = await other.staff.call('GET', '/api/v1/permission-types');
    const ids = types.json.items.map((each: { id: string }) => each.id);
    expect(ids).toContain('subcontract');
    expect(ids).not.toContain('visit_server_room');
  });
});
