import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { personPath } from '../../platform/command-line/person-path.ts';
import type { AnyRoute } from '../../platform/http/route.ts';
import type { Services } from '../../platform/services.ts';
import type { Io } from '../cli.ts';
import { modules } from '../modules.ts';
import { bytesOf, callRoute } from './call-route.ts';
import { t } from './messages.ts';
import { OK, REFUSED, Usage, understood, withInstallation } from './run.ts';

const root = '/api/v1/';
const PAGE = 200;

/** The lists of the product by name: every one that the pages offer as a file. */
export const exportableLists = (): Map<string, AnyRoute> =>
  new Map(
    modules
      .flatMap((module) => module.routes)
      .filter((route) => route.method === 'GET' && !route.path.includes(':') && hasFormat(route))
      .map((route) => [route.path.slice(root.length), route]),
  );

const hasFormat = ({ query }: AnyRoute): boolean => query instanceof z.ZodObject && 'format' in query.shape;

/**
 * `kijun export LIST`: a list as csv, xlsx or json, whole, to a file or (csv, json) to stdout. `--filter` takes the
 * filters of the page, as `employment=regular`.
 */
export async function exportCommand(args: string[], io: Io): Promise<number> {
  const lists = exportableLists();
  const names = t('export.lists', { lists: [...lists.keys()].sort().join(' ') });
  const options = understood(io, `${t('export.usage')}\n${names}`, () => optionsOf(args, lists));
  if (!options) return REFUSED;
  return withInstallation(io, async (services) => {
    const content =
      options.format === 'json' ? await jsonOf(services, options) : await fileOf(services, options);
    if (options.out === undefined) io.stdout.write(Buffer.from(content).toString('utf8'));
    else {
      await writeFile(personPath(options.out), content);
      io.stderr.write(`${t('export.done', { file: options.out })}\n`);
    }
    return OK;
  });
}

interface Options {
  readonly path: string;
  readonly format: 'csv' | 'xlsx' | 'json';
  readonly organisation: string | undefined;
  readonly filters: Readonly<Record<string, string>>;
  readonly out: string | undefined;
}

function optionsOf(args: string[], lists: ReadonlyMap<string, AnyRoute>): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      organisation: { type: 'string' },
      format: { type: 'string', default: 'csv' },
      filter: { type: 'string', multiple: true, default: [] },
      out: { type: 'string' },
    },
  });
  const [name, ...others] = positionals;
  const route = lists.get(name ?? '');
  const format = (['csv', 'xlsx', 'json'] as const).find((each) => each === values.format);
  if (!route || !format || others.length > 0) throw new Usage('');
  if (format === 'xlsx' && values.out === undefined) throw new Usage(t('export.toTerminal'));
  const filters = values.filter.map((each) => {
    const at = each.indexOf('=');
    if (at < 1) throw new Usage(`--filter ${each}`);
    return [each.slice(0, at), each.slice(at + 1)] as const;
  });
  const { organisation, out } = values;
  return { path: route.path, format, organisation, filters: Object.fromEntries(filters), out };
}

const fileOf = async (services: Services, { path, format, organisation, filters }: Options) =>
  bytesOf(await callRoute(services, { organisation, method: 'GET', path, query: { ...filters, format } }));

async function jsonOf(services: Services, { path, organisation, filters }: Options): Promise<string> {
  const items: unknown[] = [];
  for (let page = 1; ; page += 1) {
    const query = { ...filters, page, pageSize: PAGE };
    const answer = await callRoute(services, { organisation, method: 'GET', path, query });
    const { rows, total } = rowsOf(answer, path.split('/').at(-1) ?? '');
    items.push(...rows);
    if (total === undefined || rows.length < PAGE || items.length >= total) break;
  }
  return `${JSON.stringify(items, null, 2)}\n`;
}

/** The lines of a list: of one in pages its `items`, of one that comes whole what is named like it, or its only list. */
function rowsOf(
  answer: unknown,
  name: string,
): { readonly rows: readonly unknown[]; readonly total?: number | undefined } {
  if (Array.isArray(answer)) return { rows: answer };
  const fields = answer as Readonly<Record<string, unknown>>;
  const { items, total } = fields;
  if (Array.isArray(items)) return { rows: items, total: typeof total === 'number' ? total : undefined };
  const named = fields[name];
  const lists = Object.values(fields).filter((value) => Array.isArray(value));
  const [only] = Array.isArray(named) ? [named] : lists.length === 1 ? lists : [];
  return { rows: only ?? [answer] };
}
