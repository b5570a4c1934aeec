import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inOrganisation } from '../../platform/database/database.ts';
import type { TestUser } from '../../platform/http/testing.ts';
import { classes, decide, get, type TestRegister, testRegister } from './testing.ts';

let server: TestRegister['server'];
let organisationId: TestRegister['organisationId'];
let maker: TestRegister['maker'];
let officer: TestRegister['officer'];
let draft: TestRegister['draft'];
let add: TestRegister['add'];

beforeAll(async () => {
  ({ server, organisationId, maker, officer, draft, add } = await testRegister());
});
afterAll(() => server.close());

describe('what is copied or made from others', () => {
  it('starts as high as its highest source, with all restrictions', async () => {
    const secret = await add(maker, { classes: classes(3), restrictions: ['encrypt'] });
    const plain = await add(maker, { classes: classes(1), restrictions: ['no_copy'] });
    const id = await add(maker, {
      classes: classes(null),
      sources: [
        { id: secret, kind: 'derived' },
        { id: plain, kind: 'derived' },
      ],
    });
    expect(await get(maker, id)).toMatchObject({
      classes: classes(3),
      restrictions: ['no_copy', 'encrypt'],
      basis: 'inherited',
      sources: expect.arrayContaining([
        expect.objectContaining({ marks: '機密性3・完全性1・可用性1' }),
        expect.objectContaining({ marks: '機密性1・完全性1・可用性1' }),
      ]),
    });
    const below = await maker.call(
      'POST',
      '/api/v1/information-assets',
      draft({ classes: classes(2), sources: [{ id: secret, kind: 'copy' }] }),
    );
    expect(below.json.problems).toMatchObject([{ field: 'confidentiality' }]);
  });

  it('stays undecided while its source is, and follows when that is decided', async () => {
    const unmarked = await add(maker, { classes: classes(null, null, null), origin: 'outside' });
    const id = await add(maker, { classes: classes(null), sources: [{ id: unmarked, kind: 'copy' }] });
    expect((await get(maker, id)).issues).toContain('undetermined');
    expect((await decide(maker, unmarked, { classes: classes(2) })).status).toBe(200);
    expect(await get(maker, id)).toMatchObject({ classes: classes(2), basis: 'inherited' });
  });

  it('follows when a source is raised, however far, also in other units', async () => {
    const first = await add(maker, { classes: classes(2) });
    const second = await add(maker, { classes: classes(null), sources: [{ id: first, kind: 'copy' }] });
    const third = await add(maker, { classes: classes(null), sources: [{ id: second, kind: 'derived' }] });
    await decide(maker, first, { classes: classes(3), restrictions: ['no_carry_out'] });
    expect(await get(maker, third)).toMatchObject({ classes: classes(3), restrictions: ['no_carry_out'] });
    const history = await maker.call('GET', `/api/v1/information-assets/${third}/history`);
    expect(history.json[0]).toMatchObject({ action: 'information.inherit' });
  });

  it('is lowered only by who may decide about the source, and asks for attention when the source rises', async () => {
    const source = await add(officer, { classes: classes(2) });
    const id = await add(maker, { classes: classes(null), sources: [{ id: source, kind: 'copy' }] });
    expect((await decide(maker, id, { classes: classes(1) })).status).toBe(403);
    expect((await decide(officer, id, { classes: classes(1) })).status).toBe(200);
    expect((await get(maker, id)).classes).toEqual(classes(1));
    await decide(officer, source, { classes: classes(3) });
    expect(await get(maker, id)).toMatchObject({
      classes: classes(1),
      issues: expect.arrayContaining(['attention']),
    });
    await decide(officer, id, { classes: classes(3) });
    expect((await get(maker, id)).issues).not.toContain('attention');
  });

  it('may not be made from itself, and is not rid of a source by who does not decide about it', async () => {
    const source = await add(officer, { classes: classes(2) });
    const id = await add(maker, { classes: classes(null), sources: [{ id: source, kind: 'copy' }] });
    const sources = async (user: TestUser, entry: string, wanted: object[]) => {
      const { version } = await get(user, entry);
      return user.call('PUT', `/api/v1/information-assets/${entry}/sources`, { version, sources: wanted });
    };
    expect((await sources(officer, source, [{ id, kind: 'copy' }])).status).toBe(422);
    expect((await sources(maker, id, [])).status).toBe(403);
    expect((await sources(officer, id, [])).status).toBe(204);
    expect(await get(maker, id)).toMatchObject({ classes: classes(2), sources: [] });
  });

  it('lifts at once when a source is added later', async () => {
    const id = await add(maker, { classes: classes(1) });
    const copy = await add(maker, { classes: classes(null), sources: [{ id, kind: 'copy' }] });
    const secret = await add(maker, { classes: classes(3) });
    const { version } = await get(maker, id);
    await maker.call('PUT', `/api/v1/information-assets/${id}/sources`, {
      version,
      sources: [{ id: secret, kind: 'derived' }],
    });
    expect((await get(maker, id)).classes.confidentiality).toBe(3);
    expect((await get(maker, copy)).classes.confidentiality).toBe(3);
  });
});

