import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { explainArguments, explainFailure } from './explain.ts';

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
};

describe('what a command says when it fails', () => {
  it.each([
    [['--bogus'], '「--bogus」という指定はありません。'],
    [['--people', '-3'], '「--people」に続く値を確かめてください。'],
    [['余分'], '「余分」は余分です。取り除いてください。'],
  ])('names the wrong argument of %j', (args, said) => {
    const error = thrownBy(() => parseArgs({ args, options: { people: { type: 'string' } } }));
    expect(explainArguments(error)).toBe(said);
    expect(explainFailure(error)).toEqual({ text: said, exitCode: 2 });
  });

  it('says which port is taken, and what to do', async () => {
    const first = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => first.once('listening', listening));
    const address = first.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const second = createServer();
    const error = await new Promise((failed) => second.once('error', failed).listen(port, '127.0.0.1'));
    first.close();
    const { text, exitCode } = explainFailure(error);
    expect(text).toContain(`ポート ${port} は、ほかのプログラムが使っています`);
    expect(text).toContain('PORT');
    expect(exitCode).toBe(1);
  });

  it('says what is wrong with the environment without a stack', () => {
    const error = thrownBy(() => readConfig({ PORT: '99999' }));
    expect(explainFailure(error).text).toBe(
      '環境変数 PORT には 0 から 65535 までの番号を指定してください（今の値：99999）。',
    );
  });

  it('tells a folder that cannot be used and a database that does not answer', () => {
    const folder = Object.assign(new Error('ENOTDIR'), { code: 'ENOTDIR', path: '/data/keys' });
    expect(explainFailure(folder).text).toContain('「/data/keys」を読み書きできません（ENOTDIR）');
    const database = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    expect(explainFailure(database).text).toContain('DATABASE_URL');
  });

  it('keeps the stack of what nobody foresaw', () => {
    const { text } = explainFailure(new TypeError('x is not a function'));
    expect(text).toContain('予期しない誤り');
    expect(text).toContain('explain.test.ts');
  });
});
