import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { setEventTitles } from '../../platform/audit/event-titles.ts';
import { type AuditEvent, recordEvents } from '../../platform/audit/record-event.ts';
import { sealLog } from '../../platform/audit/seal-log.ts';
import { auditEvents } from '../../platform/audit/tables.ts';
import { systemActor } from '../../platform/authorisation/actor.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { auditTrail, createEventTitles } from './index.ts';

const path = '/api/v1/audit-events';
const unitId = newId();
const renamed: AuditEvent = {
  action: 'organisation.edit',
  entity: 'unit',
  entityId: unitId,
  before: { name: '旧課', kind: 'division', version: 1 },
  after: { name: '新課', kind: 'bureau', version: 2 },
};
const hired: AuditEvent = {
  action: 'organisation.edit',
  entity: 'person',
  entityId: newId(),
  after: { name: '新人', employment: 'regular' },
};
const urged: AuditEvent = {
  action: 'campaign.urge',
  entity: 'campaign',
  entityId: newId(),
  facts: { urged: 12 },
};

const grants: Readonly<Record<string, readonly string[]>> = {
  auditor: ['audit.read'],
  'answer-reader': ['audit.read', 'answers.read'],
};

let server: TestServer;
let ours: string;
let auditor: TestUser;

beforeAll(async () => {
  setEventTitles(createEventTitles(auditTrail.actions));
  const answers = { id: 'answers.read', title: { ja: '回答内容の閲覧', en: 'Read answers' } };
  server = await testServer(
    [auditTrail, { routes: [], actions: [answers] }],
    (_pack, role) => grants[role] ?? [],
  );
  ours = await server.organisation();
  auditor = await server.user(ours, { role: 'auditor' });
  await record('甲野 一郎', [renamed]);
  await record('乙山 二郎', [hired]);
  await record('甲野 一郎', [urged]);
});
afterAll(() => server.close());

const record = (name: string, events: readonly AuditEvent[], organisationId = ours) =>
  inOrganisation(server.database, organisationId, (tx) =>
    recordEvents(tx, systemActor(organisationId, name), events),
  );
const list = async (query: Record<string, string> = {}, user = auditor) =>
  (await user.call('GET', `${path}?${new URLSearchParams(query)}`)).json;
const entities = async (query: Record<string, string>) =>
  (await list(query)).items.map((each: { entity: string }) => each.entity);

describe('the audit trail', () => {
  it('shows the newest first, in words', async () => {
    const { items } = await list({ outcome: 'done' });
    expect(items).toMatchObject([
      { actorName: '甲野 一郎', actionTitle: '回答の督促', entityTitle: '自己点検', changes: [] },
      { actorName: '乙山 二郎', actionTitle: '登録・変更', entityTitle: '職員' },
      { actorName: '甲野 一郎', actionTitle: '登録・変更', entityTitle: '組織', entityId: unitId },
    ]);
    expect(items[0].facts).toEqual([{ field: 'urged', title: '督促した人数', value: 12 }]);
    expect(items[1].changes).toContainEqual({
      field: 'employment',
      title: '雇用区分',
      before: null,
      after: '常勤',
    });
    expect(items[2].changes).toEqual([
      { field: 'kind', title: '種別', before: '課室', after: '部局' },
      { field: 'name', title: '名称', before: '旧課', after: '新課' },
    ]);
  });

  it('is read by those whom the pack grants it, and by the administrator', async () => {
    const staff = await server.user(ours, { role: 'window' });
    const administrator = await server.user(ours, { administrator: true });
    expect((await staff.call('GET', path)).status).toBe(403);
    expect((await staff.call('GET', `${path}/status`)).status).toBe(403);
    expect((await list({ outcome: 'done' }, administrator)).total).toBe(3);
    expect((await server.app.inject({ method: 'GET', url: path })).statusCode).toBe(401);
  });

  it('shows who was refused what', async () => {
    const staff = await server.user(ours, { name: '丙川 三郎' });
    await staff.call('GET', path);
    const { items } = await list({ outcome: 'refused', q: '丙川' });
    expect(items).toMatchObject([{ actorName: '丙川 三郎', actionTitle: '監査証跡の閲覧' }]);
    expect(items[0].facts).toEqual([{ field: 'route', title: '呼び出した機能', value: `GET ${path}` }]);
  });

  it('tells what was answered or reported only to those who may read answers and reports', async () => {
    const entityId = `${newId()}/${newId()}`;
    const before = { 'staff/2.1.1': 'unanswered' };
    const after = { 'staff/2.1.1': { state: 'not_done', reason: '多忙のため' } };
    await record('戊山 五郎', [{ action: 'campaign.answer', entity: 'sheet', entityId, before, after }]);
    const administrator = await server.user(ours, { administrator: true });
    const reader = await server.user(ours, { role: 'answer-reader' });
    for (const user of [administrator, auditor]) {
      const { items } = await list({ entityId }, user);
      expect(items).toMatchObject([{ actorName: '戊山 五郎', withheld: true, changes: [], facts: [] }]);
      const file = await user.call('GET', `${path}?format=csv&entityId=${encodeURIComponent(entityId)}`);
      expect(file.text).toContain('戊山 五郎');
      expect(file.text).not.toContain('多忙のため');
    }
    const seen = (await list({ entityId }, reader)).items[0];
    expect(seen.withheld).toBe(false);
    expect(JSON.stringify(seen.changes)).toContain('多忙のため');
  });

  it('is that of one organisation', async () => {
    const theirs = await server.organisation();
    const stranger = await server.user(theirs, { role: 'auditor' });
    await record('丁', [{ action: 'session.start' }], theirs);
    expect((await list({}, stranger)).items).toMatchObject([{ actorName: '丁', actionTitle: 'サインイン' }]);
    expect((await list({ q: '丁' })).total).toBe(0);
    expect((await list({ entityId: unitId }, stranger)).total).toBe(0);
  });

  it('keeps that something happened when the retention of the details has ended', async () => {
    const entityId = newId();
    await record('甲野 一郎', [
      { action: 'staff-report.take', entity: 'staff-report', entityId, facts: { note: '済' } },
    ]);
    await inOrganisation(server.database, ours, (tx) =>
      tx
        .update(auditEvents)
        .set({ detail: null, bodyExpired: true })
        .where(eq(auditEvents.entityId, entityId)),
    );
    expect((await list({ entityId })).items).toMatchObject([{ expired: true, changes: [], facts: [] }]);
  });
});

