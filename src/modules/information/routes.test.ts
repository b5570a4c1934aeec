import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import type { TestUser } from '../../platform/http/testing.ts';
import { makeMinistry } from '../organisation/testing.ts';
import { classes, get, type TestRegister, testRegister } from './testing.ts';

let server: TestRegister['server'];
let organisationId: TestRegister['organisationId'];
let ministry: TestRegister['ministry'];
let maker: TestRegister['maker'];
let other: TestRegister['other'];
let planner: TestRegister['planner'];
let officer: TestRegister['officer'];
let auditor: TestRegister['auditor'];
let stranger: TestRegister['stranger'];
let draft: TestRegister['draft'];
let add: TestRegister['add'];

beforeAll(async () => {
  ({ server, organisationId, ministry, maker, other, planner, officer, auditor, stranger, draft, add } =
    await testRegister());
});
afterAll(() => server.close());

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
    const history = await maker.call('GET', `/api/v1/information-assets/${id}/history`);
    expect(history.json[0].action).toBe('information.register');
  });

  it('shows an entry to its unit, its officer and the auditor, and to nobody else', async () => {
    const id = await add(maker, { number: 'A-2' });
    const seen = async (user: TestUser) =>
      (await user.call('GET', `/api/v1/information-assets/${id}`)).status;
    expect(await Promise.all([maker, officer, auditor].map(seen))).toEqual([200, 200, 200]);
    expect(await Promise.all([other, planner, stranger].map(seen))).toEqual([404, 404, 404]);
    const list = async (user: TestUser) =>
      (await user.call('GET', '/api/v1/information-assets?q=A-2')).json.total;
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
      const answer = await maker.call('POST', '/api/v1/information-assets', draft(more));
      return [answer.status, answer.json.problems?.[0]?.field];
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
      maker.call('PUT', `/api/v1/information-assets/${id}`, {
        ...draft({ name }),
        version: 1,
        number: 'A-3',
      });
    expect((await change('改めた名称')).status).toBe(204);
    const late = await change('別の名称');
    expect(late.status).toBe(409);
    expect(late.json.differences).toContainEqual({
      field: 'name',
      yours: '別の名称',
      current: '改めた名称',
    });
  });

  it('comes as a file with every column', async () => {
    const file = await maker.call('GET', '/api/v1/information-assets?format=csv&status=all');
    expect(file.text).toContain('資産番号');
    expect(file.text).toContain('人事担当者限り');
    const sheet = await maker.call('GET', '/api/v1/information-assets?format=xlsx');
    expect(sheet.raw.subarray(0, 2).toString()).toBe('PK');
  });
});

describe('the decision aid', () => {
  const assess = async (answers: object, form = 'electronic') =>
    (await maker.call('POST', '/api/v1/information/assessments', { form, answers })).json;

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
    expect((await maker.call('PUT', '/api/v1/information/settings', settings)).status).toBe(403);
    const wrong = await administrator.call('PUT', '/api/v1/information/settings', {
      ...settings,
      unmarkedIsLowest: true,
      unmarkedReason: '規程第3条',
    });
    expect(wrong.json.problems).toMatchObject([{ field: 'unmarkedIsLowest' }]);
    expect((await administrator.call('PUT', '/api/v1/information/settings', settings)).status).toBe(204);
    expect((await administrator.call('PUT', '/api/v1/information/settings', settings)).status).toBe(409);
    expect((await maker.call('GET', '/api/v1/information/scheme')).json.settings).toMatchObject({
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
