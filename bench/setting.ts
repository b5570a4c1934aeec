/** What every part of the bench stands on: a folder, a seeded organisation, a server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type Product, startProduct } from '../e2e/product.ts';
import { type Seeded, seed } from '../e2e/respondents.ts';

export interface Setting extends Seeded {
  readonly folder: string;
}

/** One line of the result. */
export interface Finding {
  readonly part: string;
  readonly what: string;
  readonly value: string;
  readonly goal: string;
  readonly met: boolean | null;
}

/** Runs a part of the bench in a folder of its own, which goes afterwards. */
export async function inSetting<T>(
  people: number,
  questions: number,
  work: (setting: Setting) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kijun-bench-'));
  try {
    say(`  ${people.toLocaleString()} people, ${questions} questions each`);
    return await work({ folder, ...(await seed(folder, people, questions)) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `work` against a server on the setting's folder. */
export async function serving<T>(setting: Setting, work: (product: Product) => Promise<T>): Promise<T> {
  const product = await startProduct(setting.folder, await freePort());
  try {
    return await work(product);
  } finally {
    await product.stop();
  }
}

/** Progress goes to stderr: stdout is the result. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A duration or count as people read it. */
export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
export const times = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)}×`;
