import { z } from 'zod';
import { InvalidInput, KijunError } from '../../kernel/errors.ts';
import { resolveMessage } from '../../kernel/messages.ts';
import { explainArguments } from '../../platform/command-line/explain.ts';
import { readConfig } from '../../platform/config.ts';
import { createLog } from '../../platform/log.ts';
import type { Services } from '../../platform/services.ts';
import type { Io } from '../cli.ts';
import { compose } from '../compose.ts';

export const OK = 0;
export const REFUSED = 2;

/** A command line that cannot be understood; the message is for the terminal. */
export class Usage extends Error {}

/**
 * Runs a command against the installation. What is refused goes to stderr in words, with each problem on a line of its
 * own, and the exit code is 2: nothing was changed then.
 */
export async function withInstallation(
  io: Io,
  work: (services: Services) => Promise<number>,
): Promise<number> {
  const runtime = await compose(readConfig(), createLog('warn'));
  try {
    return await work(runtime.services);
  } catch (error) {
    const lines = reasonsOf(error);
    if (!lines) throw error;
    io.stderr.write(`${lines.join('\n')}\n`);
    return REFUSED;
  } finally {
    await runtime.close();
  }
}

function reasonsOf(error: unknown): string[] | null {
  if (error instanceof z.ZodError)
    return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (!(error instanceof KijunError)) return null;
  const problems = error instanceof InvalidInput ? error.problems : [];
  const details = problems.map(({ field, message }) => `  ${field}: ${resolveMessage(message)}`);
  return [error.message, ...details];
}

/** Reads the arguments; what is wrong with them goes to stderr with the usage. */
export function understood<T>(io: Io, usage: string, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Usage ? error.message : explainArguments(error);
    if (reason === null) throw error;
    io.stderr.write(`${reason === '' ? '' : `${reason}\n`}${usage}\n`);
    return null;
  }
}
