/** The process in which people's files are opened. It gets one job at a time and answers it; it keeps nothing. */

import type { Job } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { perform } from './perform.ts';
import type { Answer } from './run-job.ts';

process.on('message', async (job: Job) => {
  process.send?.(await answerTo(job));
});

async function answerTo(job: Job): Promise<Answer> {
  try {
    return { outcome: await perform(job) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.reason };
    throw error;
  }
}

// The server is gone: so is the need for this process.
process.on('disconnect', () => process.exit(0));
