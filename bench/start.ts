/** (d) From the command to the first answer, and memory when nobody does anything. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryOf, processesIn } from './measure.ts';
import { type Finding, inSetting, ms, say, serving } from './setting.ts';

const REST_SECONDS = 15;

export async function benchStart(): Promise<Finding[]> {
  say('(d) start');
  return inSetting(240, 10, async (setting) => {
    await serving(setting, async () => undefined);
    return serving(setting, async ({ startMs, process }) => {
      await sleep(REST_SECONDS * 1000);
      const cluster = join(realpathSync(join(setting.folder, 'postgres')), 'cluster');
      const server = memoryOf(process.pid ?? 0);
      const database = processesIn(cluster).reduce((sum, pid) => sum + memoryOf(pid), 0);
      const part = '(d)';
      return [
        { part, what: 'start to first answer, PostgreSQL included', value: ms(startMs), goal: '', met: null },
        { part, what: 'memory at rest, server (PSS)', value: `${server.toFixed(0)} MB`, goal: '', met: null },
        {
          part,
          what: 'memory at rest, PostgreSQL (PSS)',
          value: `${database.toFixed(0)} MB`,
          goal: '',
          met: null,
        },
      ];
    });
  });
}
