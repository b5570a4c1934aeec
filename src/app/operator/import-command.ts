import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { importKinds } from '../../modules/organisation/index.ts';
import { readablePath } from '../../platform/command-line/person-path.ts';
import type { Upload } from '../../platform/http/route.ts';
import type { Io } from '../cli.ts';
import { callRoute } from './call-route.ts';
import { t } from './messages.ts';
import { OK, REFUSED, Usage, understood, withInstallation } from './run.ts';

const address = '/api/v1/organisation/imports/:kind';

interface Preview {
  readonly counts: { new: number; changed: number; unchanged: number; rejected: number };
  readonly problems: readonly { row: number; column: string; message: string }[];
}

/**
 * `kijun import KIND FILE`: takes in a file of units, people, posts, absences, systems or appointments, as the page
 * does: all of it or nothing. `--dry-run` only tells what it would do. Exit code 2 when a line cannot be taken.
 */
export async function importCommand(args: string[], io: Io): Promise<number> {
  const usage = t('import.usage', { kinds: importKinds.join('|') });
  const options = understood(io, usage, () => optionsOf(args));
  if (!options) return REFUSED;
  const { kind, file, organisation, json } = options;
  const content = await readFile(readablePath(file)).catch(() => null);
  if (!content) {
    io.stderr.write(`${t('import.unreadable', { file })}\n`);
    return REFUSED;
  }
  const upload: Upload = { fileName: basename(file), content };
  const tell = (result: object, line: string) =>
    io.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : `${line}\n`);
  return withInstallation(io, async (services) => {
    const common = { organisation, method: 'POST', params: { kind }, file: upload } as const;
    const seen = (await callRoute(services, { ...common, path: `${address}/preview` })) as Preview;
    if (options.dryRun || seen.problems.length > 0) {
      tell(seen, t('import.preview', seen.counts));
      for (const problem of json ? [] : seen.problems) {
        const line = problem.column === '' ? 'import.problemOfLine' : 'import.problem';
        io.stderr.write(`${t(line, problem)}\n`);
      }
      return seen.problems.length > 0 ? REFUSED : OK;
    }
    const body = { strategy: options.strategy };
    const done = (await callRoute(services, { ...common, path: address, body })) as Record<
      'created' | 'updated' | 'unchanged' | 'skipped',
      number
    >;
    tell(done, t('import.done', done));
    return OK;
  });
}

function optionsOf(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      organisation: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      strategy: { type: 'string', default: 'stop' },
      json: { type: 'boolean', default: false },
    },
  });
  const [given, file, ...others] = positionals;
  const kind = importKinds.find((each) => each === given);
  if (!kind || file === undefined || others.length > 0) throw new Usage('');
  if (!['stop', 'skip', 'update'].includes(values.strategy)) throw new Usage(`--strategy ${values.strategy}`);
  const { organisation, strategy, json } = values;
  return { kind, file, organisation, strategy, json, dryRun: values['dry-run'] };
}
