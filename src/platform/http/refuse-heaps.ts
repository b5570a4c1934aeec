import { KijunError } from '../../kernel/errors.ts';
import { t } from './messages.ts';

/** The largest forms (a reorganisation, a sheet of answers) hold some tens of thousands. */
const MOST = 100_000;

/**
 * Refuses a body with more values than any form has, before it is compared with a shape: that takes its time for each of
 * them, also for somebody who is not signed in. Throws `KijunError` 413.
 */
export function refuseHeaps(body: unknown): void {
  const open: unknown[] = [body];
  let count = 0;
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const inner = Object.values(value);
    count += inner.length;
    if (count > MOST) throw new KijunError(413, t.ref('heap'));
    for (const each of inner) if (typeof each === 'object') open.push(each);
  }
}
