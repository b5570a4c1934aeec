import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { InvalidInput } from '../../kernel/errors.ts';
import { inOrganisation } from '../database/database.ts';
import { type TestServer, testServer } from '../http/testing.ts';
import { clockActor, type JobKind } from './jobs.ts';
import { t } from './messages.ts';
import { jobRuns } from './tables.ts';

let server: TestServer;
let organisationId: string;
const attempts = { shaky: 0, refused: 0 };

const shaky: JobKind<object> = {
  kind: 'test.shaky',
  run: async ({ progress }) => {
    attempts.shaky += 1;
    await progress(attempts.shaky, 2);
    if (attempts.shaky === 1) throw new Error('the database was away');
    return { attempts: attempts.shaky };
  },
};
const refused: JobKind<object> = {
  kind: 'test.refused',
  run: async () => {
    attempts.refused += 1;
    throw new InvalidInput(t.ref('failed'));
  },
};

beforeAll(async () => {
  server = await testServer([]);
  organisationId = await server.organisation();
  const { jobs } = server.services;
  jobs.register(shaky);
  jobs.register(refused);
  await jobs.start();
  await jobs.work(server.services);
});
afterAll(async () => {
  await server.services.jobs.stop();
  await server.close();
});

async function outcome(job: JobKind<object>) {
  const work = <T>(given: Parameters<typeof inOrganisation<T>>[2]) =>
    inOrganisation(server.database, organisationId, given);
  const id = await work((tx) => server.services.jobs.enqueue(tx, clockActor(organisationId), job, {}));
  for (;;) {
    const [run] = await work((tx) => tx.select().from(jobRuns).where(eq(jobRuns.id, id)));
    if (run?.state === 'done' || run?.state === 'failed') return run;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

it('is tried again when something unexpected stops it', async () => {
  expect(await outcome(shaky)).toMatchObject({ state: 'done', result: { attempts: 2 }, done: 2, total: 2 });
}, 20_000);

it('is not tried again when it was refused, and tells why', async () => {
  expect(await outcome(refused)).toMatchObject({ state: 'failed', error: t('failed') });
  expect(attempts.refused).toBe(1);
}, 20_000);
