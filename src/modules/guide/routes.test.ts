import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { guideModule } from './index.ts';

let server: TestServer;
let organisationId: string;
let staff: TestUser;
let office: TestUser;

const grants = (_pack: string, role: string) => (role === 'office' ? ['guide.edit'] : []);

async function adopt(organisation: string, packId: string) {
  await inOrganisation(server.services.database, organisation, (tx) =>
    tx.execute(sql`insert into organisation_packs (organisation_id, pack_id, adopted_on, primary_pack)
      values (${organisation}, ${packId}, '2020-04-01', true)`),
  );
}

beforeAll(async () => {
  server = await testServer([guideModule], grants);
  organisationId = await server.organisation();
  await adopt(organisationId, 'common-standards-h30');
  staff = await server.user(organisationId);
  office = await server.user(organisationId, { role: 'office' });
});
afterAll(() => server.close());

const page = {
  situationId: '4-3',
  title: '本省の貸出しの手順',
  headline: '各課の棚から借ります。',
  body: '返却は7日以内です。',
  doLines: ['使う目的を伝える', ''],
  dontLines: ['又貸しする'],
  keywords: ['棚番号'],
};
const contact = { name: '報告窓口', phone: '内線2110', urgent: true };
const list = (user: TestUser, query = '') => user.call('GET', `/api/v1/guide/situations${query}`);
const idsOf = (answer: { json: { items: { id: string }[] } }) => answer.json.items.map(({ id }) => id);

describe('reading the guide', () => {
  it('is open to everybody: the situations of the edition of the organisation, in order', async () => {
    const answer = await list(staff);
    expect(answer.status).toBe(200);
    expect(answer.json.packId).toBe('common-standards-h30');
    expect(idsOf(answer).slice(0, 3)).toEqual(['1-1', '1-2', '1-3']);
    expect(answer.json.chapters).toHaveLength(4);
  });

  it('finds pages by words in any width, and by clause', async () => {
    expect(idsOf(await list(staff, `?q=${encodeURIComponent('ＵＳＢ')}`))[0]).toBe('4-3');
    const clause = encodeURIComponent('8.1.1(3)(k)');
    expect(idsOf(await list(staff, `?clause=${clause}`))).toEqual(['4-3']);
    expect(idsOf(await list(staff, `?clause=${clause}&pack=local-government-h30`))).toEqual([]);
  });

  it('gives clauses that bind this kind of organisation, forms and what to ask', async () => {
    const { json } = await staff.call('GET', '/api/v1/guide/situations/1-3');
    expect(json.clauses.map(({ id }: { id: string }) => id)).toEqual([
      '3.1.1(5)(a)',
      '3.1.1(5)(b)',
      '3.1.1(5)(d)',
    ]);
    expect(json.permissions.map(({ id }: { id: string }) => id)).toEqual(['provide_beyond_range']);
    expect(json.ask).toEqual({ action: 'provide', medium: null });
    expect(json.edition).not.toBe('');
    expect((await staff.call('GET', '/api/v1/guide/situations/9-9')).status).toBe(404);
  });

  it('has the clauses of the municipal edition for a municipality, and says so when there is no guide', async () => {
    const town = await server.organisation({ kind: 'local' });
    await adopt(town, 'local-government-h30');
    const mayor = await server.user(town);
    const { json } = await mayor.call('GET', '/api/v1/guide/situations/1-5');
    expect(json.clauses.map(({ id }: { id: string }) => id)).toContain('2(2)⑩(ウ)');
    expect(json.permissions).toMatchObject([{ id: 'dispose' }]);
    const bare = await server.user(await server.organisation());
    expect((await list(bare)).json).toMatchObject({ packId: null, items: [] });
  });

  it('tells other pages which clauses it speaks of', async () => {
    const { json } = await staff.call('GET', '/api/v1/guide/clauses');
    expect(json.items).toContainEqual({ clause: '8.1.1(3)(k)', id: '4-3', title: 'USBメモリを使う' });
  });
});

