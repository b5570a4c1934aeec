import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markingCommand } from './cli.ts';
import { photo, workbook } from './samples.testing.ts';

let folder: string;
let book: Uint8Array;
const place = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kijun-marking-'));
  book = workbook();
  await writeFile(place('a.xlsx'), book);
  await writeFile(place('a.jpg'), photo('jpeg'));
  await writeFile(place('a.txt'), 'text');
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: string[]) {
  const said = { out: '', err: '' };
  const io = {
    stdout: { write: (text: string) => (said.out += text) },
    stderr: { write: (text: string) => (said.err += text) },
  };
  return { code: await markingCommand(args, io), ...said };
}

describe('kijun marking', () => {
  it('checks files and gives what it finds as JSON', async () => {
    const { code, out } = await run('check', place('a.xlsx'), place('a.jpg'), '--json');
    expect(code).toBe(1);
    const [sheets, picture] = JSON.parse(out);
    expect(sheets.findings[0]).toHaveProperty('advice');
    expect(picture.findings.map((each: { kind: string }) => each.kind)).toContain('position');
  });

  it('stamps a file into another and leaves the first as it was', async () => {
    const stamped = await run('stamp', place('a.xlsx'), '--text', '機密性2情報', '--out', place('b.xlsx'));
    expect(stamped.code).toBe(0);
    expect((await run('read', place('b.xlsx'))).out).toContain('機密性2情報');
    expect(await readFile(place('a.xlsx'))).toEqual(Buffer.from(book));
  });

  it('goes on after a file that it cannot take, and says which', async () => {
    const { code, err, out } = await run('check', place('a.txt'), place('none.pdf'), place('a.jpg'));
    expect(code).toBe(2);
    expect(err).toContain('a.txt');
    expect(err).toContain('none.pdf');
    expect(out).toContain('撮影場所');
  });

  it('explains itself', async () => {
    for (const args of [[], ['check'], ['stamp', 'a.pdf'], ['check', 'a', '--wrong']]) {
      expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringContaining('使い方') });
    }
  });
});
