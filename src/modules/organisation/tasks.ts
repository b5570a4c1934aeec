import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Scope } from '../../platform/authorisation/authorise.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { Task } from '../../platform/module.ts';
import { t } from './messages.ts';
import { findGaps } from './queries/gaps.ts';

/** Gaps in the appointments wait for those who appoint for the whole organisation. */
export async function tasksOf(
  tx: Tx,
  actor: Actor,
  today: string,
  allowed: ReadonlySet<string>,
): Promise<readonly Task[]> {
  if (!allowed.has('appointments.edit')) return [];
  const whole: Scope = {
    organisationId: actor.organisationId,
    whole: true,
    unitPaths: [],
    assetIds: [],
    personId: null,
  };
  const findings = await findGaps(tx, whole, today);
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  if (findings.length === 0) return [];
  return [
    {
      id: 'organisation-gaps',
      kind: 'appointments.mend',
      title: t('task.gaps', { count: findings.length }),
      detail: t('task.gapsDetail', { errors, warnings: findings.length - errors }),
      due: null,
      overdue: errors > 0,
      href: '/appointments/gaps',
    },
  ];
}
