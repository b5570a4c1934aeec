import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stageFiles } from './data-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kijun-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const body = Buffer.from('x');

it('puts files into the data folder once all is well', async () => {
  const files = stageFiles(folder);
  await files.add({ name: 'files/standards/own/pack.json', body });
  await files.commit();
  expect(readFileSync(join(folder, 'standards/own/pack.json'), 'utf8')).toBe('x');
});

it.each([
  'files/../outside',
  'files/standards/../../outside',
  'files//etc/outside',
  'files/postgres/cluster/pg_hba.conf',
  'files/standards/../postgres/cluster/postgresql.conf',
  'files/restore-1/keys/secret',
  'files/',
])('refuses %s', async (name) => {
  await expect(stageFiles(folder).add({ name, body })).rejects.toThrow(name);
});
