import { formatDate } from '../../kernel/dates.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Authorisation } from '../../platform/authorisation/authorise.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { Task } from '../../platform/module.ts';
import { type Authority, authorityOf } from './authority.ts';
import { t } from './messages.ts';
import { countOwnTasks, countWaiting } from './queries/changes.ts';

/** What waits for the decider of entries and for officers: requests, reviews, sources that were raised. Two statements. */
export async function tasksOf(
  tx: Tx,
  actor: Actor,
  today: string,
  _allowed: ReadonlySet<string>,
  authorisation: Authorisation,
): Promise<readonly Task[]> {
  if (actor.personId === null) return [];
  const authority = nearby(authorityOf(authorisation, actor));
  const waiting = await countWaiting(tx, actor, authority);
  const own = await countOwnTasks(tx, actor.personId, today);
  const task = (kind: string, count: number, rest: Omit<Task, 'id' | 'kind'>): Task[] =>
    count === 0 ? [] : [{ id: kind, kind, ...rest }];
  return [
    ...task('information.settle', waiting.changes, {
      title: t('task.changes', { count: waiting.changes }),
      detail: t('task.changesDetail'),
      due: null,
      overdue: false,
      href: '/information/changes',
    }),
    ...task('information.attention', own.attention, {
      title: t('task.attention', { count: own.attention }),
      detail: t('task.attentionDetail'),
      due: null,
      overdue: true,
      href: '/information?issue=attention&mine=true',
    }),
    ...task('information.review', own.reviews, {
      title: t('task.reviews', { count: own.reviews }),
      detail: own.oldestReview === null ? '' : t('task.reviewsDetail', { on: formatDate(own.oldestReview) }),
      due: own.oldestReview,
      overdue: true,
      href: '/information?issue=review&mine=true',
    }),
  ];
}

/** Who also answers for units of their own is reminded of these; what is farther away has somebody nearer. */
function nearby({ personId, superior }: Authority): Authority {
  const near = superior !== null && superior.unitPaths.length > 0;
  return { personId, superior: near ? { ...superior, whole: false } : superior };
}
