import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The installation's secret: a key outside the database. It authenticates audit events and encrypts stored
 * second factors, so that somebody who can only write to the database can forge neither.
 */
export interface Secrets {
  /** A key for one purpose, 32 bytes, derived from the installation's secret. */
  key(purpose: string): Buffer;
}

/** Reads `keys/secret` in the data folder, made on first use (mode 0600). All processes must share it. */
export async function loadSecrets(dataFolder: string): Promise<Secrets> {
  const folder = join(dataFolder, 'keys');
  const file = join(folder, 'secret');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // 'wx' so that of two processes starting at once one writes and the other reads.
  await writeFile(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return secretsFrom(Buffer.from(await readFile(file, 'utf8'), 'base64'));
}

/** The keys that follow from a secret of 32 bytes. Throws when it has another length. */
export function secretsFrom(secret: Buffer): Secrets {
  if (secret.length !== 32) throw new Error('keys/secret must hold 32 bytes in base64');
  const keys = new Map<string, Buffer>();
  return {
    key(purpose) {
      const known = keys.get(purpose) ?? createHmac('sha256', secret).update(purpose).digest();
      keys.set(purpose, known);
      return known;
    },
  };
}
