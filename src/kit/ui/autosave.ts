/**
 * Saves as one goes: changes are gathered for a moment, sent together, kept when the server is not reached and sent
 * when it is back. What was acknowledged is on the server; what was not is still here.
 */
import { useEffect, useRef, useState } from 'react';
import { ApiError, errorText, NetworkError } from './api.ts';
import { t } from './messages.ts';

export type SaveState =
  | { readonly phase: 'idle' | 'saving' | 'saved' | 'waiting' }
  | { readonly phase: 'refused'; readonly detail: string };

export interface SaveQueueOptions<Value> {
  /** Sends the newest value of each changed key; throws `NetworkError` when it is to be tried again. */
  readonly send: (changes: ReadonlyMap<string, Value>) => Promise<unknown>;
  readonly onState: (state: SaveState) => void;
  /** How long changes are gathered, in milliseconds. */
  readonly delay?: number;
}

export interface SaveQueue<Value> {
  /** Changes a key; an older unsent value of the same key is replaced. */
  readonly put: (key: string, value: Value) => void;
  /** Sends at once and ends when everything is sent or refused, or the server is not reached. */
  readonly flush: () => Promise<void>;
  readonly pending: () => boolean;
  readonly stop: () => void;
}

const retryDelays = [1000, 2000, 4000, 8000, 15_000];

/** A queue of changes of one sheet or form; one request at a time, in the order of the changes. */
export function createSaveQueue<Value>({
  send,
  onState,
  delay = 600,
}: SaveQueueOptions<Value>): SaveQueue<Value> {
  let waiting = new Map<string, Value>();
  let sending: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const schedule = (after: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), after);
  };
  const sendBatch = async (): Promise<void> => {
    const batch = waiting;
    waiting = new Map();
    onState({ phase: 'saving' });
    try {
      await send(batch);
      failures = 0;
      onState({ phase: 'saved' });
    } catch (error) {
      if (!(error instanceof NetworkError)) {
        onState({ phase: 'refused', detail: whyRefused(error) });
        return;
      }
      // What was changed again in the meantime is newer than what could not be sent.
      waiting = new Map([...batch, ...waiting]);
      onState({ phase: 'waiting' });
      schedule(retryDelays[Math.min(failures, retryDelays.length - 1)] ?? 15_000);
      failures += 1;
    }
  };
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    if (sending !== null) await sending;
    if (waiting.size === 0) return;
    sending = sendBatch();
    await sending;
    sending = null;
    if (waiting.size > 0 && failures === 0) schedule(0);
  };
  return {
    put: (key, value) => {
      waiting.set(key, value);
      schedule(delay);
    },
    flush,
    pending: () => waiting.size > 0 || sending !== null,
    stop: () => clearTimeout(timer),
  };
}

/** What is wrong with which answer says more than that something is wrong. */
function whyRefused(error: unknown): string {
  const problems = error instanceof ApiError ? error.problems.map(({ message }) => message) : [];
  return problems.length > 0 ? [...new Set(problems)].join(' ') : errorText(error);
}

/** The queue for a page: asks before leaving with unsent changes, and sends at once when the network is back. */
export function useAutosave<Value>(send: SaveQueueOptions<Value>['send']): {
  readonly queue: SaveQueue<Value>;
  readonly state: SaveState;
} {
  const [state, setState] = useState<SaveState>({ phase: 'idle' });
  const newest = useRef(send);
  newest.current = send;
  const [queue] = useState(() =>
    createSaveQueue<Value>({ send: (changes) => newest.current(changes), onState: setState }),
  );
  useEffect(() => {
    const online = () => void queue.flush();
    const leaving = (event: BeforeUnloadEvent) => {
      if (queue.pending()) event.preventDefault();
    };
    const hidden = () => {
      if (document.visibilityState === 'hidden') void queue.flush();
    };
    window.addEventListener('online', online);
    window.addEventListener('beforeunload', leaving);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('beforeunload', leaving);
      document.removeEventListener('visibilitychange', hidden);
      void queue.flush();
    };
  }, [queue]);
  return { queue, state };
}

/** The state of saving in a sentence, for a status line. */
export function saveStateText(state: SaveState): string {
  return state.phase === 'refused'
    ? t('autosave.refused', { detail: state.detail })
    : t(`autosave.${state.phase}`);
}
