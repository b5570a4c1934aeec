/**
 * Which room may use which (CONTRIBUTING, "Rooms"), as plain functions over paths from the folder of the checkout.
 * Written by hand because the linter cannot tell a type import of another room from a value import.
 */
import { dirname, join } from 'node:path/posix';

/** One import statement: what is named, and whether nothing of it is left at run time. */
export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

interface Place {
  readonly room: 'kernel' | 'platform' | 'kit' | 'module' | 'app' | 'elsewhere';
  /** The module's name, for rooms of that kind. */
  readonly module: string | null;
  /** Runs in the browser. */
  readonly isUi: boolean;
  /** Pure words and rules, which both sides share. */
  readonly isShared: boolean;
}

/** Packages that compute and do nothing else. */
const PURE_PACKAGES = new Set(['uuid', 'zod', '@holiday-jp/holiday_jp', 'temporal-polyfill/full']);

/** Rooms that a room may use, besides itself. */
const MAY_USE: Readonly<Record<Place['room'], readonly Place['room'][]>> = {
  kernel: [],
  platform: ['kernel'],
  kit: ['kernel', 'platform'],
  module: ['kernel', 'platform', 'kit'],
  app: ['kernel', 'platform', 'kit', 'module'],
  elsewhere: ['kernel', 'platform', 'kit', 'module', 'app'],
};

const IMPORTS =
  /^\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** The imports and re-exports of a source text. */
export function importsOf(source: string): Import[] {
  return [...source.matchAll(IMPORTS)].map((match) => ({
    specifier: match[2] ?? match[3] ?? '',
    typeOnly: match[1] !== undefined,
  }));
}

/**
 * Why a file may not have an import, or null when it may.
 * @param file path of the importing file, such as `src/modules/duties/queries.ts`
 */
export function whyForbidden(file: string, { specifier, typeOnly }: Import): string | null {
  const from = place(file);
  if (!specifier.startsWith('.')) return whyPackageForbidden(from, specifier);
  const target = join(dirname(file), specifier);
  const to = place(target);
  if (from.room !== to.room && !MAY_USE[from.room].includes(to.room)) {
    return `${from.room} must not use ${to.room}`;
  }
  if (to.module !== null && from.room === 'module' && from.module !== to.module) {
    const problem = whyModuleForbidden(from, target);
    if (problem) return problem;
  }
  return whySideForbidden(from, to, typeOnly);
}

function whyPackageForbidden(from: Place, specifier: string): string | null {
  if (from.room === 'kernel' && !PURE_PACKAGES.has(specifier)) {
    return 'kernel is pure: no input, no output';
  }
  if (from.isUi && specifier.startsWith('node:')) return 'this runs in the browser';
  return null;
}

/** Another module shows its index; to the browser it shows its pure files and the index of its pages. */
function whyModuleForbidden(from: Place, target: string): string | null {
  const to = place(target);
  if (/\/modules\/[^/]+\/index\.ts$/.test(target)) return null;
  if (from.isUi && (to.isShared || /\/ui\/index\.tsx?$/.test(target))) return null;
  return "use the other module's index.ts";
}

function whySideForbidden(from: Place, to: Place, typeOnly: boolean): string | null {
  if (to.room === 'kernel' || to.isShared) return null;
  if (from.isUi && !to.isUi && !typeOnly) return 'the browser gets types, messages and models only';
  if (!from.isUi && to.isUi) return 'the server must not use the browser side';
  return null;
}

function place(path: string): Place {
  const [top, room = '', name = ''] = path.split('/');
  const isRoom =
    top === 'src' && (room === 'kernel' || room === 'platform' || room === 'kit' || room === 'app');
  const isModule = top === 'src' && room === 'modules';
  return {
    room: isModule ? 'module' : isRoom ? room : 'elsewhere',
    module: isModule ? name : null,
    isUi: path.endsWith('.tsx') || path.endsWith('.css') || /\/ui\/|^src\/app\/web\//.test(path),
    isShared: /\/(messages[\w-]*(\.\w+)?|model(\.\w+)?)\.ts$/.test(path) || /\/model\//.test(path),
  };
}
