import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { personPath, readablePath } from './person-path.ts';

describe('a file named on the command line', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kijun-path-'));
    writeFileSync(join(folder, '回答.csv'), '');
    vi.stubEnv('INIT_CWD', folder);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('lies where the person called npm, not in the folder of the project', () => {
    expect(personPath('控え.backup')).toBe(join(folder, '控え.backup'));
    expect(personPath('/tmp/控え.backup')).toBe('/tmp/控え.backup');
    expect(readablePath('回答.csv')).toBe(join(folder, '回答.csv'));
  });

  it('is also found in the folder of the project', () => {
    expect(readablePath('package.json')).toBe(resolve('package.json'));
  });
});
