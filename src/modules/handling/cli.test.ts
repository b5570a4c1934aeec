import { describe, expect, it } from 'vitest';
import { handlingCommand } from './cli.ts';

async function run(words: string): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const io = {
    stdout: {
      write: (text: string) => {
        out += text;
      },
    },
    stderr: {
      write: (text: string) => {
        err += text;
      },
    },
  };
  const code = await handlingCommand(
    words.split(' ').filter((word) => word !== ''),
    io,
  );
  return { code, out, err };
}

const base = '--pack common-standards-h30 --org-kind national';

describe('kijun handling', () => {
  it('answers in the promised shape', async () => {
    const { code, out, err } = await run(`${base} --c 3 --i 1 --a 1 --action process --place outside --json`);
    expect([code, err]).toEqual([0, '']);
    const answer = JSON.parse(out);
    expect(Object.keys(answer)).toEqual(['outcome', 'permissions', 'measures', 'records', 'reasons']);
    expect(answer.outcome).toBe('needs_permission');
    expect(answer.permissions).toEqual([
      { type: 'process_outside', mode: 'all', deciders: ['system_officer', 'division_officer'] },
    ]);
    expect(Object.keys(answer.measures[0])).toEqual(['id', 'text']);
    expect(Object.keys(answer.reasons[0])).toEqual(['clause', 'edition', 'text']);
  });

  it('takes what is left out as not decided', async () => {
    const { out } = await run(`${base} --action publish --json`);
    expect(JSON.parse(out)).toMatchObject({
      outcome: 'forbidden',
      measures: [{ id: 'determine_class' }, {}],
    });
  });

  it('speaks Japanese to people', async () => {
    const { out } = await run(`${base} --c 3 --i 1 --a 1 --action process --place outside`);
    expect(out).toContain('処理する: 許可が必要です');
    expect(out).toContain('情報システムセキュリティ責任者と課室情報セキュリティ責任者の両方の許可');
    expect(out).toContain('3.1.1(4)(b)（平成30年度版）');
  });

  it('needs no kind of organisation where the pack is for one kind only', async () => {
    expect((await run('--pack local-government-h30 --action dispose --c=1 --json')).code).toBe(0);
  });

  it('lists the actions with the options that each needs', async () => {
    const all = JSON.parse((await run('--list --json')).out);
    const wanted =
      'process take_out carry send provide publish copy print store connect install use_external_service web_conference telework entrust erase dispose reclassify';
    expect(all.map(({ id }: { id: string }) => id)).toEqual(wanted.split(' '));
    expect(all[0]).toMatchObject({ options: ['--c', '--i', '--a', '--medium', '--place'] });
    expect(all[0].packs).toHaveLength(3);
    const one = await run('--list --pack local-government-h30');
    expect(one.out).toContain('install');
    expect(one.out).toContain('--software');
  });

  it.each([
    ['', '--pack'],
    ['--pack nothing --action publish', 'パック「nothing」'],
    ['--pack ../secret --action publish', 'パック「../secret」'],
    [`${base}`, '--action を指定'],
    ['--pack common-standards-h30 --action publish', '--org-kind を指定'],
    ['--pack common-standards-h30 --org-kind local --action publish', 'local を対象にしていません'],
    ['--pack common-standards-h30 --org-kind king --action publish', '「king」は指定できません'],
    [`${base} --action fly`, '「fly」は指定できません'],
    [`${base} --action publish --c 4`, '--c に「4」'],
    [`${base} --action publish --c 0`, '--c に「0」'],
    [`${base} --action publish --i 3`, '--i に「3」'],
    [`${base} --action publish --medium stone`, '「stone」'],
    [`${base} --action publish --place moon`, '「moon」'],
    [`${base} --action publish --c`, '--c の値がありません'],
    [`${base} --action publish --c --json`, '--c の値がありません'],
    [`${base} --action publish --fast`, '「--fast」という指定はありません'],
    [`${base} --action publish more`, '「more」という指定はありません'],
    [`${base} --action publish --c 1 --c 3`, '2回'],
    [`${base} --action publish --restrictions no_fun`, '「no_fun」'],
  ])('refuses %j with a message and no output', async (words, message) => {
    const { code, out, err } = await run(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});
