import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { informationModule } from '../information/index.ts';
import { organisationModule } from '../organisation/index.ts';
import { makeMinistry } from '../organisation/testing.ts';
import { organisationPacks } from '../standards/index.ts';
import { handlingModule } from './index.ts';

let server: TestServer;
let ministry: TestUser;
let town: TestUser;

beforeAll(async () => {
  server = await testServer([organisationModule, informationModule, handlingModule]);
  ministry = await staffOf('national', 'common-standards-h30');
  town = await staffOf('local', 'local-government-h30');
});
afterAll(() => server.close());

async function staffOf(kind: string, packId: string): Promise<TestUser> {
  const organisationId = await server.organisation({ kind });
  await adopt(organisationId, packId, true);
  return server.user(organisationId);
}

const adopt = (organisationId: string, packId: string, primaryPack: boolean) =>
  inOrganisation(server.database, organisationId, (tx) =>
    tx.insert(organisationPacks).values({ organisationId, packId, adoptedOn: '2026-04-01', primaryPack }),
  );

const ask = (user: TestUser, body: object) => user.call('POST', '/api/v1/handling/decisions', body);
const secret = { confidentiality: 3, integrity: 1, availability: 1 };

describe('asking whether something may be done', () => {
  it('is answered by the organisation’s own pack and kind', async () => {
    const question = { action: 'process', place: 'outside', classes: secret };
    const national = await ask(ministry, question);
    expect(national.status).toBe(200);
    expect(national.json).toMatchObject({
      outcome: 'needs_permission',
      permissions: [
        { type: 'process_outside', mode: 'all', deciders: ['system_officer', 'division_officer'] },
      ],
      reasons: [{ clause: '3.1.1(4)(b)', edition: '平成30年度版' }, {}, {}],
      explained: {
        pack: { id: 'common-standards-h30' },
        permissions: [
          {
            title: '要管理対策区域外での情報処理',
            words: '情報システムセキュリティ責任者と課室情報セキュリティ責任者の両方',
          },
        ],
        clauses: { safety_outside: '3.1.1(4)(c)' },
      },
    });
    const local = await ask(town, question);
    expect(local.json.permissions[0].deciders).toEqual(['division_officer']);
  });

  it('may name another pack for the same kind of organisation', async () => {
    const question = {
      action: 'process',
      place: 'outside',
      classes: secret,
      pack: 'common-standards-r3-staff',
    };
    expect((await ask(ministry, question)).json.permissions[0].deciders).toEqual(['division_officer']);
    const refused = await ask(town, question);
    expect(refused.status).toBe(422);
    expect(refused.json.problems[0].field).toBe('pack');
  });

  it('names those who decide in the organisation, and the pack’s for another pack', async () => {
    const question = { action: 'process', place: 'outside', classes: secret };
    const steps = [
      { id: 'chief', mode: 'all', deciders: [{ post: '係長', of: 'applicant_unit' }] },
      { id: 'officer', mode: 'all', deciders: [{ role: 'division_officer', of: 'applicant_unit' }] },
    ];
    const own = await staffOf('national', 'common-standards-h30');
    const change = (what: object, version: number | null) =>
      inOrganisation(server.database, own.organisationId, async (tx) => {
        if (version !== null) await tx.execute(sql`delete from permission_type_changes`);
        await tx.execute(sql`insert into permission_type_changes (organisation_id, id, type_id, own, change)
          values (${own.organisationId}, ${newId()}, 'process_outside', false, ${JSON.stringify(what)}::jsonb)`);
      });
    await change({ steps, title: { ja: '外での作業' } }, null);
    const { json } = await ask(own, question);
    expect(json.permissions).toEqual([
      { type: 'process_outside', mode: 'all', deciders: ['post:係長', 'division_officer'] },
    ]);
    expect(json.explained.permissions).toMatchObject([
      { title: '外での作業', words: '係長 → 課室情報セキュリティ責任者', off: false },
    ]);
    const other = await ask(own, { ...question, pack: 'common-standards-r3-staff' });
    expect(other.json.permissions[0].deciders).toEqual(['division_officer']);
    await change({ off: true }, 1);
    expect((await ask(own, question)).json.explained.permissions[0].off).toBe(true);
  });

  it('takes classes that are left out as not decided', async () => {
    const { json } = await ask(ministry, { action: 'publish' });
    expect(json.outcome).toBe('forbidden');
    expect(json.measures[0].id).toBe('determine_class');
    expect(json.explained.undetermined).toEqual(['confidentiality']);
  });

  it.each([
    [{ action: 'fly' }, 'action'],
    [{ action: 'copy', restrictions: ['no_fun'] }, 'restrictions.0'],
    [{ action: 'copy', classes: { confidentiality: 4 } }, 'classes.confidentiality'],
    [{ action: 'copy', medium: 'stone' }, 'medium'],
    [{}, 'action'],
  ])('refuses %j', async (question, field) => {
    const answer = await ask(ministry, question);
    expect(answer.status).toBe(422);
    expect(answer.json.problems[0].field).toBe(field);
  });

  it('says so where no pack has rules', async () => {
    const other = await staffOf('national', 'unified-norm');
    const answer = await ask(other, { action: 'copy' });
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('規則がありません');
  });

  it('is open to everybody who is signed in, and to nobody else', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/handling/decisions',
      payload: { action: 'copy' },
    });
    expect([401, 403]).toContain(answer.statusCode);
  });
});

