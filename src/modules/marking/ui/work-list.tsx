import type { ReactNode } from 'react';
import { Badge, type BadgeTone } from '../../../kit/ui/badge.tsx';
import { ProgressBar } from '../../../kit/ui/progress.tsx';
import { t } from '../messages.ts';
import type { FileWork } from './use-file-work.ts';

const tones = { waiting: 'neutral', working: 'blue', done: 'green', failed: 'red' } as const;

/** The files with how far each is, and what came of it. */
export function WorkList<Result>({
  works,
  verdict,
  children,
}: {
  readonly works: readonly FileWork<Result>[];
  /** The word for a file that is done, where 「完了」 says too little. */
  readonly verdict?: (result: Result) => { readonly label: string; readonly tone: BadgeTone };
  readonly children: (result: Result, work: FileWork<Result>) => ReactNode;
}) {
  const finished = works.filter(({ state }) => state === 'done' || state === 'failed').length;
  if (works.length === 0) return null;
  return (
    <div className="mt-6">
      <div role="status" className="max-w-3xl">
        <ProgressBar
          label={t(finished === works.length ? 'works.finished' : 'works.progress')}
          done={finished}
          total={works.length}
        />
      </div>
      <ul className="mt-4 flex flex-col gap-4">
        {works.map((work) => {
          const judged = work.result !== null ? verdict?.(work.result) : undefined;
          return (
            <li key={work.id} className="rounded-8 border border-solid-gray-420 p-4">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
                <h2 className="min-w-0 text-std-17B-170 break-all">{work.file.name}</h2>
                <Badge tone={judged?.tone ?? tones[work.state]}>
                  {judged?.label ?? t(`state.${work.state}`)}
                </Badge>
              </div>
              {work.state === 'failed' && (
                <p className="mt-2 text-std-16N-170 text-error-2">{work.problem}</p>
              )}
              {work.result !== null && <div className="mt-3">{children(work.result, work)}</div>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
