import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { END, type End, endSchema, MANIFEST, type Manifest, manifestSchema, memberDigest } from './format.ts';
import { t } from './messages.ts';
import { readTar, type TarEntry } from './tar.ts';

/** A backup file that is being read. */
export interface BackupReader {
  readonly manifest: Manifest;
  /** The members after the manifest; throws at the end when the file is not as it was written. */
  readonly members: AsyncGenerator<TarEntry, End>;
  close(): void;
}

/**
 * Opens a backup file and reads what it says of itself.
 * @throws when it is not a backup, or is cut off, or was altered
 */
export async function readBackup(file: string): Promise<BackupReader> {
  const source = createReadStream(file);
  const unzipped = createGunzip();
  source.on('error', (error) => unzipped.destroy(error));
  source.pipe(unzipped);
  const entries = explained(readTar(unzipped), file);
  const close = () => {
    source.destroy();
    unzipped.destroy();
  };
  try {
    const first = await entries.next();
    if (first.done || first.value.name !== MANIFEST) throw new Error(t('notBackup', { file }));
    const manifest = manifestSchema.parse(JSON.parse(first.value.body.toString()));
    return { manifest, members: checked(entries, first.value), close };
  } catch (error) {
    close();
    throw error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError')
      ? new Error(t('notBackup', { file }))
      : error;
  }
}

/**
 * Reads a backup to its end, so that a damaged one is found before anything is touched.
 * @throws like `readBackup`, and when the file is not as it was written
 */
export async function verifyBackup(file: string): Promise<void> {
  const { members, close } = await readBackup(file);
  try {
    while (!(await members.next()).done);
  } finally {
    close();
  }
}

async function* checked(
  entries: AsyncGenerator<TarEntry>,
  manifest: TarEntry,
): AsyncGenerator<TarEntry, End> {
  const digest = memberDigest();
  digest.add(manifest);
  for await (const entry of entries) {
    if (entry.name === END) return verified(entry, digest.result());
    digest.add(entry);
    yield entry;
  }
  throw new Error(t('truncated'));
}

function verified(entry: TarEntry, actual: { entries: number; sha256: string }): End {
  const end = endSchema.safeParse(parsed(entry.body));
  if (!end.success) throw new Error(t('altered', { detail: END }));
  if (end.data.sha256 !== actual.sha256 || end.data.entries !== actual.entries) {
    throw new Error(t('altered', { detail: 'SHA-256' }));
  }
  return end.data;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}

/** Words for what the decompressor and the archive reader find. */
async function* explained(entries: AsyncGenerator<TarEntry>, file: string): AsyncGenerator<TarEntry> {
  let any = false;
  try {
    for await (const entry of entries) {
      any = true;
      yield entry;
    }
  } catch (error) {
    throw new Error(explain(error, any, file), { cause: error });
  }
}

function explain(error: unknown, any: boolean, file: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return t('fileMissing', { file });
  if (code === 'Z_BUF_ERROR') return t('truncated');
  if (code.startsWith('Z_') && any) return t('altered', { detail: code });
  if (error instanceof RangeError && any) return t('altered', { detail: 'tar' });
  return t('notBackup', { file });
}
