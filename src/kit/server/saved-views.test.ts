import { afterAll, beforeAll, expect, it } from 'vitest';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { savedViewsModule } from './saved-views.ts';

let server: TestServer;
let organisationId: string;
let keeper: TestUser;

beforeAll(async () => {
  server = await testServer([savedViewsModule]);
  organisationId = await server.organisation();
  keeper = await server.user(organisationId);
});
afterAll(() => server.close());

const path = '/api/v1/saved-views';
const keep = (user: TestUser, name: string, query = '?q=総務', page = '/people') =>
  user.call('PUT', path, { page, name, query });
const views = async (user: TestUser, page = '/people') =>
  (await user.call('GET', `${path}?page=${encodeURIComponent(page)}`)).json.items;

it('are kept for the list of one page, by name; the same name is kept anew', async () => {
  const { json } = await keep(keeper, '  総務の人 ');
  await keep(keeper, '異動した人', '?sort=-name');
  const again = await keep(keeper, '総務の人', '?q=総務課&sort=name');
  expect(again.json.id).toBe(json.id);
  expect(await views(keeper)).toEqual([
    { id: expect.any(String), name: '異動した人', query: '?sort=-name' },
    { id: json.id, name: '総務の人', query: '?q=総務課&sort=name' },
  ]);
  expect(await views(keeper, '/units')).toEqual([]);
});

it('are nobody else’s, neither in the organisation nor in another', async () => {
  const { json } = await keep(keeper, '自分だけ');
  const colleague = await server.user(organisationId, { administrator: true });
  const stranger = await server.user(await server.organisation());
  for (const user of [colleague, stranger]) {
    expect(await views(user)).toEqual([]);
    expect((await user.call('DELETE', `${path}/${json.id}`)).status).toBe(404);
    expect((await keep(user, '自分だけ', '?q=別')).json.id).not.toBe(json.id);
  }
  expect(await views(keeper)).toContainEqual({ id: json.id, name: '自分だけ', query: '?q=総務' });
});

it('are forgotten, and the trail says so', async () => {
  const { json } = await keep(keeper, '要らない条件');
  expect((await keeper.call('DELETE', `${path}/${json.id}`)).status).toBe(204);
  expect((await keeper.call('DELETE', `${path}/${json.id}`)).status).toBe(404);
  const trail = await inOrganisation(server.database, organisationId, (tx) =>
    tx.client.query<{ action: string; detail: unknown }>(
      'select action, detail from audit_events where entity_id = $1 order by id',
      [json.id],
    ),
  );
  expect(trail.rows.map(({ action }) => action)).toEqual(['view.save', 'view.remove']);
  expect(trail.rows[1]?.detail).toMatchObject({ facts: { page: '/people' } });
});

it('lead to pages of the product and have a name', async () => {
  for (const page of ['https://a.example/', '//a.example', '/people?q=1', 'people', `/${'a'.repeat(200)}`]) {
    expect((await keep(keeper, '名前', '', page)).status, page).toBe(422);
  }
  for (const name of ['', '　', 'あ'.repeat(61)]) expect((await keep(keeper, name)).status).toBe(422);
  for (const query of ['q=1', `?${'a'.repeat(2000)}`, '#x']) {
    expect((await keep(keeper, '名前', query)).status, query).toBe(422);
  }
  expect((await keep(keeper, '', '')).json.problems[0]).toMatchObject({
    field: expect.stringContaining('name'),
    message: '名前を入力してください。',
  });
});

it('are thirty at most under one list; one that is there can still be kept anew', async () => {
  const page = '/units';
  for (let at = 1; at <= 30; at += 1) await keep(keeper, `条件${at}`, '?q=a', page);
  expect((await keep(keeper, '一つ多い', '?q=a', page)).status).toBe(422);
  expect((await keep(keeper, '条件30', '?q=b', page)).status).toBe(200);
  expect(await views(keeper, page)).toHaveLength(30);
});
