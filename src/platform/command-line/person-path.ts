import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * A file named on the command line, from where the person stands: npm runs scripts in the project's folder and tells
 * in INIT_CWD where it was called.
 */
export const personPath = (file: string): string => resolve(process.env.INIT_CWD ?? '.', file);

/** The same for a file that is to be read: one that lies in the project's folder is found, too. */
export function readablePath(file: string): string {
  const path = personPath(file);
  return existsSync(path) ? path : resolve(file);
}