describe('its filters', () => {
  it('find by the person, by the deed as it is shown, and by the record', async () => {
    expect(await entities({ q: '乙山' })).toEqual(['person']);
    expect(await entities({ q: '督促' })).toEqual(['campaign']);
    expect(await entities({ q: unitId })).toEqual(['unit']);
    expect(await entities({ q: '%' })).toEqual([]);
    expect(await entities({ entity: 'unit' })).toEqual(['unit']);
    expect(await entities({ entity: 'unit', entityId: newId() })).toEqual([]);
  });

  it('take days as they are in Tokyo, both included', async () => {
    const entityId = newId();
    await record('甲野 一郎', [{ action: 'session.end', entity: 'account', entityId }]);
    const at = (instant: string) =>
      inOrganisation(server.database, ours, (tx) =>
        tx
          .update(auditEvents)
          .set({ at: new Date(instant) })
          .where(eq(auditEvents.entityId, entityId)),
      );
    const total = async (from: string, to: string) => (await list({ entityId, from, to })).total;
    await at('2024-03-31T15:00:00Z'); // midnight of 1 April in Tokyo
    expect(await total('2024-04-01', '2024-04-01')).toBe(1);
    expect(await total('2024-03-01', '2024-03-31')).toBe(0);
    await at('2024-03-31T14:59:59Z');
    expect(await total('2024-04-01', '2024-04-30')).toBe(0);
    expect(await total('2024-03-31', '2024-03-31')).toBe(1);
  });

  it('give pages that meet without a gap', async () => {
    const first = await list({ outcome: 'done', pageSize: '2', page: '1' });
    const second = await list({ outcome: 'done', pageSize: '2', page: '2' });
    const ids = [...first.items, ...second.items].map((each: { id: string }) => each.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(first.items).toHaveLength(2);
    expect(first.total).toBe(second.total);
  });

  it('refuse what is no day, no outcome, no page', async () => {
    for (const query of ['from=昨日', 'outcome=maybe', 'page=0', 'pageSize=1000']) {
      expect((await auditor.call('GET', `${path}?${query}`)).status).toBe(422);
    }
  });
});

describe('its file', () => {
  it('says in words what the list says', async () => {
    const answer = await auditor.call('GET', `${path}?format=csv&outcome=done&entity=person`);
    expect(String(answer.headers['content-type'])).toContain('text/csv');
    expect(answer.text).toContain('変更内容');
    expect(answer.text).toContain('乙山 二郎');
    expect(answer.text).toContain('雇用区分：なし → 常勤');
    expect(answer.text).not.toContain('甲野 一郎');
  });

  it('is also a workbook', async () => {
    const answer = await auditor.call('GET', `${path}?format=xlsx`);
    expect(answer.raw.subarray(0, 2).toString()).toBe('PK');
  });

  it('is refused to those who may not read', async () => {
    const staff = await server.user(ours);
    expect((await staff.call('GET', `${path}?format=csv`)).status).toBe(403);
  });
});

describe('the seal', () => {
  it('tells how much is sealed and how much waits', async () => {
    const organisation = await server.organisation();
    const reader = await server.user(organisation, { administrator: true });
    const status = async () => (await reader.call('GET', `${path}/status`)).json;
    expect(await status()).toEqual({ sealed: 0, waiting: 0, root: null, sealedAt: null });
    await record('甲野 一郎', [renamed, hired], organisation);
    expect(await status()).toMatchObject({ sealed: 0, waiting: 2, root: null });
    const folder = await mkdtemp(join(tmpdir(), 'kijun-seal-'));
    await sealLog(server.database, organisation, folder);
    await rm(folder, { recursive: true });
    const sealed = await status();
    expect(sealed).toMatchObject({ sealed: 2, waiting: 0 });
    expect(sealed.root).toMatch(/^[0-9a-f]{64}$/);
  });
});