describe('an entry of the register', () => {
  let owner: TestUser;
  let colleague: TestUser;
  let stranger: TestUser;
  let assetId: string;

  beforeAll(async () => {
    const organisationId = await server.organisation();
    const made = await makeMinistry(server.database, organisationId);
    owner = await server.user(organisationId, { personId: made.people[0] ?? '' });
    colleague = await server.user(organisationId, { personId: made.people[1] ?? '' });
    stranger = ministry;
    const added = await owner.call('POST', '/api/v1/information-assets', {
      name: '検討資料',
      unitId: made.divisions[0],
      form: 'electronic',
      origin: 'made',
      classes: secret,
      restrictions: ['no_copy'],
    });
    assetId = added.json.id;
  });

  it('is asked about with its own classes and restrictions', async () => {
    const outside = await ask(owner, { action: 'process', place: 'outside', assetId });
    expect(outside.json.outcome).toBe('needs_permission');
    expect(outside.json.explained.classes).toEqual(secret);
    expect((await ask(owner, { action: 'copy', assetId })).json.outcome).toBe('forbidden');
    const claimed = { action: 'publish', assetId, classes: { confidentiality: 1 } };
    expect((await ask(owner, claimed)).json.outcome).toBe('forbidden');
  });

  it('is not found by who may not see it', async () => {
    for (const user of [colleague, stranger]) {
      const answer = await ask(user, { action: 'copy', assetId });
      expect(answer.status).toBe(404);
      expect(answer.text).toContain('台帳に見つかりません');
    }
  });
});

describe('what can be asked', () => {
  it('is listed with the options of each action', async () => {
    const { json } = await ministry.call('GET', '/api/v1/handling/actions');
    expect(json.pack).toEqual({
      id: 'common-standards-h30',
      title: expect.stringContaining('統一基準'),
      edition: '平成30年度版',
    });
    expect(json.actions).toHaveLength(18);
    expect(json.situations).toHaveLength(21);
    expect(json.places).toHaveLength(3);
    expect(json.media).toHaveLength(7);
    expect(json.restrictions.map(({ id }: { id: string }) => id)).toContain('no_copy');
    const { json: local } = await town.call('GET', '/api/v1/handling/actions');
    expect(local.places.map(({ title }: { title: string }) => title)).toEqual([
      '庁内',
      '庁外（出張先、自宅、移動中など）',
    ]);
  });
});
