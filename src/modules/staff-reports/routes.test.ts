import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { staffReportsModule } from './index.ts';

let server: TestServer;
let organisationId: string;
let staff: TestUser;
let officer: TestUser;

const grants = (_pack: string, role: string) => (role === 'window' ? ['reports-of-staff.read'] : []);

beforeAll(async () => {
  server = await testServer([staffReportsModule], grants);
  organisationId = await server.organisation();
  staff = await server.user(organisationId, { name: '見本 一郎' });
  officer = await makeOfficer(organisationId);
});
afterAll(() => server.close());

/** Somebody appointed to the reporting window of the whole organisation. */
const makeOfficer = (organisation: string): Promise<TestUser> =>
  server.user(organisation, { role: 'window', name: '窓口 花子' });

const body = { kind: 'mail', body: '不審なメールの添付ファイルを開きました。', contact: '内線1234' };
const send = (user: TestUser, change: object = {}) =>
  user.call('POST', '/api/v1/staff-reports', { ...body, ...change });

describe('reporting', () => {
  it('is open to everybody, who sees their own reports only', async () => {
    const sent = await send(staff);
    expect(sent.status).toBe(200);
    expect(sent.json.number).toMatch(/^[0-9A-F]{6}$/);
    const mine = await staff.call('GET', '/api/v1/me/staff-reports');
    expect(mine.json.items).toMatchObject([{ body: body.body, taken: false, reporter: '見本 一郎' }]);
    expect((await officer.call('GET', '/api/v1/me/staff-reports')).json.items).toEqual([]);
  });

  it('refuses an empty report and one with an individual number, and keeps nothing', async () => {
    const before = (await staff.call('GET', '/api/v1/me/staff-reports')).json.items.length;
    expect((await send(staff, { body: '  ' })).status).toBe(422);
    const withNumber = await send(staff, { body: '番号は 1234 5678 9018 です' });
    expect(withNumber.status).toBe(422);
    expect(withNumber.json.problems[0].field).toBe('body');
    expect((await staff.call('GET', '/api/v1/me/staff-reports')).json.items).toHaveLength(before);
  });

  it('is read by the window only', async () => {
    expect((await staff.call('GET', '/api/v1/staff-reports')).status).toBe(403);
    expect((await officer.call('GET', '/api/v1/staff-reports')).json.total).toBeGreaterThan(0);
    const file = await officer.call('GET', '/api/v1/staff-reports?format=csv');
    expect(file.text).toContain('受付番号');
  });

  it('is not seen by another organisation', async () => {
    const stranger = await makeOfficer(await server.organisation());
    expect((await stranger.call('GET', '/api/v1/staff-reports')).json.total).toBe(0);
    const id = (await officer.call('GET', '/api/v1/staff-reports')).json.items[0].id;
    const answer = await stranger.call('POST', `/api/v1/staff-reports/${id}/take`, { version: 1, note: '' });
    expect(answer.status).toBe(404);
  });

  it('is taken up once; a second officer sees what differs', async () => {
    const { id } = (await send(staff)).json;
    expect((await staff.call('POST', `/api/v1/staff-reports/${id}/take`, { version: 1 })).status).toBe(403);
    const take = (note: string) =>
      officer.call('POST', `/api/v1/staff-reports/${id}/take`, { version: 1, note });
    expect((await take('LANケーブルを抜くよう依頼')).status).toBe(204);
    const second = await take('別の対応');
    expect(second.status).toBe(409);
    expect(second.json.differences).toEqual([
      { field: 'note', yours: '別の対応', current: 'LANケーブルを抜くよう依頼' },
    ]);
    const mine = await staff.call('GET', '/api/v1/me/staff-reports');
    expect(mine.json.items.find((item: { id: string }) => item.id === id).taken).toBe(true);
  });
});
