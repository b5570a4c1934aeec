import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { personPath, readablePath } from '../command-line/person-path.ts';
import { type Config, readConfig } from '../config.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { startManagedPostgres } from '../postgres/managed.ts';
import { t } from './messages.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

interface Output {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** `kijun backup FILE`: everything into one file, while the server runs. */
export async function backupCommand(args: readonly string[], io: Output): Promise<number> {
  const given = onlyArgument(args);
  if (!given) return refused(io, t('backupUsage'));
  const file = personPath(given);
  return withDatabase(io, async (database, config) => {
    await migrate(database);
    const { rows, tables } = await writeBackup(database, config.dataFolder, file);
    const size = readableSize((await stat(file)).size);
    io.stdout.write(`${t('backupDone', { file, rows, tables, size })}\n`);
    io.stderr.write(`${t('backupCare')}\n`);
  });
}

/** `kijun restore FILE`: fills an empty installation. */
export async function restoreCommand(args: readonly string[], io: Output): Promise<number> {
  const given = onlyArgument(args);
  if (!given) return refused(io, t('restoreUsage'));
  const file = readablePath(given);
  return withDatabase(io, async (database, config) => {
    const { createdAt, rows, tables, upgraded } = await restoreBackup(database, config.dataFolder, file);
    io.stdout.write(`${t('restoreDone', { createdAt, rows, tables })}\n`);
    if (upgraded.length > 0) io.stdout.write(`${t('restoreUpgraded', { count: upgraded.length })}\n`);
    io.stderr.write(`${t('restoreNext')}\n`);
  });
}

function onlyArgument(args: readonly string[]): string | null {
  const [file, ...rest] = args;
  return file && !file.startsWith('-') && rest.length === 0 ? file : null;
}

function refused(io: Output, message: string, code = 2): number {
  io.stderr.write(`${message}\n`);
  return code;
}

/** Runs `work` with the installation's database; a failure is told in one line, exit code 1. */
async function withDatabase(
  io: Output,
  work: (database: Database, config: Config) => Promise<void>,
): Promise<number> {
  const config = readConfig();
  await mkdir(config.dataFolder, { recursive: true });
  const managed = config.databaseUrl
    ? null
    : await startManagedPostgres({ directory: join(config.dataFolder, 'postgres') });
  const database = openDatabase(managed?.connection ?? config.databaseUrl ?? '', { max: 4 });
  try {
    await work(database, config);
    return 0;
  } catch (error) {
    return refused(io, error instanceof Error ? error.message : String(error), 1);
  } finally {
    await database.close();
    await managed?.stop();
  }
}

function readableSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}
