import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../kernel/errors.ts';
import { readConfig } from '../../platform/config.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { listOrganisations } from '../../platform/database/organisations.ts';
import { type TestDatabase, testDatabase, testSecrets } from '../../platform/database/testing.ts';
import { createLog } from '../../platform/log.ts';
import type { Services } from '../../platform/services.ts';
import { servicesOf } from '../compose.ts';
import { createDemo } from './create-demo.ts';
import { ensureDemo, samplePeople } from './ensure-demo.ts';
import { makingAlone, removeUnfinished } from './unfinished.ts';

let database: TestDatabase;
let services: Services;

beforeAll(async () => {
  database = await testDatabase();
  const config = readConfig({ KIJUN_DATA: '/nonexistent' });
  services = servicesOf(config, createLog('silent'), testSecrets, database.url, database);
});
afterAll(() => database.close());

/** Makes the sample data and breaks off at a percentage, as a killed process does between two transactions. */
const breakOffAt = (percent: number) =>
  createDemo(services, samplePeople, (at) => {
    if (at >= percent) throw new Error('killed');
  });

const countPeople = async (organisationId: string): Promise<number> =>
  inOrganisation(database, organisationId, async (tx) => {
    const { rows } = await tx.client.query<{ n: number }>('select count(*)::int as n from people');
    return rows[0]?.n ?? 0;
  });

describe('sample data that was broken off', () => {
  it('is taken away at the next start', async () => {
    await expect(breakOffAt(55)).rejects.toThrow('killed');
    const [half] = await listOrganisations(database);
    expect(await countPeople(half?.id ?? '')).toBe(samplePeople);
    await removeUnfinished(database);
    expect(await listOrganisations(database)).toEqual([]);
  });

  it('is begun anew, and the whole of it stays', async () => {
    await expect(breakOffAt(15)).rejects.toThrow('killed');
    await createDemo(services, samplePeople, () => undefined);
    await ensureDemo(services, () => undefined);
    await removeUnfinished(database);
    const [whole, ...others] = await listOrganisations(database);
    expect(others).toEqual([]);
    expect(await countPeople(whole?.id ?? '')).toBe(samplePeople);
    expect(whole?.settings).not.toHaveProperty('unfinished');
  }, 120_000);

  it('is not made twice at once', async () => {
    const other = await makingAlone(database, () =>
      createDemo(services, samplePeople, () => undefined).catch((error: unknown) => error),
    );
    expect(other).toBeInstanceOf(InvalidInput);
  });
});
