import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestUser } from '../../platform/http/testing.ts';
import { appointDirectly } from '../organisation/testing.ts';
import { type TestRegister, testRegister } from './testing.ts';

let register: TestRegister;

beforeAll(async () => {
  register = await testRegister();
});
afterAll(() => register.server.close());

const idsOf = async (user: TestUser, path: string): Promise<string[]> => {
  const { status, json } = await user.call('GET', `/api/v1/information/${path}`);
  expect(status).toBe(200);
  return json.items.map((item: { id: string }) => item.id);
};

describe('what an entry may name', () => {
  it('as a decider: people of one’s own units, or of those within one’s authority', async () => {
    const { maker, officer, ministry } = register;
    const [first, second] = ministry.people;
    expect(await idsOf(maker, 'colleagues')).toEqual([first]);
    expect(await idsOf(officer, 'colleagues')).toContain(first);
    expect(await idsOf(maker, 'colleagues?q=石川')).toEqual([]);
    expect(await idsOf(maker, 'colleagues')).not.toContain(second);
  });

  it('as a unit: those in which one keeps information', async () => {
    const { maker, planner, ministry } = register;
    expect(await idsOf(maker, 'units')).toEqual([ministry.divisions[0]]);
    expect(await idsOf(planner, 'units')).toEqual([ministry.divisions[2]]);
  });

  it('as a system: one of the ledger that is in use', async () => {
    const { maker, ministry } = register;
    expect(await idsOf(maker, 'systems?q=文書')).toEqual([ministry.system]);
    expect(await idsOf(maker, 'systems?q=経理')).toEqual([]);
  });

  it.each(['colleagues', 'units', 'systems'])('%s never come from another organisation', async (path) => {
    const theirs = await idsOf(register.stranger, path);
    const { people, divisions, system } = register.ministry;
    expect([...people, ...divisions, system].filter((id) => theirs.includes(id))).toEqual([]);
  });
});

it('composes the marking of classes for each place where it stands', async () => {
  const standing = {
    classes: { confidentiality: 2, integrity: 1, availability: 1 },
    restrictions: [],
    form: 'electronic',
    name: '検討資料',
  };
  const { status, json } = await register.maker.call('POST', '/api/v1/information/markings', standing);
  expect([status, json.items?.length > 0]).toEqual([200, true]);
  expect(json.items.map(({ text }: { text: string }) => text).join()).toContain('機密性2');
});

it('gives the template of the import to those who import', async () => {
  const { server, organisationId } = register;
  const path = '/api/v1/information-assets/imports/template';
  const personId = await register.insertPerson('推進 七郎');
  await appointDirectly(server.database, organisationId, { roleId: 'promotion_office_head', personId });
  const office = await server.user(organisationId, { personId });
  expect((await office.call('GET', path)).status).toBe(200);
  expect((await register.maker.call('GET', path)).status).toBe(403);
});
