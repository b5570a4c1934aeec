import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotFound } from '../../kernel/errors.ts';
import { t } from './messages.ts';
import type { Crosswalk, Pack, PackInfo } from './model.ts';

/** The packs that come with the product. */
export const shippedFolder = fileURLToPath(new URL('../../../standards', import.meta.url));

/** Packs imported into this installation, beside its other data. */
export const importedFolder = (): string => resolve(process.env.KIJUN_DATA || 'data', 'standards');

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

const cache = new Map<string, { readonly stamp: string; readonly seenAt: number; readonly pack: Pack }>();

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

/** How long a pack is taken from memory without looking whether its files changed. */
const TRUST_MS = 2000;

/** The pack; read once and kept until its files change. Throws NotFound for an unknown id. */
export function loadPack(id: string): Pack {
  const cached = cache.get(id);
  const now = Date.now();
  if (cached !== undefined && now - cached.seenAt < TRUST_MS) return cached.pack;
  const folder = packFolder(id);
  if (folder === null) {
    cache.delete(id);
    throw new NotFound(t.ref('pack.unknown', { id }));
  }
  const stamp = stampOf(folder);
  const pack = cached?.stamp === stamp ? cached.pack : readPack(folder);
  cache.set(id, { stamp, seenAt: now, pack });
  return pack;
}

/** Changes whenever a file of the folder does. */
function stampOf(folder: string): string {
  const files = ['pack.json', ...Object.values(packFiles)].map((file) => join(folder, file));
  return [folder, ...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)].join();
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
