import { parseArgs } from 'node:util';
import { readConfig } from '../../platform/config.ts';
import { createLog } from '../../platform/log.ts';
import type { Io } from '../cli.ts';
import { compose } from '../compose.ts';
import { createDemo } from './create-demo.ts';
import { samplePeople } from './ensure-demo.ts';
import { t } from './messages.ts';

/** `kijun demo [--people N]`: makes the sample organisation at any size. */
export async function demoCommand(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { people: { type: 'string', default: String(samplePeople) } },
  });
  const people = Number(values.people);
  if (!Number.isInteger(people) || people < samplePeople || people > 200_000) {
    io.stderr.write(`${t('usage')}\n${t('range', { from: samplePeople, to: 200_000 })}\n`);
    return 2;
  }
  const runtime = await compose(readConfig(), createLog('warn'));
  try {
    const id = await createDemo(runtime.services, people, (percent, message) =>
      io.stderr.write(`${percent}% ${message}\n`),
    );
    io.stdout.write(`${id}\n`);
    return 0;
  } finally {
    await runtime.close();
  }
}
