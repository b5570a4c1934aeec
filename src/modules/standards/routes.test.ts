import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { loadPack } from './load-pack.ts';
import { standardsModule } from './module.ts';
import { toOscal } from './oscal-export.ts';

const data = mkdtempSync(join(tmpdir(), 'kijun-routes-'));
const before = process.env.KIJUN_DATA;
let server: TestServer;
let administrator: TestUser;
let staff: TestUser;
let neighbour: TestUser;
let town: TestUser;

beforeAll(async () => {
  process.env.KIJUN_DATA = data;
  server = await testServer([standardsModule]);
  const ministry = await server.organisation({ kind: 'national' });
  administrator = await server.user(ministry, { administrator: true });
  staff = await server.user(ministry);
  neighbour = await server.user(await server.organisation({ kind: 'national' }), { administrator: true });
  town = await server.user(await server.organisation({ kind: 'local' }), { administrator: true });
});

afterAll(async () => {
  await server.close();
  if (before === undefined) delete process.env.KIJUN_DATA;
  else process.env.KIJUN_DATA = before;
  rmSync(data, { recursive: true, force: true });
});

const upload = async (user: TestUser, url: string, content: string, fields: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([content]), 'file.txt');
  const request = new Request('http://localhost', { method: 'POST', body: form });
  const response = await server.app.inject({
    method: 'POST',
    url,
    headers: { ...user.headers, 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: response.statusCode, json: response.json() };
};

const pack = async (user: TestUser, id: string) =>
  (await user.call('GET', '/api/v1/standards')).json.items.find((each: { id: string }) => each.id === id);

describe('reading', () => {
  it('lists packs with what the organisation made of them', async () => {
    const answer = await staff.call('GET', '/api/v1/standards');
    expect(answer.status).toBe(200);
    expect(await pack(staff, 'common-standards-h30')).toMatchObject({
      requirements: 288,
      subItems: 88,
      suits: true,
    });
    expect(await pack(staff, 'local-government-h30')).toMatchObject({ recommendations: 18, suits: false });
    expect(answer.json.comparisons).toHaveLength(1);
  });

  it('shows the tree, searches and filters', async () => {
    const detail = (await staff.call('GET', '/api/v1/standards/common-standards-h30')).json;
    expect(detail.titles).toHaveLength(178);
    expect(detail.actors.map((actor: { id: string }) => actor.id)).toContain('employee');
    const url = `/api/v1/standards/common-standards-h30/requirements?q=${encodeURIComponent('ＵＳＢメモリー')}&actor=employee`;
    const found = (await staff.call('GET', url)).json;
    expect(found.total).toBeLessThan(20);
    expect(found.items.map((each: { id: string }) => each.id)).toContain('8.1.1(3)(k)');
    const csv = await staff.call('GET', '/api/v1/standards/common-standards-h30/requirements?format=csv');
    expect(csv.text.split('\n').filter((line) => line !== '')).toHaveLength(289);
  });

  it('shows one requirement with its sub-items and counterparts', async () => {
    const url = `/api/v1/standards/common-standards-h30/requirements/${encodeURIComponent('8.1.1(3)(h)')}`;
    const { json } = await staff.call('GET', url);
    expect(json.subItems.map((each: { id: string }) => each.id)).toEqual([
      '8.1.1(3)(h)(ア)',
      '8.1.1(3)(h)(イ)',
    ]);
    expect(json.related).toContainEqual(expect.objectContaining({ pack: 'unified-norm', id: '22' }));
    expect(json.crosswalk).toEqual([
      expect.objectContaining({ edition: 'common-standards-r3', relation: 'same' }),
    ]);
    expect(json.official).toBeNull();
    expect(
      (await staff.call('GET', '/api/v1/standards/common-standards-h30/requirements/9.9.9')).status,
    ).toBe(404);
    expect((await staff.call('GET', '/api/v1/standards/nothing')).status).toBe(404);
  });

  it('compares and exports', async () => {
    const url = '/api/v1/standards-comparison?from=common-standards-h30&to=common-standards-r3';
    expect((await staff.call('GET', url)).json.lines.length).toBeGreaterThan(50);
    const oscal = await staff.call('GET', '/api/v1/standards/unified-norm/oscal');
    expect(oscal.headers['content-disposition']).toContain('unified-norm.oscal.json');
    expect(JSON.parse(oscal.text).catalog.groups).toHaveLength(3);
  });
});

describe('adoption', () => {
  const url = '/api/v1/standards/common-standards-h30/adoption';

  it('is the administrator’s, and refused to staff', async () => {
    expect((await staff.call('PUT', url, { version: null })).status).toBe(403);
    expect((await staff.call('DELETE', `${url}?version=1`)).status).toBe(403);
    expect(await pack(administrator, 'common-standards-h30')).toMatchObject({ adoption: null });
  });

  it('makes the first pack the primary one, and keeps each organisation’s choice apart', async () => {
    const answer = await administrator.call('PUT', url, { version: null });
    expect(answer.json).toMatchObject({ adoption: { primary: true, recommendations: [], version: 1 } });
    expect(await pack(neighbour, 'common-standards-h30')).toMatchObject({ adoption: null });
    const second = await administrator.call('PUT', '/api/v1/standards/unified-norm/adoption', {
      version: null,
    });
    expect(second.json).toMatchObject({ adoption: { primary: false } });
  });

  it('refuses a stale version, another kind of organisation and what is no recommendation', async () => {
    expect((await administrator.call('PUT', url, { version: null })).status).toBe(409);
    expect((await administrator.call('PUT', url, { version: 7 })).status).toBe(409);
    expect(
      (await administrator.call('PUT', '/api/v1/standards/local-government-h30/adoption', { version: null }))
        .status,
    ).toBe(422);
    expect(
      (await administrator.call('PUT', url, { version: 1, recommendations: ['2.1.1(1)(a)'] })).status,
    ).toBe(422);
  });

  it('switches recommendations', async () => {
    const local = '/api/v1/standards/local-government-h30/adoption';
    await town.call('PUT', local, { version: null });
    const answer = await town.call('PUT', local, { version: 1, recommendations: ['4.4③', '1(1)②'] });
    expect(answer.json.adoption).toMatchObject({ recommendations: ['1(1)②', '4.4③'], version: 2 });
    const clause = `/api/v1/standards/local-government-h30/requirements/${encodeURIComponent('4.4③')}`;
    expect((await town.call('GET', clause)).json).toMatchObject({ binding: true, recommended: true });
    const other = `/api/v1/standards/local-government-h30/requirements/${encodeURIComponent('4.4⑤')}`;
    expect((await town.call('GET', other)).json).toMatchObject({ binding: false, recommended: true });
  });

  it('gives up a pack, but not the primary one until another takes its place', async () => {
    const norm = '/api/v1/standards/unified-norm/adoption';
    expect((await administrator.call('DELETE', `${url}?version=1`)).status).toBe(422);
    await administrator.call('PUT', norm, { version: 1, primary: true });
    expect(await pack(administrator, 'common-standards-h30')).toMatchObject({
      adoption: { primary: false, version: 2 },
    });
    expect((await administrator.call('DELETE', `${url}?version=1`)).status).toBe(409);
    expect((await administrator.call('DELETE', `${url}?version=2`)).status).toBe(204);
    expect((await administrator.call('DELETE', `${url}?version=2`)).status).toBe(404);
  });

  it('leaves a trace', async () => {
    const { rows } = await inOrganisation(server.database, administrator.organisationId, (tx) =>
      tx.client.query(`select action, entity_id from audit_events where entity = 'pack' order by at, id`),
    );
    expect(rows[0]).toEqual({ action: 'standards.adopt', entity_id: 'common-standards-h30' });
    expect(rows.at(-1)).toEqual({ action: 'standards.withdraw', entity_id: 'common-standards-h30' });
  });
});

describe('official wording', () => {
  const url = '/api/v1/standards/common-standards-h30/official-text';
  const document = `2.1.1 組織・体制の整備
遵守事項
(3) 情報セキュリティ監査責任者の設置
(a) 最高情報セキュリティ責任者は、試験のために作った文をここに置くこと。
`;
  const clause = `/api/v1/standards/common-standards-h30/requirements/${encodeURIComponent('2.1.1(3)(a)')}`;

  it('is only reported in a dry run, and refused to staff', async () => {
    expect((await upload(staff, url, document)).status).toBe(403);
    const answer = await upload(administrator, url, document, { dryRun: 'true' });
    expect(answer.json.requirements.matched).toBe(1);
    expect(await pack(administrator, 'common-standards-h30')).toMatchObject({ officialTexts: 0 });
  });

  it('stands beside the summary, is searched, and is nobody else’s', async () => {
    expect((await upload(administrator, url, document)).status).toBe(200);
    const body = '最高情報セキュリティ責任者は、試験のために作った文をここに置くこと。';
    expect((await staff.call('GET', clause)).json.official).toBe(body);
    expect((await neighbour.call('GET', clause)).json.official).toBeNull();
    const search = `/api/v1/standards/common-standards-h30/requirements?q=${encodeURIComponent('試験のために作った')}`;
    expect((await staff.call('GET', search)).json.items).toHaveLength(1);
    expect((await neighbour.call('GET', search)).json.items).toHaveLength(0);
  });

  it('is not emptied by a wrong file, and can be taken away', async () => {
    expect((await upload(administrator, url, '別の文書')).status).toBe(422);
    expect((await staff.call('GET', clause)).json.official).not.toBeNull();
    expect((await administrator.call('DELETE', url)).status).toBe(204);
    expect((await staff.call('GET', clause)).json.official).toBeNull();
  });
});

describe('import', () => {
  const catalogue = JSON.stringify(toOscal(loadPack('unified-norm')));

  it('keeps a sound catalogue as a pack, for administrators only', async () => {
    expect((await upload(staff, '/api/v1/standards', catalogue, { id: 'our-norm' })).status).toBe(403);
    const answer = await upload(administrator, '/api/v1/standards', catalogue, { id: 'our-norm' });
    expect(answer).toMatchObject({ status: 200, json: { id: 'our-norm', requirements: 23 } });
    expect(await pack(administrator, 'our-norm')).toMatchObject({ requirements: 23 });
    expect((await upload(administrator, '/api/v1/standards', catalogue, { id: 'our-norm' })).status).toBe(
      422,
    );
    expect((await upload(administrator, '/api/v1/standards', '{', { id: 'other' })).status).toBe(422);
  });
});
