import type { Periodic } from '../platform/module.ts';
import type { Services } from '../platform/services.ts';
import { modules } from './modules.ts';

/** Starts the queue's workers and the periodic work; the returned function stops them and waits for what runs. */
export async function startWorker(services: Services): Promise<() => Promise<void>> {
  await services.jobs.work(services);
  const stops = modules.flatMap((module) => module.periodic ?? []).map((work) => repeat(services, work));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** Runs the work again and again, never twice at once in this process; a failure is logged and tried next time. */
function repeat(services: Services, work: Periodic): () => Promise<void> {
  let stopped = false;
  let wake: () => void = () => undefined;
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, work.everySeconds * 1000);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!stopped) {
      await work.run(services).catch((error: unknown) => {
        services.log.error({ err: error, work: work.name }, 'periodic work failed');
      });
      if (!stopped) await rest();
    }
  };
  const running = loop();
  return async () => {
    stopped = true;
    wake();
    await running;
  };
}