describe('whatever is done, by whomever', () => {
  const level = fc.constantFrom(1, 2, 3, null);
  const restrictions = fc.subarray(['no_copy', 'encrypt']);
  const who = fc.constantFrom('maker', 'officer');
  const deed = fc.oneof(
    fc.record({ kind: fc.constant('enter'), who, level, restrictions, a: fc.nat(), b: fc.nat() }),
    fc.record({ kind: fc.constant('sources'), who, level, restrictions, a: fc.nat(), b: fc.nat() }),
    fc.record({ kind: fc.constant('decide'), who, level, restrictions, a: fc.nat(), b: fc.nat() }),
  );

  it('nothing in the database is below its sources without a recorded decision', async () => {
    const runs = fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 25 }), async (deeds) => {
      const ids: string[] = [];
      for (const step of deeds) {
        const user = step.who === 'maker' ? maker : officer;
        const [id, source] = [step.a, step.b].map((at) => ids[at % Math.max(1, ids.length)]);
        const standing = { classes: classes(step.level), restrictions: step.restrictions };
        if (step.kind === 'enter' || id === undefined || source === undefined) {
          const sources = source === undefined ? [] : [{ id: source, kind: 'derived' }];
          const answer = await user.call(
            'POST',
            '/api/v1/information-assets',
            draft({ ...standing, sources }),
          );
          expect([200, 422]).toContain(answer.status);
          if (answer.status === 200) ids.push(answer.json.id);
        } else if (step.kind === 'sources') {
          const { version, sources } = await get(user, id);
          const kept = sources.map((each: { id: string; kind: string }) => ({
            id: each.id,
            kind: each.kind,
          }));
          const wanted = [
            ...kept.filter((each: { id: string }) => each.id !== source),
            { id: source, kind: 'copy' },
          ];
          const path = `/api/v1/information-assets/${id}/sources`;
          const answer = await user.call('PUT', path, {
            version,
            sources: step.level === null ? [] : wanted,
          });
          expect([204, 403, 422]).toContain(answer.status);
        } else {
          expect([200, 403, 422]).toContain((await decide(user, id, standing)).status);
        }
      }
      const below = await inOrganisation(server.database, organisationId, (tx) =>
        tx.execute(sql`select a.number from information_sources s
          join information_assets a on a.organisation_id = s.organisation_id and a.id = s.asset_id
          join information_assets o on o.organisation_id = s.organisation_id and o.id = s.source_id
          where (a.confidentiality < coalesce(o.confidentiality, 3) or not o.restrictions <@ a.restrictions)
            and not exists (select 1 from information_changes c where c.asset_id = a.id and c.state = 'approved'
              and c.after is not null)`),
      );
      expect(below.rows).toEqual([]);
    });
    await fc.assert(runs, { numRuns: 4 });
  }, 60_000);
});
