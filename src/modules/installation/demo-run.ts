import { Conflict, KijunError } from '../../kernel/errors.ts';
import type { Services } from '../../platform/services.ts';
import { demoCreator } from './demo-registry.ts';
import { t } from './messages.ts';
import { withSetupLock } from './setup-lock.ts';

/** How far the sample data is; `done` of `total` are per cent. */
export interface DemoProgress {
  readonly state: 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly step: string;
  readonly error: string | null;
}

let progress: DemoProgress | null = null;

/** The last making of sample data that this process began; null when there was none. */
export const demoProgress = (): DemoProgress | null => progress;

const begun = (done: number, step: string): DemoProgress => ({
  state: 'running',
  done,
  total: 100,
  step,
  error: null,
});

/** Begins to make the sample data and returns at once; `demoProgress` tells the rest. Throws Conflict. */
export function startDemo(services: Services): void {
  const create = demoCreator();
  if (!create) throw new Error('no generator of sample data is registered');
  if (progress?.state === 'running') throw new Conflict(t.ref('setup.running'));
  progress = begun(0, t('demo.begin'));
  const report = (percent: number, step: string) => {
    progress = begun(percent, step);
  };
  withSetupLock(services.database, async () => {
    await create(services, report);
  })
    .then(() => {
      progress = { ...begun(100, t('demo.done')), state: 'done' };
    })
    .catch((error: unknown) => {
      services.log.error({ err: error }, 'making the sample data failed');
      const reason = error instanceof KijunError ? error.message : t('demo.failed');
      progress = { ...begun(progress?.done ?? 0, ''), state: 'failed', error: reason };
    });
}
