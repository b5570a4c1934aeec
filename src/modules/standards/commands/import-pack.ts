import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../../../kernel/errors.ts';
import { checkPackFolder } from '../check-pack.ts';
import { importedFolder, packFiles, packFolder } from '../load-pack.ts';
import { t } from '../messages.ts';
import type { Pack } from '../model.ts';
import { fromOscal } from '../oscal-import.ts';

/**
 * Makes a pack of an OSCAL catalogue and keeps it in the installation's data folder, for all its organisations.
 * It is written beside its place, checked like a shipped pack, and only then put there: nothing is half done.
 * Throws InvalidInput for a name that is taken or not usable and for a catalogue that gives no sound pack.
 */
export function importPack(document: unknown, id: string): Pack {
  if (!/^[a-z0-9][a-z0-9-]{1,60}$/.test(id)) throw new InvalidInput(t.ref('import.id', { id }));
  if (packFolder(id) !== null) throw new InvalidInput(t.ref('import.taken', { id }));
  const pack = fromOscal(document, id);
  const draft = join(importedFolder(), `.${id}-${process.pid}`);
  try {
    writePack(draft, pack);
    const [problem, ...more] = checkPackFolder(draft, id);
    if (problem !== undefined) {
      const where = `${problem.file} ${problem.at}`;
      throw new InvalidInput(
        t.ref('import.unsound', { count: more.length + 1, where, message: problem.message }),
      );
    }
    renameSync(draft, join(importedFolder(), id));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return pack;
}

function writePack(folder: string, pack: Pack): void {
  mkdirSync(folder, { recursive: true });
  const { roles, conditions, titles, requirements, subItems, reporting, levels, ...info } = pack;
  const write = (file: string, value: unknown) =>
    writeFileSync(join(folder, file), `${JSON.stringify(value, null, 2)}\n`);
  write('pack.json', info);
  const parts = { roles, conditions, titles, requirements, subItems, reporting, levels };
  for (const [field, value] of Object.entries(parts)) {
    write(packFiles[field as keyof typeof packFiles], value);
  }
}
