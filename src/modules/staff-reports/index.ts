import { formatInstant } from '../../kernel/dates.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { Module, Task } from '../../platform/module.ts';
import { t } from './messages.ts';
import { actions } from './policy.ts';
import { waitingReports } from './queries.ts';
import { routes } from './routes.ts';

async function tasksOf(
  tx: Tx,
  _actor: Actor,
  _today: string,
  allowed: ReadonlySet<string>,
): Promise<readonly Task[]> {
  if (!allowed.has('reports-of-staff.read')) return [];
  const { count, oldest } = await waitingReports(tx);
  if (count === 0) return [];
  return [
    {
      id: 'staff-reports',
      kind: 'staff-report.take',
      title: t('task.title', { count }),
      detail: t('task.detail', { at: oldest ? formatInstant(oldest) : '' }),
      due: null,
      overdue: true,
      href: '/staff-reports',
    },
  ];
}

export const staffReportsModule: Module = { name: 'staff-reports', routes, actions, tasksOf };
