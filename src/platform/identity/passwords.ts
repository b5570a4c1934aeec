import { hash, parseOptions, verify } from '@node-rs/argon2';

/** Argon2id (the library's default kind): 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** One spelling of a password: what an input method gives as full width is the same password. */
const normalise = (password: string): string => password.normalize('NFKC');

/** The hash to keep, with its salt and parameters in it. Slow by design. */
export const hashPassword = (password: string): Promise<string> => hash(normalise(password), parameters);

let dummy: Promise<string> | null = null;

/**
 * Whether the password belongs to the hash. Without a hash the same work is done for nothing, so that the time
 * an answer takes does not tell whether an account exists.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword('an account that does not exist');
  const matches = await verify(passwordHash ?? (await dummy), normalise(password));
  return matches && passwordHash !== null;
}

/** Whether the hash was made with other parameters than today's. */
export function needsRehash(passwordHash: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(passwordHash);
  return (
    memoryCost !== parameters.memoryCost ||
    timeCost !== parameters.timeCost ||
    parallelism !== parameters.parallelism
  );
}
