/**
 * `npm test`: every test there is. Checks, then the build (whose size is tested), then unit and database tests, then
 * the browser tests in a place without a network. Ends with the plain line `N passed, N failed`. `npm test -- unit browser` runs some.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { withoutNetwork } from './isolation.ts';
import { type Outcome, root, run } from './programs.ts';

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const results = join(root, 'test-results');
const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
  numPendingTests: z.number(),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), skipped: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()).default([]),
});

async function step(name: string, work: () => Promise<Count>): Promise<Count> {
  console.log(`\n── ${name}`);
  const started = performance.now();
  const count = await work();
  console.log(
    `── ${name}: ${count.failed === 0 ? 'ok' : 'FAILED'} (${Math.round((performance.now() - started) / 1000)} s)`,
  );
  return count;
}

/** A program that passes or fails as one. */
const asOne = ({ code }: Outcome): Count => ({
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? 0 : 1,
  skipped: 0,
});

async function unitTests(): Promise<Count> {
  const file = join(results, 'unit.json');
  const outcome = await run('vitest', [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = vitestReport.safeParse(readJson(file));
  if (!report.success) return asOne(outcome);
  const { numPassedTests, numFailedTests, numPendingTests } = report.data;
  return {
    passed: numPassedTests,
    failed: outcome.code === 0 ? numFailedTests : Math.max(numFailedTests, 1),
    skipped: numPendingTests,
  };
}

async function browserTests(): Promise<Count> {
  const under = withoutNetwork();
  if (!under) {
    console.log(
      '!! この環境ではネットワークを切り離せません。外部への通信がないことは、ここでは確かめられません。',
    );
    console.log('!! No network namespace here: zero egress is NOT proven by this run.');
  }
  const outcome = await run('playwright', ['test', '-c', 'e2e/playwright.config.ts'], {
    environment: { KIJUN_E2E_ISOLATED: under ? '1' : '0' },
    ...(under ? { under } : {}),
  });
  const report = playwrightReport.safeParse(readJson(join(results, 'e2e.json')));
  if (!report.success) return asOne(outcome);
  const { expected, unexpected, skipped, flaky } = report.data.stats;
  return { passed: expected, failed: outcome.code === 0 ? 0 : Math.max(unexpected + flaky, 1), skipped };
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

const steps: Readonly<Record<string, readonly [string, () => Promise<Count>]>> = {
  check: ['checks', async () => asOne(await run('scripts/check.ts'))],
  build: ['build', async () => asOne(await run('scripts/build.ts'))],
  unit: ['unit and database tests', unitTests],
  browser: ['browser tests', browserTests],
};

rmSync(results, { recursive: true, force: true });
const asked = process.argv.slice(2);
const counts: Count[] = [];
for (const [key, [name, work]] of Object.entries(steps)) {
  if (asked.length === 0 || asked.includes(key)) counts.push(await step(name, work));
}
const total = (key: keyof Count) => counts.reduce((sum, count) => sum + count[key], 0);
const skipped = total('skipped');
console.log(
  `\n${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
);
process.exitCode = total('failed') === 0 ? 0 : 1;
