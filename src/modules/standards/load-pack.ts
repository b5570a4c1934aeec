import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotFound } from '../../kernel/errors.ts';
import { t } from './messages.ts';
import type { Crosswalk, Pack, PackInfo } from './model.ts';

/** The packs that come with the product. */
export const shippedFolder = fileURLToPath(new URL('../../../standards', import.meta.url));

/** Packs imported into this installation, beside its other data. */
export const importedFolder = (): string => join(process.env['KIJUN_DATA'] ?? 'data', 'standards');

/** The files of a pack folder and the field of the pack that each becomes. */
export const packFiles = {
  roles: 'roles.json',
  conditions: 'conditions.json',
  titles: 'titles.json',
  requirements: 'requirements.json',
  subItems: 'sub-items.json',
  reporting: 'reporting.json',
  levels: 'levels.json',
} as const;

const cache = new Map<string, { readonly stamp: number; readonly pack: Pack }>();

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Where the pack lies; a shipped pack wins over an imported one of the same name. Null when there is none. */
export function packFolder(id: string): string | null {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) return null;
  const folders = [shippedFolder, importedFolder()].map((parent) => join(parent, id));
  return folders.find((folder) => existsSync(join(folder, 'pack.json'))) ?? null;
}

/** Ids of all packs here, shipped and imported, in order of name. */
export function packIds(): readonly string[] {
  const ids = [shippedFolder, importedFolder()]
    .filter((parent) => existsSync(parent))
    .flatMap((parent) => readdirSync(parent).filter((name) => existsSync(join(parent, name, 'pack.json'))));
  return [...new Set(ids)].sort();
}

/** The heads of all packs here. */
export function listPacks(): readonly PackInfo[] {
  return packIds().map((id) => {
    const { edition, version, title, kind, orgKinds, families, source } = loadPack(id);
    return { id, edition, version, title, kind, orgKinds, families, source };
  });
}

/** The pack; read once and kept until its files change. Throws NotFound for an unknown id. */
export function loadPack(id: string): Pack {
  const folder = packFolder(id);
  if (folder === null) throw new NotFound(t.ref('pack.unknown', { id }));
  const stamp = statSync(join(folder, 'pack.json')).mtimeMs + statSync(folder).mtimeMs;
  const cached = cache.get(folder);
  if (cached?.stamp === stamp) return cached.pack;
  const pack = readPack(folder);
  cache.set(folder, { stamp, pack });
  return pack;
}

/** Reads a pack folder as it is, without checking it (`check-pack.ts` does). Missing optional files are empty. */
export function readPack(folder: string): Pack {
  const parts = Object.entries(packFiles).map(([field, file]) => {
    const path = join(folder, file);
    return [field, existsSync(path) ? readJson(path) : []];
  });
  return { ...(readJson(join(folder, 'pack.json')) as PackInfo), ...Object.fromEntries(parts) } as Pack;
}

/** All crosswalks between editions, from `standards/crosswalks`. */
export function listCrosswalks(): readonly Crosswalk[] {
  const folder = join(shippedFolder, 'crosswalks');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readJson(join(folder, name)) as Crosswalk);
}

/** The crosswalk between two editions, or null. */
export function findCrosswalk(from: string, to: string): Crosswalk | null {
  return listCrosswalks().find((crosswalk) => crosswalk.from === from && crosswalk.to === to) ?? null;
}
