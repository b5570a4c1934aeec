import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInput } from '../../kernel/errors.ts';
import { setAuditSecrets } from '../../platform/audit/record-event.ts';
import { loadSecrets } from '../../platform/audit/secrets.ts';
import { systemActor } from '../../platform/authorisation/actor.ts';
import { readConfig } from '../../platform/config.ts';
import { inOrganisation, openDatabase } from '../../platform/database/database.ts';
import { migrate } from '../../platform/database/migrate.ts';
import { listOrganisations, type Organisation } from '../../platform/database/organisations.ts';
import { startManagedPostgres } from '../../platform/postgres/managed.ts';
import { attachOfficialText } from './commands/attach-official-text.ts';
import { t } from './messages.ts';
import type { Pack } from './model.ts';
import type { OfficialText } from './official-text.ts';

/**
 * Attaches official wording from the command line: opens the installation's database, also while the server runs.
 * `wanted` is a name, slug or id; without it there must be only one organisation. Gives the organisation's name.
 */
export async function storeOfficialText(
  pack: Pack,
  found: OfficialText,
  wanted: string | null,
): Promise<string> {
  const config = readConfig();
  await mkdir(config.dataFolder, { recursive: true });
  setAuditSecrets(await loadSecrets(config.dataFolder));
  const managed = config.databaseUrl
    ? null
    : await startManagedPostgres({ directory: join(config.dataFolder, 'postgres') });
  const database = openDatabase(managed?.connection ?? config.databaseUrl ?? '', { max: 2 });
  try {
    await migrate(database);
    const { id, name } = choose(await listOrganisations(database), wanted);
    const actor = systemActor(id, 'kijun standards attach-text');
    await inOrganisation(database, id, (tx) => attachOfficialText(tx, actor, pack, found, new Date()));
    return name;
  } finally {
    await database.close();
    await managed?.stop();
  }
}

function choose(organisations: readonly Organisation[], wanted: string | null): Organisation {
  const fitting =
    wanted === null
      ? organisations
      : organisations.filter(({ id, slug, name }) => [id, slug, name].includes(wanted));
  const [only, ...others] = fitting;
  if (organisations.length === 0) throw new InvalidInput(t.ref('attach.noOrganisation'));
  if (only === undefined || others.length > 0) {
    throw new InvalidInput(
      t.ref('attach.which', { names: organisations.map(({ slug }) => slug).join(', ') }),
    );
  }
  return only;
}
