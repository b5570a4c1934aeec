import { globSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { FILES } from './format.ts';
import { t } from './messages.ts';
import type { TarEntry } from './tar.ts';

/** The database's own folder is not copied as files: its rows are in the backup. */
const NOT_FILES = /^(postgres|restore-[^/]*)(\/|$)/;

/** The seals of the audit log that are kept outside the database, and the key. */
const EARLY = /^(audit|keys)\//;

/**
 * The files of the data folder: keys, attached files, seals.
 * The seals must be read before the snapshot of the rows, for a seal that is not in the rows looks like a loss;
 * everything else after it, for a row may name a file.
 */
export async function* dataFiles(dataFolder: string, when: 'before' | 'after'): AsyncGenerator<TarEntry> {
  const names = globSync('**/*', { cwd: dataFolder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dataFolder.length + 1))
    .filter((name) => !NOT_FILES.test(name) && EARLY.test(name) === (when === 'before'));
  for (const name of names.sort()) {
    yield { name: `${FILES}${name}`, body: await readFile(join(dataFolder, name)) };
  }
}

/** Files that wait beside their place until the rows are in. */
export interface StagedFiles {
  add(entry: TarEntry): Promise<void>;
  /** Puts them in their places. */
  commit(): Promise<void>;
  discard(): Promise<void>;
}

/** Takes files of a backup into a folder of their own first. */
export function stageFiles(dataFolder: string): StagedFiles {
  const folder = join(dataFolder, `restore-${process.pid}`);
  const names: string[] = [];
  return {
    add: async ({ name, body }) => {
      const relative = normalize(name.slice(FILES.length));
      // A crafted file must reach neither out of the folder nor into the database's own files and settings.
      if (/^(\.|\/)/.test(relative) || NOT_FILES.test(relative))
        throw new Error(t('altered', { detail: name }));
      await mkdir(dirname(join(folder, relative)), { recursive: true, mode: 0o700 });
      await writeFile(join(folder, relative), body, { mode: 0o600 });
      names.push(relative);
    },
    commit: async () => {
      for (const name of names) {
        const target = join(dataFolder, name);
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        await rename(join(folder, name), target);
        await chmod(target, 0o600);
      }
      await rm(folder, { recursive: true, force: true });
    },
    discard: () => rm(folder, { recursive: true, force: true }),
  };
}
