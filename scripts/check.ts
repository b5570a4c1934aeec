/** `npm run check`: format and lint, types, boundaries between rooms, dead code. All are run, then judged. */
import { type Outcome, run } from './programs.ts';

interface Check {
  readonly name: string;
  readonly start: () => Promise<Outcome>;
}

const checks: readonly Check[] = [
  { name: 'format and lint', start: () => run('biome', ['ci', '--colors=off'], { quiet: true }) },
  { name: 'types', start: () => run('tsc', ['-p', 'tsconfig.json', '--pretty', 'false'], { quiet: true }) },
  { name: 'rooms', start: () => run('scripts/check-rooms.ts', [], { quiet: true }) },
  { name: 'dead code', start: () => run('knip', ['--no-progress'], { quiet: true }) },
];

async function report({ name, start }: Check): Promise<boolean> {
  const { code, output } = await start();
  console.log(`${code === 0 ? '✓' : '✗'} ${name}`);
  if (code !== 0) console.log(output.trimEnd());
  return code === 0;
}

const results = await Promise.all(checks.map(report));
process.exitCode = results.every(Boolean) ? 0 : 1;
