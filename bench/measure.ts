/** Small tools of the bench: many callers at once, percentiles, memory. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1000 });

/** One request over a kept connection; lighter than `fetch`, because it shares the processor with the server. */
export function call(
  method: 'GET' | 'PUT' | 'POST',
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** How one kind of work went. */
export interface Run {
  readonly perSecond: number;
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** Lets `callers` do their work over and over for so many seconds. */
export async function during(
  seconds: number,
  callers: number,
  work: (caller: number, round: number) => Promise<void>,
): Promise<Run> {
  const times: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  const loop = async (caller: number) => {
    for (let round = 0; performance.now() < end; round += 1) {
      const begun = performance.now();
      await work(caller, round);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => loop(caller)));
  const elapsed = (performance.now() - started) / 1000;
  return { ...spread(times), count: times.length, perSecond: times.length / elapsed };
}

/** Times of one call repeated, the first ones left out as warming up. */
export async function repeated(times: number, work: () => Promise<unknown>): Promise<Omit<Run, 'perSecond'>> {
  const taken: number[] = [];
  for (let round = 0; round < times + 5; round += 1) {
    const begun = performance.now();
    await work();
    if (round >= 5) taken.push(performance.now() - begun);
  }
  return { ...spread(taken), count: taken.length };
}

function spread(times: readonly number[]): { p50: number; p95: number; max: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 };
}

/** Memory of a process in MB, memory shared between processes counted once (PSS). */
export function memoryOf(pid: number): number {
  try {
    const pss = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return Number(pss ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** The processes that work in a folder: those of a PostgreSQL cluster. */
export function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && worksIn(name, folder))
    .map(Number);
}

function worksIn(pid: string, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}
