import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { NotFound } from '../../kernel/errors.ts';
import { route } from '../../platform/http/route.ts';
import { jobRuns } from '../../platform/jobs/tables.ts';
import type { Module } from '../../platform/module.ts';
import { t } from './messages.ts';

const task = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  detail: z.string(),
  due: z.iso.date().nullable(),
  overdue: z.boolean(),
  href: z.string(),
});

/** The home page of everybody: what waits for me, over all modules. The modules are given, so that none is imported. */
export function createHome(modules: readonly Module[]): Module {
  const listTasks = route({
    method: 'GET',
    path: '/api/v1/me/tasks',
    summary: 'What waits for me, the most urgent first',
    access: 'signed-in',
    response: z.object({ tasks: z.array(task) }),
    handle: async ({ tx, actor, today, authorisation }) => {
      const allowed = new Set(authorisation.allowed(actor));
      const tasks = [];
      for (const module of modules)
        tasks.push(...((await module.tasksOf?.(tx, actor, today, allowed, authorisation)) ?? []));
      return { tasks: tasks.sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999')) };
    },
  });
  return { name: 'home', routes: [listTasks, getJob], actions: [] };
}

/** How far long work is that I started. */
const getJob = route({
  method: 'GET',
  path: '/api/v1/jobs/:id',
  summary: 'Progress and result of long work that I started',
  access: 'signed-in',
  params: z.object({ id: z.uuid() }),
  response: z.object({
    id: z.uuid(),
    kind: z.string(),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    done: z.number().int(),
    total: z.number().int().nullable(),
    result: z.unknown(),
    error: z.string().nullable(),
  }),
  handle: async ({ tx, actor, params }) => {
    const [run] = await tx
      .select()
      .from(jobRuns)
      .where(and(eq(jobRuns.organisationId, tx.organisationId), eq(jobRuns.id, params.id)));
    if (!run || run.startedBy !== actor.accountId) throw new NotFound(t.ref('jobNotFound'));
    return run;
  },
});
