import { z } from 'zod';
import { version } from '../contract.ts';

/** Text that may be empty, without spaces around it. */
export const typed = (length: number) => z.string().trim().max(length);
/** What every deed on a request names: the version that was seen. */
export const seen = z.object({ version });
/** The answer of a deed: the request with its new version. */
export const moved = z.object({ id: z.uuid(), number: z.string(), version, state: z.string() });

export const presentMoved = (request: { id: string; number: string; version: number; state: string }) => {
  const { id, number, version: now, state } = request;
  return { id, number, version: now, state };
};
