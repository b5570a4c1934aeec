import { join } from 'node:path';
import type { Logger } from 'pino';
import { createEventTitles } from '../modules/audit-trail/index.ts';
import { setEventTitles } from '../platform/audit/event-titles.ts';
import { setAuditSecrets } from '../platform/audit/record-event.ts';
import { loadSecrets, type Secrets } from '../platform/audit/secrets.ts';
import { createAuthorisation } from '../platform/authorisation/authorise.ts';
import type { Config } from '../platform/config.ts';
import { type Connection, type Database, openDatabase } from '../platform/database/database.ts';
import { bypassesTenants, migrate } from '../platform/database/migrate.ts';
import { Jobs } from '../platform/jobs/jobs.ts';
import { startManagedPostgres } from '../platform/postgres/managed.ts';
import type { Services } from '../platform/services.ts';
import { grantsOf } from './grants.ts';
import { modules } from './modules.ts';

/** An opened database and how to let go of it. */
interface Store {
  readonly connection: Connection;
  readonly database: Database;
  close(): Promise<void>;
}

/** The services of a process and how to end them in order. */
export interface Runtime {
  readonly services: Services;
  close(): Promise<void>;
}

/** Opens the configured PostgreSQL, or starts the managed one, and brings it to the newest schema. */
export async function openStore(config: Config, log: Logger): Promise<Store> {
  const managed = config.databaseUrl ? null : await startManaged(config, log);
  const connection = managed?.connection ?? config.databaseUrl ?? '';
  const database = openDatabase(connection, {
    onError: (error) => log.warn({ err: error }, 'idle database connection lost'),
  });
  const applied = await migrate(database);
  if (applied.length > 0) log.info({ applied }, 'schema migrated');
  if (await bypassesTenants(database))
    log.warn(
      'the database account passes over row-level security: use one that is no superuser, without bypassrls',
    );
  return {
    connection,
    database,
    close: async () => {
      await database.close();
      await managed?.stop();
    },
  };
}

const startManaged = (config: Config, log: Logger) =>
  startManagedPostgres({
    directory: join(config.dataFolder, 'postgres'),
    report: (message) => log.warn(message),
  });

/** Everything a process needs to serve requests or to run a command. */
export async function compose(config: Config, log: Logger): Promise<Runtime> {
  const secrets = await loadSecrets(config.dataFolder);
  setAuditSecrets(secrets);
  setEventTitles(createEventTitles(modules.flatMap((module) => module.actions)));
  const store = await openStore(config, log);
  const services = servicesOf(config, log, secrets, store.connection, store.database);
  await services.jobs.start();
  return {
    services,
    close: async () => {
      await services.jobs.stop();
      await store.close();
    },
  };
}

/** Puts the services together from their parts; tests give their own database. */
export function servicesOf(
  config: Config,
  log: Logger,
  secrets: Secrets,
  connection: Connection,
  database: Database,
): Services {
  const actions = modules.flatMap((module) => module.actions);
  const jobs = new Jobs(connection, database, log);
  for (const job of modules.flatMap((module) => module.jobs ?? [])) jobs.register(job);
  return { config, database, authorisation: createAuthorisation(actions, grantsOf), secrets, jobs, log };
}
