import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standardsCommand } from './cli.ts';
import { loadPack, shippedFolder } from './load-pack.ts';
import { toOscal } from './oscal-export.ts';

async function run(...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const code = await standardsCommand(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { code, stdout, stderr };
}

const data = mkdtempSync(join(tmpdir(), 'kijun-cli-'));
const before = process.env.KIJUN_DATA;
beforeAll(() => {
  process.env.KIJUN_DATA = data;
});
afterAll(() => {
  if (before === undefined) delete process.env.KIJUN_DATA;
  else process.env.KIJUN_DATA = before;
  rmSync(data, { recursive: true, force: true });
});

describe('kijun standards', () => {
  it('shows a pack in the published shape, and nothing else', async () => {
    const { code, stdout } = await run('show', 'common-standards-h30', '--json');
    const shown = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(Object.keys(shown)).toEqual(['id', 'edition', 'requirements', 'subItems']);
    expect([shown.requirements.length, shown.subItems.length]).toEqual([288, 88]);
    expect(Object.keys(shown.requirements[0])).toEqual([
      'id',
      'actors',
      'orgKinds',
      'conditions',
      'summary',
      'question',
    ]);
    expect(
      shown.requirements.every((each: { summary: object }) => 'ja' in each.summary && 'en' in each.summary),
    ).toBe(true);
    expect(shown.subItems[0]).toEqual({
      id: '2.1.1(8)(a)(ア)',
      parent: '2.1.1(8)(a)',
      summary: { ja: expect.any(String), en: expect.any(String) },
    });
  });

  it('checks', async () => {
    expect((await run('check')).code).toBe(0);
    expect(JSON.parse((await run('check', 'unified-norm', '--json')).stdout)).toEqual({
      packs: ['unified-norm'],
      problems: [],
    });
    const missing = await run('check', 'no-such-pack');
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('no-such-pack');
  });

  it('lists and exports', async () => {
    expect((await run('list')).stdout).toContain('local-government-h30\t平成30年9月版\t390');
    expect(JSON.parse((await run('export', 'unified-norm', '--format', 'oscal')).stdout)).toEqual(
      JSON.parse(JSON.stringify(toOscal(loadPack('unified-norm')))),
    );
  });

  it('imports a catalogue once, and shows it like the others', async () => {
    const file = join(data, 'catalogue.json');
    writeFileSync(file, (await run('export', 'unified-norm', '--format', 'oscal')).stdout);
    expect((await run('import-oscal', file, '--id', 'our-norm')).code).toBe(0);
    expect(JSON.parse((await run('show', 'our-norm', '--json')).stdout).requirements).toHaveLength(23);
    expect((await run('check', 'our-norm')).code).toBe(0);
    const again = await run('import-oscal', file, '--id', 'our-norm');
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('すでにあります')]);
    expect((await run('import-oscal', file, '--id', '../escape')).code).toBe(2);
    writeFileSync(file, '{"catalog":{}}');
    expect((await run('import-oscal', file, '--id', 'broken')).code).toBe(2);
    expect(existsSync(join(data, 'standards', 'broken'))).toBe(false);
  });

  it('reports what a text matches without storing it', async () => {
    const file = join(data, 'text.txt');
    writeFileSync(file, 'なにもない');
    const { code, stdout } = await run('attach-text', 'common-standards-h30', file, '--dry-run', '--json');
    const report = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(Object.keys(report)).toEqual(['requirements', 'subItems']);
    expect(report.requirements.matched).toBe(0);
    expect(report.requirements.unmatched).toHaveLength(288);
  });

  const shared = join(shippedFolder, '../../shared/sources/common-standards-h30.txt');
  it.skipIf(!existsSync(shared))('attaches the published document completely', async () => {
    const { stdout } = await run('attach-text', 'common-standards-h30', shared, '--dry-run', '--json');
    expect(JSON.parse(stdout)).toEqual({
      requirements: { matched: 288, unmatched: [] },
      subItems: { matched: 88, unmatched: [] },
    });
  });

  it('tells how it is used', async () => {
    for (const args of [
      [],
      ['toString'],
      ['show'],
      ['export', 'unified-norm'],
      ['attach-text', 'unified-norm'],
    ]) {
      const { code, stderr } = await run(...args);
      expect([code, stderr]).toEqual([2, expect.stringContaining('kijun standards show')]);
    }
    expect((await run('show', 'no-such-pack', '--json')).code).toBe(2);
    expect((await run('attach-text', 'unified-norm', '/no/such/file')).stderr).toContain('/no/such/file');
  });
});
