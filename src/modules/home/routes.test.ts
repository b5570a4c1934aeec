import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { jobRuns } from '../../platform/jobs/tables.ts';
import type { Module, Task } from '../../platform/module.ts';
import { createHome } from './index.ts';

const task = (id: string, due: string | null): Task => ({
  id,
  kind: 'test.do',
  title: id,
  detail: '',
  due,
  overdue: false,
  href: `/${id}`,
});

/** A room with tasks for everybody, one with tasks for those who may do something, one without any. */
const rooms: readonly Module[] = [
  {
    name: 'one',
    routes: [],
    actions: [],
    tasksOf: async (_tx, actor, today) => [
      task(`of ${actor.name}`, null),
      task('later', '2999-01-01'),
      { ...task('today', today), overdue: true },
    ],
  },
  {
    name: 'two',
    routes: [],
    actions: [{ id: 'test.do', title: { ja: '試験', en: 'Test' } }],
    tasksOf: async (_tx, _actor, _today, allowed) =>
      allowed.has('test.do') ? [task('first', '2001-01-01')] : [],
  },
  { name: 'three', routes: [], actions: [] },
];

let server: TestServer;
let ours: string;
let staff: TestUser;
let officer: TestUser;

beforeAll(async () => {
  server = await testServer([...rooms, createHome(rooms)], (_pack, role) =>
    role === 'officer' ? ['test.do'] : [],
  );
  ours = await server.organisation();
  staff = await server.user(ours, { name: '甲' });
  officer = await server.user(ours, { name: '乙', role: 'officer' });
});
afterAll(() => server.close());

describe('my tasks', () => {
  const titles = async (user: TestUser) =>
    (await user.call('GET', '/api/v1/me/tasks')).json.tasks.map((each: Task) => each.title);

  it('are those of all rooms, the most urgent first and those without a day last', async () => {
    expect(await titles(officer)).toEqual(['first', 'today', 'later', 'of 乙']);
  });

  it('are asked for with what the person may do', async () => {
    expect(await titles(staff)).toEqual(['today', 'later', 'of 甲']);
  });

  it('are shown to nobody who is not signed in', async () => {
    const answer = await server.app.inject({ method: 'GET', url: '/api/v1/me/tasks' });
    expect(answer.statusCode).toBe(401);
  });
});

describe('long work', () => {
  /** Work of an account, half done. */
  async function startedBy(user: TestUser): Promise<string> {
    const id = newId();
    const run = {
      kind: 'test.long',
      startedBy: user.accountId,
      state: 'running',
      done: 5,
      total: 10,
    } as const;
    await inOrganisation(server.database, user.organisationId, (tx) =>
      tx.insert(jobRuns).values({ organisationId: user.organisationId, id, ...run }),
    );
    return id;
  }
  const look = (user: TestUser, id: string) => user.call('GET', `/api/v1/jobs/${id}`);

  it('is seen by who started it', async () => {
    const id = await startedBy(staff);
    const answer = await look(staff, id);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      id,
      kind: 'test.long',
      state: 'running',
      done: 5,
      total: 10,
      result: null,
      error: null,
    });
  });

  it('is seen by nobody else, not even an administrator', async () => {
    const id = await startedBy(staff);
    const administrator = await server.user(ours, { administrator: true });
    expect((await look(officer, id)).status).toBe(404);
    expect((await look(administrator, id)).status).toBe(404);
  });

  it('is not seen from another organisation', async () => {
    const id = await startedBy(staff);
    const stranger = await server.user(await server.organisation(), { administrator: true });
    expect((await look(stranger, id)).status).toBe(404);
    expect((await look(stranger, await startedBy(stranger))).status).toBe(200);
  });

  it('is not found under something that is no id', async () => {
    expect((await look(staff, 'x')).status).toBe(422);
    expect((await look(staff, newId())).status).toBe(404);
  });
});
