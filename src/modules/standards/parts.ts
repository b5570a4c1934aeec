import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportProblem } from './check-pack.ts';
import { packFolder } from './load-pack.ts';
import type { Pack } from './model.ts';

/**
 * A part of a pack that belongs to another room: `<name>.json` in the pack's folder, with its shape in
 * `standards/schema/<name>.schema.json`. A pack may leave it out.
 */
export interface PackPart<Data> {
  readonly name: string;
  /** Reports what its entries say wrongly about one another or about the pack; the shape is right already. */
  check(data: Data, pack: Pack, report: ReportProblem): void;
}

const cache = new Map<string, { readonly stamp: number; readonly data: unknown }>();

/** The part of that pack, read once and kept until its file changes; null when the pack has none. */
export function readPart<Data>(packId: string, part: PackPart<Data>): Data | null {
  const folder = packFolder(packId);
  const path = folder === null ? null : join(folder, `${part.name}.json`);
  if (path === null || !existsSync(path)) return null;
  const stamp = statSync(path).mtimeMs;
  const known = cache.get(path);
  if (known?.stamp === stamp) return known.data as Data;
  const data: unknown = JSON.parse(readFileSync(path, 'utf8'));
  cache.set(path, { stamp, data });
  return data as Data;
}
