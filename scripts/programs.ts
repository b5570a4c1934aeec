/** The tools that the scripts run, each on this very Node and without a shell. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** The programs among the packages, by the file that Node runs. */
const PROGRAMS = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  tsc: 'node_modules/typescript/bin/tsc',
  knip: 'node_modules/knip/bin/knip.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
} as const;

export interface Outcome {
  readonly code: number;
  readonly output: string;
}

interface RunOptions {
  /** Collect the output instead of showing it. */
  readonly quiet?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** A command that the program is run under, such as one that takes the network away. */
  readonly under?: readonly string[];
}

/** Runs a program to its end. */
export function run(
  program: keyof typeof PROGRAMS | `${string}.ts`,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Outcome> {
  const file = program in PROGRAMS ? PROGRAMS[program as keyof typeof PROGRAMS] : program;
  const line = [...(options.under ?? []), process.execPath, join(root, file), ...args];
  const [command = process.execPath, ...rest] = line;
  const child = spawn(command, rest, {
    cwd: root,
    stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', options.quiet ? 'pipe' : 'inherit'],
    env: { ...process.env, ...options.environment },
  });
  const output: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(output).toString() }));
  });
}
