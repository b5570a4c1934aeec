/**
 * `npm run bench`: prints ratios, not only times. `-- a c` runs some parts only; `-- --write` puts the table into
 * docs/benchmarks.md. `KIJUN_BENCH_SECONDS` and `KIJUN_BENCH_PEOPLE` make it smaller, for trying it out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { benchDashboard } from './dashboard.ts';
import { benchHandling } from './handling.ts';
import { benchInbox } from './inbox.ts';
import { benchList } from './list.ts';
import { type Finding, say } from './setting.ts';
import { benchStart } from './start.ts';
import { benchSubmissions } from './submit.ts';

const seconds = Number(process.env.KIJUN_BENCH_SECONDS ?? 60);
const people = Number(process.env.KIJUN_BENCH_PEOPLE ?? 70_000);

const parts: Readonly<Record<string, () => Promise<Finding[]>>> = {
  a: () => benchSubmissions(seconds),
  b: () => benchDashboard(people),
  c: () => benchList(),
  d: () => benchStart(),
  e: () => benchHandling(),
  f: () => benchInbox(),
};

function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} × ${cpu?.model.trim() ?? 'CPU'}, ${memory} GB, ${process.platform}, Node ${process.versions.node}`;
}

function table(findings: readonly Finding[]): string {
  const mark = (met: boolean | null) => (met === null ? '' : met ? '✓' : '✗');
  const rows = findings.map(
    ({ part, what, value, goal, met }) => `| ${part} | ${what} | ${value} | ${goal} | ${mark(met)} |`,
  );
  return ['| | what | measured | goal | |', '|---|---|---|---|---|', ...rows].join('\n');
}

function writeDocument(text: string): void {
  const file = join(import.meta.dirname, '..', 'docs', 'benchmarks.md');
  const marked = /(<!-- figures -->\n)[\s\S]*(\n<!-- \/figures -->)/;
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(marked, (_, from: string, to: string) => from + text + to),
  );
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const asked = process.argv.slice(2).filter((name) => name in parts);
const findings: Finding[] = [];
for (const [name, run] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const found = await run();
  for (const { what, value } of found) say(`  ${what}: ${value}`);
  findings.push(...found);
}
const text = `${machine()}; ${new Date().toISOString().slice(0, 10)}.\n\n${table(findings)}`;
console.log(text);
if (process.argv.includes('--write')) writeDocument(text);
