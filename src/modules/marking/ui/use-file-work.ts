import { useRef, useState } from 'react';
import { errorText } from '../../../kit/ui/api.ts';

/** One file on its way through the work. */
export interface FileWork<Result> {
  readonly id: number;
  readonly file: File;
  readonly state: 'waiting' | 'working' | 'done' | 'failed';
  readonly result: Result | null;
  readonly problem: string;
}

/** How many files are sent at a time: as many as one person's share of the server is. */
const AT_ONCE = 2;

/** Sends files one after the other and keeps what came of each; what failed does not hold up the rest. */
export function useFileWork<Result>(run: (file: File) => Promise<Result>) {
  const [works, setWorks] = useState<readonly FileWork<Result>[]>([]);
  const next = useRef(0);
  const change = (id: number, part: Partial<FileWork<Result>>) =>
    setWorks((all) => all.map((work) => (work.id === id ? { ...work, ...part } : work)));

  const start = async (files: readonly File[]) => {
    const added = files.map((file): FileWork<Result> => {
      next.current += 1;
      return { id: next.current, file, state: 'waiting', result: null, problem: '' };
    });
    setWorks((all) => [...all, ...added]);
    const waiting = [...added];
    const worker = async () => {
      for (let work = waiting.shift(); work !== undefined; work = waiting.shift()) {
        change(work.id, { state: 'working' });
        try {
          change(work.id, { state: 'done', result: await run(work.file) });
        } catch (error) {
          change(work.id, { state: 'failed', problem: errorText(error) });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  };

  const busy = works.some(({ state }) => state === 'waiting' || state === 'working');
  return { works, busy, start, clear: () => setWorks([]) };
}
