import { useEffect, useRef } from 'react';
import { Spinner } from './button.tsx';
import { FailureNotice, useData } from './data.tsx';
import { t } from './messages.ts';
import { Notice } from './notice.tsx';

/** How much of a known whole is done; without `total` it says only that work is under way. */
export function ProgressBar({
  label,
  done,
  total,
  detail,
}: {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  /** Instead of 「12 / 40」. */
  readonly detail?: string;
}) {
  const known = total !== null && total > 0;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap justify-between gap-2 text-dns-16N-130">
        <span>{label}</span>
        {known && <span className="tabular-nums">{detail ?? t('progress.of', { done, total })}</span>}
      </div>
      <progress
        aria-label={label}
        className="h-3 w-full appearance-none indeterminate:animate-pulse indeterminate:bg-key-300 overflow-hidden rounded-full bg-solid-gray-200 accent-key-900 [&::-moz-progress-bar]:bg-key-900 [&::-webkit-progress-bar]:bg-solid-gray-200 [&::-webkit-progress-value]:bg-key-900"
        {...(known && { value: Math.min(done, total), max: total })}
      />
    </div>
  );
}

/** A run of long work, as `GET /api/v1/jobs/:id` tells it. */
export interface JobRun<Result = unknown> {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number | null;
  readonly result: Result | null;
  readonly error: string | null;
}

/** Follows long work until it ends, then tells the caller once. */
export function JobProgress<Result = unknown>({
  jobId,
  label,
  path = `/api/v1/jobs/${encodeURIComponent(jobId)}`,
  onDone,
}: {
  readonly jobId: string;
  readonly label: string;
  readonly path?: string;
  readonly onDone?: (result: Result | null) => void;
}) {
  const run = useData<JobRun<Result>>(path, undefined, { refetchInterval: 1000 });
  const told = useRef(false);
  const state = run.data?.state;
  useEffect(() => {
    if (state !== 'done' || told.current) return;
    told.current = true;
    onDone?.(run.data?.result ?? null);
  }, [state, run.data, onDone]);
  if (run.data === undefined)
    return run.isError ? <FailureNotice error={run.error} /> : <Spinner label={t('common.loading')} />;
  if (state === 'failed') {
    return (
      <Notice kind="error" title={t('job.failed')} role="alert">
        {run.data.error ?? undefined}
      </Notice>
    );
  }
  if (state === 'done') return <Notice kind="success" title={t('job.done')} role="status" />;
  return (
    <div role="status">
      <ProgressBar
        label={`${label}：${t(state === 'running' ? 'job.running' : 'job.queued')}`}
        done={run.data.done}
        total={run.data.total}
      />
    </div>
  );
}