describe('what an office adds', () => {
  it('is seen by all its staff: words to a situation, a page of its own, a contact', async () => {
    const added = await office.call('POST', '/api/v1/guide/pages', page);
    expect(added.status).toBe(200);
    const own = await office.call('POST', '/api/v1/guide/pages', {
      title: '来庁者のWi-Fi',
      action: 'connect',
      permissionType: 'connect_device',
    });
    await office.call('POST', '/api/v1/guide/contacts', contact);
    const { json } = await staff.call('GET', '/api/v1/guide/situations/4-3');
    expect(json.additions).toMatchObject([{ title: page.title, do: ['使う目的を伝える'] }]);
    expect(json.contacts).toMatchObject([{ name: '報告窓口', urgent: true }]);
    const shown = await staff.call('GET', `/api/v1/guide/situations/${own.json.id}`);
    expect(shown.json).toMatchObject({
      own: true,
      ask: { action: 'connect' },
      permissions: [{ id: 'connect_device' }],
    });
    expect(idsOf(await list(staff, `?q=${encodeURIComponent('棚番号')}`))).toEqual(['4-3']);
    expect(idsOf(await list(staff, '?q=wi-fi'))[0]).toBe(own.json.id);
  });

  it('is not written by others, and not read or written by another organisation', async () => {
    expect((await staff.call('POST', '/api/v1/guide/pages', page)).status).toBe(403);
    expect((await staff.call('GET', '/api/v1/guide/pages')).status).toBe(403);
    const { id, version } = (await office.call('GET', '/api/v1/guide/pages')).json.pages[0];
    const elsewhere = await server.organisation();
    const stranger = await server.user(elsewhere, { role: 'office' });
    expect((await stranger.call('GET', '/api/v1/guide/pages')).json.pages).toEqual([]);
    expect((await stranger.call('DELETE', `/api/v1/guide/pages/${id}`, { version })).status).toBe(404);
    expect((await stranger.call('GET', `/api/v1/guide/pages/${id}/history`)).status).toBe(404);
    expect((await list(stranger)).json.contacts).toEqual([]);
  });

  it('is written by administrators too', async () => {
    const administrator = await server.user(organisationId, { administrator: true });
    const answer = await administrator.call('POST', '/api/v1/guide/contacts', { name: '当直', phone: '9' });
    expect(answer.status).toBe(200);
  });

  it('is refused where it names what is not there, has no name or no way to be reached', async () => {
    const before = (await office.call('GET', '/api/v1/guide/pages')).json;
    for (const [change, field] of [
      [{ situationId: '9-9' }, 'situationId'],
      [{ action: 'fly' }, 'action'],
      [{ permissionType: 'wish' }, 'permissionType'],
      [{ body: '番号は 1234 5678 9018 です' }, 'body'],
    ] as const) {
      const answer = await office.call('POST', '/api/v1/guide/pages', { ...page, ...change });
      expect([answer.status, answer.json.problems[0].field]).toEqual([422, field]);
    }
    expect((await office.call('POST', '/api/v1/guide/pages', { ...page, title: ' ' })).status).toBe(422);
    expect((await office.call('POST', '/api/v1/guide/contacts', { name: '窓口' })).status).toBe(422);
    const wrong = { name: '窓口', email: 'mado.guchi' };
    expect((await office.call('POST', '/api/v1/guide/contacts', wrong)).status).toBe(422);
    expect((await office.call('GET', '/api/v1/guide/pages')).json).toEqual(before);
  });

  it('is changed by the version that was seen, with a history', async () => {
    const { id } = (await office.call('POST', '/api/v1/guide/pages', page)).json;
    const change = { ...page, doLines: ['使う目的を伝える'], headline: '総務課の棚から借ります。' };
    const put = (version: number) => office.call('PUT', `/api/v1/guide/pages/${id}`, { ...change, version });
    expect((await put(1)).status).toBe(204);
    const second = await put(1);
    expect([second.status, second.json.currentVersion]).toEqual([409, 2]);
    const history = await office.call('GET', `/api/v1/guide/pages/${id}/history`);
    expect(history.json).toHaveLength(2);
    expect(history.json[0].changes).toContainEqual(
      expect.objectContaining({ field: 'headline', before: page.headline, after: change.headline }),
    );
    expect((await office.call('DELETE', `/api/v1/guide/pages/${id}`, { version: 2 })).status).toBe(204);
    expect((await put(2)).status).toBe(404);
  });

  it('holds for contacts as well', async () => {
    const { id } = (await office.call('POST', '/api/v1/guide/contacts', contact)).json;
    const put = (version: number, phone: string) =>
      office.call('PUT', `/api/v1/guide/contacts/${id}`, { ...contact, phone, version });
    expect((await put(1, '内線1')).status).toBe(204);
    expect((await put(1, '内線2')).json.differences).toEqual([
      { field: 'phone', yours: '内線2', current: '内線1' },
    ]);
    expect((await office.call('GET', `/api/v1/guide/contacts/${id}/history`)).json).toHaveLength(2);
    expect((await office.call('DELETE', `/api/v1/guide/contacts/${id}`, { version: 2 })).status).toBe(204);
  });
});
