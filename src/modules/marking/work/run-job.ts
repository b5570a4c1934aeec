import { join } from 'node:path';
import { KijunError, TooMany } from '../../../kernel/errors.ts';
import { WorkerPool, WorkNotDone } from '../../../platform/documents/worker-pool.ts';
import { t } from '../messages.ts';
import type { Job, Outcome } from '../model.ts';
import type { Reason } from '../refusal.ts';

/** What the process answers: the outcome, or why the file is not taken. */
export type Answer = { readonly outcome: Outcome } | { readonly refused: Reason };

const pool = new WorkerPool<Job, Answer>({
  script: join(import.meta.dirname, 'worker.ts'),
  size: 2,
  timeoutMs: 90_000,
  idleMs: 60_000,
  memory: 1024,
  queue: 100,
});

/**
 * Checks, reads or stamps a file in a process apart from the server. Throws `KijunError` 422 when the file is not taken,
 * 429 when too many wait.
 */
export async function runJob<Deed extends Job['deed']>(
  job: Job & { deed: Deed },
): Promise<Extract<Outcome, { deed: Deed }>> {
  const answer = await pool.run(job).catch((error: unknown): Answer => {
    if (!(error instanceof WorkNotDone)) throw error;
    if (error.reason === 'full') throw new TooMany(t.ref('busy'), 10);
    // A process that ended had too little memory, or fell over what somebody made to fell it.
    return { refused: error.reason === 'slow' ? 'tooSlow' : 'tooLarge' };
  });
  if ('refused' in answer) throw new KijunError(422, t.ref(`refusal.${answer.refused}`));
  return answer.outcome as Extract<Outcome, { deed: Deed }>;
}
